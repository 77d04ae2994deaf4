"""The source tree that the program runs from, where it does: developers' commands and the assets' build need it."""

from pathlib import Path
from typing import Final

from zhibu.kernel.unusable import Unusable

ROOT: Final = Path(__file__).resolve().parents[3]


def in_checkout() -> bool:
    """False in an installed package, which brings its assets built."""
    return (ROOT / "pyproject.toml").is_file() and (ROOT / "src" / "zhibu").is_dir()


def require_checkout() -> None:
    """Stop a developer's command outside a source tree."""
    if not in_checkout():
        text = "这个命令只能在源代码目录里用：请先克隆仓库，再在其中运行 ./zhibu。(source checkout needed)"
        raise Unusable(text)
