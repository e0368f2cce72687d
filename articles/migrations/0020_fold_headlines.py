"""What one index of trigrams has of a story: both its headlines."""

from django.db import migrations

from articles.migrations import _sql


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_mention_newest"),
    ]

    operations = [migrations.RunSQL(_sql.FOLD_HEADLINES, _sql.DROP_FOLD_HEADLINES)]
