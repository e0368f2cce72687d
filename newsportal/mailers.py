"""Who sends the mail: EMAIL_URL, as dj-email-url reads it, in the words of Django's MAILERS."""

from typing import Any

from environs import EnvError

TIMEOUT = 15
SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"


def mailers(email: dict[str, Any]) -> dict[str, Any]:
    """One mailer. `file:` is for trying it out: messages become files of a directory."""
    backend = email.get("EMAIL_BACKEND")
    if backend == SMTP:
        options = {
            "host": email["EMAIL_HOST"],
            "port": email["EMAIL_PORT"],
            "username": email["EMAIL_HOST_USER"],
            "password": email["EMAIL_HOST_PASSWORD"],
            "use_tls": email["EMAIL_USE_TLS"],
            "use_ssl": email["EMAIL_USE_SSL"],
            "timeout": email["EMAIL_TIMEOUT"] or TIMEOUT,
        }
        if not options["host"]:
            raise EnvError('Environment variable "EMAIL_URL" invalid: it names no host')
    elif backend == FILES:
        options = {"file_path": f"/{email['EMAIL_FILE_PATH']}"}
    else:
        raise EnvError('Environment variable "EMAIL_URL" invalid: give smtp://, submission:// or file://')
    return {"default": {"BACKEND": backend, "OPTIONS": options}}
