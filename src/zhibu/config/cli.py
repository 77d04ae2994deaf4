"""The ``zhibu`` command: finds the command's module, sets Django up for it, and turns every stop into one sentence.

A command is a module with ``add_arguments(parser)`` and ``run(options) -> int``. It may import models at its top,
because Django is set up before the module is imported; ``--help`` of the whole imports nothing.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, Protocol, cast

from zhibu import __version__
from zhibu.config.preconditions import ensure_writable
from zhibu.kernel.unusable import Unusable

DONE: Final = 0
REFUSED: Final = 2
INTERRUPTED: Final = 130
OWNER_ALONE: Final = 0o077


class CommandModule(Protocol):
    """What the module of a command offers; one that may do without the database has ``alone(options)``, too, which says when."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own options."""
        ...

    def run(self, options: argparse.Namespace) -> int:
        """Do the work; the answer is the exit code."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives and what it says of itself."""

    module: str
    summary: str
    django: bool = True
    database: Literal["", "made", "needed"] = ""
    """Before the command runs the database is made or brought up to this version; ``needed``: it must be there already."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Set before the settings are read."""
    data_dir: str = "data"
    """Where nobody said otherwise."""


COMMANDS: Final[Mapping[str, Command]] = {
    "demo": Command(
        "zhibu.config.demo", "载入示例街道并打开，供试用", database="made", environment={"ZHIBU_DEMO": "1"}, data_dir="data/demo"
    ),
    "serve": Command("zhibu.config.serve", "正式运行", database="made"),
    "import": Command("zhibu.register.commands.importing", "从 Excel、CSV 花名册导入", database="made"),
    "export": Command("zhibu.register.commands.exporting", "把名册导出为 Excel", database="needed"),
    "ledger": Command("zhibu.gatherings.commands.ledger", "一个组织一年的台账：三会一课、主题党日、学习档案", database="needed"),
    "member": Command("zhibu.register.commands.member", "查一名党员：member show", database="needed"),
    "findings": Command("zhibu.oversight.commands.findings", "将到期、已逾期、需核实的提醒事项", database="needed"),
    "case": Command("zhibu.cases.commands", "办理事项：case list、case show", database="needed"),
    "session": Command("zhibu.mechanism.sessions.commands", "党工委议题：session topics", database="needed"),
    "envelope": Command("zhibu.mechanism.appraisal.envelope.commands", "检查封存件：envelope make、envelope verify", database="needed"),
    "appraisal": Command("zhibu.mechanism.appraisal.commands", "目标考评：appraisal scores、appraisal import", database="needed"),
    "rules": Command("zhibu.oversight.commands.rules", "规章依据：条文、数值、起止日期", django=False),
    "user": Command("zhibu.access.commands.user", "账号：user add、user list、user reset", database="made"),
    "token": Command("zhibu.access.commands.token", "给其他系统的接口令牌：token add、token list、token revoke", database="needed"),
    "api": Command("zhibu.api.commands", "接口说明（OpenAPI）：api schema"),
    "migrate": Command("zhibu.config.migrate", "建立数据库，或升级到本版本的结构"),
    "portal": Command("zhibu.config.portal", "给外面的人看的门户：密钥、往来包、运行", django=False),
    "erase": Command("zhibu.keeping.commands", "按资料保存期限销毁：erase --due", database="needed"),
    "verify": Command("zhibu.config.verify", "核对由记录推出的数据：verify --projections", database="needed"),
    "audit": Command("zhibu.config.audit", "核对日志：audit verify；打印末值：audit head", database="needed"),
    "backup": Command("zhibu.config.backup", "备份为一个文件", database="needed"),
    "restore": Command("zhibu.config.restore", "从备份恢复，也可由 SQLite 转到 PostgreSQL"),
    "pack": Command("zhibu.config.pack", "打成一个离线安装包", django=False),
    "bench": Command("zhibu.config.bench", "测量速度", django=False, data_dir="data/bench"),
    "check": Command("zhibu.config.checks", "开发：快速检查", django=False),
    "test": Command("zhibu.config.testing", "开发：全部检查和测试", django=False),
}

