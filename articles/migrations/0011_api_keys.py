"""Keys of the API, answers to requests that are sent again, and subscriptions to push messages."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = [
    "correspondent",
    "editor",
    "duty_editor",
    "chief_editor",
    "photo_editor",
    "registry_curator",
    "administrator",
]


def let_members_keep_keys(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    articles = apps.get_app_config("articles")
    articles.models_module = True  # type: ignore[assignment]
    create_permissions(articles, apps=apps, verbosity=0)
    articles.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=["view_apikey", "add_apikey"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_api_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PushedStory",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "story told by push",
                "verbose_name_plural": "stories told by push",
            },
        ),
        migrations.CreateModel(
            name="IdempotentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sender", models.CharField(max_length=40)),
                ("key_hash", models.CharField(max_length=64)),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.TextField(default="")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "idempotent answer",
                "verbose_name_plural": "idempotent answers",
                "indexes": [models.Index(fields=["at"], name="idempotent_answer_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("sender", "key_hash"), name="idempotent_answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Which program uses it, on which machine; or which partner.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                (
                    "prefix",
                    models.CharField(editable=False, max_length=12, unique=True, verbose_name="begins with"),
                ),
                ("hash", models.CharField(editable=False, max_length=64)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read what readers see, with higher limits"),
                                ("drafts", "begin and change drafts, submit and return them"),
                                ("photos", "upload photos"),
                                ("publish", "publish, where the owner may"),
                            ],
                            max_length=8,
                        ),
                        verbose_name="what it may do",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="works until")),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="used last")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contained_by", ["read", "drafts", "photos", "publish"]),
                            ("scopes__len__gt", 0),
                        ),
                        name="api_key_scopes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner__isnull", False), ("scopes", ["read"]), _connector="OR"),
                        name="api_key_of_a_partner_reads",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", True),
                            ("expires_at__gt", models.F("created_at")),
                            _connector="OR",
                        ),
                        name="api_key_has_a_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_by__isnull", True), ("revoked_at__isnull", False), _connector="OR"
                        ),
                        name="api_key_revoked_has_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="api_key_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("endpoint", models.CharField(max_length=800, unique=True)),
                ("p256dh", models.CharField(max_length=100)),
                ("auth", models.CharField(max_length=40)),
                ("token_hash", models.CharField(max_length=64)),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "ru"), ("kk", "kk")], max_length=2, verbose_name="language"
                    ),
                ),
                ("hears_all", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("places", models.ManyToManyField(blank=True, related_name="+", to="articles.place")),
                ("rubrics", models.ManyToManyField(blank=True, related_name="+", to="articles.rubric")),
                ("topics", models.ManyToManyField(blank=True, related_name="+", to="articles.topic")),
            ],
            options={
                "verbose_name": "push subscription",
                "verbose_name_plural": "push subscriptions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("endpoint__startswith", "https://")),
                        name="push_endpoint_is_https",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["ru", "kk"])), name="push_language_known"
                    ),
                ],
            },
        ),
        # Going back leaves the groups as they are: people may be in them.
        migrations.RunPython(let_members_keep_keys, migrations.RunPython.noop),
    ]
