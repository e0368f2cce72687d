"""What the triggers write down they also say aloud, at commit: web processes keep pages, and listen."""

from newsportal.migrations import _change_triggers as triggers

# A notice holds 8000 bytes at most.
LONGEST = 7000

# As in 0005, and a notice: `articles 17,18`, or `articles *` where there are too many to name.
RECORD = f"""
CREATE OR REPLACE FUNCTION newsportal_record_changes(of_resource text, numbers bigint[], languages text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    named text;
BEGIN
    -- Clients begin anew after a statement that changed more stories than this.
    IF cardinality(numbers) > 5000 THEN
        numbers := ARRAY[0];
        languages := ARRAY[''::text];
    END IF;
    INSERT INTO newsportal_change AS kept (resource, number, transaction, changed_at, seen_in)
    SELECT of_resource, given.number, pg_current_xact_id()::text::bigint, clock_timestamp(),
           array_remove(array_agg(DISTINCT given.language), '')
    FROM unnest(numbers, languages) AS given (number, language)
    GROUP BY given.number
    -- In one order, so that two transactions do not wait for each other.
    ORDER BY given.number
    ON CONFLICT (resource, number) DO UPDATE SET
        transaction = excluded.transaction,
        changed_at = excluded.changed_at,
        seen_in = ARRAY(SELECT DISTINCT unnest(kept.seen_in || excluded.seen_in));
    SELECT string_agg(DISTINCT number::text, ',') INTO named FROM unnest(numbers) AS number;
    IF named IS NOT NULL THEN
        PERFORM pg_notify(
            'newsportal_changes',
            of_resource || ' ' || CASE WHEN length(named) > {LONGEST} THEN '*' ELSE named END
        );
    END IF;
END
$$;
"""  # noqa: S608


# As in 0007, and a notice.
WHOLE = """
CREATE OR REPLACE FUNCTION newsportal_whole_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    own bigint := pg_current_xact_id()::text::bigint;
BEGIN
    INSERT INTO newsportal_change (resource, number, transaction, changed_at, seen_in)
    VALUES (TG_ARGV[0], -own, own, clock_timestamp(), '{}')
    ON CONFLICT (resource, number) DO UPDATE SET changed_at = excluded.changed_at;
    PERFORM pg_notify('newsportal_changes', TG_ARGV[0] || ' *');
    RETURN NULL;
END
$$;
"""


def story_updates(columns: list[str]) -> str:
    return f"""
CREATE OR REPLACE FUNCTION newsportal_articles_article_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {triggers.story_changes(columns)}
    RETURN NULL;
END
$$;
"""


def sql() -> str:
    # The title for search engines stands in the head of the page.
    return RECORD + WHOLE + story_updates([*triggers.STORY, "seo_title"])


def reverse_sql() -> str:
    before = triggers.FUNCTIONS.partition("CREATE FUNCTION newsportal_record_changes")[2].partition("$$;")[0]
    silent = WHOLE.replace("    PERFORM pg_notify('newsportal_changes', TG_ARGV[0] || ' *');\n", "")
    record = f"CREATE OR REPLACE FUNCTION newsportal_record_changes{before}$$;"
    return f"{record}\n{silent}\n{story_updates(triggers.STORY)}"
