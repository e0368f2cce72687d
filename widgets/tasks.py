"""Work of the series that no page waits for. Every task may run twice."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from widgets.models import SourceRun
from widgets.weather import updating

RUNS_ARE_KEPT = timedelta(days=90)


# Not at the full hour, when everybody asks: MET Norway wants it so.
@app.periodic(cron="11,41 * * * *")
@app.task(name="widgets.update_weather", queueing_lock="widgets.update_weather", pass_context=False)
def update_weather(timestamp: int) -> None:
    """Weather of all cities in the list. How it went stands in the runs of the source."""
    updating.update()


@app.periodic(cron="37 3 * * *")
@app.task(name="widgets.prune_runs", queueing_lock="widgets.prune_runs", pass_context=False)
def prune_runs(timestamp: int) -> None:
    SourceRun.objects.filter(finished_at__lt=timezone.now() - RUNS_ARE_KEPT).delete()
