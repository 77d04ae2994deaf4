"""Settings of the portal. It has no accounts, no sessions and none of Django's databases: its own few tables are in ``store``.

``ZHIBU_PORTAL_DIR``    its folder: database, and ``portal.keys``, which the inside has made for it
``ZHIBU_PORTAL_QUEUE``  the folder in which bundles lie; empty where they are carried by hand
``ZHIBU_PORTAL_HOSTS``  names it answers to, separated by commas
``ZHIBU_PORTAL_HTTPS``  ``1`` where a proxy ends TLS
``ZHIBU_PORTAL_NAME``   what stands at the top of its pages
"""

import os
from typing import Final

from zhibu.portal.places import DIST, HERE, behind_proxy, own_place
from zhibu.portal.secret import read_or_make

PORTAL_DIR: Final = own_place()
HTTPS: Final = behind_proxy()

DEBUG = False
SECRET_KEY = read_or_make(PORTAL_DIR / "secret.key")
ALLOWED_HOSTS = [host for host in os.environ.get("ZHIBU_PORTAL_HOSTS", "127.0.0.1,localhost").split(",") if host]
INSTALLED_APPS = ["zhibu.portal"]
MIDDLEWARE = [
    "zhibu.portal.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "zhibu.portal.urls"
DATABASES: dict[str, object] = {}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "builtins": ["zhibu.portal.days"],
            "context_processors": ["django.template.context_processors.csrf", "zhibu.portal.pages.around"],
        },
    }
]

HOST_ONLY: Final = "__Host-" if HTTPS else ""
CSRF_COOKIE_NAME = f"{HOST_ONLY}portal_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "zhibu.portal.errors.forgery"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DIST
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

FILE_UPLOAD_HANDLERS: list[str] = []
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
DATA_UPLOAD_MAX_NUMBER_FILES = 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%d %H:%M:%S"}},
    "filters": {"without_address": {"()": "zhibu.portal.errors.WithoutAddress"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["without_address"],
        }
    },
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {"zhibu": {"level": "INFO"}, "django.request": {"level": "ERROR"}, "django.security": {"level": "CRITICAL"}},
}
"""No address of a page is written down: one for a reader alone is a key. Nor is any network address."""
