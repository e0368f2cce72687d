"""Where each web process tells what it keeps; without a log, since nothing of it is worth more than a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsportal", "0008_change_notices")]

    operations = [
        migrations.CreateModel(
            name="WebProcess",
            fields=[
                ("name", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=255)),
                ("pid", models.IntegerField()),
                ("started_at", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                ("backend", models.IntegerField()),
                ("backend_start", models.DateTimeField()),
                ("figures", models.JSONField()),
            ],
            options={
                "verbose_name": "web process",
                "verbose_name_plural": "kept pages",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE newsportal_webprocess SET UNLOGGED", "ALTER TABLE newsportal_webprocess SET LOGGED"
        ),
    ]
