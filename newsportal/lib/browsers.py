"""The name of a browser in words, as a person recognises it in a list; what it says of itself, no proof."""

# In this order: most of them claim to be Chrome, Chrome claims to be Safari.
BROWSERS = (
    ("YaBrowser", "Yandex Browser"),
    ("OPR/", "Opera"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """«Firefox, Windows»; empty where nothing is recognised."""
    found = (
        next((name for mark, name in names if mark in user_agent), None) for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(name for name in found if name)
