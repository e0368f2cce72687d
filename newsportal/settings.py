"""Every setting of the portal, read from the environment; the README's table says what each variable means.

A malformed value, or one that is missing where it is needed, stops the start with the variable's name.
"""

import logging
import secrets
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvError

from newsportal.mailers import mailers
from newsportal.purging.variables import purge_url
from newsportal.sources import base_url, contact, user_agent

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
if env.str("NEWSPORTAL_MODE", default="") != "test":
    # Tests know nothing of the operator's settings, and above all not of the database.
    env.read_env(BASE_DIR / ".env", recurse=False)


def _networks(proxies: list[str]) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(proxy, strict=False) for proxy in proxies]
    except ValueError as error:
        raise EnvError(f'Environment variable "TRUSTED_PROXIES" invalid: {error}') from None


try:
    # demo: everything has a default, for a newcomer; serve: what production needs must be given.
    MODE = env.str(
        "NEWSPORTAL_MODE",
        default="serve" if env.str("DATABASE_URL", default="") else "demo",
        validate=lambda mode: mode in {"demo", "serve", "test"},
    )
    DATA_DIR = env.path("NEWSPORTAL_DATA", default=BASE_DIR / ".data").absolute()
    PUBLIC_URL = env.str(
        "PUBLIC_URL", default="http://127.0.0.1:8000", validate=lambda url: bool(urlsplit(url).hostname)
    ).rstrip("/")
    ALLOWED_HOSTS = env.list(
        "ALLOWED_HOSTS", default=["*"] if MODE != "serve" else [urlsplit(PUBLIC_URL).hostname]
    )
    TRUSTED_PROXIES = _networks(env.list("TRUSTED_PROXIES", default=[]))
    WEB_WORKERS = env.int("WEB_WORKERS", default=2, validate=lambda count: 1 <= count <= 64)
    # Of finished pages in the memory of each web process; 0 keeps none.
    PAGE_CACHE_BYTES = env.int(
        "PAGE_CACHE_BYTES", default=0 if MODE == "test" else 64 * 1024 * 1024, validate=lambda size: size >= 0
    )
    PURGE = env.str("PURGE", default="")
    PURGE_ZONE, PURGE_TOKEN = env.str("PURGE_ZONE", default=""), env.str("PURGE_TOKEN", default="")
    PURGE_URL = purge_url(PURGE, url=env.str("PURGE_URL", default=""), zone=PURGE_ZONE, token=PURGE_TOKEN)
    WEB_THREADS = env.int("WEB_THREADS", default=4, validate=lambda count: 1 <= count <= 64)
    WEATHER_SOURCE = env.str(
        "WEATHER_SOURCE", default="metno", validate=lambda name: name in {"metno", "open_meteo"}
    )
    # What fetches may ask these addresses and no others; another one is a mirror, or the server of a test.
    NBK_BASE_URL = base_url("NBK_BASE_URL", env.str("NBK_BASE_URL", default="https://nationalbank.kz"))
    # Seconds between two requests: the feed is a public service.
    NBK_PAUSE = env.float("NBK_PAUSE", default=1.0, validate=lambda seconds: 0 <= seconds <= 600)
    OPEN_METEO_BASE_URL = base_url(
        "OPEN_METEO_BASE_URL", env.str("OPEN_METEO_BASE_URL", default="https://api.open-meteo.com")
    )
    OPEN_METEO_API_KEY = env.str("OPEN_METEO_API_KEY", default="")
    METNO_BASE_URL = base_url("METNO_BASE_URL", env.str("METNO_BASE_URL", default="https://api.met.no"))
    CONTACT_EMAIL = contact(env.str("CONTACT_EMAIL", default=""))
    # A minute. Behind one address of a mobile operator there are thousands of phones.
    API_REQUESTS_OF_ADDRESS = env.int("API_REQUESTS_OF_ADDRESS", default=600, validate=lambda n: n > 0)
    API_REQUESTS_OF_KEY = env.int("API_REQUESTS_OF_KEY", default=3000, validate=lambda n: n > 0)
    # Hosts of the operator's own network that webhooks may lead to, by http too; else public ones by https.
    WEBHOOK_LOCAL_HOSTS: list[str] = env.list("WEBHOOK_LOCAL_HOSTS", default=[])
    # Off where other hosts of the same domain do not speak https.
    HSTS_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
    LOG_LEVEL = env.log_level("LOG_LEVEL", default=logging.INFO)
    DATABASE = env.dj_db_url("DATABASE_URL", default="postgresql:///newsportal")
    SECRET_KEY = env.str("SECRET_KEY", default="")
    # Never in the demo: a newcomer has nobody to reset a lost second factor.
    REQUIRE_2FA = env.bool("REQUIRE_2FA", default=False) and MODE != "demo"
    EMAIL = env.dj_email_url("EMAIL_URL") if env.str("EMAIL_URL", default="") else None
    # Messages to browsers (Web Push): both, or none. See docs/operations.md.
    VAPID_PUBLIC_KEY = env.str("VAPID_PUBLIC_KEY", default="")
    VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="")
    if bool(VAPID_PUBLIC_KEY) != bool(VAPID_PRIVATE_KEY):
        raise EnvError("VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are set together")
    if VAPID_PRIVATE_KEY and not CONTACT_EMAIL:
        raise EnvError("CONTACT_EMAIL is what push services want beside VAPID_PRIVATE_KEY")
    if EMAIL:
        MAILERS = mailers(EMAIL)
