"""The registry shows the names of its towns, which are in the gazetteer."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER newsportal_articles_place_names_of_towns AFTER INSERT OR UPDATE OR DELETE ON articles_place
FOR EACH STATEMENT EXECUTE FUNCTION newsportal_whole_changed('monotowns');
"""


class Migration(migrations.Migration):
    dependencies = [("newsportal", "0005_changes")]

    operations = [
        migrations.RunSQL(TRIGGER, "DROP TRIGGER newsportal_articles_place_names_of_towns ON articles_place"),
    ]
