"""``zhibu envelope make CODE --year Y --out FILE`` seals a year; ``zhibu envelope verify FILE`` finds one changed byte.

``make``: of a street, all its organisations with an agreement of the year; of any other organisation, its own. The password is read from
standard input. ``--json``: ``{"code", "fingerprint", "bytes", "organisations"}``. ``verify``: with ``--fingerprint`` the one on the cover,
otherwise one that this installation made; with ``--password-stdin`` every score is reckoned anew from the file alone. ``--json``:
``{"fingerprint", "known", "differences": [{"organisation", "what", "stands", "reckoned"}]}``; ``differences`` is null where the file was
not opened. Code 1: changed, not opened, or a score differs.
"""

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import Any, Final

from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.envelope.reckoning import differences
from zhibu.mechanism.appraisal.envelope.sealing import NotOpened, fingerprint, opened
from zhibu.mechanism.appraisal.models import Agreement
from zhibu.mechanism.appraisal.queries.envelopes import envelope_by
from zhibu.mechanism.appraisal.queries.scores import agreements_seen
from zhibu.mechanism.appraisal.services.envelopes import Wanted, make_envelope
from zhibu.register.commands.exporting import scope_of
from zhibu.register.models import Organisation
from zhibu.store.guards import within
from zhibu.trail.actors import Actor

READER: Final = SystemReader("命令行制作检查封存件")
LARGEST: Final = 300_000_000
"""Bytes of a file that is looked at at all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two acts."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="make|verify")
    make = acts.add_parser("make", help="制作一年的检查封存件")
    make.add_argument("code", metavar="CODE", help="党组织：编号、代码或名称")
    make.add_argument("--year", type=int, default=0, metavar="YYYY", help="哪一年（默认今年）")
    make.add_argument("--kind", default="branch", help="用哪一类对象的办法（默认 branch，党支部）")
    make.add_argument("--for", dest="recipient", default="上级检查", metavar="WHOM", help="交给谁、做什么用")
    make.add_argument("--out", type=Path, required=True, metavar="FILE", help="写到这个文件（.html）")
    verify = acts.add_parser("verify", help="核对封存件")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--fingerprint", default="", metavar="HEX", help="封面上的指纹；不写就和本系统登记的核对")
    for one in (make, verify):
        one.add_argument("--password-stdin", action="store_true", help="从标准输入读口令")
        one.add_argument("--json", action="store_true", help="以 JSON 回答")


def alone(options: argparse.Namespace) -> bool:
    """An inspector holds the file and its cover, not our database."""
    return options.act == "verify" and bool(options.fingerprint)


def run(options: argparse.Namespace) -> int:
    """One of them."""
    return _make(options) if options.act == "make" else _verify(options)


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        text = "没有终端可以输入口令：请加 --password-stdin，从标准输入读。(no terminal)"
        raise Unusable(text)
    return getpass.getpass("口令：")


def _make(options: argparse.Namespace) -> int:
    agreements = _agreements(options)
    if not agreements:
        print("这一年没有目标责任书。请先在“考评办法”里施行办法、生成责任书。")
        return 1
    place = Organisation.objects.seen_by(READER, "see_register").get(now_path=scope_of(options.code, today()))
    password = _password(options)
    wanted = Wanted(agreements[0].scheme, agreements, place, options.recipient, password, password)
    made = make_envelope(by=Actor(READER, now(), channel="command"), wanted=wanted, on=today())
    if not made.outcome.done:
        print("\n".join(f"{one.message}{one.remedy}" for one in made.outcome.decision.objections))
        return 1
    _write(options.out, made.file)
    told = {"code": made.code, "fingerprint": made.fingerprint, "bytes": len(made.file), "organisations": len(agreements)}
    said = f"已制作封存件 {made.code}，{len(agreements)} 个党组织：{options.out}\n指纹（写在封面上）：{made.fingerprint}"
    print(json.dumps(told, ensure_ascii=False) if options.json else said)
    return 0


def _agreements(options: argparse.Namespace) -> list[Agreement]:
    found = agreements_seen(READER).filter(within("taker__now_path", [scope_of(options.code, today())]))
    found = found.filter(scheme__year=options.year or today().year)
    own = list(found.filter(taker__now_path=scope_of(options.code, today())))
    return own[:1] or list(found.filter(scheme__kind=options.kind))


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        text = f"不能写 {file}：请换一个文件夹。(not writable: {error.strerror})"
        raise Unusable(text) from error


def _verify(options: argparse.Namespace) -> int:
    file = _read(options.file)
    mark, asked = fingerprint(file), "".join(options.fingerprint.split()).lower()
    known = mark == asked if asked else envelope_by(mark) is not None
    found: list[dict[str, Any]] | None = None
    if options.password_stdin:
        try:
            found = [one._asdict() for one in differences(opened(file, _password(options)))]
        except NotOpened:
            print("打不开：口令不对，或者文件已被改动。", file=sys.stderr)
            return 1
    told = {"fingerprint": mark, "known": known, "differences": found}
    print(json.dumps(told, ensure_ascii=False) if options.json else _said(told))
    return 0 if known and not found else 1


def _said(told: dict[str, Any]) -> str:
    lines = [
        f"指纹 {told['fingerprint']}",
        "和登记的一致，没有改动。" if told["known"] else "和登记的不一致：不是原来的文件，或者已被改动。",
    ]
    if told["differences"] is not None:
        lines += [f"{one['organisation']}　{one['what']}：写的 {one['stands']}，重算 {one['reckoned']}" for one in told["differences"]]
        lines += [] if told["differences"] else ["每一个得分都由其中的记录重算，全部一致。"]
    return "\n".join(lines)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            text = f"{file} 太大，不是封存件。(too large)"
            raise Unusable(text)
        return file.read_bytes()
    except OSError as error:
        text = f"不能读取 {file}：请核对文件名。(not readable: {error.strerror})"
        raise Unusable(text) from error
