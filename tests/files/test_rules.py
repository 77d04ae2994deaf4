"""How a file is called, how many there may be, and how large."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.files.rules import clean_name, may_attach, may_remove, may_take
from zhibu.files.terms import LONGEST_NAME, MOST, Limits, Medium


@pytest.mark.parametrize(
    ("sent", "medium", "shown"),
    [
        ("IMG_0042.HEIC", Medium.PHOTO, "IMG_0042.jpg"),
        ("C:\\Users\\wang\\会议记录.docx", Medium.DOCX, "会议记录.docx"),
        ("../../etc/passwd", Medium.TEXT, "passwd.txt"),
        ("签到表\u202egpj.exe", Medium.PHOTO, "签到表gpj.jpg"),
        ("a\r\nSet-Cookie: x.pdf", Medium.PDF, "aSet-Cookie_ x.pdf"),
        ("2026.3.5 支部党员大会", Medium.PDF, "2026.3.5 支部党员大会.pdf"),
        (".jpg", Medium.PHOTO, "jpg.jpg"),
        ("  ", Medium.PHOTO, "附件.jpg"),
    ],
)
def test_a_name_has_no_path_nothing_unseen_and_the_ending_of_its_content(sent: str, medium: Medium, shown: str) -> None:
    assert clean_name(sent, medium) == shown


@given(st.text(), st.sampled_from(Medium))
def test_whatever_is_sent_becomes_a_name(sent: str, medium: Medium) -> None:
    shown = clean_name(sent, medium)
    assert shown.endswith(medium.suffix)
    assert len(medium.suffix) < len(shown) <= LONGEST_NAME
    assert clean_name(shown, medium) == shown
    assert all(one not in shown for one in '\\/\r\n\0<>:"|?*\u202e')


def test_an_empty_and_a_large_file_are_refused_by_name() -> None:
    limits = Limits(file_bytes=2 * 1024 * 1024)
    assert may_take("a.pdf", 2 * 1024 * 1024, limits).allowed
    assert [one.message for one in may_take("a.pdf", 0, limits).objections] == ["“a.pdf”是空的，没有内容。"]
    assert [one.message for one in may_take("a.pdf", 3 * 1024 * 1024, limits).objections] == ["“a.pdf”有 3.0 MB，超过 2 MB 的上限。"]


def test_a_subject_holds_sixty() -> None:
    assert [may_attach(held=held).allowed for held in (MOST - 1, MOST)] == [True, False]


def test_a_file_goes_once_and_for_a_reason() -> None:
    assert may_remove(removed=False, reason="传错了").allowed
    assert [one.code for one in may_remove(removed=True, reason=" ").objections] == ["removed", "reason_missing"]
