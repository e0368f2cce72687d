"""What is gone from readers is told once: until which transaction they saw a story, in place of whether ever."""

from django.db import migrations, models

from newsportal.migrations import _last_seen as last_seen


class Migration(migrations.Migration):
    dependencies = [("newsportal", "0009_web_processes")]

    operations = [
        migrations.AddField("change", "seen_ru", models.BigIntegerField(null=True)),
        migrations.AddField("change", "seen_kk", models.BigIntegerField(null=True)),
        migrations.AddField("change", "ended_at", models.DateTimeField(null=True)),
        migrations.RunSQL(last_seen.KEEP, last_seen.KEEP_BACK),
        migrations.RunSQL(last_seen.sql(), last_seen.reverse_sql()),
        migrations.RemoveField("change", "seen_in"),
    ]
