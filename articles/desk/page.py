"""The desk of one person: which blocks it has, and what stands in them; each is read when the page asks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from articles import policy
from articles.desk import texts, today, waiting
from articles.desk.calendar import Calendar, calendar
from articles.models import Autosave, Correction, PreviewRemark, User
from articles.policy import Action
from articles.roles import Role, roles_of

JOURNALISTS = frozenset({Role.CORRESPONDENT, Role.EDITOR, Role.DUTY_EDITOR, Role.CHIEF_EDITOR})


@dataclass(frozen=True)
class Pile:
    """The first of what there is, and whether there is more."""

    items: list[Any]
    has_more: bool = False

    def __bool__(self) -> bool:
        return bool(self.items)


def pile(found: list[Any], shown: int) -> Pile:
    return Pile(found[:shown], has_more=len(found) > shown)


class Desk:
    """Who may not do a thing has no block about it: the template asks, and gets an empty one."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.now = timezone.now()
        self.roles = ", ".join(str(role.label) for role in Role if role in roles_of(user))
        self.may_look = bool(policy.may(user, Action.VIEW))
        self.may_write = bool(policy.may(user, Action.CREATE))
        self.may_read_others = bool(policy.may(user, Action.MARK_READY))
        self.may_pin = bool(policy.may(user, Action.PIN))
        self.is_journalist = bool(roles_of(user) & JOURNALISTS)
        self.is_photo_editor = Role.PHOTO_EDITOR in roles_of(user)
        self.has_sources = self.may_read_others or Role.ADMINISTRATOR in roles_of(user)
        self.has_tips = user.has_perm("articles.view_tip")

    @cached_property
    def own(self) -> texts.OwnTexts:
        return texts.own_texts(self.user) if self.may_write else texts.OwnTexts()

    @cached_property
    def drafts(self) -> Pile:
        return pile(self.own.drafts, texts.SHOWN)

    @cached_property
    def sent(self) -> Pile:
        return pile(self.own.sent, texts.SHOWN)

    @cached_property
    def returned(self) -> Pile:
        found = pile(self.own.returned, texts.SHOWN)
        texts.with_remarks(found.items)
        return found

    @cached_property
    def unsaved(self) -> list[Autosave]:
        return texts.unsaved_texts(self.user) if self.has_work or self.may_write else []

    @cached_property
    def in_review(self) -> Pile:
        return pile(waiting.in_review(self.user) if self.may_read_others else [], waiting.SHOWN)

    @cached_property
    def ready(self) -> Pile:
        may_publish = policy.may(self.user, Action.PUBLISH)
        return pile(waiting.ready(self.user) if may_publish else [], waiting.SHOWN)

    @cached_property
    def without_photo(self) -> Pile:
        return pile(waiting.without_photo() if self.is_photo_editor else [], waiting.SHOWN)

    @cached_property
    def corrections(self) -> list[Correction]:
        return waiting.proposed_corrections() if self.may_read_others else []

    @cached_property
    def photos_running_out(self) -> Pile:
        return pile(waiting.photos_running_out(self.now) if self.is_photo_editor else [], waiting.SHOWN)

    @cached_property
    def answers(self) -> list[PreviewRemark]:
        return waiting.guests_answers(self.user, self.now) if self.is_journalist else []

    @property
    def has_work(self) -> bool:
        """Whether stories are this person's work; an administrator may write one, and seldom does."""
        return self.is_journalist or self.is_photo_editor

    @property
    def has_texts(self) -> bool:
        return self.is_journalist or any((self.drafts, self.sent, self.unsaved))

    @property
    def waits(self) -> bool:
        """Whether anything waits for this person."""
        return any(
            (
                self.returned,
                self.in_review,
                self.ready,
                self.without_photo,
                self.corrections,
                self.photos_running_out,
                self.answers,
            )
        )

    @cached_property
    def calendar(self) -> Calendar | None:
        return calendar(self.now) if self.has_work else None

    @cached_property
    def published(self) -> Pile:
        return pile(today.published_today(self.now), today.PUBLISHED_SHOWN)

    @cached_property
    def slots(self) -> list[today.Slot]:
        return today.slots(self.now) if self.may_read_others else []

    @cached_property
    def tips(self) -> Pile:
        return pile(today.open_tips() if self.has_tips else [], today.TIPS_SHOWN)
