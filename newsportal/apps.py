from django.apps import AppConfig


class NewsportalConfig(AppConfig):
    """The composition of the three apps: settings, addresses, home page, demo."""

    name = "newsportal"

    def ready(self) -> None:
        from newsportal import checks  # noqa: F401  registers the system checks
