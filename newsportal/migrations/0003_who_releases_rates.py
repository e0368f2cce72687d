"""Which roles decide about exchange rates that were held back: those who answer for what readers see."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GIVEN = {
    "editor": ["view_suspectrate", "change_suspectrate"],
    "duty_editor": ["view_suspectrate", "change_suspectrate"],
    "chief_editor": ["view_suspectrate", "change_suspectrate"],
    "administrator": ["view_suspectrate"],
}


def give(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    widgets = apps.get_app_config("widgets")
    widgets.models_module = True  # type: ignore[assignment]
    create_permissions(widgets, apps=apps, verbosity=0)
    widgets.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="widgets")
    for role, codenames in GIVEN.items():
        group = apps.get_model("auth", "Group").objects.get(name=role)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("newsportal", "0002_who_looks_after_sources"),
    ]

    # Going back leaves the groups as they are: people may be in them.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
