"""Stories of before get a working version and a log; the roles let go of what the policy decides now."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles.migrations import _sql

# Who keeps the list of sources, and who answers for the rights of pictures.
TAKEN = {"editor": ["add_source", "change_source"], "duty_editor": ["add_source", "change_source"]}
GIVEN = {
    "chief_editor": ["delete_photo"],
    "administrator": ["add_photo", "change_photo"],
    "registry_curator": ["view_place"],
}


def adjust_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    articles = apps.get_app_config("articles")
    articles.models_module = True  # type: ignore[assignment]
    create_permissions(articles, apps=apps, verbosity=0)
    articles.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
    groups = apps.get_model("auth", "Group").objects
    # `articles.policy` says who publishes.
    permissions.filter(codename="publish_article").delete()
    for role, codenames in TAKEN.items():
        groups.get(name=role).permissions.remove(*permissions.filter(codename__in=codenames))
    for role, codenames in GIVEN.items():
        groups.get(name=role).permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_newsroom_desk")]

    operations = [
        migrations.RunSQL(_sql.STORY_LOG_APPEND_ONLY, _sql.DROP_STORY_LOG_APPEND_ONLY),
        migrations.RunSQL(_sql.BEGIN_THE_DESK, migrations.RunSQL.noop),
        # Going back leaves the groups as they are: people may be in them.
        migrations.RunPython(adjust_roles, migrations.RunPython.noop),
    ]
