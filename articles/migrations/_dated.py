"""The date of a story stands in the rows by which it is listed: triggers write it there."""

TABLES = ["articles_article_topics", "articles_byline", "articles_mention"]

# Until the end of the transaction nobody else changes the date that was read.
OF_ROW = """
CREATE FUNCTION articles_date_of_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT published_at INTO NEW.published_at FROM articles_article WHERE id = NEW.article_id FOR SHARE;
    RETURN NEW;
END
$$;
"""
OF_STORY = f"""
CREATE FUNCTION articles_date_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {"".join(f"UPDATE {table} SET published_at = NEW.published_at WHERE article_id = NEW.id;" for table in TABLES)}
    RETURN NULL;
END
$$;
CREATE TRIGGER articles_date_changed AFTER UPDATE OF published_at ON articles_article FOR EACH ROW
WHEN (OLD.published_at IS DISTINCT FROM NEW.published_at) EXECUTE FUNCTION articles_date_changed();
"""  # noqa: S608


def sql() -> str:
    rows = [
        f"CREATE TRIGGER {table}_date BEFORE INSERT OR UPDATE OF article_id ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION articles_date_of_story();"
        for table in TABLES
    ]
    return "\n".join([OF_ROW, *rows, OF_STORY])


def reverse_sql() -> str:
    return "DROP FUNCTION articles_date_of_story() CASCADE; DROP FUNCTION articles_date_changed() CASCADE;"
