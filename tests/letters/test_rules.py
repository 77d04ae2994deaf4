"""Which way a letter goes, what it must hold before it is signed, and how numbers go on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.letters.rules import (
    Place,
    Sheet,
    Signing,
    may_answer,
    may_change,
    may_draft,
    may_receive,
    may_send,
    next_number,
    read_number,
)
from zhibu.letters.terms import UPWARD, LetterKind

DAY = date(2026, 11, 28)
STREET, DISTRICT = Place(1, "0000001", "街道党工委", above=True), Place(2, "", "区委", above=True)
BRANCH, BELOW = Place(3, "00000010000003", "第一党支部"), Place(4, "000000100000030000004", "第二党支部")
SIGNED = Signing("王芳", DAY, DAY)
Kind = LetterKind


def codes(sheet: Sheet, signing: Signing = SIGNED) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in may_send(sheet, signing).objections]


def up(kind: Kind = Kind.REQUEST, **more: object) -> Sheet:
    facts = {"title": "关于换届选举的请示", "paragraphs": ["任期届满。", "妥否，请批示。"], "to": [STREET], **more}
    return Sheet(kind, BRANCH, **facts)  # type: ignore[arg-type]  # facts as they are named


@pytest.mark.parametrize(
    ("sheet", "objections"),
    [
        (up(), []),
        (up(to=[STREET, DISTRICT]), [("one_superior", "to")]),
        (up(to=[BELOW]), [("not_above", "to")]),
        (up(to=[BRANCH]), [("to_itself", "to"), ("not_above", "to")]),
        (up(copies=[BELOW]), [("copy_below", "copies")]),
        (up(copies=[STREET]), [("twice", "copies")]),
        (up(copies=[DISTRICT]), []),
        (up(to=[]), [("to_missing", "to")]),
        (up(paragraphs=[" ", ""]), [("body_missing", "body")]),
        (up(title=" "), [("title_missing", "title")]),
        (up(number="向工委2026年1号"), [("number_form", "number")]),
        (up(number="向工委〔2026〕1号", number_used=True), [("number_used", "number")]),
        (up(Kind.REPORT), [("asks", "body")]),
        (up(Kind.FILING), [("asks", "body")]),
        (up(Kind.REPORT, paragraphs=["会议已开。", "特此报告。"]), []),
        (up(Kind.NOTICE, to=[STREET]), [("above", "to")]),
        (up(Kind.NOTICE, to=[BELOW]), []),
        (up(Kind.REPLY, to=[BELOW]), [("answers_nothing", "kind")]),
        (up(Kind.REPLY, to=[BELOW], asked_by=4), []),
        (up(Kind.REPLY, to=[BELOW], asked_by=5), [("not_the_asker", "to")]),
    ],
)
def test_a_letter_goes_where_its_kind_goes_and_is_complete(sheet: Sheet, objections: list[tuple[str, str]]) -> None:
    assert codes(sheet) == objections


@pytest.mark.parametrize(
    ("signing", "objections"),
    [
        (Signing("王芳", DAY, DAY, sent=True), [("sent", "")]),
        (Signing(" ", DAY, DAY), [("signer", "signer")]),
        (Signing("王芳", date(2026, 11, 29), DAY), [("later", "dated")]),
    ],
)
def test_it_is_signed_once_by_somebody_named_and_not_of_tomorrow(signing: Signing, objections: list[tuple[str, str]]) -> None:
    assert codes(up(), signing) == objections


def test_a_draft_may_lack_what_a_letter_needs() -> None:
    assert may_draft(up(to=[], paragraphs=[])).allowed
    assert [one.code for one in may_draft(up(title="")).objections] == ["title_missing"]


def test_each_refusal_says_what_to_do() -> None:
    wrong = up(Kind.REPLY, title="", to=[BRANCH, STREET], copies=[STREET], number="1", number_used=True, paragraphs=[])
    assert all(one.remedy for one in may_send(wrong, Signing("", date(2027, 1, 1), DAY, sent=True)).objections)


@pytest.mark.parametrize(
    ("kind", "sent", "answered", "objections"),
    [
        (Kind.REQUEST, True, False, []),
        (Kind.REQUEST, False, False, ["not_sent"]),
        (Kind.REQUEST, True, True, ["answered"]),
        (Kind.REPORT, True, False, ["no_request"]),
    ],
)
def test_only_a_request_is_answered_and_once(kind: Kind, sent: bool, answered: bool, objections: list[str]) -> None:
    assert [one.code for one in may_answer(kind=kind, sent=sent, answered=answered).objections] == objections


def test_what_was_sent_or_receipted_stays() -> None:
    assert [may_change(sent=True).allowed, may_change(sent=False).allowed] == [False, True]
    assert [may_receive(received=True).allowed, may_receive(received=False).allowed] == [False, True]


@pytest.mark.parametrize(
    ("used", "following"),
    [
        ([], ""),
        (["没有年份的号"], ""),
        (["向工委〔2026〕1号"], "向工委〔2026〕2号"),
        (["向工委〔2026〕9号", "向工委〔2026〕3号"], "向工委〔2026〕10号"),
        (["向工委〔2025〕31号"], "向工委〔2026〕1号"),
        (["向工委〔2026〕8号", "向工组〔2026〕2号"], "向工组〔2026〕3号"),
    ],
)
def test_numbers_go_on_in_the_senders_own_way_and_begin_anew_each_year(used: list[str], following: str) -> None:
    assert next_number(used, on=DAY) == following


@given(mark=st.text("向阳街道工委组发", min_size=1, max_size=8), serials=st.lists(st.integers(1, 9_999), min_size=1, max_size=20))
def test_the_next_number_was_never_used_and_is_read_as_written(mark: str, serials: list[int]) -> None:
    used = [f"{mark}〔2026〕{one}号" for one in serials]
    following = next_number(used, on=DAY)
    assert following not in used
    assert read_number(following) == (mark, 2026, max(serials) + 1)


@pytest.mark.parametrize("text", ["向工委〔2026〕01号", "向工委[2026]1号", "〔2026〕1号", "向工委〔26〕1号", "向工委〔2026〕1号文"])
def test_a_number_is_written_as_the_standard_has_it(text: str) -> None:
    assert read_number(text) is None


def test_what_goes_up_is_not_what_goes_down() -> None:
    assert {one for one in Kind if one.upward} == UPWARD == {Kind.REQUEST, Kind.REPORT, Kind.FILING}
