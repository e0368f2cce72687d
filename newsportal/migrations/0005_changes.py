"""What has changed, for clients that keep a copy; and how often somebody asked."""

import django.contrib.postgres.fields
from django.db import migrations, models

from newsportal.migrations import _change_triggers as triggers

COUNTS = """
CREATE UNLOGGED TABLE newsportal_request_count (
    who varchar(80) PRIMARY KEY,
    times integer NOT NULL,
    until timestamptz NOT NULL
);
CREATE INDEX newsportal_request_count_until ON newsportal_request_count (until);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("newsportal", "0004_who_is_told_of_series"),
        ("articles", "0009_gazetteer"),
        ("monotowns", "0003_who_curates_the_registry"),
        ("widgets", "0003_series"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("resource", models.CharField(max_length=12)),
                ("number", models.BigIntegerField(default=0)),
                ("transaction", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
                (
                    "seen_in",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=list, size=None
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(
            "change", models.Index(fields=["resource", "transaction"], name="change_by_transaction")
        ),
        migrations.AddIndex("change", models.Index(fields=["resource", "-changed_at"], name="change_newest")),
        migrations.AddConstraint(
            "change", models.UniqueConstraint(fields=["resource", "number"], name="change_once_per_thing")
        ),
        migrations.RunSQL(triggers.sql(), triggers.reverse_sql()),
        migrations.RunSQL(COUNTS, "DROP TABLE newsportal_request_count"),
    ]
