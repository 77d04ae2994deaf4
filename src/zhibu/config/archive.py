"""The file of a backup: a zip with one stream of JSON lines per table and a manifest, the same from whatever database it came.

Each part is listed with its columns, its rows and its SHA-256, so that a damaged file is known before anything is touched.
Bytes stand as base64, moments in UTC, days as ISO dates. A file is written beside its place and takes it when it is whole.
"""

import hashlib
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import orjson

from zhibu.kernel.unusable import Unusable

MANIFEST: Final = "manifest.json"
VERSION: Final = 2
"""2: attachments lie in the file, too."""
FILES: Final = "files/"
PIECE: Final = 1 << 20
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
"""Of a table or column: they come back in statements."""
SLICE: Final = 10_000
"""Rows that are handed on at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stream: its columns with the kind of each, what it holds and what it must hash to."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int = 0
    last_number: int = 0
    """The last row number that was ever given, so that none is given twice."""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says of itself."""

    format: str
    created_at: str
    program: str
    master_check: str
    version: int = VERSION
    migrations: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=())
    files: int = 0
    """Pieces of attachments, sealed as they lie on disk."""
    files_sha256: str = ""
    """Over their names and contents, one after the other."""

    @property
    def rows(self) -> int:
        """Of all parts together."""
        return sum(part.rows for part in self.parts)


class ArchiveWriter:
    """A file under way."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts: list[Part] = []
        self.files = 0
        self._files_digest = hashlib.sha256()

    def write(self, part: Part, slices: Iterable[Sequence[Sequence[Any]]]) -> None:
        """One stream, in slices of rows that JSON can hold."""
        digest, count = hashlib.sha256(), 0
        with self._archive.open(_file_of(part.name), "w", force_zip64=True) as stream:
            for rows in slices:
                chunk = b"".join(orjson.dumps(row) + b"\n" for row in rows)
                digest.update(chunk)
                stream.write(chunk)
                count += len(rows)
        self.parts.append(Part(part.name, part.columns, count, part.last_number, digest.hexdigest()))

    def write_file(self, name: str, path: Path) -> None:
        """One piece of an attachment, a megabyte at a time; one that was removed meanwhile is left out."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return
        entry = zipfile.ZipInfo(FILES + name)
        with source, self._archive.open(entry, "w", force_zip64=True) as stream:
            self._files_digest.update(name.encode())
            while piece := source.read(PIECE):
                self._files_digest.update(piece)
                stream.write(piece)
        self.files += 1

    @property
    def files_sha256(self) -> str:
        """Of what was written so far."""
        return self._files_digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """The manifest comes last: a file that was cut short has none."""
        self._archive.writestr(MANIFEST, orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))


@contextmanager
def new_archive(file: Path) -> Iterator[ArchiveWriter]:
    """Write a file for the owner alone; it takes its place only when it is whole, and never that of another."""
    with new_file(file) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        yield ArchiveWriter(archive)


@contextmanager
def new_file(file: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all."""
    if file.exists():
        raise Unusable(f"{file} 已经存在：请换一个文件名，备份不会覆盖已有的文件。(file exists)")
    try:
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    except OSError as error:
        raise Unusable(f"不能写入 {file}：请换一个位置，或让当前用户可写。(not writable: {error.strerror})") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


class ArchiveReader:
    """A file that was found sound."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
        self._archive = archive
        self.manifest = manifest
        self._file = file

    def slices(self, part: Part) -> Iterator[list[list[Any]]]:
        """The rows of a stream, some thousands at a time."""
        with self._archive.open(_file_of(part.name)) as stream:
            waiting: list[list[Any]] = []
            for line in stream:
                waiting.append(orjson.loads(line))
                if len(waiting) == SLICE:
                    yield waiting
                    waiting = []
            if waiting:
                yield waiting

    def check(self) -> None:
        """Read every stream once and compare it with the manifest."""
        for part in self.manifest.parts:
            digest = hashlib.sha256()
            try:
                with self._archive.open(_file_of(part.name)) as stream:
                    while chunk := stream.read(PIECE):
                        digest.update(chunk)
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
                raise Unusable(f"{self._file} 已损坏（{part.name}）：请换另一份备份。(damaged: {error})") from error
            if digest.hexdigest() != part.sha256:
                raise Unusable(f"{self._file} 已损坏（{part.name} 与校验值不符）：请换另一份备份。(damaged: checksum of {part.name})")

        self._check_files()

    def _check_files(self) -> None:
        digest, names = hashlib.sha256(), self.file_names()
        try:
            for name in names:
                digest.update(name.encode())
                for piece in self.pieces(name):
                    digest.update(piece)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unusable(f"{self._file} 已损坏（附件）：请换另一份备份。(damaged: {error})") from error
        if len(names) != self.manifest.files or (names and digest.hexdigest() != self.manifest.files_sha256):
            raise Unusable(f"{self._file} 已损坏（附件与校验值不符）：请换另一份备份。(damaged: checksum of files)")

    def file_names(self) -> list[str]:
        """Pieces of attachments in the order in which they were written."""
        return [name.removeprefix(FILES) for name in self._archive.namelist() if name.startswith(FILES)]

    def pieces(self, name: str) -> Iterator[bytes]:
        """One of them, a megabyte at a time."""
        with self._archive.open(FILES + name) as stream:
            while piece := stream.read(PIECE):
                yield piece


@contextmanager
def open_archive(file: Path, *, format_: str, other: Callable[[str], str]) -> Iterator[ArchiveReader]:
    """Open a file and check all of it; ``other`` names a file of another kind by its format."""
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise Unusable(f"没有找到文件 {file}：请核对文件名。(file not found)") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise Unusable(f"{file} 不是备份文件，或已损坏：请换另一份备份。(not a backup, or damaged: {error})") from error
    with archive:
        reader = ArchiveReader(archive, _manifest(archive, file, format_, other), file)
        reader.check()
        yield reader


def _manifest(archive: zipfile.ZipFile, file: Path, format_: str, other: Callable[[str], str]) -> Manifest:
    try:
        said = orjson.loads(archive.read(MANIFEST))
        found = said["format"], said["version"]
    except (KeyError, TypeError, zipfile.BadZipFile, zlib.error, orjson.JSONDecodeError) as error:
        raise Unusable(f"{file} 不是备份文件，或已损坏：请换另一份备份。(no manifest)") from error
    if found[0] != format_:
        raise Unusable(f"{file} {other(str(found[0]))}。(wrong kind of file: {found[0]})")
    if found[1] > VERSION:
        raise Unusable(f"{file} 由更新的版本写成：请先升级程序，再恢复。(made by a newer version: {said.get('program')})")
    try:
        parts = tuple(Part(**{**part, "columns": tuple((name, kind) for name, kind in part["columns"])}) for part in said.pop("parts"))
        manifest = Manifest(**{**said, "migrations": tuple(said["migrations"]), "parts": parts})
    except (KeyError, TypeError, ValueError) as error:
        raise Unusable(f"{file} 的目录已损坏：请换另一份备份。(damaged manifest)") from error
    if not all(NAME.fullmatch(name) for part in parts for name in (part.name, *dict(part.columns))):
        raise Unusable(f"{file} 的目录已损坏：请换另一份备份。(damaged manifest: names)")
    return manifest


def _file_of(part: str) -> str:
    return f"parts/{part}.jsonl"
