"""A rule may speak of towns in the same list; the log of a story tells who decided on its places."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_api_keys"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="placerule",
            name="place_rule_position_known",
        ),
        migrations.RemoveConstraint(
            model_name="storyevent",
            name="story_event_kind_known",
        ),
        migrations.AlterField(
            model_name="placerule",
            name="position",
            field=models.CharField(
                choices=[
                    ("before", "right before the name, or before the list of names"),
                    ("preposition", "a preposition before the name"),
                    ("after", "right after the name"),
                    ("after_list", "right after the list of names"),
                    ("quoted", "before the name in quotation marks"),
                    ("near", "among the eight words on either side"),
                    ("sentence", "anywhere in the sentence, whatever else stands there"),
                    ("list", "in the same list of names"),
                    ("form", "no words: the case form decides"),
                ],
                max_length=12,
                verbose_name="where the words stand",
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
                    ("places", "places decided"),
                ],
                max_length=11,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="placerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "position__in",
                        [
                            "before",
                            "preposition",
                            "after",
                            "after_list",
                            "quoted",
                            "near",
                            "sentence",
                            "list",
                            "form",
                        ],
                    )
                ),
                name="place_rule_position_known",
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
                            "proposed",
                            "declined",
                            "correction",
                            "pinned",
                            "unpinned",
                            "previewed",
                            "places",
                        ],
                    )
                ),
                name="story_event_kind_known",
            ),
        ),
    ]
