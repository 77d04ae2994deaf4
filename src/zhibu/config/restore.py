"""``zhibu restore``: what ``zhibu backup`` wrote, into an empty database of either kind.

Whoever's data was destroyed at the end of its time is destroyed again before the command ends: no backup brings anybody back.
On a new machine the recovery sheet comes first, then keys and data: ``zhibu restore 备份.zip --keys 密钥.zip --recovery-sheet 恢复单.txt``.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection

from zhibu.config.archive import ArchiveReader, Manifest, open_archive
from zhibu.config.backup import DATA, KEY_COLUMNS, KEYS
from zhibu.config.migrate import known_migrations, migrate_to, migrations_applied, prepare_database
from zhibu.config.recovery import NAMES, read_recovery_sheet
from zhibu.config.tables import is_empty, write_tables
from zhibu.files import storage
from zhibu.keeping.services.erasing import erase_again
from zhibu.kernel.clock import now
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.postbox.services.carrying import begin_anew
from zhibu.store.keys import forget_key_store, key_store
from zhibu.store.secret import keep
from zhibu.trail.actors import Actor
from zhibu.trail.marks import forget_trail_key

OTHER_KINDS: Final = {
    DATA: "是数据备份，不是密钥备份：请把它作为 FILE，另用 --keys 指明密钥备份",
    KEYS: "是密钥备份，不是数据备份：请用 --keys 指明它",
}
FULL: Final = "数据库里已有数据：请用 --data-dir 指明新的数据目录，或加 --replace 全部替换。(database is not empty)"
OTHER_KEY: Final = (
    "备份用的是另一套密钥，号码、电话、住址还读不出：请再运行 zhibu restore --keys 密钥备份.zip --recovery-sheet 恢复单.txt，"
    "不用再写数据备份。(keys are missing)\n"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Data, keys, sheet; and whether what is here may go."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="zhibu backup 写成的数据备份")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="zhibu backup --keys 写成的人员密钥备份")
    parser.add_argument("--recovery-sheet", metavar="FILE|-", help="照恢复单输入的文本文件；- 从标准输入读")
    parser.add_argument("--replace", action="store_true", help="数据库里已有的数据全部换成备份里的")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Sheet, keys, data: each needs the one before."""
    if not (options.file or options.keys or options.recovery_sheet):
        raise Unusable("没有说恢复什么：用法见 zhibu restore --help，例如 zhibu restore 备份.zip --keys 密钥.zip。(nothing to do)")
    if options.file:
        _refuse_full_database(replace=options.replace)
    answer: dict[str, Any] = {}
    if options.recovery_sheet:
        restore_recovery_sheet(_sheet(options.recovery_sheet))
        answer["recovery_sheet"] = True
        _say(options, "主密钥和日志密钥已恢复。")
    if options.keys:
        answer["keys"] = restore_keys(options.keys)
        _say(options, f"人员密钥已恢复：{answer['keys']} 个是这里原来没有的。")
    if options.file:
        manifest = restore_data(options.file, replace=options.replace)
        answer |= {"tables": len(manifest.parts), "rows": manifest.rows, "files": manifest.files, "created_at": manifest.created_at}
        files = f"，附件 {manifest.files} 个文件" if manifest.files else ""
        _say(options, f"数据已恢复：{len(manifest.parts)} 张表，{manifest.rows} 行{files}，备份于 {manifest.created_at}。")
    if options.file or options.keys:
        again = destroy_again()
        answer |= {"erased_again": again} if again else {}
        if again:
            _say(options, f"备份里有 {again} 人的资料此前已按期销毁，已重新销毁。")
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
    return 0


def _refuse_full_database(*, replace: bool) -> None:
    """Before anything is written: keys of a backup whose data then doesn't fit in would be left behind."""
    if replace or not migrations_applied():
        return
    prepare_database()
    if not is_empty():
        raise Unusable(FULL)


def destroy_again() -> int:
    """What was destroyed before the backup was put back stays destroyed, in whichever of the two halves it came back.

    The list of it lies beside the keys: where no keys are, there is none, and none may be made before those of the backup come. The portal
    gets everything anew: it may show what the backup does not know.
    """
    prepare_database()
    begin_anew()
    if not settings.MASTER_KEY_FILE.exists():
        return 0
    return erase_again(by=Actor(SystemReader("恢复备份"), now(), "command"))


def _say(options: argparse.Namespace, sentence: str) -> None:
    if not options.json:
        print(sentence)


def _sheet(source: str) -> str:
    try:
        return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"恢复单 {source} 读不出：请核对文件名，并存为 UTF-8 文本。(cannot be read: {error})") from error


