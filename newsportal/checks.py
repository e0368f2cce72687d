"""System checks of the portal: each has an id and says what to do."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

IMPRINT = ("owner_ru", "chief_editor_ru", "address_ru", "certificate_number", "email")


@register(Tags.security, deploy=True)
def check_hosts(app_configs: object, **options: Any) -> list[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        return [
            Warning(
                "ALLOWED_HOSTS takes any host.",
                hint="Set ALLOWED_HOSTS to the host names of the site, separated by commas.",
                id="newsportal.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_public_url(app_configs: object, **options: Any) -> list[CheckMessage]:
    if not settings.IS_HTTPS:
        return [
            Warning(
                "PUBLIC_URL is not https: cookies are not Secure and nothing is redirected.",
                hint="Set PUBLIC_URL to the https address under which readers know the site.",
                id="newsportal.W002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_contact(app_configs: object, **options: Any) -> list[CheckMessage]:
    if not settings.CONTACT_EMAIL:
        return [
            Warning(
                "CONTACT_EMAIL is not set: MET Norway turns away those who do not say whom to write to.",
                hint="Set CONTACT_EMAIL to an address that somebody reads.",
                id="newsportal.W005",
            )
        ]
    return []


@register(Tags.database)
def check_database_text(
    app_configs: object, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """A database with a wrong locale finds nothing in Cyrillic, and does not say so."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT lower('Қ') = 'қ', EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"
                )
                folds_case, has_trigrams = cursor.fetchone()
                matches = False
                if has_trigrams:
                    cursor.execute("SELECT similarity('Кулсары', 'Кульсары') > 0.3")
                    matches = cursor.fetchone()[0]
        except DatabaseError:
            # An unreachable database is reported by whoever needs it.
            continue
        if not folds_case or (has_trigrams and not matches):
            messages.append(
                Error(
                    "The locale of the database does not know Cyrillic letters.",
                    hint="Create it with ENCODING 'UTF8', LC_CTYPE 'C.UTF-8' (or another UTF-8 locale).",
                    id="newsportal.E001",
                )
            )
        if not has_trigrams:
            messages.append(
                Warning(
                    "pg_trgm is not installed yet.", hint="Run `manage.py migrate`.", id="newsportal.W003"
                )
            )
    return messages


@register(Tags.database)
def check_imprint(
    app_configs: object, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """The law wants a publication to say who it is."""
    from articles.models import Outlet

    if "default" not in (databases or []):
        return []
    try:
        outlet = Outlet.objects.filter(pk=1).first()
    except DatabaseError:
        return []
    empty = [name for name in IMPRINT if not getattr(outlet, name, "")]
    if not empty:
        return []
    return [
        Warning(
            f"The imprint is not complete: {', '.join(empty)}.",
            hint="Fill it in the admin: Newsroom, News outlet.",
            id="newsportal.W004",
        )
    ]
