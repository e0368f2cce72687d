"""An index made without a lock, alone: what fails is dropped and made again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0016_dates_of_before"),
    ]

    operations = [
        AddIndexConcurrently(
            "tagging",
            models.Index(
                fields=["topic", "-published_at", "-article"],
                name="tagging_newest",
            ),
        ),
    ]
