"""What is given whole has a row for each transaction that changed it: nobody waits for another's end.

With one row for all, who made a topic and then wrote a story, and who renamed the author of that story,
waited for each other, and Postgres called one of them off.
"""

from django.db import migrations

OWN_ROW = """
CREATE OR REPLACE FUNCTION newsportal_whole_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    own bigint := pg_current_xact_id()::text::bigint;
BEGIN
    -- A restored backup may hold a row of the same number.
    INSERT INTO newsportal_change (resource, number, transaction, changed_at, seen_in)
    VALUES (TG_ARGV[0], -own, own, clock_timestamp(), '{}')
    ON CONFLICT (resource, number) DO UPDATE SET changed_at = excluded.changed_at;
    RETURN NULL;
END
$$;
"""
ONE_ROW = """
CREATE OR REPLACE FUNCTION newsportal_whole_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM newsportal_record_changes(TG_ARGV[0], ARRAY[0], ARRAY[''::text]);
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("newsportal", "0006_names_of_towns")]

    operations = [migrations.RunSQL(OWN_ROW, ONE_ROW)]
