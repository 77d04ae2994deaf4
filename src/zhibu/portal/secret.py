"""The portal's own secret, made on first use, and the keys that the inside made for it."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhibu.kernel.unusable import Unusable

KEYS_FILE: Final = "portal.keys"


def read_or_make(path: Path) -> str:
    """Whole from its first moment; whoever comes second leaves the first in place."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        draft.replace(path)
    return path.read_text(encoding="ascii").strip()


@dataclass(frozen=True, slots=True)
class Keys:
    """Marks bundles, seals what comes in, looks up certificates, checks addresses; opens nothing."""

    marks: bytes
    sealing: bytes
    sealing_name: int
    look_up: bytes
    addresses: bytes


def keys_in(directory: Path) -> Keys:
    """The file that ``zhibu portal keys`` has made inside and somebody has put here."""
    file = directory / KEYS_FILE
    try:
        told = json.loads(file.read_text(encoding="ascii"))
        halves = {name: bytes.fromhex(told[name]) for name in ("marks", "sealing", "look_up", "addresses")}
        return Keys(sealing_name=int(told["sealing_name"]), **halves)
    except FileNotFoundError as error:
        raise Unusable(f"没有 {file}：请在内部系统上运行 zhibu portal keys，把生成的文件放到这里。(portal keys are missing)") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{file} 不是门户的密钥文件：请在内部系统上重新生成。(unusable portal keys)") from error
