"""Rules between tables, which a constraint of one table cannot say."""

from django.db import migrations

RULES = """
-- A group belongs to the edition of the membership.
ALTER TABLE monotowns_membership ADD CONSTRAINT membership_group_of_its_edition
    FOREIGN KEY (group_id, classification_id) REFERENCES monotowns_group (id, classification_id)
    DEFERRABLE INITIALLY DEFERRED;

-- A draft is never in force; what was adopted is, from a day, and what was repealed no longer.
CREATE FUNCTION monotowns_check_validity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM monotowns_classification c JOIN monotowns_document d ON d.id = c.document_id
        WHERE CASE TG_TABLE_NAME WHEN 'monotowns_document' THEN d.id = NEW.id ELSE c.id = NEW.id END
            AND (d.status = 'draft') <> (c.valid_from IS NULL)
    ) THEN
        RAISE EXCEPTION 'an edition is in force exactly when its document is no draft'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'classification_in_force_by_its_document';
    END IF;
    IF EXISTS (
        SELECT FROM monotowns_classification c JOIN monotowns_document d ON d.id = c.document_id
        WHERE CASE TG_TABLE_NAME WHEN 'monotowns_document' THEN d.id = NEW.id ELSE c.id = NEW.id END
            AND d.status = 'repealed' AND c.valid_to IS NULL
    ) THEN
        RAISE EXCEPTION 'the edition of a repealed document has a last day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'classification_ends_with_its_document';
    END IF;
    RETURN NULL;
END
$$;
-- Deferred: one form saves a document, then its edition.
CREATE CONSTRAINT TRIGGER validity AFTER INSERT OR UPDATE ON monotowns_classification
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION monotowns_check_validity();
CREATE CONSTRAINT TRIGGER validity AFTER UPDATE OF status ON monotowns_document
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION monotowns_check_validity();

-- A measure of a document that is a draft is planned, whatever somebody typed.
CREATE FUNCTION monotowns_check_measure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.stage <> 'planned' AND EXISTS (
        SELECT FROM monotowns_document d WHERE d.id = NEW.document_id AND d.status = 'draft'
    ) THEN
        RAISE EXCEPTION 'a draft only plans'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_of_a_draft_is_planned';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER draft_only_plans BEFORE INSERT OR UPDATE ON monotowns_measure
    FOR EACH ROW EXECUTE FUNCTION monotowns_check_measure();

CREATE FUNCTION monotowns_check_sign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM monotowns_indicator i WHERE i.id = NEW.indicator_id AND NOT i.may_be_negative) THEN
        RAISE EXCEPTION 'this indicator is never below zero'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'observation_not_below_zero';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER sign BEFORE INSERT OR UPDATE ON monotowns_observation
    FOR EACH ROW WHEN (NEW.value < 0) EXECUTE FUNCTION monotowns_check_sign();
"""

NO_RULES = """
DROP TRIGGER sign ON monotowns_observation;
DROP FUNCTION monotowns_check_sign();
DROP TRIGGER draft_only_plans ON monotowns_measure;
DROP FUNCTION monotowns_check_measure();
DROP TRIGGER validity ON monotowns_document;
DROP TRIGGER validity ON monotowns_classification;
DROP FUNCTION monotowns_check_validity();
ALTER TABLE monotowns_membership DROP CONSTRAINT membership_group_of_its_edition;
"""


class Migration(migrations.Migration):
    dependencies = [("monotowns", "0001_registry")]

    operations = [migrations.RunSQL(RULES, NO_RULES)]
