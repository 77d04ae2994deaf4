"""On paper a letter is laid out as GB/T 9704-2012 says, and holds what was typed and nothing else."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from tests.letters.writing import draft, sent
from tests.register.factories import actor, make_street
from zhibu.exchange.word_building import WORDS
from zhibu.letters.documents import letter_file, printed
from zhibu.letters.layout import Printed, attachment_lines, from_the_right, letter_docx, template, width
from zhibu.letters.terms import LetterKind
from zhibu.trail.models import ReadEntry

PAPER = Printed(
    "关于第一党支部换届选举的请示",
    ["第一段，说明事由。", "第二段 {{标题}} <b>&amp;</b>", "妥否，请批示。"],
    "中共向阳街道阳光社区委员会",
    "中共向阳街道阳光社区第一支部委员会",
    date(2026, 3, 5),
    "阳一支〔2026〕3号",
    "王芳",
    ["委员候选人预备人选名册", "选举办法"],
    "中共向阳街道工作委员会",
)


def lines(content: bytes) -> list[Paragraph]:
    return list(Document(BytesIO(content)).paragraphs)


def fact(one: Paragraph, element: str, name: str) -> str:
    facts = one._p.pPr
    assert facts is not None
    return str(facts.find(f"{{{WORDS}}}{element}").get(f"{{{WORDS}}}{name}"))


def pitch(one: Paragraph) -> str:
    return fact(one, "spacing", "line")


def test_the_page_leaves_156_by_225_millimetres_for_22_lines() -> None:
    section = Document(BytesIO(template(PAPER))).sections[0]
    found = [section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin, section.bottom_margin]
    assert [round(one / 36_000) for one in found if one is not None] == [210, 297, 37, 28, 26, 35]
    assert 22 * int(pitch(lines(letter_docx(PAPER))[3])) <= round(Mm(225) / 635) < 23 * int(pitch(lines(letter_docx(PAPER))[3]))


def test_number_and_signer_title_addressee_paragraphs_attachments_signature_date_copies_stand_in_their_order() -> None:
    made = lines(letter_docx(PAPER))
    assert [one.text for one in made] == [
        "阳一支〔2026〕3号\t签发人：王芳",
        "关于第一党支部换届选举的请示",
        "中共向阳街道阳光社区委员会：",
        "第一段，说明事由。",
        "第二段 {{标题}} <b>&amp;</b>",
        "妥否，请批示。",
        "",
        "附件：1.委员候选人预备人选名册",
        "2.选举办法",
        "",
        "中共向阳街道阳光社区第一支部委员会",
        "2026年3月5日",
        "",
        "抄送：中共向阳街道工作委员会。",
    ]
    assert [made[number].runs[0].font.size.pt for number in (1, 3, 13)] == [22, 16, 14]  # type: ignore[union-attr]
    assert [made[number].runs[0].font.name for number in (1, 3)] == ["方正小标宋简体", "仿宋"]
    assert fact(made[11], "ind", "rightChars") == "400"


def test_a_letter_without_number_attachments_and_copies_has_no_empty_places_for_them() -> None:
    plain = Printed("关于学习的通知", ["请按时学习。"], "各社区党委", "街道党工委", None)
    assert [one.text for one in lines(letter_docx(plain))] == [
        "关于学习的通知",
        "各社区党委：",
        "请按时学习。",
        "",
        "街道党工委",
        "        年  月  日",
    ]


def test_it_names_no_macro_no_link_and_no_red_head() -> None:
    with ZipFile(BytesIO(letter_docx(PAPER))) as package:
        names, xml = package.namelist(), package.read("word/document.xml").decode()
    assert [name for name in names if "vba" in name or "embeddings" in name] == []
    assert ("FF0000" in xml, "TargetMode" in xml) == (False, False)


@given(name=st.text("中共向阳街道社区委员会", min_size=1, max_size=40), day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_name_stands_centred_above_the_date_as_far_as_the_edge_lets_it(name: str, day: date) -> None:
    written = Printed("", [], "", name, day).day
    margin = from_the_right(name, written)
    centred = margin + width(name) / 2 == 4 + width(written) / 2
    assert margin >= 0
    assert centred or (margin == 0 and width(name) > 8 + width(written))


def test_one_attachment_is_not_numbered() -> None:
    assert attachment_lines(["名册"]) == ["附件：名册"]


@pytest.mark.django_db
def test_who_signed_is_printed_on_what_goes_up_only_and_printing_is_logged() -> None:
    street = make_street()
    up, down = sent(street.sunny_first), sent(street.sunny, LetterKind.NOTICE, "关于学习的通知", body="请学习。")
    assert [printed(one).signer for one in (up, down)] == ["王芳", ""]
    assert printed(down).to == f"{street.sunny_first.now_name}、{street.sunny_second.now_name}"
    made = [letter_file(draft(street.sunny_second), ending, by=actor()) for ending in ("docx", "pdf")]
    assert [one[:4] for one in made] == [b"PK\x03\x04", b"%PDF"]
    assert list(ReadEntry.objects.filter(field="公文").values_list("path", flat=True)) == [street.sunny_second.now_path] * 2
