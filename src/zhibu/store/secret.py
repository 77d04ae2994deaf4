"""Keys that an installation makes for itself on first use and keeps in files of its own."""

import os
import secrets
import tempfile
from pathlib import Path


def read_or_make(path: Path, *, size: int = 32) -> str:
    """Read a secret, or make it: readable by the owner alone, whole from its first moment even when two processes start together."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(size) + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return path.read_text(encoding="ascii").strip()