def restore_recovery_sheet(text: str) -> None:
    """Put the two keys into their files. Keys that are here already are exchanged only while nothing was sealed with them."""
    keys = read_recovery_sheet(text)
    files = {"M": settings.MASTER_KEY_FILE, "T": settings.TRAIL_KEY_FILE}
    if settings.MASTER_KEY_FILE.exists() and key_store().is_unused():
        for file in (*files.values(), settings.TRAIL_CHECK_FILE):
            file.unlink(missing_ok=True)
    for letter, file in files.items():
        if not keep(file, keys[letter]):
            raise Unusable(f"这里已有另一把{NAMES[letter]}（{file}）：请恢复到新的数据目录。(another key is here)")
    forget_key_store()
    forget_trail_key()


def restore_keys(file: Path) -> int:
    """Take in the wrapped keys of persons; returns how many were new here."""
    with open_archive(file, format_=KEYS, other=_other) as archive:
        if not settings.MASTER_KEY_FILE.exists():
            raise Unusable("这里还没有主密钥，人员密钥用不上：请加上 --recovery-sheet。(master key is missing)")
        if archive.manifest.master_check != key_store().check:
            raise Unusable(f"{file} 属于另一套主密钥：请核对文件，或用对应的恢复单恢复到新的数据目录。(wrapped by another master key)")
        return key_store().take_in(_key_rows(archive))


def _key_rows(archive: ArchiveReader) -> Iterator[tuple[str, bytes | None, str | None]]:
    for part in archive.manifest.parts:
        if part.columns == KEY_COLUMNS:
            for rows in archive.slices(part):
                yield from ((name, bytes.fromhex(wrapped) if wrapped else None, day) for name, wrapped, day in rows)


def restore_data(file: Path, *, replace: bool) -> Manifest:
    """Fill the database with what the file holds: all of it or nothing."""
    with open_archive(file, format_=DATA, other=_other) as archive:
        manifest = archive.manifest
        if set(manifest.migrations) - set(known_migrations()):
            raise Unusable(f"{file} 由更新的版本写成（{manifest.program}）：请先升级程序，再恢复。(made by a newer version)")
        prepare_database()
        _make_room(manifest, replace=replace)
        with _files_beside(archive) as take_their_place:
            _fill(archive, file, replace=replace)
            take_their_place()
        for folder in (settings.UPLOADS_DIR, settings.EXPORTS_DIR):
            shutil.rmtree(folder, ignore_errors=True)
        _warn_of_other_keys(manifest)
    _analyse()
    return manifest


def _fill(archive: ArchiveReader, file: Path, *, replace: bool) -> None:
    try:
        write_tables(archive.manifest.parts, archive.slices, replace=replace)
    except DatabaseError as error:
        raise Unusable(f"{file} 的内容与数据库的约束不符，什么也没有改：请换另一份备份。(refused by the database: {error})") from error
    finally:
        prepare_database()


@contextmanager
def _files_beside(archive: ArchiveReader) -> Iterator[Callable[[], None]]:
    """The attachments are unpacked beside those that are here, and take their place when the rows stand; otherwise nothing changed."""
    here = storage.folder()
    fresh, old = here.with_name(f".{here.name}-restored"), here.with_name(f".{here.name}-replaced")
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        for name in archive.file_names():
            if not storage.NAME.fullmatch(name):
                raise Unusable(f"备份里有不认得的附件 {name[:60]}：请换另一份备份。(unknown file in the backup)")
            _unpack(archive.pieces(name), fresh / name[:2] / name)
        yield lambda: _exchange(here, fresh, old)
    finally:
        for left in (fresh, old):
            shutil.rmtree(left, ignore_errors=True)


def _unpack(pieces: Iterable[bytes], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("wb") as stream:
        for piece in pieces:
            stream.write(piece)


def _exchange(here: Path, fresh: Path, old: Path) -> None:
    if here.exists():
        here.rename(old)
    if fresh.exists():
        fresh.rename(here)


def _make_room(manifest: Manifest, *, replace: bool) -> None:
    """An empty database in the shape of the backup."""
    same_shape = set(manifest.migrations) == set(migrations_applied())
    if not is_empty():
        if not replace:
            raise Unusable(FULL)
        if not same_shape:
            raise Unusable("旧版本的备份只能恢复到空的数据库：请用 --data-dir 指明新的数据目录。(backup of an older version)")
    elif not same_shape:
        migrate_to(manifest.migrations)


def _warn_of_other_keys(manifest: Manifest) -> None:
    if not settings.MASTER_KEY_FILE.exists() or key_store().check != manifest.master_check:
        sys.stderr.write(OTHER_KEY)


def _analyse() -> None:
    """PostgreSQL chooses its ways by statistics, which a bulk load leaves behind."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _other(format_: str) -> str:
    return OTHER_KINDS.get(format_, "不是本程序的备份文件")
