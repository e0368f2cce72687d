"""What this person may do with this story now, as links above its form."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import policy
from articles.admin.article.work_pages import STEPS
from articles.models import Article, User
from articles.policy import Action

# Name of the page, what it is called, and the right it takes.
PAGES: list[tuple[str, str | Promise, tuple[Action, ...]]] = [
    ("publish", _("Publish"), (Action.PUBLISH,)),
    ("correction", _("Correction"), (Action.PROPOSE_CORRECTION,)),
    ("pin", _("Pin"), (Action.PIN,)),
    ("withdraw", _("Withdraw"), (Action.WITHDRAW,)),
    ("embargo", _("Embargo"), (Action.SET_EMBARGO, Action.LIFT_EMBARGO)),
    ("term", _("Term"), (Action.SET_EXPIRY,)),
    ("check", _("Check"), (Action.VIEW,)),
    ("places", _("Places in the text"), (Action.VIEW,)),
    ("preview", _("Preview"), (Action.PREVIEW,)),
    ("preview_links", _("Links for guests"), (Action.SHARE_PREVIEW,)),
    ("revisions", _("Versions"), (Action.VIEW,)),
    ("log", _("Log"), (Action.VIEW,)),
]


@dataclass(frozen=True)
class Link:
    title: str | Promise
    url: str


def steps(user: User, article: Article) -> list[Link]:
    """The next steps of the work."""
    return [
        Link(step.title, reverse("admin:articles_article_work", args=[article.pk, name]))
        for name, step in STEPS.items()
        if policy.may(user, step.action, article)
    ]


def tools(user: User, article: Article) -> list[Link]:
    """Its other pages. Calling off stands there while there is something to call off."""
    found = [
        Link(title, reverse(f"admin:articles_article_{name}", args=[article.pk]))
        for name, title, actions in PAGES
        if any(policy.may(user, action, article) for action in actions)
    ]
    # Whatever the work on the next version is at: what comes by itself can be stopped.
    has_change = article.scheduled_at is not None and policy.has_right(user, Action.PUBLISH, article)
    if has_change or policy.may(user, Action.UNSCHEDULE, article):
        url = reverse("admin:articles_article_unschedule", args=[article.pk])
        found.insert(1, Link(_("Call off"), url))
    return found
