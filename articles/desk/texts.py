"""What a person has in work: texts that readers do not have yet, and what was typed and not saved."""

from dataclasses import dataclass, field

from django.db.models import Case, Value, When
from django.db.models.fields.json import KT

from articles.desk.rows import in_work, rows, signed_in_work
from articles.models import Article, Autosave, StoryEvent, User

SHOWN = 8
# A longer pile is what the list is for.
FETCHED = 60


@dataclass
class OwnTexts:
    """The texts of one person in work, the last saved first."""

    drafts: list[Article] = field(default_factory=list)
    # In review or ready: with the editors.
    sent: list[Article] = field(default_factory=list)
    returned: list[Article] = field(default_factory=list)


def own_texts(user: User) -> OwnTexts:
    """Begun or signed by the user. The returned come first: they are never cut off by a pile of drafts."""
    returned_first = Case(When(work_state=Article.Work.RETURNED, then=Value(0)), default=Value(1))
    # Two conditions of which each has its index; one with OR would have none.
    begun = in_work().filter(created_by=user).order_by().values("pk")
    own = rows().filter(pk__in=begun.union(signed_in_work(user)))
    found = OwnTexts()
    for story in own.order_by(returned_first, "-working_revision__saved_at")[:FETCHED]:
        match story.work_state:
            case Article.Work.DRAFT:
                found.drafts.append(story)
            case Article.Work.RETURNED:
                found.returned.append(story)
            case _:
                found.sent.append(story)
    return found


def with_remarks(stories: list[Article]) -> list[Article]:
    """Each with `remark`, the entry of the log that says why it came back."""
    events = (
        StoryEvent.objects.filter(article__in=stories, kind=StoryEvent.Kind.RETURNED)
        .select_related("by")
        .order_by("article_id", "-at", "-pk")
        .distinct("article_id")
    )
    remarks = {event.article_id: event for event in events} if stories else {}
    for story in stories:
        story.remark = remarks.get(story.pk)  # type: ignore[attr-defined]
    return stories


def unsaved_texts(user: User) -> list[Autosave]:
    """What the user typed in a tab that neither saved it nor threw it away; `headline` as typed."""
    return list(
        Autosave.objects.filter(user=user, kept_as=None, discarded_at=None)
        .annotate(headline=KT("fields__headline__0"))
        .select_related("article")
        .only("saved_at", "article__working_headline", "article__headline")
        .order_by("-saved_at")[:SHOWN]
    )
