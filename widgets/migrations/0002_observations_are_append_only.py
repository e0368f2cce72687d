"""What was observed stays: the database itself refuses to change it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION widgets_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The demonstration's samples are no observations: they are renewed at each start.
    IF TG_OP = 'DELETE' AND OLD.source = 'sample' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: store a new row instead', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON widgets_weatherobservation
    FOR EACH ROW EXECUTE FUNCTION widgets_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON widgets_rate
    FOR EACH ROW EXECUTE FUNCTION widgets_refuse_change();
"""

ALLOW = """
DROP TRIGGER append_only ON widgets_rate;
DROP TRIGGER append_only ON widgets_weatherobservation;
DROP FUNCTION widgets_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("widgets", "0001_weather_and_rates")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
