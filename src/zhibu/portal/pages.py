"""What stands around every page: a neutral name and the styles; no emblem, no script, nothing from elsewhere."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from django.http import HttpRequest

from zhibu.portal.places import DIST, site_name

DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return names


def whole_days(sections: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Sections with each value in pieces, every second one a day: no script runs here that would keep a day on one line."""
    return [{**one, "rows": [(label, DAY.split(str(value))) for label, value in one.get("rows", ())]} for one in sections]


def around(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    del request
    return {"site": site_name(), "style": f"/static/{_names()['main.css']}", "icon": f"/static/{_names()['mark.svg']}"}
