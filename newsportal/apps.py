from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsportalConfig(AppConfig):
    """The composition of the three apps: settings, addresses, home page, demo."""

    name = "newsportal"
    verbose_name = _("Site")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from newsportal import checks  # noqa: F401  registers the system checks
        from newsportal.changes.last_modified import last_change
        from newsportal.lib.rest import history
        from newsportal.sign_in.sessions import end_sessions_without_factor

        history.register(last_change)
        authenticator_added.connect(end_sessions_without_factor)
