"""The curator edits the registry; everybody else of the newsroom looks at it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CURATORS = ["registry_curator"]
READERS = ["correspondent", "editor", "duty_editor", "chief_editor", "photo_editor", "administrator"]


def give_rights(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    monotowns = apps.get_app_config("monotowns")
    monotowns.models_module = True  # type: ignore[assignment]
    create_permissions(monotowns, apps=apps, verbosity=0)
    monotowns.models_module = None
    rights = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="monotowns")
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name__in=CURATORS):
        group.permissions.add(*rights.exclude(codename__contains="_historical"))
        group.permissions.add(*rights.filter(codename__startswith="view_historical"))
    for group in groups.filter(name__in=READERS):
        group.permissions.add(*rights.filter(codename__startswith="view_"))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_roles"),
        ("monotowns", "0002_what_the_database_refuses"),
    ]

    operations = [
        # Going back keeps what people may do.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
