"""Builds the assets into the package, so that who installs it needs no Node."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface[Any]):
    """Called by the build backend before it collects the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Call the same build as the launcher does."""
        del version, build_data
        sys.path.insert(0, str(Path(self.root) / "src"))
        from zhibu.config.assets import build_assets  # noqa: PLC0415  importable only now

        build_assets()
