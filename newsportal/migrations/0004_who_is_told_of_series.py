"""Who is told of rates and weather on the desk and may put a notice away: everybody who may write a story."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = ["correspondent", "editor", "duty_editor", "chief_editor", "administrator"]
RIGHTS = ["view_notice", "change_notice"]


def give(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    widgets = apps.get_app_config("widgets")
    widgets.models_module = True  # type: ignore[assignment]
    create_permissions(widgets, apps=apps, verbosity=0)
    widgets.models_module = None
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="widgets", codename__in=RIGHTS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("newsportal", "0003_who_releases_rates"),
    ]

    # Going back leaves the groups as they are: people may be in them.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
