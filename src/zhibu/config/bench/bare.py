"""Floors: what the same files and rows cost without us. No Django, no checks, no keys."""

import sqlite3
import time
from pathlib import Path
from typing import Any, Final

import psycopg
from python_calamine import CalamineWorkbook
from rustpy_xlsxwriter import FastExcel

TABLE: Final = "bare_roster"


def bare_import(*, file: str, database: str, folder: str) -> dict[str, Any]:
    """Read the sheet and insert its rows as they are, into one table without an index."""
    begin = time.perf_counter()
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[2:]
    values = [tuple(cell if isinstance(cell, str) else str(cell) for cell in row) for row in rows]
    width = len(values[0])
    columns = ", ".join(f"c{number} text" for number in range(width))
    if database:
        _copy(database, columns, values)
    else:
        _executemany(Path(folder) / "bare.sqlite3", columns, values, width)
    return {"seconds": time.perf_counter() - begin, "rows": len(values)}


def _executemany(file: Path, columns: str, values: list[tuple[str, ...]], width: int) -> None:
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"CREATE TABLE {TABLE} ({columns})")
    connection.executemany(f"INSERT INTO {TABLE} VALUES ({', '.join('?' * width)})", values)  # noqa: S608  fixed parts
    connection.commit()
    connection.close()


def _copy(database: str, columns: str, values: list[tuple[str, ...]]) -> None:
    with psycopg.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} ({columns})")
        with cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)


def bare_export(*, file: str, out: str) -> dict[str, Any]:
    """Write the cells of an exported workbook once more, as they are."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    labels = [f"c{number}" for number in range(len(rows[0]))]
    begin = time.perf_counter()
    with Path(out).open("wb") as stream:
        book = FastExcel(stream, output_format="xlsx")
        book.sheet("bare", (dict(zip(labels, row, strict=True)) for row in rows))
        book.save()
    return {"seconds": time.perf_counter() - begin, "rows": len(rows)}
