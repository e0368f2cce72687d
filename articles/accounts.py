"""Accounts of the newsroom: whose they are, their second factor, and where they are signed in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles import policy
from articles.models import User
from articles.roles import Role, roles_of

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes are a way back to a factor, none by themselves."""


def account_named(login: str) -> User | None:
    """The account with this user name, or with this e-mail where no second one has it."""
    found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login))
    # Compared here again: the database thinks that «ı» and «i» are one letter.
    same = [user for user in found if login.lower() in (user.username.lower(), user.email.lower())]
    for wanted in (
        [user for user in same if user.username == login],
        [user for user in same if user.username.lower() == login.lower()],
        same,
    ):
        if wanted:
            return wanted[0] if len(wanted) == 1 else None
    return None


def with_second_factor() -> Exists:
    """For lists of users: whether each has a second factor."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def lacks_second_factor(user: User) -> bool:
    """Whether the desk stays closed to this member until a second factor is set up."""
    return settings.REQUIRE_2FA and not has_second_factor(user) and _is_guarded(user)


def _is_guarded(user: User) -> bool:
    """Who publishes, or decides who does."""
    return Role.ADMINISTRATOR in roles_of(user) or policy.publishes(user)


def reset_second_factor(user: User) -> None:
    """Of somebody who lost it. Whoever holds the lost phone may be signed in with it."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)


def live_sessions(user: User) -> list[UserSession]:
    """Where the user is signed in, the latest first; a session of a former password is none."""
    known = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    stored = Session.objects.filter(
        session_key__in=[session.session_key for session in known], expire_date__gt=timezone.now()
    )
    hashes = {row.session_key: row.get_decoded().get(HASH_SESSION_KEY) for row in stored}
    wanted = user.get_session_auth_hash()
    return [session for session in known if hashes.get(session.session_key) == wanted]


def end_sessions(user: User, *, keep: str | None = None, only: int | None = None) -> int:
    """Sign the user out: everywhere, everywhere but in the session `keep`, or in the row `only`."""
    sessions = UserSession.objects.filter(user=user)
    if keep is not None:
        sessions = sessions.exclude(session_key=keep)
    if only is not None:
        sessions = sessions.filter(pk=only)
    with transaction.atomic():
        keys = list(sessions.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
