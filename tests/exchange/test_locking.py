"""A workbook behind a password opens with it, with nothing else, and unchanged."""

from io import BytesIO

import openpyxl
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from zhibu.exchange.locking import NotLocked, lock, opens, unlock
from zhibu.exchange.reading import open_workbook
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.kernel.unusable import Unusable

PASSWORD = "correct-horse-2026"


def workbook(rows: int) -> BytesIO:
    stream = BytesIO()
    write_sheets(stream, [SheetOut("党员", [("姓名", 10), ("号码", 20)], ((f"张{row}", f"{row:018d}") for row in range(rows)))])
    return stream


@pytest.fixture
def locked() -> BytesIO:
    stream = BytesIO()
    lock(workbook(1), stream, password=PASSWORD)
    return stream


@pytest.mark.parametrize("rows", [0, 1, 3000])
def test_it_opens_with_its_password_and_is_the_same(rows: int) -> None:
    plain, hidden, back = workbook(rows), BytesIO(), BytesIO()
    lock(plain, hidden, password=PASSWORD)
    unlock(hidden, back, password=PASSWORD)
    assert back.getvalue() == plain.getvalue()
    assert openpyxl.load_workbook(back).worksheets[0].max_row == rows + 1


def test_it_opens_with_nothing_else(locked: BytesIO) -> None:
    assert [opens(locked, password=word) for word in (PASSWORD, PASSWORD.upper(), f"{PASSWORD} ")] == [True, False, False]
    with pytest.raises(InvalidKeyError):
        unlock(locked, BytesIO(), password="wrong")


def test_no_cell_is_readable_from_outside(locked: BytesIO) -> None:
    content = locked.getvalue()
    assert [text in content for text in (b"sheet1.xml", b"PK\x03\x04", "张0".encode(), b"000000000000000000")] == [False] * 4


def test_it_is_locked_as_office_does_it_today(locked: BytesIO) -> None:
    file = OOXMLFile(locked)
    info = file.info
    assert (file.type, info["passwordHashAlgorithm"], info["passwordKeyBits"], info["spinValue"]) == ("agile", "SHA512", 256, 100_000)


def test_two_copies_of_one_sheet_have_nothing_in_common(locked: BytesIO) -> None:
    other = BytesIO()
    lock(workbook(1), other, password=PASSWORD)
    assert OOXMLFile(other).info["keyDataSalt"] != OOXMLFile(locked).info["keyDataSalt"]


def test_a_plain_workbook_opens_without_a_password_and_so_counts_as_not_locked() -> None:
    assert opens(workbook(1), password=PASSWORD) is False


def test_the_importer_says_that_a_locked_workbook_has_a_password(locked: BytesIO) -> None:
    with pytest.raises(Unusable, match="文件设有打开密码"):
        open_workbook(locked.getvalue(), name="名册.xlsx")


def test_what_did_not_become_locked_is_not_handed_out() -> None:
    class Forgetful(BytesIO):
        """A file that keeps nothing of what is written into it but a plain workbook."""

        def write(self, content: object) -> int:
            return super().write(workbook(1).getvalue())

    with pytest.raises(NotLocked):
        lock(workbook(1), Forgetful(), password=PASSWORD)
