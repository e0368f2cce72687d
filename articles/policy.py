"""May this user do that to this story? The only answer, for forms, actions, previews and the API.

Two tables: which role may do what to whose stories, and in which states a thing can be done at all. Sentences
of refusal are for the person who asked.
"""

from copy import copy
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Photo, Revision, Rubric, User
from articles.publication_state import PublicationState, state_of
from articles.roles import Role, roles_of

Work = Article.Work


class Action(StrEnum):
    """What can be done with stories and what belongs to them."""

    VIEW = auto()
    PREVIEW = auto()
    # A link for a person without an account.
    SHARE_PREVIEW = auto()
    CREATE = auto()
    EDIT = auto()
    EDIT_PHOTOS = auto()
    SUBMIT = auto()
    RETURN = auto()
    MARK_READY = auto()
    REOPEN = auto()
    TAKE_OVER = auto()
    PUBLISH = auto()
    UNSCHEDULE = auto()
    SET_EXPIRY = auto()
    WITHDRAW = auto()
    SET_EMBARGO = auto()
    LIFT_EMBARGO = auto()
    PROPOSE_CORRECTION = auto()
    CORRECT = auto()
    RETRACT = auto()
    PIN = auto()
    # Of the photos of the library: `may_with_photo`.
    UPLOAD_PHOTO = auto()
    DESCRIBE_PHOTO = auto()
    PHOTO_RIGHTS = auto()
    WITHDRAW_PHOTO = auto()
    DELETE_PHOTO = auto()
    # Messages of readers with the names and contacts of who sent them; they belong to no story yet.
    HANDLE_TIP = auto()
    # See what the web processes keep, and have them make a page anew.
    LOOK_AFTER_PAGES = auto()


class Scope(Enum):
    """To which stories a role may do a thing."""

    NOBODY = auto()
    OWN = auto()
    # Drafts of anybody, but not the text that readers have.
    UNSEEN = auto()
    OWN_RUBRICS = auto()
    # A correspondent's own story, in a rubric of theirs where correspondents publish.
    OWN_WHERE_ALLOWED = auto()
    ANY = auto()


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed; `reason` says in a sentence why not."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(allowed=True)

R = Role
ANY, OWN, OWN_RUBRICS = Scope.ANY, Scope.OWN, Scope.OWN_RUBRICS
_EDITORS = {R.EDITOR: ANY, R.DUTY_EDITOR: ANY, R.CHIEF_EDITOR: ANY}
_PUBLISHERS = {R.EDITOR: OWN_RUBRICS, R.DUTY_EDITOR: ANY, R.CHIEF_EDITOR: ANY}
_DUTY = {R.DUTY_EDITOR: ANY, R.CHIEF_EDITOR: ANY}

RIGHTS: dict[Action, dict[Role, Scope]] = {
    Action.VIEW: dict.fromkeys(Role, ANY),
    Action.PREVIEW: dict.fromkeys(Role, ANY),
    Action.CREATE: {R.CORRESPONDENT: ANY, **_EDITORS, R.ADMINISTRATOR: ANY},
    Action.EDIT: {R.CORRESPONDENT: OWN, **_EDITORS, R.ADMINISTRATOR: Scope.UNSEEN},
    # Who may edit, also while the text rests with the editors: that is when others are asked to agree.
    Action.SHARE_PREVIEW: {R.CORRESPONDENT: OWN, **_EDITORS, R.ADMINISTRATOR: Scope.UNSEEN},
    Action.EDIT_PHOTOS: {
        R.CORRESPONDENT: OWN,
        **_EDITORS,
        R.PHOTO_EDITOR: ANY,
        R.ADMINISTRATOR: Scope.UNSEEN,
    },
    Action.SUBMIT: {R.CORRESPONDENT: OWN, **_EDITORS, R.ADMINISTRATOR: Scope.UNSEEN},
    Action.RETURN: {**_EDITORS, R.ADMINISTRATOR: ANY},
    Action.MARK_READY: _EDITORS,
    Action.REOPEN: {R.CORRESPONDENT: OWN, **_EDITORS, R.ADMINISTRATOR: Scope.UNSEEN},
    Action.TAKE_OVER: {**_EDITORS, R.ADMINISTRATOR: ANY},
    Action.PUBLISH: {R.CORRESPONDENT: Scope.OWN_WHERE_ALLOWED, **_PUBLISHERS},
    Action.UNSCHEDULE: {R.CORRESPONDENT: Scope.OWN_WHERE_ALLOWED, **_PUBLISHERS},
    Action.SET_EXPIRY: _PUBLISHERS,
    Action.WITHDRAW: _PUBLISHERS,
    Action.SET_EMBARGO: {R.CORRESPONDENT: OWN, R.EDITOR: ANY, **_DUTY},
    Action.LIFT_EMBARGO: _DUTY,
    Action.PROPOSE_CORRECTION: {R.CORRESPONDENT: ANY, **_EDITORS},
    Action.CORRECT: _EDITORS,
    Action.RETRACT: {R.CHIEF_EDITOR: ANY},
    Action.PIN: _DUTY,
    Action.UPLOAD_PHOTO: {R.CORRESPONDENT: ANY, **_EDITORS, R.PHOTO_EDITOR: ANY, R.ADMINISTRATOR: ANY},
    # Captions, alternative text, focal point.
    Action.DESCRIBE_PHOTO: {R.CORRESPONDENT: OWN, **_EDITORS, R.PHOTO_EDITOR: ANY, R.ADMINISTRATOR: OWN},
    # Who uploads states the rights; to change what was stated is the business of those who answer for them.
    Action.PHOTO_RIGHTS: {R.PHOTO_EDITOR: ANY, R.CHIEF_EDITOR: ANY, R.ADMINISTRATOR: ANY},
    Action.WITHDRAW_PHOTO: {R.PHOTO_EDITOR: ANY, R.CHIEF_EDITOR: ANY},
    Action.DELETE_PHOTO: {R.PHOTO_EDITOR: ANY, R.CHIEF_EDITOR: ANY},
    Action.HANDLE_TIP: _EDITORS,
    Action.LOOK_AFTER_PAGES: {R.CHIEF_EDITOR: ANY, R.ADMINISTRATOR: ANY},
}

