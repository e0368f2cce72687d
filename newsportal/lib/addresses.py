"""The language of a page stands in its address: Russian without a prefix, Kazakh under /kk/."""

KAZAKH_PREFIX = "/kk/"
STAFF_PREFIXES = ("/admin/", "/accounts/")


def is_of_staff(path: str) -> bool:
    """The desk, and the pages about signing in to it."""
    return path.startswith(STAFF_PREFIXES)


def is_of_api(path: str) -> bool:
    return path.startswith("/api/")


def language_of(path: str) -> str:
    return "kk" if path.startswith(KAZAKH_PREFIX) else "ru"


def in_language(path: str, language: str) -> str:
    """The same page in the given language."""
    bare = "/" + path.removeprefix(KAZAKH_PREFIX) if path.startswith(KAZAKH_PREFIX) else path
    return "/kk" + bare if language == "kk" else bare


def other_language(language: str) -> str:
    return "ru" if language == "kk" else "kk"
