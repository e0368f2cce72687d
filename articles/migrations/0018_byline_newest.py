"""An index made without a lock, alone: what fails is dropped and made again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0017_tagging_newest"),
    ]

    operations = [
        AddIndexConcurrently(
            "byline",
            models.Index(
                fields=["author", "-published_at", "-article"],
                name="byline_newest",
            ),
        ),
    ]
