"""Keys that an installation makes for itself on first use and keeps in files of its own."""

import os
import secrets
import tempfile
from pathlib import Path


def keep(path: Path, secret: str) -> bool:
    """Put a secret from elsewhere into its file; False when another one is there, which stays."""
    if not path.exists():
        _place(path, secret)
    return path.read_text(encoding="ascii").strip() == secret


def _place(path: Path, secret: str) -> None:
    """Whole from its first moment; whoever comes second leaves the first in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def read_or_make(path: Path, *, size: int = 32) -> str:
    """Read a secret, or make it: readable by the owner alone, whole from its first moment even when two processes start together."""
    if not path.exists():
        _place(path, secrets.token_hex(size))
    return path.read_text(encoding="ascii").strip()
