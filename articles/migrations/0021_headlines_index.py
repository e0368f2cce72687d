"""An index made without a lock, alone: what fails is dropped and made again."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0020_fold_headlines"),
    ]

    operations = [
        AddIndexConcurrently(
            "article",
            GinIndex(
                OpClass(
                    models.Func("headline", "working_headline", function="articles_fold_headlines"),
                    "gin_trgm_ops",
                ),
                name="article_headlines_trgm",
            ),
        ),
    ]
