"""Triggers that write down what has changed. One trigger per table and event: transition tables allow no more."""

FUNCTIONS = """
CREATE FUNCTION newsportal_in_snapshot(number bigint, snapshot text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_visible_in_snapshot(number::text::xid8, snapshot::pg_snapshot)
$$;

CREATE FUNCTION newsportal_record_changes(of_resource text, numbers bigint[], languages text[]) RETURNS void
LANGUAGE plpgsql AS $$
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
END
$$;

-- Whether readers saw a story that stood like this until now.
CREATE FUNCTION newsportal_was_seen(
    publication text, published_at timestamptz, embargo_until timestamptz, expires_at timestamptz
) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT publication = 'published'
        AND greatest(published_at, embargo_until) <= clock_timestamp()
        AND coalesce(expires_at > greatest(published_at, embargo_until), true)
$$;

CREATE FUNCTION newsportal_record_stories(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    numbers bigint[];
    languages text[];
BEGIN
    SELECT array_agg(id), array_agg(''::text) INTO numbers, languages
    FROM articles_article WHERE id = ANY(ids) AND publication <> 'none';
    PERFORM newsportal_record_changes('articles', numbers, languages);
END
$$;

CREATE FUNCTION newsportal_whole_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM newsportal_record_changes(TG_ARGV[0], ARRAY[0], ARRAY[''::text]);
    RETURN NULL;
END
$$;
"""

# Columns of a story that readers see, or that decide whether they do.
STORY = [
    "language",
    "translation_group",
    "headline",
    "short_title",
    "lead",
    "slug",
    "rubric_id",
    "lead_photo_id",
    "body",
    "age_mark",
    "is_partner",
    "is_unverified",
    "publication",
    "published_at",
    "updated_at",
    "embargo_until",
    "expires_at",
    "withdrawal_reason",
]

TRIGGER = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    {body}
    RETURN NULL;
END
$$;
CREATE TRIGGER {name} AFTER {event} ON {table} {transition} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
TRANSITIONS = {
    "INSERT": "REFERENCING NEW TABLE AS newer",
    "UPDATE": "REFERENCING OLD TABLE AS older NEW TABLE AS newer",
    "DELETE": "REFERENCING OLD TABLE AS older",
}
RECORD_STORIES = "SELECT array_agg(DISTINCT found.id) INTO ids FROM ({found}) AS found (id); PERFORM newsportal_record_stories(ids);"


