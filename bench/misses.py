"""How fast pages are made that nobody keeps, beside a plain view in the same run: see bench/README.md."""

import argparse
from pathlib import Path

from bench.corpus import corpus, database_of
from bench.driving import Figures, drive, median, report
from bench.serving import served

STORY = "story, not kept yet"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--directory", type=Path, default=Path(".data/bench"), help="where corpora are kept")
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=8)
    asked = parser.parse_args()
    directory = asked.directory.absolute() / str(asked.articles)
    with corpus(directory, asked.articles) as variables:
        stories = story_paths(variables["DATABASE_URL"], asked.articles)
        # Each page is asked for once: the page cache is there, and has none of them.
        parts = [stories[number :: asked.rounds + 1] for number in range(asked.rounds + 1)]
        figures: dict[str, list[Figures]] = {STORY: [], "plain view": []}
        database = database_of(directory)
        with served(variables, workers=asked.workers) as server:
            for number, part in enumerate(parts):
                plain = [f"/plain/{path.rsplit('/', 2)[1].split('-')[0]}/" for path in part]
                for (which, found), paths in zip(figures.items(), (part, plain), strict=True):
                    measured = drive(
                        server.port,
                        paths,
                        server.process,
                        database,
                        seconds=asked.seconds,
                        connections=asked.connections,
                    )
                    if which == STORY and measured.per_second * asked.seconds > len(paths):
                        raise SystemExit("Some pages were asked for twice: give more --articles.")
                    # The first part warms up.
                    if number:
                        found.append(measured)
    report({which: median(found) for which, found in figures.items()})


def story_paths(url: str, count: int) -> list[str]:
    """Addresses of published stories in Russian, the newest first."""
    import psycopg

    asked = """
        SELECT '/' || rubric.path || '/' || story.id || '-' || story.slug || '/'
        FROM articles_article story JOIN articles_rubric rubric ON rubric.id = story.rubric_id
        WHERE publication = 'published' AND language = 'ru' AND published_at <= now()
            AND embargo_until IS NULL AND expires_at IS NULL AND scheduled_at IS NULL
        ORDER BY published_at DESC LIMIT %s
    """
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(asked, [count]).fetchall()]


if __name__ == "__main__":
    main()
