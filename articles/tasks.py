"""Work of the newsroom that no page waits for. Every task may run twice."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from articles.models import Photo, Tip
from articles.renditions import make_renditions


@app.task(name="articles.render_photo")
def render_photo(photo_id: int) -> None:
    """Make the renditions of a photo; one that was deleted meanwhile needs none."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:
        make_renditions(photo)


@app.periodic(cron="17 * * * *")
@app.task(name="articles.forget_senders", queueing_lock="articles.forget_senders", pass_context=False)
def forget_senders(timestamp: int) -> None:
    """What limited the rate of tips is of no use an hour later, and tells nobody anything any more."""
    Tip.objects.exclude(sender="").filter(received_at__lt=timezone.now() - timedelta(hours=2)).update(
        sender=""
    )
