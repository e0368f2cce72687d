"""Pins that were taken off, photos of tips that were taken into the library, and what the log says of both."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_preview_links"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="storyevent",
            name="story_event_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="storyevent",
            name="story_event_has_its_reason",
        ),
        migrations.AddField(
            model_name="pin",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken off"),
        ),
        migrations.AddField(
            model_name="pin",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken off by",
            ),
        ),
        migrations.AddField(
            model_name="tipphoto",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.photo",
            ),
        ),
        migrations.AlterField(
            model_name="storyevent",
            name="kind",
            field=models.CharField(
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
                    ("proposed", "correction proposed"),
                    ("declined", "correction declined"),
                    ("correction", "correction published"),
                    ("pinned", "pinned"),
                    ("unpinned", "taken off the top"),
                    ("previewed", "read by a guest"),
                ],
                max_length=11,
                verbose_name="what",
            ),
        ),
        migrations.AddIndex(
            model_name="storyevent",
            index=models.Index(fields=["kind", "-at"], name="story_event_kind_newest"),
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
                            "proposed",
                            "declined",
                            "correction",
                            "pinned",
                            "unpinned",
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
                    models.Q(("kind__in", ["returned", "withdrawn", "lifted", "declined"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="story_event_has_its_reason",
            ),
        ),
    ]
