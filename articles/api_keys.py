"""Making, finding and revoking keys of the API.

A key is `npk_`, eight letters by which its row is found, and a secret of 32 random bytes. It is told once.
"""

import hashlib
import hmac
import re
import secrets
import string
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import ApiKey, KeyScope, User
from articles.roles import Role, roles_of

PREFIX_LETTERS = string.ascii_letters + string.digits
FORM = re.compile(r"(npk_[A-Za-z0-9]{8})[A-Za-z0-9_-]{43}", re.ASCII)
USED_EVERY = timedelta(minutes=1)
# Compared with where no row is found: an unknown key takes as long as a wrong one.
NOBODYS_HASH = "0" * 64


def make(
    *, owner: User | None, name: str, scopes: list[KeyScope], by: User, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """The row and the key itself, which nobody can tell again. Raises PermissionDenied.

    Without an owner it is a partner's, which an administrator makes.
    """
    if not roles_of(by) or (owner != by and not runs_keys(by)):
        raise PermissionDenied(_("Your role may not do this."))
    prefix = "npk_" + "".join(secrets.choice(PREFIX_LETTERS) for _position in range(8))
    token = prefix + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        owner=owner,
        name=name,
        prefix=prefix,
        hash=_hash(token),
        scopes=scopes,
        made_by=by,
        expires_at=expires_at,
    )
    return key, token


def find(token: str) -> ApiKey | None:
    """The living key with its owner; forged, expired and revoked ones, and those of who left, are nothing."""
    matched = FORM.fullmatch(token)
    row = ApiKey.objects.select_related("owner").filter(prefix=matched[1]).first() if matched else None
    is_right = hmac.compare_digest(_hash(token), row.hash if row else NOBODYS_HASH)
    if row is None or not is_right or row.is_over:
        return None
    # `roles_of` knows none of an account that is closed.
    return row if row.owner is None or roles_of(row.owner) else None


def note_use(key: ApiKey) -> None:
    """At most once a minute, whatever the number of requests."""
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at <= now - USED_EVERY:
        older = Q(last_used_at=None) | Q(last_used_at__lte=now - USED_EVERY)
        ApiKey.objects.filter(older, pk=key.pk).update(last_used_at=now)


def runs_keys(user: User) -> bool:
    """Sees and revokes keys of everybody, and makes those of partners."""
    return Role.ADMINISTRATOR in roles_of(user)


def revoke(key: ApiKey, *, by: User) -> None:
    """At once and for good. Raises PermissionDenied."""
    if key.owner_id != by.pk and not runs_keys(by):
        raise PermissionDenied(_("Your role may not do this."))
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
