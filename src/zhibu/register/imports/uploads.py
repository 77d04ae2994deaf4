"""Uploads on disk: each file and each result sealed with a key of the installation, in a folder of their run."""

import os
import shutil
from pathlib import Path
from typing import Any, Final

import orjson
from django.conf import settings

from zhibu.store.keys import key_store
from zhibu.store.sealing import seal, unseal

PURPOSE: Final = "uploads"
PROGRESS: Final = "progress.json"
"""Counts only, so that it is not sealed: it is written while the database is busy with the import itself."""


class Folder:
    """What is kept of one run."""

    def __init__(self, key: str) -> None:
        if not key.isalnum():
            message = "a run's key is letters and digits"
            raise ValueError(message)
        self.key = key
        self.path = Path(settings.UPLOADS_DIR) / key

    def put(self, name: str, content: bytes) -> None:
        """Seal and keep; whole or not at all."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        sealed = seal(key_store().purpose_key(PURPOSE), content, f"{self.key}/{name}".encode())
        draft = self.path / f".{name}.draft"
        draft.write_bytes(sealed)
        draft.replace(self.path / name)

    def get(self, name: str) -> bytes | None:
        """Open again; None when it isn't there."""
        try:
            sealed = (self.path / name).read_bytes()
        except FileNotFoundError:
            return None
        return unseal(key_store().purpose_key(PURPOSE), sealed, f"{self.key}/{name}".encode())

    def put_json(self, name: str, value: Any) -> None:
        """A result."""
        self.put(name, orjson.dumps(value, default=str))

    def get_json(self, name: str) -> Any:
        """A result again; None when it isn't there."""
        content = self.get(name)
        return None if content is None else orjson.loads(content)

    def tell(self, stage: str, done: int, total: int) -> None:
        """How far the work has come; read by the page that waits."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.path / f".{PROGRESS}.{os.getpid()}"
        draft.write_bytes(orjson.dumps({"stage": stage, "done": done, "total": total}))
        draft.replace(self.path / PROGRESS)

    def told(self) -> dict[str, Any]:
        """How far the work has come."""
        try:
            found: dict[str, Any] = orjson.loads((self.path / PROGRESS).read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return {"stage": "read", "done": 0, "total": 0}
        return found

    def remove(self) -> None:
        """Nothing stays."""
        shutil.rmtree(self.path, ignore_errors=True)