def story_changes(columns: list[str]) -> str:
    """The body of the trigger on stories that are updated: those count in which one of the columns is another."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in "no")
    return f"""
    PERFORM newsportal_record_changes(
        'articles',
        array_agg(n.id),
        array_agg(CASE WHEN newsportal_was_seen(o.publication::text, o.published_at, o.embargo_until, o.expires_at) THEN o.language::text ELSE '' END)
    )
    FROM newer n JOIN older o ON o.id = n.id
    WHERE (n.publication <> 'none' OR o.publication <> 'none')
        AND ({new}) IS DISTINCT FROM ({old});"""


STORIES = {
    "INSERT": """
    PERFORM newsportal_record_changes('articles', array_agg(id), array_agg(''::text))
    FROM newer WHERE publication <> 'none';""",
    "UPDATE": story_changes(STORY),
    "DELETE": """
    PERFORM newsportal_record_changes(
        'articles', array_agg(o.id), array_agg(CASE WHEN newsportal_was_seen(o.publication::text, o.published_at, o.embargo_until, o.expires_at) THEN o.language::text ELSE '' END)
    )
    FROM older o WHERE o.publication <> 'none';""",
}

# Rows that belong to one story: {table: those that readers see}.
PARTS = {
    "articles_byline": "true",
    "articles_storysource": "true",
    "articles_correction": "published_at IS NOT NULL",
    # What is read in a draft of a live story is written here too.
    "articles_mention": "verdict = 'confirmed'",
    "articles_article_topics": "true",
    "articles_article_photos": "true",
}
MENTIONS_CHANGED = "SELECT n.article_id FROM newer n JOIN older o ON o.id = n.id WHERE n.verdict <> o.verdict"
# Rows that many stories show: {table: (columns that they show, how their stories are found)}.
SHARED = {
    "articles_rubric": (
        "menu_name_ru menu_name_kk path",
        "SELECT a.id FROM articles_article a JOIN changed ON changed.id = a.rubric_id",
    ),
    "articles_author": (
        "name_ru name_kk slug",
        "SELECT b.article_id FROM articles_byline b JOIN changed ON changed.id = b.author_id",
    ),
    "articles_topic": (
        "name_ru name_kk slug",
        "SELECT t.article_id FROM articles_article_topics t JOIN changed ON changed.id = t.topic_id",
    ),
    "articles_place": (
        "name_ru name_kk slug",
        "SELECT m.article_id FROM articles_mention m JOIN changed ON changed.id = m.place_id",
    ),
    "articles_photo": (
        "renditions width height focal_x focal_y alt_ru alt_kk credit credit_url is_stock is_drawing "
        "is_decorative preparation withdrawn_at rights_until consent",
        "SELECT a.id FROM articles_article a JOIN changed ON changed.id = a.lead_photo_id "
        "UNION SELECT p.article_id FROM articles_article_photos p JOIN changed ON changed.id = p.photo_id",
    ),
}
# Things that the API gives as a whole: {resource: tables}.
WHOLES = {
    "rubrics": ["articles_rubric"],
    "outlet": ["articles_outlet"],
    "breaking": ["articles_pin"],
    "names": ["articles_author", "articles_topic", "articles_source", "articles_place"],
    "rates": ["widgets_currency", "widgets_rate"],
    "weather": ["widgets_city", "widgets_weatherobservation"],
    "forecasts": ["widgets_hourforecast", "widgets_dayforecast", "widgets_cityday"],
    "monotowns": [
        "monotowns_classification",
        "monotowns_document",
        "monotowns_enterprise",
        "monotowns_group",
        "monotowns_indicator",
        "monotowns_industry",
        "monotowns_measure",
        "monotowns_membership",
        "monotowns_observation",
        "monotowns_region",
        "monotowns_town",
    ],
}


def sql() -> str:
    statements = [FUNCTIONS]
    for event, body in STORIES.items():
        statements.append(trigger("articles_article", event, body))
    for table, shown in PARTS.items():
        for event, tables in (("INSERT", ["newer"]), ("UPDATE", ["older", "newer"]), ("DELETE", ["older"])):
            found = " UNION ".join(f"SELECT article_id FROM {name} WHERE {shown}" for name in tables)  # noqa: S608
            if (table, event) == ("articles_mention", "UPDATE"):
                found = MENTIONS_CHANGED
            statements.append(trigger(table, event, RECORD_STORIES.format(found=found)))
    for table, (columns, stories) in SHARED.items():
        new = ", ".join(f"n.{column}" for column in columns.split())
        old = ", ".join(f"o.{column}" for column in columns.split())
        changed = (
            f"WITH changed AS (SELECT n.id FROM newer n JOIN older o ON o.id = n.id "  # noqa: S608
            f"WHERE ({new}) IS DISTINCT FROM ({old})) {stories}"
        )
        statements.append(trigger(table, "UPDATE", RECORD_STORIES.format(found=changed)))
    for resource, tables in WHOLES.items():
        for table in tables:
            statements.append(
                f"CREATE TRIGGER newsportal_{table}_whole AFTER INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION newsportal_whole_changed('{resource}');"
            )
    return "\n".join(statements)


def reverse_sql() -> str:
    names = [(table, event) for table in ("articles_article", *PARTS) for event in TRANSITIONS]
    names += [(table, "UPDATE") for table in SHARED]
    statements = [f"DROP FUNCTION {_name(table, event)}() CASCADE;" for table, event in names]
    return "\n".join(
        [
            *statements,
            "DROP FUNCTION newsportal_whole_changed() CASCADE;",
            "DROP FUNCTION newsportal_record_stories(bigint[]);",
            "DROP FUNCTION newsportal_was_seen(text, timestamptz, timestamptz, timestamptz);",
            "DROP FUNCTION newsportal_record_changes(text, bigint[], text[]);",
            "DROP FUNCTION newsportal_in_snapshot(bigint, text);",
        ]
    )


def _name(table: str, event: str) -> str:
    return f"newsportal_{table}_{event.lower()}"


def trigger(table: str, event: str, body: str) -> str:
    return TRIGGER.format(
        name=_name(table, event), table=table, event=event, body=body, transition=TRANSITIONS[event]
    )
