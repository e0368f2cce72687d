"""The two that the one index of both headlines replaces."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0021_headlines_index"),
    ]

    operations = [
        RemoveIndexConcurrently("article", "article_headline_trgm"),
        RemoveIndexConcurrently("article", "article_working_trgm"),
    ]
