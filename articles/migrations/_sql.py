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

STORY_LOG_APPEND_ONLY = """
CREATE TRIGGER story_event_append_only BEFORE UPDATE OR DELETE ON articles_storyevent
    FOR EACH ROW EXECUTE FUNCTION articles_refuse_change();
"""
DROP_STORY_LOG_APPEND_ONLY = "DROP TRIGGER story_event_append_only ON articles_storyevent"

# Stories from before the desk: their newest version is the working one, and their log begins with what is known.
BEGIN_THE_DESK = """
UPDATE articles_article a SET
    working_revision_id = newest.id,
    working_headline = newest.content->>'headline',
    work_state = CASE WHEN a.live_revision_id = newest.id THEN 'done' ELSE 'draft' END
FROM (SELECT DISTINCT ON (article_id) id, article_id, content FROM articles_revision
    ORDER BY article_id, number DESC) newest
WHERE newest.article_id = a.id;
UPDATE articles_article SET working_headline = headline WHERE working_headline = '';
INSERT INTO articles_storyevent (article_id, kind, at, revision_id, note, details, snapshot, text_hash)
SELECT id, 'published', coalesce(published_at, created_at), live_revision_id, '', '{"before_the_log": true}',
    jsonb_build_object('publication', 'published', 'published_at', published_at, 'embargo_until', embargo_until,
        'expires_at', expires_at, 'withdrawn_at', NULL, 'withdrawal_reason', '', 'revision', live_revision_id), ''
FROM articles_article WHERE publication <> 'none' AND published_at IS NOT NULL;
INSERT INTO articles_storyevent (article_id, kind, at, revision_id, note, details, snapshot, text_hash)
SELECT id, 'withdrawn', withdrawn_at, live_revision_id, withdrawal_reason, '{"before_the_log": true}',
    jsonb_build_object('publication', 'withdrawn', 'published_at', published_at, 'embargo_until', embargo_until,
        'expires_at', expires_at, 'withdrawn_at', withdrawn_at, 'withdrawal_reason', withdrawal_reason,
        'revision', live_revision_id), ''
FROM articles_article WHERE publication = 'withdrawn';
"""

# What a version shows: keys of the photos in its text, and the id of the one above it as «#17».
REVISION_PHOTOS = """
CREATE FUNCTION articles_revision_photos(content jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT array_agg(DISTINCT shown) FROM (
        SELECT found[1] AS shown
        FROM regexp_matches(content->>'body', '/media/photos/([A-Za-z0-9-]{1,60})/', 'g') AS found
        UNION ALL
        SELECT '#' || (content->>'lead_photo')
    ) AS each_of WHERE shown IS NOT NULL
)
"""
DROP_REVISION_PHOTOS = "DROP FUNCTION articles_revision_photos"

# The words by which the library is searched; folded as those of headlines are.
PHOTO_WORDS = """
CREATE FUNCTION articles_photo_words(alt_ru text, alt_kk text, caption_ru text, caption_kk text, credit text, key text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(lower(alt_ru || ' ' || alt_kk || ' ' || caption_ru || ' ' || caption_kk || ' ' || credit || ' ' || key),
    'ё', 'е')
"""
DROP_PHOTO_WORDS = "DROP FUNCTION articles_photo_words"

# The words as before, and the places beside them. Where nobody has looked for places yet (NULL) one token says
# so: a search for a place goes by the words there.
STORY_VECTOR_WITH_PLACES = """
CREATE FUNCTION articles_story_vector(language text, headline text, lead text, body text, places tsvector)
RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN articles_story_vector(language, headline, lead, body) || coalesce(places, '''place?'':1D'::pg_catalog.tsvector)
"""
DROP_STORY_VECTOR_WITH_PLACES = "DROP FUNCTION articles_story_vector(text, text, text, text, tsvector)"

# Both headlines of a story for one index of trigrams. Not STRICT: with CASE it would not be inlined.
FOLD_HEADLINES = """
CREATE FUNCTION articles_fold_headlines(live text, working text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(lower(CASE WHEN working = live THEN live ELSE live || E'\\n' || working END), 'ё', 'е')
"""
DROP_FOLD_HEADLINES = "DROP FUNCTION articles_fold_headlines"