except EnvError as error:
    raise ImproperlyConfigured(f"Environment: {error}") from None


def _demo_secret_key() -> str:
    """The demo keeps a key of its own in its data directory, so that sign-ins survive a restart."""
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        # Appears complete or not at all: another process may be starting at this moment.
        draft = DATA_DIR / f"secret_key.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            kept.hardlink_to(draft)
        draft.unlink()
    return kept.read_text()


if not SECRET_KEY:
    if MODE == "serve":
        raise ImproperlyConfigured('Environment variable "SECRET_KEY" not set')
    try:
        SECRET_KEY = _demo_secret_key()
    except OSError as error:
        raise ImproperlyConfigured(
            f"NEWSPORTAL_DATA: {DATA_DIR} cannot be written: {error.strerror}"
        ) from None

DEBUG = False
USER_AGENT = user_agent(PUBLIC_URL, CONTACT_EMAIL)
IS_HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "newsportal.apps.NewsportalConfig",
    "articles.apps.ArticlesConfig",
    "widgets.apps.WidgetsConfig",
    "monotowns.apps.MonotownsConfig",
    "procrastinate.contrib.django",
    "simple_history",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "corsheaders",
    # Its bundle of Tiptap is what static/js/editor/ builds on; see docs/decisions/rich-text-editor.md.
    "django_prose_editor",
    "newsportal.sign_in.admin_site.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    # First: whoever reads REMOTE_ADDR or the scheme after it reads one truth.
    "newsportal.proxies.TrustedProxyMiddleware",
    "newsportal.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    # Outside of «not modified», which keeps none of its headers: a browser refuses a 304 without them too.
    "corsheaders.middleware.CorsMiddleware",
    "newsportal.not_modified.ConditionalGetMiddleware",
    "newsportal.cache_headers.CacheHeadersMiddleware",
    "newsportal.hostile_input.HostileInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After authentication: the admin speaks the language of its user's profile.
    "newsportal.language.LanguageMiddleware",
    # Before CSRF: a script whose session is gone is told so, whatever became of its other cookie.
    "newsportal.sign_in.gate.StaffGateMiddleware",
    "newsportal.sign_in.sessions.SessionActivityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsportal.sign_in.limits.TooManyAttemptsMiddleware",
    # The history of the registry names who made a change, also of rows that a form saved along.
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "newsportal.urls"
WSGI_APPLICATION = "newsportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsportal.context.site",
            ],
        },
    },
]

# How late the header's weather and rates may be (`newsportal/lib/kept.py`). Tests see what they just wrote.
FURNITURE_SECONDS = 0 if MODE == "test" else 10

