"""Files whose rows are deleted."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction


def forget_after_commit(names: Iterable[str]) -> None:
    """Delete files once the rows that named them are gone for good."""
    doomed = list(names)

    def delete() -> None:
        for name in doomed:
            default_storage.delete(name)

    transaction.on_commit(delete)
