"""Not only whether readers ever saw a story, but until when: what is gone is told once to each cursor."""

from newsportal.migrations import _change_notices as notices
from newsportal.migrations import _change_triggers as triggers

# As in 0008, with the last transaction that found the story before readers' eyes, in either language. Zero: by
# then the clock had taken it from them, at `ended_at`.
RECORD = f"""
DROP FUNCTION newsportal_record_changes(text, bigint[], text[]);
CREATE FUNCTION newsportal_record_changes(
    of_resource text, numbers bigint[], languages text[], ended timestamptz[] DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    own bigint := pg_current_xact_id()::text::bigint;
    named text;
BEGIN
    -- Clients begin anew after a statement that changed more stories than this.
    IF cardinality(numbers) > 5000 THEN
        numbers := ARRAY[0];
        languages := ARRAY[''::text];
        ended := NULL;
    END IF;
    INSERT INTO newsportal_change AS kept
        (resource, number, transaction, changed_at, seen_ru, seen_kk, ended_at)
    SELECT of_resource, given.number, own, clock_timestamp(),
        max(CASE WHEN given.ended IS NULL THEN own ELSE 0 END) FILTER (WHERE given.language = 'ru'),
        max(CASE WHEN given.ended IS NULL THEN own ELSE 0 END) FILTER (WHERE given.language = 'kk'),
        max(given.ended)
    FROM unnest(numbers, languages, ended) AS given (number, language, ended)
    GROUP BY given.number
    -- In one order, so that two transactions do not wait for each other.
    ORDER BY given.number
    ON CONFLICT (resource, number) DO UPDATE SET
        transaction = excluded.transaction,
        changed_at = excluded.changed_at,
        -- Not the greater one: a restored backup counts its own transactions.
        seen_ru = coalesce(nullif(excluded.seen_ru, 0), kept.seen_ru, excluded.seen_ru),
        seen_kk = coalesce(nullif(excluded.seen_kk, 0), kept.seen_kk, excluded.seen_kk),
        ended_at = greatest(excluded.ended_at, kept.ended_at);
    SELECT string_agg(DISTINCT number::text, ',') INTO named FROM unnest(numbers) AS number;
    IF named IS NOT NULL THEN
        PERFORM pg_notify(
            'newsportal_changes',
            of_resource || ' ' || CASE WHEN length(named) > {notices.LONGEST} THEN '*' ELSE named END
        );
    END IF;
END
$$;
"""  # noqa: S608
WHOLE = notices.WHOLE.replace(", seen_in)", ")").replace(", '{}')", ")")

WAS_SEEN = "newsportal_was_seen(o.publication::text, o.published_at, o.embargo_until, o.expires_at)"
SEEN_IN = f"CASE WHEN {WAS_SEEN} THEN o.language::text ELSE '' END"
# The end of a story that a hand had taken before takes it from nobody.
ENDED = f"CASE WHEN {WAS_SEEN} AND o.expires_at <= clock_timestamp() THEN o.expires_at END"


def _function(event: str, body: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION newsportal_articles_article_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {body}
    RETURN NULL;
END
$$;
"""


def _changes() -> str:
    columns = [*triggers.STORY, "seo_title"]
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in "no")
    arrays = f"array_agg({SEEN_IN}), array_agg({ENDED})"
    update = f"""
    PERFORM newsportal_record_changes('articles', array_agg(n.id), {arrays})
    FROM newer n JOIN older o ON o.id = n.id
    WHERE (n.publication <> 'none' OR o.publication <> 'none')
        AND ({new}) IS DISTINCT FROM ({old});"""
    delete = f"""
    PERFORM newsportal_record_changes('articles', array_agg(o.id), {arrays})
    FROM older o WHERE o.publication <> 'none';"""
    return _function("update", update) + _function("delete", delete)


# What is known of stories that changed before: readers saw them until then at the latest.
KEEP = """
UPDATE newsportal_change SET
    seen_ru = CASE WHEN 'ru' = ANY(seen_in) THEN transaction END,
    seen_kk = CASE WHEN 'kk' = ANY(seen_in) THEN transaction END
WHERE seen_in <> '{}';
"""
KEEP_BACK = """
UPDATE newsportal_change SET seen_in = array_remove(
    ARRAY[CASE WHEN seen_ru IS NOT NULL THEN 'ru' END, CASE WHEN seen_kk IS NOT NULL THEN 'kk' END], NULL
);
"""


def sql() -> str:
    return RECORD + WHOLE + _changes()


def reverse_sql() -> str:
    former = (
        _function("update", triggers.story_changes([*triggers.STORY, "seo_title"])),
        _function("delete", triggers.STORIES["DELETE"]),
    )
    dropped = "DROP FUNCTION newsportal_record_changes(text, bigint[], text[], timestamptz[]);"
    return dropped + notices.RECORD + notices.WHOLE + "".join(former)
