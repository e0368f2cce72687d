"""The states of work on a story: draft → in review → returned → ready. What readers see is another machine.

Each step is one function and one entry of the log; which steps there are at all says `articles.policy`.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import policy, story_log
from articles.models import Article, StoryEvent, User
from articles.policy import Action
from articles.revisions import locked

Work = Article.Work
Kind = StoryEvent.Kind
MAX_REMARK = 2000


class _Step(NamedTuple):
    action: Action
    state: Article.Work
    kind: StoryEvent.Kind


_SUBMIT = _Step(Action.SUBMIT, Work.IN_REVIEW, Kind.SUBMITTED)
_RETURN = _Step(Action.RETURN, Work.RETURNED, Kind.RETURNED)
_MARK_READY = _Step(Action.MARK_READY, Work.READY, Kind.READY)
_REOPEN = _Step(Action.REOPEN, Work.DRAFT, Kind.REOPENED)


def submit(article: Article, *, by: User | None, note: str = "") -> None:
    """Send the working version to review."""
    _step(article, _SUBMIT, by=by, note=note)


def return_with_remark(article: Article, *, by: User | None, remark: str) -> None:
    """Give it back to who wrote it; without a remark nobody would know why."""
    if not remark.strip():
        raise ValidationError(_("Say what is to be done: the author sees this remark."))
    _step(article, _RETURN, by=by, note=remark.strip())


def mark_ready(article: Article, *, by: User | None, note: str = "") -> None:
    """An editor has read it: it can be published."""
    _step(article, _MARK_READY, by=by, note=note)


def reopen(article: Article, *, by: User | None, note: str = "") -> None:
    """Take it back to write on."""
    _step(article, _REOPEN, by=by, note=note)


@transaction.atomic
def _step(article: Article, step: _Step, *, by: User | None, note: str) -> None:
    row = locked(article)
    policy.require(by, step.action, row)
    row.work_state = step.state
    row.save(update_fields=["work_state"])
    story_log.record(row, step.kind, by=by, revision=row.working_revision, note=note)
    article.refresh_from_db(fields=["work_state"])


def open_remark(article: Article) -> StoryEvent | None:
    """Why the story was returned, while it is."""
    if article.work_state != Work.RETURNED:
        return None
    return article.events.filter(kind=Kind.RETURNED).select_related("by").first()
