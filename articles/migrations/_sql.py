"""SQL that the ORM cannot say, kept beside the migrations that run it. Never edited once released: add to it."""

# ё is typed as е as often as not. Everything here is IMMUTABLE and names nothing outside pg_catalog,
# so that indexes and generated columns may use it and a dump restores under any search_path.
FOLD = """
CREATE FUNCTION articles_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(lower(value), 'ё', 'е')
"""

# Russian is stemmed. Kazakh has no stemmer: words as they are, found by prefix; a second, lightest copy with
# Kazakh letters replaced finds what is typed without a Kazakh keyboard.
STORY_VECTOR = """
CREATE FUNCTION articles_story_vector(language text, headline text, lead text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN language = 'kk' THEN
    setweight(to_tsvector('pg_catalog.simple', translate(headline, 'ёЁ', 'еЕ')), 'A')
    || setweight(to_tsvector('pg_catalog.simple', translate(lead, 'ёЁ', 'еЕ')), 'B')
    || setweight(to_tsvector('pg_catalog.simple', translate(body, 'ёЁ', 'еЕ')), 'C')
    || setweight(to_tsvector('pg_catalog.simple',
        translate(lower(headline || ' ' || lead || ' ' || body), 'әіңғүұқөһё', 'аингуукохе')), 'D')
ELSE
    setweight(to_tsvector('pg_catalog.russian', translate(headline, 'ёЁ', 'еЕ')), 'A')
    || setweight(to_tsvector('pg_catalog.russian', translate(lead, 'ёЁ', 'еЕ')), 'B')
    || setweight(to_tsvector('pg_catalog.russian', translate(body, 'ёЁ', 'еЕ')), 'C')
END
"""

REVISIONS_APPEND_ONLY = """
CREATE FUNCTION articles_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER revision_append_only BEFORE UPDATE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION articles_refuse_change();
"""

DROP_FOLD = "DROP FUNCTION articles_fold"
DROP_STORY_VECTOR = "DROP FUNCTION articles_story_vector"
DROP_REVISIONS_APPEND_ONLY = """
DROP TRIGGER revision_append_only ON articles_revision;
DROP FUNCTION articles_refuse_change();
"""
