"""Webhooks: whom we tell of stories, the outbox, and who may set them up."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = ["administrator", "chief_editor"]
RIGHTS = ["view_webhook", "add_webhook", "change_webhook", "delete_webhook", "view_webhookdelivery"]


def give_rights(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; these are needed now.
    articles = apps.get_app_config("articles")
    articles.models_module = True  # type: ignore[assignment]
    create_permissions(articles, apps=apps, verbosity=0)
    articles.models_module = None
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=RIGHTS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_matcher"),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
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
                        help_text="For colleagues: whose it is.", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="By https, on the public internet.", max_length=500, verbose_name="address"
                    ),
                ),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("article.published", "a story is published"),
                                ("article.updated", "a live story is changed"),
                                ("article.corrected", "a correction is published"),
                                ("article.withdrawn", "readers see a story no more"),
                            ],
                            max_length=20,
                        ),
                        verbose_name="what is told",
                    ),
                ),
                ("secret", models.CharField(editable=False, max_length=100)),
                ("former_secret", models.CharField(blank=True, default="", editable=False, max_length=100)),
                ("former_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Only a webhook that is switched off can be deleted.",
                        verbose_name="switched on",
                    ),
                ),
                (
                    "disabled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("failing", "it has not answered well for days"),
                            ("gone", "it answered that it is gone for good (410)"),
                        ],
                        default="",
                        editable=False,
                        max_length=7,
                        verbose_name="switched off",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "succeeded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="answered well last"
                    ),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="failures in a row"),
                ),
                (
                    "failing_since",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="failing since"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="number of the event"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article.published", "a story is published"),
                            ("article.updated", "a live story is changed"),
                            ("article.corrected", "a correction is published"),
                            ("article.withdrawn", "readers see a story no more"),
                            ("test", "a test"),
                        ],
                        max_length=20,
                        verbose_name="event",
                    ),
                ),
                ("occurred_at", models.DateTimeField(verbose_name="happened")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="written down"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("delivered", "delivered"),
                            ("given_up", "given up"),
                            ("dropped", "not told: no longer so"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True, verbose_name="next attempt")),
                ("payload", models.JSONField(blank=True, null=True, verbose_name="what was sent")),
                (
                    "last_status",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="last answer"),
                ),
                (
                    "last_error",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="what went wrong"),
                ),
                (
                    "last_detail",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="in detail"),
                ),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="delivered")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="articles.webhook",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery of a webhook",
                "verbose_name_plural": "deliveries of webhooks",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="webhook_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="webhook_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("url__regex", "^https?://")), name="webhook_url_is_of_the_web"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("secret", ""), _negated=True), name="webhook_has_a_secret"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "events__contained_by",
                        ["article.published", "article.updated", "article.corrected", "article.withdrawn"],
                    ),
                    ("events__len__gt", 0),
                ),
                name="webhook_events_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("disabled", ""),
                    models.Q(("disabled__in", ["failing", "gone"]), ("is_active", False)),
                    _connector="OR",
                ),
                name="webhook_disabled_is_not_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("former_secret", ""), ("former_until__isnull", True)),
                    models.Q(models.Q(("former_secret", ""), _negated=True), ("former_until__isnull", False)),
                    _connector="OR",
                ),
                name="webhook_former_secret_has_a_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failing_since__isnull", True), ("failures", 0)),
                    models.Q(("failing_since__isnull", False), ("failures__gt", 0)),
                    _connector="OR",
                ),
                name="webhook_failures_have_a_beginning",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["webhook", "-id"], name="webhook_delivery_newest"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["next_attempt_at"],
                name="webhook_delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(fields=("webhook", "event_id"), name="webhook_delivery_once"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "article.published",
                            "article.updated",
                            "article.corrected",
                            "article.withdrawn",
                            "test",
                        ],
                    )
                ),
                name="webhook_delivery_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_attempt_at__isnull", False), ("state", "waiting")),
                    models.Q(
                        ("next_attempt_at__isnull", True), ("state__in", ["delivered", "given_up", "dropped"])
                    ),
                    _connector="OR",
                ),
                name="webhook_delivery_waits_or_is_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered_at__isnull", False), ("state", "delivered")),
                    models.Q(models.Q(("state", "delivered"), _negated=True), ("delivered_at__isnull", True)),
                    _connector="OR",
                ),
                name="webhook_delivery_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article__isnull", True), ("kind", "test")),
                    models.Q(models.Q(("kind", "test"), _negated=True), ("article__isnull", False)),
                    _connector="OR",
                ),
                name="webhook_delivery_is_of_a_story",
            ),
        ),
        # Going back keeps what people may do.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
