"""The gallery as a site of its own, and a browser that reaches it without a server."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from pytest_django import Settings

GALLERY = Path(__file__).parent / "gallery"


@pytest.fixture
def gallery(settings: Settings) -> Iterator[None]:
    """Settings under which the gallery's addresses answer; no database is asked."""
    templates: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [
        "django.template.context_processors.csrf",
        "django.template.context_processors.request",
        "django.contrib.messages.context_processors.messages",
        "tests.web.gallery.site.shell",
    ]
    templates[0]["DIRS"] = [GALLERY / "templates"]
    options["loaders"] = [
        (
            "django.template.loaders.cached.Loader",
            ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
        ),
    ]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.web.gallery.urls"
    settings.MIDDLEWARE = [
        "zhibu.web.middleware.ContentSecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
    yield
    engines._engines = {}  # type: ignore[attr-defined]
