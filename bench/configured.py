"""What a measurement needs of the settings before it imports more of the portal."""

import os


def configure() -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "NEWSPORTAL_MODE": "test",
        "SECRET_KEY": "only-for-the-bench",
    }
