"""The seven roles of the newsroom: a role is a group of accounts; `articles.policy` says what it may do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import User


class Role(TextChoices):
    """The value is the name of the group."""

    CORRESPONDENT = "correspondent", _("correspondent")
    EDITOR = "editor", _("editor")
    DUTY_EDITOR = "duty_editor", _("duty editor")
    CHIEF_EDITOR = "chief_editor", _("chief editor")
    PHOTO_EDITOR = "photo_editor", _("photo editor")
    REGISTRY_CURATOR = "registry_curator", _("registry curator")
    ADMINISTRATOR = "administrator", _("administrator")


def roles_of(user: User) -> frozenset[Role]:
    """One query for a user of a request. A superuser is an administrator to stories, and no more."""
    kept: frozenset[Role] | None = getattr(user, "_roles", None)
    if kept is None:
        names = set(user.groups.values_list("name", flat=True)) if user.is_active and user.is_staff else set()
        kept = frozenset(role for role in Role if role.value in names)
        if user.is_superuser and user.is_active:
            kept |= {Role.ADMINISTRATOR}
        user._roles = kept  # type: ignore[attr-defined]
    return kept


def label_of(group: str) -> str:
    """A role in words; a group of the operator's own keeps its name."""
    return str(Role(group).label) if group in Role.values else group
