"""The portal as a program: ``serve``, ``take FILE`` (what the inside has written), ``give FILE`` (what arrived, for the inside).

It is started with an environment that says nothing of the inside; where it does, the program starts itself again without.
"""

import os
import sys
from pathlib import Path
from typing import Final

from zhibu.exchange.bundles import Refused
from zhibu.kernel.unusable import Unusable
from zhibu.portal.apart import clean, keep_apart
from zhibu.portal.exchanging import bytes_of, place
from zhibu.portal.places import own_place
from zhibu.portal.secret import keys_in
from zhibu.portal.store import Store

OWNER_AND_GROUP: Final = 0o027


def take(file: Path) -> str:
    """A bundle from inside, carried by hand."""
    changed = Store(own_place()).take(bytes_of(file), keys_in(own_place()))
    return f"已收取，{changed} 处变动。" if changed else "已收取，没有新的变动。"


def give(file: Path) -> str:
    """The bundle for the inside; what it holds stays here until the inside has told to have it."""
    place(file, Store(own_place()).give(keys_in(own_place())))
    return f"已写入 {file}，请带回内部系统：zhibu portal in {file.name}"


def main(words: list[str]) -> int:
    """Run one of the three."""
    os.umask(OWNER_AND_GROUP)
    if clean(os.environ) != dict(os.environ):
        os.execve(sys.executable, [sys.executable, "-m", "zhibu.portal", *words], clean(os.environ))  # noqa: S606  ourselves
    try:
        return _run(words)
    except (Unusable, Refused) as stop:
        sys.stderr.write(f"{stop}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"文件不能读写：{error}。\n")
        return 2


def _run(words: list[str]) -> int:
    command, *rest = words
    if command == "serve":
        from zhibu.portal.serve import serve  # noqa: PLC0415  a server is loaded where there is one

        return serve(host=rest[0], port=int(rest[1]))
    file = Path(rest[0]).resolve()
    Store(own_place()).make()
    keep_apart(own_place(), file.parent)
    sys.stdout.write((take if command == "take" else give)(file) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
