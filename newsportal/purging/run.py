"""One run: the cache outside is told whatever has changed since it was told last.

What has changed is read from `newsportal_change`, which triggers write in the transaction of the change.
How far we are is moved on only after the cache has taken it: nothing is lost while it is down, or we are.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from newsportal.changes.moments import Moment, changed_between
from newsportal.lib import http
from newsportal.models import Change, PurgeState
from newsportal.page_cache.boundaries import next_boundary
from newsportal.page_cache.invalidation import ARTICLES, STORY
from newsportal.purging.adapters import Purger, configured

MANY = 500
"""Tags: more than that are everything."""
SETTLES = timedelta(seconds=4)
"""What a page in the making, or nginx between us, has brought back meanwhile: told once more after it."""
AGAIN = SETTLES + timedelta(seconds=1)
LEASE = timedelta(minutes=2)
BUSY = timedelta(seconds=2)
PAUSES = [2, 5, 15, 30, 60]
"""Seconds until the next attempt, the last one for ever."""


def run() -> None:
    purger = configured()
    if purger is None:
        return
    now = timezone.now()
    known, _is_new = PurgeState.objects.get_or_create(pk=1)
    if known.retry_at is not None and known.retry_at > now:
        # The next attempt is queued.
        return
    state = _taken(now)
    if state is None:
        # Another run began before the change that this one is for: it may have missed it.
        later(BUSY)
        return
    try:
        _tell(purger, state)
    finally:
        state.leased_until = None
        state.save()


def _tell(purger: Purger, state: PurgeState) -> None:
    until = Moment.now()
    told, settled = (Moment.of_list(kept) if kept else None for kept in (state.told, state.settled))
    if told and until.at - told.at < SETTLES and tags_between(told, until) == []:
        if state.settled != state.told:
            # The run that is to tell it once more may have been for what came before it.
            later(AGAIN)
        return
    tags = tags_between(settled, until)
    try:
        if tags is None:
            purger.purge_everything()
        elif tags:
            purger.purge(tags)
    except http.FetchError as error:
        _failed(state, error, until.at)
        return
    state.settled, state.candidate = _settled(state, told, until)
    state.told = until.as_list()
    state.succeeded_at, state.failures, state.retry_at = timezone.now(), 0, None
    if tags != []:
        later(AGAIN)


def _settled(state: PurgeState, told: Moment | None, until: Moment) -> tuple[Any, Any]:
    """The newest telling that is old enough: nothing of before it is on its way. And the one to be so next.

    Under changes that never cease the last telling is always young: an older one waits to be old enough.
    """
    if told is None:
        return until.as_list(), None
    if until.at - told.at >= SETTLES:
        return state.told, None
    if state.candidate is None:
        return state.settled, state.told
    if until.at - Moment.of_list(state.candidate).at >= SETTLES:
        return state.candidate, state.told
    return state.settled, state.candidate


def tags_between(since: Moment | None, until: Moment) -> list[str] | None:
    """Of all pages that have changed; None for everything."""
    if since is None or not since.can_be_left(until):
        return None
    with connection.cursor() as cursor:
        # What the clock has changed meanwhile is not sorted out: it is rare, and our own memory is near.
        if next_boundary(cursor.connection, since.at.timestamp()) <= until.at.timestamp():
            return None
    changed = changed_between(since, until).values_list("resource", "number")[: MANY + 1]
    tags: set[str] = set()
    for resource, number in changed:
        if resource == ARTICLES and number == Change.EVERYTHING:
            return None
        tags.add(resource)
        if resource == ARTICLES:
            tags.add(f"{STORY}{number}")
    return None if len(tags) > MANY else sorted(tags)


def later(pause: timedelta) -> None:
    """Another run; one that waits already will do."""
    from newsportal.tasks import purge_changes

    job = purge_changes.configure(
        schedule_at=timezone.now() + pause, queueing_lock="newsportal.purge_changes:later"
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer()


def _taken(now: datetime) -> PurgeState | None:
    """The row, unless somebody has it; a lease ends by itself."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    if not PurgeState.objects.filter(free, pk=1).update(leased_until=now + LEASE):
        return None
    return PurgeState.objects.get(pk=1)


def _failed(state: PurgeState, error: http.FetchError, now: datetime) -> None:
    state.failed_at, state.error, state.detail = now, error.failure, error.detail
    usual = PAUSES[min(state.failures, len(PAUSES) - 1)]
    state.failures += 1
    pause = timedelta(seconds=max(usual, min(error.retry_after or 0, 600)))
    state.retry_at = now + pause
    later(pause)
