"""Work of the composition that no page waits for. Every task may run twice."""

from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles.models import Outlet, User
from newsportal import request_limits
from newsportal.changes.moments import KEPT
from newsportal.models import Change
from newsportal.purging import run as purging

PATIENCE = RetryStrategy(max_attempts=5, exponential_wait=10)


@app.task(name="newsportal.send_password_reset", retry=PATIENCE)
def send_password_reset(email: str) -> None:
    """A link to each account that has this e-mail; nothing where there is none."""
    for user in User.objects.filter(email__iexact=email, is_active=True):
        with translation.override(user.language):
            key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
            context = {
                "user": user,
                "outlet": Outlet.objects.filter(pk=1).first(),
                # Of the settings: what a request calls its host could lead elsewhere.
                "link": settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key),
                "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
            }
            text = render_to_string("account/email/password_reset.txt", context)
            EmailMessage(_("A new password"), text, to=[user.email]).send()


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="newsportal.forget_request_counts",
    queueing_lock="newsportal.forget_request_counts",
    pass_context=False,
)
def forget_request_counts(timestamp: int) -> None:
    """Whose minute is over."""
    request_limits.forget_old()


@app.periodic(cron="53 4 * * *")
@app.task(
    name="newsportal.forget_old_changes", queueing_lock="newsportal.forget_old_changes", pass_context=False
)
def forget_old_changes(timestamp: int) -> None:
    """Of what is given whole, which no cursor reaches back to."""
    Change.objects.filter(number__lt=0, changed_at__lt=timezone.now() - 2 * KEPT).delete()


@app.periodic(cron="43 4 * * *")
@app.task(
    name="newsportal.forget_ended_sessions",
    queueing_lock="newsportal.forget_ended_sessions",
    pass_context=False,
)
def forget_ended_sessions(timestamp: int) -> None:
    """Sessions whose term is over, and what was written down about where they were."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    stored = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(stored)).delete()


@app.task(name="newsportal.purge_changes")
def purge_changes() -> None:
    """Tell the cache outside what has changed. It plans the next attempt by itself."""
    purging.run()


@app.periodic(cron="* * * * *")
@app.task(name="newsportal.purge_overdue", queueing_lock="newsportal.purge_overdue", pass_context=False)
def purge_overdue(timestamp: int) -> None:
    """Whatever nobody has queued: the web processes were away, or the job was lost with its worker."""
    purging.run()
