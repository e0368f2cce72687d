"""Work of the series that no page waits for. Every task may run twice."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from widgets.models import Notice, SourceRun
from widgets.nbk import updating as rates
from widgets.weather import updating as weather

RUNS_ARE_KEPT = timedelta(days=90)
NOTICES_ARE_KEPT = timedelta(days=90)
# Seconds of each half-hour at which the schedule of the rates asks.
RATES_AT = 600


@app.periodic(cron="10,40 * * * *")
@app.task(name="widgets.update_rates", queueing_lock="widgets.update_rates", pass_context=False)
def update_rates(timestamp: int) -> None:
    """Today's rates in the morning, tomorrow's through the afternoon: see `widgets.nbk.updating.due`.

    A run that a person asks for comes at some other second, and asks also for what is stored already.
    """
    now = timezone.now()
    if timestamp % 1800 == RATES_AT:
        rates.update_due(now)
    else:
        rates.update_all(rates.out_by(now))


# Not at the full hour, when everybody asks: MET Norway wants it so.
@app.periodic(cron="11,41 * * * *")
@app.task(name="widgets.update_weather", queueing_lock="widgets.update_weather", pass_context=False)
def update_weather(timestamp: int) -> None:
    """Weather of all cities in the list. How it went stands in the runs of the source."""
    weather.update()


@app.periodic(cron="39 3 * * *")
@app.task(name="widgets.prune_notices", queueing_lock="widgets.prune_notices", pass_context=False)
def prune_notices(timestamp: int) -> None:
    """Long after they left the desk: until then what is told again under the same name is told only once."""
    Notice.objects.filter(noticed_at__lt=timezone.now() - NOTICES_ARE_KEPT).delete()


@app.periodic(cron="37 3 * * *")
@app.task(name="widgets.prune_runs", queueing_lock="widgets.prune_runs", pass_context=False)
def prune_runs(timestamp: int) -> None:
    SourceRun.objects.filter(finished_at__lt=timezone.now() - RUNS_ARE_KEPT).delete()
