"""What stands around every page: a neutral name and the styles; no emblem, no script, nothing from elsewhere."""

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest

from zhibu.portal.places import DIST, site_name


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return names


def around(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    del request
    return {"site": site_name(), "style": f"/static/{_names()['main.css']}", "icon": f"/static/{_names()['mark.svg']}"}
