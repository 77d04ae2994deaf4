"""Settings: one file for every installation; what differs comes from the environment.

``ZHIBU_DATA_DIR``   where the database, the keys and uploads live (default ``./data``)
``ZHIBU_DATABASE``   a ``postgres://user:password@host:port/name`` address; empty means the embedded SQLite
``ZHIBU_MASTER_KEY_FILE``, ``ZHIBU_TRAIL_KEY_FILE``  keys kept elsewhere than in ``keys/`` of the data directory
``ZHIBU_HEADS_DIR``  a folder on another machine or disk to which the ends of the trail's chains are written, too
``ZHIBU_HOSTS``      names the server answers to, separated by commas (default: any, as behind a street's own proxy)
``ZHIBU_HTTPS``      ``1`` where a proxy ends TLS: cookies are then sent over TLS only, and the proxy is believed about who asks
``ZHIBU_LARGEST_FILE_MB``  how large an attachment may be (default 25, at most 100)
``ZHIBU_PORTAL``     the portal's address as people outside type it, such as ``https://www.example.cn``; empty where there is no portal
``ZHIBU_PORTAL_QUEUE``  the folder in which bundles to and from the portal lie; empty where they are carried as files by hand
``ZHIBU_DEMO``       ``1`` while the sample street is served: personas can be switched
"""

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from zhibu.store.secret import read_or_make

SOURCE: Final = Path(__file__).resolve().parent.parent
DATA_DIR: Final = Path(os.environ.get("ZHIBU_DATA_DIR") or "data").resolve()
KEYS_DIR: Final = DATA_DIR / "keys"
MASTER_KEY_FILE: Final = Path(os.environ.get("ZHIBU_MASTER_KEY_FILE") or KEYS_DIR / "master.key")
TRAIL_KEY_FILE: Final = Path(os.environ.get("ZHIBU_TRAIL_KEY_FILE") or KEYS_DIR / "trail.key")
TRAIL_CHECK_FILE: Final = KEYS_DIR / "trail.check"
PERSON_KEYS_FILE: Final = KEYS_DIR / "persons.sqlite3"
UPLOADS_DIR: Final = DATA_DIR / "uploads"
EXPORTS_DIR: Final = DATA_DIR / "exports"
FILES_DIR: Final = DATA_DIR / "files"
LARGEST_FILE_MB: Final = min(int(os.environ.get("ZHIBU_LARGEST_FILE_MB") or 25), 100)
HEADS_DIR: Final = DATA_DIR / "heads"
HEADS_ELSEWHERE: Final = Path(os.environ["ZHIBU_HEADS_DIR"]) if os.environ.get("ZHIBU_HEADS_DIR") else None
PORTAL_ADDRESS: Final = os.environ.get("ZHIBU_PORTAL", "").rstrip("/")
PORTAL_QUEUE: Final = Path(os.environ["ZHIBU_PORTAL_QUEUE"]).resolve() if os.environ.get("ZHIBU_PORTAL_QUEUE") else None

DEMO: Final = os.environ.get("ZHIBU_DEMO") == "1"
HTTPS: Final = os.environ.get("ZHIBU_HTTPS") == "1"
DEBUG = False
SECRET_KEY = read_or_make(DATA_DIR / "secret.key")
ALLOWED_HOSTS = [host for host in os.environ.get("ZHIBU_HOSTS", "*").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "zhibu.store",
    "zhibu.accounts",
    "zhibu.trail",
    "zhibu.web",
    "zhibu.exchange",
    "zhibu.files",
    "zhibu.api",
    "zhibu.register",
    "zhibu.access",
    "zhibu.keeping",
    "zhibu.parameters",
    "zhibu.gatherings",
    "zhibu.messages",
    "zhibu.letters",
    "zhibu.polls",
    "zhibu.postbox",
    "zhibu.cases",
    "zhibu.oversight",
    "zhibu.mechanism.ties",
    "zhibu.mechanism.responsibility",
    "zhibu.mechanism.appraisal",
    "zhibu.mechanism.secretary_reports",
    "zhibu.mechanism.supervision",
    "zhibu.mechanism.institutions",
    "zhibu.mechanism.study",
    "zhibu.mechanism.life_meetings",
    "zhibu.mechanism.sessions",
    "zhibu.mechanism.steering",
    "zhibu.mechanism.coordination",
    "zhibu.team.managing",
    "zhibu.team.elections",
    "zhibu.team.assessment",
    "zhibu.team.floating",
    "zhibu.mechanism.honours",
    "zhibu.mechanism.commemoration",
    "zhibu.config",
]

MIDDLEWARE = [
    "zhibu.web.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "zhibu.web.middleware.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "zhibu.access.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "zhibu.config.urls"
WSGI_APPLICATION = "zhibu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zhibu.config.shell.shell",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n"],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
        },
    },
]


SERVER: Final = "-c jit=off -c plan_cache_mode=force_generic_plan"


def postgres(address: str) -> dict[str, Any]:
    """Read a database address; what follows the question mark are options of libpq.

    The server compiles no statement before it runs it: the few that are long enough for that to begin took two to four times as long
    (ADR 17). Who wants it nevertheless writes ``?options=-c%20jit=on``. What is kept ready is planned without regard to values (ADR 39);
    ``?pooled=yes`` is for a pooler that passes no options and keeps nothing ready: then the role's own settings count.
    """
    parts = urlsplit(address)
    given = dict(parse_qsl(parts.query))
    pooled = given.pop("pooled", "") == "yes"
    own = {} if pooled else {"options": f"{SERVER} {given.get('options', '')}".rstrip()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": given | own,
        "PREPARED": not pooled,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """The embedded database; writers take the lock at once, readers never wait."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000; PRAGMA temp_store=MEMORY;"
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
            ),
        },
    }


DATABASE_ADDRESS: Final = os.environ.get("ZHIBU_DATABASE", "")
DATABASES = {"default": postgres(DATABASE_ADDRESS) if DATABASE_ADDRESS else sqlite(DATA_DIR / "zhibu.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

HOST_ONLY: Final = "__Host-" if HTTPS else ""
"""Browsers take a cookie of such a name over TLS alone, from this very host, for all of it."""
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = f"{HOST_ONLY}zhibu_session"
DEVICE_COOKIE_NAME = f"{HOST_ONLY}zhibu_device"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
CSRF_COOKIE_NAME = f"{HOST_ONLY}zhibu_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "zhibu.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = False  # this and the next two: zhibu.web.middleware says them on every answer
SECURE_REFERRER_POLICY = None
SECURE_CROSS_ORIGIN_OPENER_POLICY = None

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = SOURCE / "web" / "static" / "dist"
STATICFILES_DIRS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zhibu.web.assets.HashedAssets"},
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_USE_FINDERS = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

LARGEST_UPLOAD = 128 * 1024 * 1024
"""All files of a request together; held in memory until they are sealed, since a temporary file would hold numbers in the clear."""
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_UPLOAD
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
