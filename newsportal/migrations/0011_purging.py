"""How far the cache outside has been told of changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsportal", "0010_last_seen"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurgeState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told", models.JSONField(null=True)),
                ("settled", models.JSONField(null=True)),
                ("candidate", models.JSONField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("succeeded_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("failures", models.IntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                ("error", models.CharField(default="", max_length=40)),
                ("detail", models.CharField(default="", max_length=200)),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
