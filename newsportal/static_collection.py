"""Collecting static files when their sources have changed, and only then: compressing them takes seconds."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# What no page of the site or the admin names.
IGNORED = (
    "LICENSE*",
    "README*",
    "OFL-*",
    "*.map",
    "rest_framework",
    # The editor is built on its module alone: no preset, sheet or font of it is named.
    "django_prose_editor/configurable.js",
    "django_prose_editor/default.js",
    "django_prose_editor/*.css",
    "django_prose_editor/*.woff2",
)


def is_collected() -> bool:
    """Collected at some time: what `serve` needs."""
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def collect_if_changed() -> bool:
    """Returns whether there was something to do."""
    state = sources_hash()
    mark = _mark()
    if is_collected() and mark.exists() and mark.read_text() == state:
        return False
    # Without the mark a start that is interrupted now is repeated.
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=list(IGNORED))
    mark.write_text(state)
    return True


def sources_hash() -> str:
    """Of names and contents, not of times: a fresh clone of the same files is unchanged."""
    digest = hashlib.sha256(f"{django.__version__} {version('whitenoise')} {IGNORED}".encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list(list(IGNORED)), key=lambda item: item[0]):
            with storage.open(path) as file:
                content = file.read()
            digest.update(f"{path} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _mark() -> Path:
    """Beside the directory, not inside: what is inside is served."""
    root = Path(settings.STATIC_ROOT)
    return root.with_name(f"{root.name}.sources")
