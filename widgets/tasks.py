"""Work of the series that no page waits for. Every task may run twice."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from widgets.models import SourceRun

RUNS_ARE_KEPT = timedelta(days=90)


@app.periodic(cron="37 3 * * *")
@app.task(name="widgets.prune_runs", queueing_lock="widgets.prune_runs", pass_context=False)
def prune_runs(timestamp: int) -> None:
    SourceRun.objects.filter(finished_at__lt=timezone.now() - RUNS_ARE_KEPT).delete()
