"""When the task of a source runs next, and having it run at once."""

import time
from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def next_run(task: str, now: datetime) -> datetime | None:
    """The worker reads its schedule in UTC; None where the task has none."""
    moments = [
        periodic.croniter.get_next(float, start_time=now.timestamp(), update_current=False)
        for (name, _id), periodic in app.periodic_registry.periodic_tasks.items()
        if name == task
    ]
    return datetime.fromtimestamp(min(moments), UTC) if moments else None


def run_now(task: str) -> bool:
    """Put it into the worker's queue; false where it waits there already."""
    try:
        # What the database refuses must not spoil a transaction around us.
        with transaction.atomic():
            app.configure_task(task, queueing_lock=task).defer(timestamp=int(time.time()))
    except AlreadyEnqueued:
        return False
    return True
