"""The date of a story beside each of its topics, authors and places. Rows of before get it in 0016."""

import django.db.models.deletion
from django.db import migrations, models

from articles.migrations import _dated as dated

DATE = models.DateTimeField(blank=True, editable=False, null=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_place_rule_support"),
    ]

    operations = [
        # Whoever reads or writes waits three seconds at most for a lock that somebody holds long, such as a
        # backup: then this gives up and is run again. Saves begin with the story, and so they wait before they hold anything.
        migrations.RunSQL(
            "SET LOCAL lock_timeout = '3s'; LOCK TABLE articles_article IN SHARE ROW EXCLUSIVE MODE;",
            migrations.RunSQL.noop,
        ),
        # The table is there: the field made it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Tagging",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="articles.article"
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="articles.topic"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "articles_article_topics",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=["article", "topic"],
                                name="articles_article_topics_article_id_topic_id_e17776b6_uniq",
                            )
                        ],
                    },
                ),
                migrations.AlterField(
                    model_name="article",
                    name="topics",
                    field=models.ManyToManyField(
                        blank=True,
                        through="articles.Tagging",
                        to="articles.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
        ),
        migrations.AddField(model_name="tagging", name="published_at", field=DATE.clone()),
        migrations.AddField(model_name="byline", name="published_at", field=DATE.clone()),
        migrations.AddField(model_name="mention", name="published_at", field=DATE.clone()),
        migrations.RunSQL(dated.sql(), dated.reverse_sql()),
    ]