# A pool lives in the web processes alone: a command needs one connection.
if env.bool("NEWSPORTAL_WEB", default=False):
    DATABASE["OPTIONS"] = DATABASE.get("OPTIONS", {}) | {
        "pool": {"min_size": 1, "max_size": WEB_THREADS, "timeout": 5}
    }
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One for all web processes, since what is kept here are limits: a second process must not double them.
CACHES = {
    "default": {
        "BACKEND": "newsportal.shared_cache.SharedCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "articles.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 4 * 3600
DEFAULT_FROM_EMAIL = (EMAIL or {}).get("DEFAULT_FROM_EMAIL") or f"newsroom@{urlsplit(PUBLIC_URL).hostname}"

# Signing in: allauth's pages in the face of the admin (newsportal/sign_in). Nobody can sign up.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "newsportal.sign_in.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "newsportal.sign_in.password_forms.SignInForm",
    "reauthenticate": "newsportal.sign_in.password_forms.ConfirmPasswordForm",
    "change_password": "newsportal.sign_in.password_forms.ChangePasswordForm",
    "set_password": "newsportal.sign_in.password_forms.SetPasswordForm",
    "reset_password": "newsportal.sign_in.password_forms.ResetPasswordForm",
    "reset_password_from_key": "newsportal.sign_in.password_forms.ResetPasswordKeyForm",
}
# The form finds the account by its user name or e-mail; to allauth it is always the user name.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Django's own knows the e-mail of the account; allauth's would begin a list of addresses beside it.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Attempts for an account and for an address, in all web processes together; what succeeds is not counted.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "reauthenticate": "10/5m/user",
    "change_password": "10/5m/user",
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "20/5m/ip",
}
# TrustedProxyMiddleware has already made REMOTE_ADDR the address of the person.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = None
MFA_ADAPTER = "newsportal.sign_in.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "newsportal.sign_in.code_forms.CodeForm",
    "reauthenticate": "newsportal.sign_in.code_forms.ConfirmCodeForm",
    "activate_totp": "newsportal.sign_in.code_forms.ActivateForm",
    "add_webauthn": "newsportal.sign_in.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "newsportal.sign_in.passkey_forms.RenamePasskeyForm",
    "login_webauthn": "newsportal.sign_in.passkey_forms.SignInPasskeyForm",
    "authenticate_webauthn": "newsportal.sign_in.passkey_forms.PasskeyForm",
    "reauthenticate_webauthn": "newsportal.sign_in.passkey_forms.ConfirmPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# A code of the step before or after is taken too: clocks differ, and people type.
MFA_TOTP_TOLERANCE = 1
# An e-mail here is what the administrator wrote down; nothing is sent to confirm it.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# The API: newsportal/api.py. Whoever asks shows a key or nothing: a session of the desk means nothing here.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["newsportal.lib.rest.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["newsportal.lib.rest.parsing.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["articles.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "newsportal.lib.rest.schema.ResourceSchema",
    "DEFAULT_THROTTLE_CLASSES": ["newsportal.request_limits.RequestLimit"],
    "EXCEPTION_HANDLER": "newsportal.lib.rest.problems.handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "News portal",
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Shapes name their values by themselves.
    "POSTPROCESSING_HOOKS": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Wherever the document came from.
    "SERVERS": [{"url": "/"}],
}
# Any page may read what every reader may; cookies are never asked for.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Link",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
]

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("kk", _("Kazakh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsportal.formats"]
USE_I18N = True
# One zone for the whole country since 1 March 2024 (UTC+5); earlier moments keep the offsets of their day.
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=DATA_DIR / "media")
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Tests read the sources as they are: there is nothing to collect before them.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "newsportal.static_files.HashedStaticFilesStorage"
    },
}
# The address of a static file changes with its content.
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Whoever may set X-Forwarded-* has been checked by TrustedProxyMiddleware before this header is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS and HSTS_SUBDOMAINS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Days since the last work (newsportal/sign_in/sessions.py), not since signing in.
SESSION_COOKIE_AGE = 14 * 24 * 3600
# The prefix makes browsers refuse a cookie that another host of the domain has planted.
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if IS_HTTPS else []
CSRF_FAILURE_VIEW = "newsportal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # They write whole addresses into the log, and with them the key of a service.
        "httpx2": {"level": "WARNING"},
        "httpcore2": {"level": "WARNING"},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
    },
}
