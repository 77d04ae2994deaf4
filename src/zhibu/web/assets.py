"""Where the built scripts and styles are: names with a hash, from the manifest that ``assets/build.mjs`` writes."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles.storage import StaticFilesStorage

DIST: Final = Path(__file__).parent / "static" / "dist"


class NotBuilt(RuntimeError):
    """The pages' scripts and styles are missing; says the command that makes them."""


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Plain name to hashed name, read once a process."""
    try:
        names: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = "界面文件尚未生成，请先运行：npm ci && npm run build（或 ./zhibu demo）"
        raise NotBuilt(message) from error
    return names


class HashedAssets(StaticFilesStorage):
    """``{% static "main.css" %}`` gives the hashed name; other files keep theirs."""

    def url(self, name: str | None) -> str:
        """The address that whitenoise serves as immutable."""
        return super().url(manifest().get(name or "", name))
