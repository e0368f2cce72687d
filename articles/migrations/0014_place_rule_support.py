"""Words that decide only beside what decides nothing alone: «до Курчатова» and a bus."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_webhooks"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="placerule",
            name="place_rule_position_known",
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
                    ("support", "the same, beside a preposition or a verb that decides nothing alone"),
                    ("sentence", "anywhere in the sentence, whatever else stands there"),
                    ("list", "in the same list of names"),
                    ("form", "no words: the case form decides"),
                ],
                max_length=12,
                verbose_name="where the words stand",
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
                            "support",
                            "sentence",
                            "list",
                            "form",
                        ],
                    )
                ),
                name="place_rule_position_known",
            ),
        ),
    ]
