"""Where the portal's own folder is, that of the exchange, and what else its environment says: asked when it is needed."""

import os
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
DIST: Final = HERE.parent / "web" / "static" / "dist"
"""The built styles, which the pages inside use, too."""


def own_place() -> Path:
    """Database and keys."""
    return Path(os.environ.get("ZHIBU_PORTAL_DIR") or "data-portal").resolve()


def queue_place() -> Path | None:
    """None where bundles are carried by hand."""
    said = os.environ.get("ZHIBU_PORTAL_QUEUE")
    return Path(said).resolve() if said else None


def site_name() -> str:
    """What stands at the top of the pages: neutral, whoever reads over a shoulder."""
    return os.environ.get("ZHIBU_PORTAL_NAME") or "对外服务"


def behind_proxy() -> bool:
    """Whether one ends TLS in front: then it is believed about who asks, and by which way."""
    return os.environ.get("ZHIBU_PORTAL_HTTPS") == "1"
