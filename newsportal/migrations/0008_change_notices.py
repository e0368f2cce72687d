"""Whatever changes for readers is said to all who listen, at commit."""

from django.db import migrations

from newsportal.migrations import _change_notices as notices


class Migration(migrations.Migration):
    dependencies = [("newsportal", "0007_wholes_without_waiting")]

    operations = [migrations.RunSQL(notices.sql(), notices.reverse_sql())]
