"""``zhibu backup``: everything that was recorded, in one file; the keys of persons in another; the installation's own keys on paper.

The file of data is mute without the keys of persons, and these are useless without the master key: the three are kept in three places.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from zhibu import __version__
from zhibu.config.archive import ArchiveWriter, Manifest, Part, new_archive, new_file
from zhibu.config.migrate import migrations_applied
from zhibu.config.recovery import recovery_sheet
from zhibu.config.tables import columns_of, last_number, read_rows, snapshot, tables
from zhibu.files import storage
from zhibu.kernel.clock import now
from zhibu.kernel.unusable import Unusable
from zhibu.store.keys import KeyStore, key_store
from zhibu.store.secret import read_or_make
from zhibu.trail.marks import trail_key

DATA: Final = "zhibu-backup"
KEYS: Final = "zhibu-person-keys"
KEY_COLUMNS: Final = (("id", "plain"), ("wrapped", "hex"), ("destroyed_on", "plain"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Any of the three, in one go or apart."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="数据备份写到哪里")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="人员密钥（已用主密钥加密）写到哪里；请与数据备份分开存放")
    parser.add_argument("--recovery-sheet", type=Path, metavar="FILE.txt", help="密钥恢复单写到哪里；打印两份后删除文件")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Write what was asked for, and say what is still missing."""
    if not (options.file or options.keys or options.recovery_sheet):
        raise Unusable("没有说备份什么：用法见 zhibu backup --help，例如 zhibu backup 备份.zip --keys 密钥.zip。(nothing to do)")
    answer: dict[str, Any] = {}
    if options.file:
        manifest = back_up_data(options.file)
        answer |= {"file": str(options.file), "tables": len(manifest.parts), "rows": manifest.rows, "files": manifest.files}
        _say(options, f"{options.file}：{len(manifest.parts)} 张表，{manifest.rows} 行{_files(manifest)}。")
    if options.keys:
        answer |= {"keys": str(options.keys), "persons": back_up_keys(options.keys)}
        _say(options, f"{options.keys}：{answer['persons']} 个人员密钥，须有主密钥才能使用。")
    if options.recovery_sheet:
        write_recovery_sheet(options.recovery_sheet)
        answer |= {"recovery_sheet": str(options.recovery_sheet)}
        _say(options, f"{options.recovery_sheet}：请打印两份分开保管，然后删除这个文件。")
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
    elif not options.keys:
        sys.stderr.write("人员密钥不在数据备份里：请另用 --keys 备份，并打印 --recovery-sheet，否则号码、电话、住址无法恢复。\n")
    return 0


def _files(manifest: Manifest) -> str:
    return f"，附件 {manifest.files} 个文件" if manifest.files else ""


def _say(options: argparse.Namespace, sentence: str) -> None:
    if not options.json:
        print(sentence)


def back_up_data(file: Path) -> Manifest:
    """Every table as it stood at one moment, then the attachments: none ever changes, and one that came later does no harm."""
    with new_archive(file) as archive, snapshot():
        for model in tables():
            part = Part(model._meta.db_table, columns_of(model), last_number=last_number(model))
            archive.write(part, read_rows(model))
        for path in storage.lying():
            if not storage.is_draft(path):
                archive.write_file(path.name, path)
        return _finish(archive, DATA, key_store(), tuple(migrations_applied()))


def back_up_keys(file: Path) -> int:
    """The wrapped keys of persons with the names of those destroyed."""
    store = key_store()
    with new_archive(file) as archive:
        archive.write(Part("person_key", KEY_COLUMNS), ([row] for row in _key_rows(store)))
        return _finish(archive, KEYS, store, ()).rows


def _key_rows(store: KeyStore) -> Any:
    for name, wrapped, destroyed_on in store.stored():
        yield (name, wrapped.hex() if wrapped else None, destroyed_on)


def _finish(archive: ArchiveWriter, format_: str, store: KeyStore, migrations: tuple[str, ...]) -> Manifest:
    manifest = Manifest(
        format=format_,
        created_at=now().isoformat(timespec="seconds"),
        program=__version__,
        master_check=store.check,
        migrations=migrations,
        parts=tuple(archive.parts),
        files=archive.files,
        files_sha256=archive.files_sha256 if archive.files else "",
    )
    archive.finish(manifest)
    return manifest


def write_recovery_sheet(file: Path) -> None:
    """The two keys of the installation, to be printed."""
    trail_key()
    keys = {"M": read_or_make(settings.MASTER_KEY_FILE), "T": read_or_make(settings.TRAIL_KEY_FILE)}
    with new_file(file) as stream:
        stream.write(recovery_sheet(keys, day=now().date()).encode())