# States of work in which a thing can be done; what is not named here can be done in any.
WORK_STATES: dict[Action, frozenset[str]] = {
    Action.SUBMIT: frozenset({Work.DRAFT, Work.RETURNED}),
    Action.RETURN: frozenset({Work.IN_REVIEW, Work.READY}),
    Action.MARK_READY: frozenset({Work.DRAFT, Work.IN_REVIEW, Work.RETURNED}),
    Action.REOPEN: frozenset({Work.IN_REVIEW, Work.READY}),
    # A returned story has an open remark: somebody says first that it is answered.
    Action.PUBLISH: frozenset({Work.DRAFT, Work.IN_REVIEW, Work.READY, Work.DONE}),
}
# A correspondent's text rests while others read it, and when they have found it ready.
OWN_WORK_STATES: dict[Action, frozenset[str]] = {
    Action.EDIT: frozenset({Work.DRAFT, Work.RETURNED, Work.DONE}),
    Action.EDIT_PHOTOS: frozenset({Work.DRAFT, Work.RETURNED, Work.DONE}),
    Action.REOPEN: frozenset({Work.IN_REVIEW}),
}

P = PublicationState
_HAS_A_DATE = frozenset({P.SCHEDULED, P.PUBLISHED, P.EMBARGO, P.EXPIRED})
PUBLICATION_STATES: dict[Action, frozenset[PublicationState]] = {
    Action.SHARE_PREVIEW: frozenset(P) - {P.WITHDRAWN},
    Action.WITHDRAW: _HAS_A_DATE,
    Action.UNSCHEDULE: frozenset({P.SCHEDULED}),
    Action.SET_EMBARGO: frozenset({P.NONE, P.SCHEDULED, P.EMBARGO}),
    Action.LIFT_EMBARGO: frozenset({P.NONE, P.SCHEDULED, P.EMBARGO, P.PUBLISHED}),
    Action.PROPOSE_CORRECTION: frozenset({P.PUBLISHED, P.EXPIRED}),
    Action.CORRECT: frozenset({P.PUBLISHED, P.EXPIRED}),
    Action.RETRACT: frozenset({P.PUBLISHED, P.EXPIRED}),
    Action.PIN: frozenset({P.PUBLISHED, P.SCHEDULED, P.EMBARGO}),
}

NOT_YOUR_ROLE = Verdict(False, _("Your role may not do this."))
NOT_YOURS = Verdict(False, _("You may do this to your own stories only."))
NOT_YOUR_PHOTO = Verdict(False, _("You may do this to photos only that you uploaded."))
NOT_YOUR_RUBRIC = Verdict(False, _("You may do this in your own rubrics only. They are set in your account."))
READERS_HAVE_IT = Verdict(False, _("Readers have this story already: editors change it."))
WRONG_WORK_STATE = Verdict(False, _("The work on the story is not at this point."))
AT_REST = Verdict(False, _("The text is with the editors now. Take it back to write on."))
WRONG_PUBLICATION_STATE = Verdict(False, _("The publication of the story is not at this point."))
FOUR_EYES = Verdict(
    False, _("In this rubric who wrote a text does not publish it: ask a colleague to read and publish it.")
)


def may(user: User, action: Action, article: Article | None = None) -> Verdict:
    """Without a story: whether the user may do it to any story at all."""
    verdict = has_right(user, action, article)
    if not verdict or article is None:
        return verdict
    if article.work_state not in WORK_STATES.get(action, Work.values):
        return WRONG_WORK_STATE
    if state_of(article, timezone.now()) not in PUBLICATION_STATES.get(action, PublicationState):
        return WRONG_PUBLICATION_STATE
    return ALLOWED