HELP: Final = """zhibu {version}：街道党建工作台

用法：zhibu 命令 [选项]；各命令的说明见 zhibu 命令 --help

命令
{commands}
各命令共有的选项
  --data-dir DIR  数据目录（默认 ./data，或环境变量 ZHIBU_DATA_DIR；demo 默认 ./data/demo）

环境变量
  ZHIBU_DATABASE  PostgreSQL 地址 postgres://用户:口令@主机:端口/库名；不设则用内嵌的 SQLite
"""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks like the rest; its objection is one sentence like all others."""

    def __init__(self, *, add_help: bool = True, **settings: Any) -> None:
        super().__init__(add_help=False, **settings)
        self._positionals.title, self._optionals.title = "参数", "选项"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_help(self) -> str:
        """The help, with its one English word left over replaced."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Name the mistake instead of printing the usage."""
        text = f"参数有误：用法见 {self.prog} --help。({message})"
        raise Unusable(text)


def boot(data_dir: Path) -> None:
    """Set Django up over a data directory; once in a process, before models are imported.

    Whatever the process makes from here on is its owner's alone: the database and the wrapped keys are a roster, too.
    """
    os.umask(OWNER_ALONE)
    ensure_writable(data_dir)
    os.environ["ZHIBU_DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhibu.config.settings")
    import_module("django").setup()


def available() -> list[str]:
    """The commands whose modules are there: no entry of the help is dead."""
    return [name for name, command in COMMANDS.items() if _exists(command.module)]


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def overview() -> str:
    """The help of the whole."""
    commands = "".join(f"  {name:<14}{COMMANDS[name].summary}\n" for name in available())
    return HELP.format(version=__version__, commands=commands)


def split(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Take the data directory out, wherever it stands before ``--``; the first word left is the command. None: nobody said one."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    common = Parser(prog="zhibu", add_help=False, allow_abbrev=False)
    common.add_argument("--data-dir", default=os.environ.get("ZHIBU_DATA_DIR") or None)
    options, words = common.parse_known_args(arguments[:end])
    return Path(options.data_dir).resolve() if options.data_dir else None, [*words, *arguments[end:]]


def load(command: Command, data_dir: Path) -> CommandModule:
    """Import a command's module, with Django set up where it needs that."""
    if command.django:
        os.environ.update(command.environment)
        boot(data_dir)
    return cast("CommandModule", import_module(command.module))


def execute(name: str, data_dir: Path, words: Sequence[str]) -> int:
    """Run one command."""
    module = load(COMMANDS[name], data_dir)
    parser = Parser(prog=f"zhibu {name}", description=COMMANDS[name].summary, allow_abbrev=False)
    parser.add_argument("--data-dir", type=Path, default=data_dir, metavar="DIR", help=f"数据目录（默认 ./{COMMANDS[name].data_dir}）")
    module.add_arguments(parser)
    options = parser.parse_args(words)
    alone = getattr(module, "alone", None)
    if alone is None or not alone(options):
        prepare(COMMANDS[name])
    return module.run(options)


def prepare(command: Command) -> None:
    """The database as this version needs it, for commands that use it."""
    if command.database:
        migrate = import_module("zhibu.config.migrate")
        if command.database == "needed":
            migrate.require_database()
        migrate.prepare_database()


def dispatch(arguments: Sequence[str]) -> int:
    """Find the command and run it; help leaves no data directory behind."""
    said, found = split(arguments)
    name, *words = found or ["--help"]
    if name in {"-h", "--help", "help"}:
        sys.stdout.write(overview())
        return DONE
    if name == "--version":
        sys.stdout.write(f"zhibu {__version__}\n")
        return DONE
    if name not in available():
        text = f"没有“{name}”这个命令：可用的命令见 zhibu --help。(unknown command)"
        raise Unusable(text)
    if "-h" in words or "--help" in words:
        with tempfile.TemporaryDirectory() as nowhere:
            return execute(name, Path(nowhere), words)
    return execute(name, said or Path(COMMANDS[name].data_dir).resolve(), words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the answer is the exit code."""
    try:
        return dispatch(sys.argv[1:] if arguments is None else arguments)
    except Unusable as stop:
        sys.stderr.write(f"{stop}\n")
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


if __name__ == "__main__":
    sys.exit(main())
