"""An index made without a lock, alone: what fails is dropped and made again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0018_byline_newest"),
    ]

    operations = [
        AddIndexConcurrently(
            "mention",
            models.Index(
                fields=["place", "-published_at", "-article"],
                condition=models.Q(verdict="confirmed"),
                name="mention_newest",
            ),
        ),
    ]
