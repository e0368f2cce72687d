import datetime

import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_roles"),
    ]

    operations = [
        # A tip that became a story names it from now on.
        migrations.RunSQL(
            "UPDATE articles_tip SET status = 'taken' WHERE status = 'story'", migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("base_number", models.PositiveIntegerField(default=0)),
                ("fields", models.JSONField()),
                ("sequence", models.PositiveBigIntegerField()),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "unsaved text",
                "verbose_name_plural": "unsaved texts",
            },
        ),
        migrations.CreateModel(
            name="EditingLock",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="lock",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("session", models.UUIDField()),
                ("acquired_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "editing lock",
                "verbose_name_plural": "editing locks",
            },
        ),
        migrations.CreateModel(
            name="StoryEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("created", "begun"),
                            ("submitted", "sent to review"),
                            ("returned", "returned with a remark"),
                            ("ready", "found ready"),
                            ("reopened", "taken back to work"),
                            ("taken_over", "taken over"),
                            ("published", "published"),
                            ("changed", "live text changed"),
                            ("scheduled", "change scheduled"),
                            ("cancelled", "scheduled change cancelled"),
                            ("unscheduled", "publication called off"),
                            ("withdrawn", "withdrawn"),
                            ("embargo", "embargo set"),
                            ("lifted", "embargo lifted"),
                            ("expiry", "term set"),
                            ("correction", "correction published"),
                            ("previewed", "read by a guest"),
                        ],
                        max_length=11,
                        verbose_name="what",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="when"
                    ),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="remark")),
                ("details", models.JSONField(blank=True, default=dict)),
                ("snapshot", models.JSONField(blank=True, null=True)),
                ("text_hash", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "verbose_name": "entry of the log",
                "verbose_name_plural": "log of stories",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={"ordering": ["-pk"], "verbose_name": "story", "verbose_name_plural": "stories"},
        ),
        migrations.AddField(
            model_name="article",
            name="scheduled_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="change scheduled for"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="scheduled_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="seo_title",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Left empty, the headline serves.",
                max_length=120,
                verbose_name="title for search engines",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="work_state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("returned", "returned"),
                    ("ready", "ready"),
                    ("done", "nothing in work"),
                ],
                default="draft",
                editable=False,
                max_length=9,
                verbose_name="work",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="working_headline",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="article",
            name="working_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="basis",
            field=models.TextField(
                blank=True,
                default="",
                help_text="For the newsroom only.",
                max_length=2000,
                verbose_name="on what grounds",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="proposed by",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="requested_by",
            field=models.CharField(
                blank=True,
                default="",
                help_text="For the newsroom only.",
                max_length=200,
                verbose_name="who asked for it",
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="tip_contact_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                help_text="After that the name and the contact of whoever sent a tip are deleted.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="days for which contacts of senders are kept",
            ),
        ),
        migrations.AddField(
            model_name="rubric",
            name="correspondents_publish",
            field=models.BooleanField(
                default=False,
                help_text="Correspondents may publish their own stories here, if it is one of their rubrics.",
                verbose_name="correspondents publish",
            ),
        ),
        migrations.AddField(
            model_name="rubric",
            name="four_eyes",
            field=models.BooleanField(
                default=False,
                help_text="Who wrote a text does not publish it. Holds for all rubrics below as well.",
                verbose_name="four eyes",
            ),
        ),
        migrations.AddField(
            model_name="tip",
            name="contacts_deleted_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="contacts deleted"
            ),
        ),
        migrations.AddField(
            model_name="tip",
            name="decision",
            field=models.CharField(
                blank=True,
                default="",
                help_text="For the newsroom only.",
                max_length=300,
                verbose_name="why declined",
            ),
        ),
        migrations.AddField(
            model_name="tip",
            name="story",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tips",
                to="articles.article",
                verbose_name="story",
            ),
        ),
        migrations.AddField(
            model_name="tip",
            name="taken_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken"),
        ),
        migrations.AddField(
            model_name="tip",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken by",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="rubrics",
            field=models.ManyToManyField(
                blank=True,
                help_text="Where an editor publishes; with each rubric all below it. Without any: nowhere.",
                related_name="+",
                to="articles.rubric",
                verbose_name="own rubrics",
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="published"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("work_state", "done"), _negated=True),
                fields=["work_state", "-id"],
                name="article_work",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["created_by", "-id"], name="article_creator"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("scheduled_at__isnull", False)),
                fields=["scheduled_at"],
                name="article_change_due",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func("working_headline", function="articles_fold"), "gin_trgm_ops"
                ),
                name="article_working_trgm",
            ),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(fields=["status", "-received_at"], name="tip_status_newest"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("work_state__in", ["draft", "in_review", "returned", "ready", "done"])),
                name="article_work_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheduled_at__isnull", True), ("scheduled_revision__isnull", True)),
                    models.Q(
                        (
                            "scheduled_at__range",
                            (
                                datetime.datetime(1990, 1, 1, 0, 0, tzinfo=datetime.UTC),
                                datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                        ),
                        ("scheduled_revision__isnull", False),
                        ("publication", "published"),
                    ),
                    _connector="OR",
                ),
                name="article_scheduled_change_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="tip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contacts_deleted_at__isnull", True),
                    models.Q(("contact", ""), ("name", "")),
                    _connector="OR",
                ),
                name="tip_contacts_deleted_are_gone",
            ),
        ),
        migrations.AddConstraint(
            model_name="tip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "story"), _negated=True), ("story__isnull", False), _connector="OR"
                ),
                name="tip_story_is_named",
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="autosaves",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="kept_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.revision",
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="editinglock",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="storyevent",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="storyevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="storyevent",
            name="revision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.revision",
                verbose_name="version",
            ),
        ),
        migrations.AddIndex(
            model_name="autosave",
            index=models.Index(fields=["user", "article", "-saved_at"], name="autosave_user_story"),
        ),
        migrations.AddIndex(
            model_name="autosave",
            index=models.Index(fields=["saved_at"], name="autosave_age"),
        ),
        migrations.AddIndex(
            model_name="storyevent",
            index=models.Index(fields=["article", "-at", "-id"], name="story_event_newest"),
        ),
        migrations.AddIndex(
            model_name="storyevent",
            index=models.Index(
                condition=models.Q(("snapshot__isnull", False)),
                fields=["article", "-at", "-id"],
                name="story_event_snapshot",
            ),
        ),
        migrations.AddConstraint(
            model_name="storyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "created",
                            "submitted",
                            "returned",
                            "ready",
                            "reopened",
                            "taken_over",
                            "published",
                            "changed",
                            "scheduled",
                            "cancelled",
                            "unscheduled",
                            "withdrawn",
                            "embargo",
                            "lifted",
                            "expiry",
                            "correction",
                            "previewed",
                        ],
                    )
                ),
                name="story_event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="storyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["returned", "withdrawn", "lifted"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="story_event_has_its_reason",
            ),
        ),
    ]
