"""What a file is says its content; what is not taken is named for what it is."""

import zlib

import pytest

from tests.files.samples import EXCEL, HEIC, PLAIN_PDF, SLIDES, WORD, archive, gif, jpeg, office, ole, pdf, png, webp
from zhibu.files.recognising import WORDS, objection, recognised
from zhibu.files.terms import Limits, Medium

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PACKED = zlib.compress(b"5 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>")


@pytest.mark.parametrize(
    ("content", "medium"),
    [
        (jpeg(), Medium.PHOTO),
        (png(), Medium.PHOTO),
        (webp(), Medium.PHOTO),
        (HEIC, Medium.PHOTO),
        (PLAIN_PDF, Medium.PDF),
        (office(WORD, "word/document.xml"), Medium.DOCX),
        (office(EXCEL, "xl/workbook.xml"), Medium.XLSX),
        (ole("Root Entry", "WordDocument"), Medium.DOC),
        (ole("Root Entry", "Workbook"), Medium.XLS),
        ("会议记录\n第一项".encode(), Medium.TEXT),
        ("会议记录\r\n第一项".encode("gb18030"), Medium.TEXT),
    ],
)
def test_what_people_attach_is_taken(content: bytes, medium: Medium) -> None:
    assert recognised(content, Limits()) == medium


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (office(WORD, "word/vbaProject.bin"), "macros"),
        (office("spreadsheetml.sheet.macroEnabled.main+xml"), "macros"),
        (office(WORD, "word/activeX/activeX1.xml"), "macros"),
        (ole("Root Entry", "Workbook", "_VBA_PROJECT_CUR"), "macros"),
        (ole("Root Entry", "WordDocument", "Macros"), "macros"),
        (ole("Root Entry", "EncryptedPackage"), "locked"),
        (office(SLIDES), "slides"),
        (ole("Root Entry", "PowerPoint Document"), "slides"),
        (ole("Root Entry", "MSI"), "unknown"),
        (archive("a.txt"), "archive"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"PK\x03\x04 cut off", "broken"),
        (gif(), "picture"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "unknown"),
        (b"<!DOCTYPE html><script>1</script>", "markup"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="1"/>', "markup"),
        (b"  <?xml version='1.0'?><svg/>", "markup"),
        (b"{\\rtf1 a}", "rtf"),
        (pdf(CATALOG, trailer=b"/Encrypt 9 0 R"), "locked"),
        (pdf(CATALOG, b"<< /S /JavaScript /JS (1) >>"), "active"),
        (pdf(CATALOG, b"<< /S /J#61vaScript /J#53 (1) >>"), "active"),
        (pdf(CATALOG, b"<< /S /Launch /F (cmd.exe) >>"), "active"),
        (pdf(CATALOG, b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + PACKED + b"\nendstream"), "active"),
    ],
)
def test_what_may_do_harm_or_cannot_be_shown_is_refused(content: bytes, code: str) -> None:
    assert recognised(content, Limits()) == code


def test_words_in_a_picture_of_a_pdf_are_no_actions() -> None:
    """Pressed pixels may spell anything."""
    picture = b"<< /Subtype /Image /Length 12 >>\nstream\n\x01 /JS /Launch \x02\nendstream"
    assert recognised(pdf(CATALOG, picture), Limits()) is Medium.PDF


def test_a_document_that_unpacks_too_far_is_refused() -> None:
    document = office(WORD, "word/document.xml")
    assert recognised(document, Limits(unpacked_bytes=10)) == "bomb"
    assert recognised(document, Limits(entries=1)) == "bomb"


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_refusal_names_the_file_and_says_what_to_do(code: str) -> None:
    found = objection(code, "李四/IMG_0042.HEIC")
    assert found.message.startswith("“IMG_0042.HEIC”")
    assert found.remedy.endswith("。")
