"""Real files for the tests: made by other programs' writers where they can, by hand where no writer would write such a thing."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

import openpyxl
import xlwt
from openpyxl.worksheet.worksheet import Worksheet
from xlwt.CompoundDoc import XlsDoc

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def by_openpyxl(fill: Callable[[Worksheet], object]) -> bytes:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def of_rows(*rows: Sequence[object]) -> bytes:
    """A workbook with these rows from A1 on."""

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return by_openpyxl(fill)


def by_hand(rows: str, *, strings: str = "", styles: str = "", sheets: int = 1, more: dict[str, str | bytes] | None = None) -> bytes:
    """A workbook of raw XML: ``rows`` go into every sheet's sheetData; ``more`` adds parts or takes the place of them."""
    numbers = range(1, sheets + 1)
    links = "".join(f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    names = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>' for n in numbers},
    }
    return zipped({**parts, **(more or {})})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def text_cell(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def old_excel(fill: Callable[[xlwt.Worksheet], object]) -> bytes:
    """An .xls of one sheet."""
    workbook = xlwt.Workbook()
    fill(workbook.add_sheet("名册"))
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def old_container(stream_name: str, content: bytes = b"\0" * 8192) -> bytes:
    """The container of old Office files around one stream: xlwt writes it, and its stream is renamed in the directory."""
    stream = BytesIO()
    XlsDoc().save(stream, content)
    found = "Workbook\0".encode("utf-16-le")
    name = stream_name.encode("utf-16-le") + b"\0\0"
    at = stream.getvalue().index(found)
    raw = bytearray(stream.getvalue())
    raw[at : at + 66] = name.ljust(64, b"\0") + len(name).to_bytes(2, "little")
    return bytes(raw)