def has_right(user: User, action: Action, article: Article | None = None) -> Verdict:
    """`may` without the states of the story: who has the right sees the page even when it is not the time."""
    held = roles_of(user)
    scopes = [scope for role, scope in RIGHTS[action].items() if role in held]
    if not scopes:
        return NOT_YOUR_ROLE
    if article is None:
        return ALLOWED
    verdicts = [_within(scope, user, action, article) for scope in scopes]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def may_with_photo(user: User, action: Action, photo: Photo | None = None) -> Verdict:
    """The same for a photo of the library; one's own is what one uploaded."""
    held = roles_of(user)
    scopes = {scope for role, scope in RIGHTS[action].items() if role in held}
    if not scopes:
        return NOT_YOUR_ROLE
    if photo is None or Scope.ANY in scopes or photo.uploaded_by_id == user.pk:
        return ALLOWED
    return NOT_YOUR_PHOTO


def may_publish(user: User, article: Article, revision: Revision) -> Verdict:
    """`may(…, PUBLISH, …)` and the rule of four eyes for this version of the text."""
    verdict = may(user, Action.PUBLISH, article)
    if not verdict:
        return verdict
    rubrics = [article.rubric]
    if revision.content["rubric"] != article.rubric_id:
        # This version moves the story: who publishes it there needs the right there too.
        rubrics += Rubric.objects.filter(pk=revision.content["rubric"])
        moved = copy(article)
        moved.rubric = rubrics[-1]
        if not (there := has_right(user, Action.PUBLISH, moved)):
            return there
    if any(map(_has_four_eyes, rubrics)) and user.pk in writers_of(article, revision):
        return FOUR_EYES
    return ALLOWED


def publishes(user: User) -> bool:
    """Whether there is any rubric in which this person publishes; a correspondent's own ones decide."""
    scopes = {scope for role, scope in RIGHTS[Action.PUBLISH].items() if role in roles_of(user)}
    if scopes != {Scope.OWN_WHERE_ALLOWED}:
        return bool(scopes)
    return any(
        _is_in_rubric_of(user, rubric) for rubric in Rubric.objects.filter(correspondents_publish=True)
    )


def require(user: User | None, action: Action, article: Article | None = None) -> None:
    """Raises PermissionDenied with the sentence. None is the program itself: a clock, an import, the demo."""
    if user is not None and not (verdict := may(user, action, article)):
        raise PermissionDenied(verdict.reason)


def require_right(user: User | None, action: Action, article: Article | None = None) -> None:
    """`require` without the states of the story."""
    if user is not None and not (verdict := has_right(user, action, article)):
        raise PermissionDenied(verdict.reason)


def writers_of(article: Article, revision: Revision) -> set[int]:
    """Who saved anything of what this version would bring to readers."""
    since = article.live_revision.number if article.live_revision else 0
    saved = article.revisions.filter(number__gt=since, number__lte=revision.number)
    # The live version again, or an older one: its own author counts.
    rows = saved if revision.number > since else article.revisions.filter(pk=revision.pk)
    return {pk for pk in rows.values_list("saved_by", flat=True) if pk is not None}


def _within(scope: Scope, user: User, action: Action, article: Article) -> Verdict:
    match scope:
        case Scope.ANY:
            return ALLOWED
        case Scope.UNSEEN:
            return ALLOWED if article.publication == Article.Publication.NONE else READERS_HAVE_IT
        case Scope.OWN_RUBRICS:
            return ALLOWED if _is_in_rubric_of(user, article.rubric) else NOT_YOUR_RUBRIC
        case Scope.OWN_WHERE_ALLOWED:
            if not article.rubric.correspondents_publish:
                return NOT_YOUR_ROLE
            if not _is_in_rubric_of(user, article.rubric):
                return NOT_YOUR_RUBRIC
    if not is_own(user, article):
        return NOT_YOURS
    return ALLOWED if article.work_state in OWN_WORK_STATES.get(action, Work.values) else AT_REST


def is_own(user: User, article: Article) -> bool:
    """Begun by the user, or signed by them."""
    if article.created_by_id == user.pk:
        return True
    author = getattr(user, "author", None)
    revision = article.working_revision
    return author is not None and revision is not None and author.pk in revision.content["authors"]


def _is_in_rubric_of(user: User, rubric: Rubric) -> bool:
    """A rubric of the user, or below one."""
    return any(rubric.is_within(path) for path in rubric_paths_of(user))


def rubric_paths_of(user: User) -> list[str]:
    kept: list[str] | None = getattr(user, "_rubric_paths", None)
    if kept is None:
        kept = list(user.rubrics.values_list("path", flat=True))
        user._rubric_paths = kept  # type: ignore[attr-defined]
    return kept


def _has_four_eyes(rubric: Rubric) -> bool:
    """Set for the rubric or for one above it."""
    if rubric.four_eyes:
        return True
    return (
        "/" in rubric.path and Rubric.objects.filter(path__in=rubric.paths_above(), four_eyes=True).exists()
    )
