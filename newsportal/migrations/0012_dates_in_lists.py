"""A date that is written into the rows of a topic, an author or a place is no change of what readers see."""

from django.db import migrations

from newsportal.migrations import _change_triggers as triggers

TABLES = ["articles_article_topics", "articles_byline"]
CHANGED = """SELECT unnest(ARRAY[n.article_id, o.article_id]) FROM newer n JOIN older o ON o.id = n.id
    WHERE to_jsonb(n) - 'published_at' <> to_jsonb(o) - 'published_at'"""
ANY = "SELECT article_id FROM older WHERE true UNION SELECT article_id FROM newer WHERE true"


def functions(found: str) -> str:
    written = []
    for table in TABLES:
        function, _trigger, _rest = triggers.trigger(
            table, "UPDATE", triggers.RECORD_STORIES.format(found=found)
        ).partition("CREATE TRIGGER")
        written.append(function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    return "\n".join(written)


class Migration(migrations.Migration):
    dependencies = [
        ("newsportal", "0011_purging"),
        ("articles", "0015_dates_in_lists"),
    ]

    operations = [migrations.RunSQL(functions(CHANGED), functions(ANY))]
