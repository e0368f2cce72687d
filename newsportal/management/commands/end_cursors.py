"""After a restore into the same database: what apps hold is of a time that has not been."""

from typing import Any

from django.core.management.base import BaseCommand

from newsportal.changes import stories


class Command(BaseCommand):
    help = (
        "Let every app that keeps a copy of the site take it anew. Needed after tables were restored into a "
        "database that goes on, where no trigger saw what became of them."
    )

    def handle(self, *args: object, **options: Any) -> None:
        stories.end_cursors()
        self.stdout.write("Cursors of /api/v1/changes/ are over: each app begins anew when it asks next.")
