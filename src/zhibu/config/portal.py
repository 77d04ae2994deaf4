"""``zhibu portal``: inside, keys and bundles for the portal; outside, the portal itself, in a process that knows nothing of the inside."""

import argparse
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from zhibu.config.cli import boot
from zhibu.kernel.unusable import Unusable

INSIDE: Final = {"keys": "生成交给门户的密钥文件", "out": "导出要带给门户的往来包", "in": "收取从门户带回的往来包", "show": "看往来情况"}
OUTSIDE: Final = {"serve": "运行门户", "take": "门户收取从内部带来的往来包", "give": "门户导出要带回内部的往来包"}
WITHOUT_FILE: Final = frozenset({"show", "serve"})
PORT: Final = 8001


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which file; where the portal lies."""
    words = "；".join(f"{name} {said}" for name, said in {**INSIDE, **OUTSIDE}.items())
    parser.add_argument("what", choices=[*INSIDE, *OUTSIDE], metavar="动作", help=words)
    parser.add_argument("file", nargs="?", type=Path, metavar="文件", help="密钥文件或往来包")
    parser.add_argument(
        "--portal-dir", type=Path, metavar="DIR", help="门户的数据目录（默认是数据目录的名字加 -portal，或环境变量 ZHIBU_PORTAL_DIR）"
    )
    parser.add_argument("--host", default="127.0.0.1", help="门户的监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=PORT, help=f"门户的端口（默认 {PORT}）")
    parser.add_argument("--new", action="store_true", help="keys：换一套新的密钥，旧的作废")
    parser.add_argument("--past-gap", action="store_true", help="in：中间缺的已找不回来，跳过")


def run(options: argparse.Namespace) -> int:
    """Inside with the database, outside in a process of its own."""
    if options.file is None and options.what not in WITHOUT_FILE:
        raise Unusable(f"没有写文件名：例如 zhibu portal {options.what} 文件。(no file)")
    return _outside(options) if options.what in OUTSIDE else _inside(options)


def portal_dir(data_dir: Path) -> Path:
    """Beside the data directory, never in it."""
    return Path(os.environ.get("ZHIBU_PORTAL_DIR") or data_dir.with_name(f"{data_dir.name}-portal")).resolve()


def environment(directory: Path) -> dict[str, str]:
    """What the portal's process is told: of ours, nothing."""
    from zhibu.portal.apart import SOURCE, clean  # noqa: PLC0415  the portal's own module, for its process alone

    return {**clean(os.environ), "ZHIBU_PORTAL_DIR": str(directory), "PYTHONPATH": str(SOURCE.parent), "PYTHONSAFEPATH": "1"}


def _outside(options: argparse.Namespace) -> int:
    directory = options.portal_dir.resolve() if options.portal_dir else portal_dir(options.data_dir)
    words = [options.host, str(options.port)] if options.what == "serve" else [str(options.file.resolve())]
    return subprocess.run([sys.executable, "-m", "zhibu.portal", options.what, *words], env=environment(directory), check=False).returncode


def _inside(options: argparse.Namespace) -> int:
    boot(options.data_dir)
    migrate = import_module("zhibu.config.migrate")
    migrate.require_database()
    migrate.prepare_database()
    commands = import_module("zhibu.postbox.commands")
    try:
        if options.what == "keys":
            said = commands.keys(options.file, new=options.new)
        elif options.what == "out":
            said = commands.out(options.file)
        else:
            said = commands.take_in(options.file, past_gap=options.past_gap) if options.what == "in" else commands.show()
    except OSError as error:
        raise Unusable(f"文件不能读写：{options.file}。({error.strerror})") from error
    print(said)
    return 0
