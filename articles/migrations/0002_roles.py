"""The groups of the seven roles. What exactly each may do to a story is the policy's business, not a permission's."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LOOK = ["article", "rubric", "topic", "author", "source", "photo", "revision", "correction", "pin"]
SEE, WORK, ALL = "view", "view add change", "view add change delete"
WRITER = {**dict.fromkeys(LOOK, SEE), "article": WORK, "photo": WORK}
EDITOR = {**WRITER, "topic": WORK, "source": WORK, "correction": WORK, "tip": "view change", "tipphoto": SEE}

ROLES: dict[str, dict[str, str]] = {
    "correspondent": WRITER,
    "editor": EDITOR,
    "duty_editor": {**EDITOR, "pin": ALL},
    "chief_editor": {**EDITOR, "pin": ALL, "author": WORK, "rubric": WORK, "outlet": SEE, "place": SEE},
    "photo_editor": {**dict.fromkeys(LOOK, SEE), "photo": ALL},
    "registry_curator": {**dict.fromkeys(LOOK, SEE), "place": WORK, "mention": WORK},
    "administrator": {
        **dict.fromkeys(LOOK, SEE),
        **dict.fromkeys(["user", "rubric", "topic", "author", "source", "pin"], WORK),
        "outlet": "view add change",
        "formerrubricpath": SEE,
        "tip": "view change",
        "tipphoto": SEE,
        "place": SEE,
    },
}
PUBLISHERS = {"editor", "duty_editor", "chief_editor"}


def create_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    articles = apps.get_app_config("articles")
    articles.models_module = True  # type: ignore[assignment]
    create_permissions(articles, apps=apps, verbosity=0)
    articles.models_module = None
    permissions = {
        permission.codename: permission
        for permission in apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="articles"
        )
    }
    for role, rights in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.set(
            permissions[f"{action}_{model}"]
            for model, actions in rights.items()
            for action in actions.split()
        )
        if role in PUBLISHERS:
            group.permissions.add(permissions["publish_article"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Going back keeps the groups: people may be in them.
        migrations.RunPython(create_roles, migrations.RunPython.noop),
    ]
