"""Administrators and the chief editor see how the sources are, and may have them asked at once."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = ["administrator", "chief_editor"]
RIGHTS = ["view_sourcerun", "add_sourcerun"]


def give_rights(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
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
        ("newsportal", "0001_shared_cache"),
        ("articles", "0002_roles"),
        ("widgets", "0003_series"),
    ]

    operations = [
        # Going back keeps what people may do.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
