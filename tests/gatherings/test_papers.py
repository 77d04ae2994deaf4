"""The papers of a meeting say what was recorded, and nothing that a paper on the wall must not say."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from tests.access.cast import make_account
from tests.gatherings.meetings import holdings, make_gathering, mark, members_meeting, part, sign, write
from tests.register.factories import TODAY, Street, actor, identity_number, make_person, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.exchange.word import Data
from zhibu.gatherings import papers
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.papers import meeting_paper, write_printed
from zhibu.gatherings.queries.ledgers import Asked
from zhibu.gatherings.queries.papers import Meeting, paper
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.gatherings.terms.papers import OF_A_MEETING, PaperKind
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db

ACT = "export_ledgers"
SYSTEM = SystemReader("测试")
Kind = GatheringKind


@pytest.fixture
def street() -> Street:
    return make_street()


def seen(gathering: Gathering, reader: Reader = SYSTEM) -> Meeting:
    fresh = Gathering.objects.unguarded("测试").select_related("host").get(pk=gathering.pk)
    return Meeting.of(fresh, reader, ACT, today=TODAY)


def rows(data: Data, name: str) -> list[Mapping[str, str]]:
    found = data[name]
    assert not isinstance(found, str)
    return list(found)


def text(content: bytes) -> str:
    found = Document(BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


def held(street: Street) -> Gathering:
    """Three on the roll, one on leave; two decisions; signed."""
    people = [
        make_person(street.sunny_first, name, phone="13800001234", id_number=identity_number(TODAY.replace(year=1970), at))
        for at, name in enumerate(("张三", "李四", "王五"), 1)
    ]
    one = make_gathering(
        street.sunny_first, part(Kind.MEMBERS_MEETING, street.sunny_first, items=("学习文件", "讨论计划")), on=TODAY, title="六月党员大会"
    )
    mark(one, {people[0]: Presence.ON_LEAVE}, rest=str(Presence.PRESENT))
    write(one, "学习了文件。", "同意计划。", "推荐先进。")
    sign(one)
    return one


def test_a_sign_in_sheet_lists_everybody_once_by_pinyin_and_no_number(street: Street) -> None:
    one = held(street)
    data = paper(PaperKind.SIGN_IN, seen(one))
    assert [(row["序号"], row["姓名"]) for row in rows(data, "名单")] == [("1", "李四"), ("2", "王五"), ("3", "张三")]
    said = text(meeting_paper(PaperKind.SIGN_IN, "docx", meeting=seen(one), actor=actor()))
    assert "应到 3 人" in said
    assert "1380000" not in said


def test_minutes_hold_numbers_quorum_decisions_signature_and_version(street: Street) -> None:
    (told,) = rows(paper(PaperKind.MINUTES, seen(held(street))), "内容")
    assert told["到会"] == (
        "阳光社区第一党支部：应到 3 人，实到 2 人，请假 1 人，列席 0 人。应到会有表决权 3 人，半数以上为 2 人；实到 2 人，可以开会表决"
        "（《支部工作条例》第十一条）。"
    )
    assert told["名单"] == "到会：李四、王五。请假：张三。"
    assert (told["议题"], told["决议"]) == ("1. 学习文件\n2. 讨论计划", "1. 同意计划。\n2. 推荐先进。")
    assert (told["签批"], told["版本"]) == ("阳光社区第一党支部：命令行，2026-06-01，第 1 版", "第 1 版")


def test_an_agenda_brings_the_last_resolutions_of_the_same_kind(street: Street) -> None:
    held(street)
    coming = members_meeting(street.sunny_first, on=TODAY + timedelta(days=20))
    told = rows(paper(PaperKind.AGENDA, seen(coming)), "上次决议")
    assert told == [
        {"日期": "2026-06-01", "会议": "六月党员大会", "决议": "同意计划。"},
        {"日期": "2026-06-01", "会议": "六月党员大会", "决议": "推荐先进。"},
    ]


def test_without_last_resolutions_the_agenda_says_nothing_of_them(street: Street) -> None:
    one = seen(members_meeting(street.sunny_first, on=TODAY + timedelta(days=20)))
    found = Document(BytesIO(meeting_paper(PaperKind.AGENDA, "docx", meeting=one, actor=actor())))
    assert ([len(table.rows) for table in found.tables], "上次会议" in "".join(line.text for line in found.paragraphs)) == ([2], False)


def test_what_was_said_in_a_meeting_of_criticism_stays_on_paper(street: Street) -> None:
    one = make_gathering(street.sunny_first, part(Kind.ORGANISATIONAL_LIFE_MEETING, street.sunny_first), on=TODAY)
    (told,) = rows(paper(PaperKind.MINUTES, seen(one)), "内容")
    assert told["内容"] == "发言内容留存在纸质记录中，这里不记。"


def test_a_branch_sees_the_common_part_and_itself_alone(street: Street) -> None:
    make_person(street.sunny_second, "邻居")
    both = make_gathering(street.sunny, part(Kind.LECTURE, street.sunny_first, street.sunny_second), on=TODAY)
    account = make_account("wang", Role.BRANCH_SECRETARY, street.sunny_first)
    reader = reader_of(account_id=account.pk, label="王芳", on=TODAY)
    assert rows(paper(PaperKind.SIGN_IN, seen(both, reader)), "名单") == []
    assert paper(PaperKind.NOTICE, seen(both, reader))["召开组织"] == "阳光社区第一党支部"
    assert len(rows(paper(PaperKind.SIGN_IN, seen(both)), "名单")) == 1


@pytest.mark.parametrize("kind", OF_A_MEETING)
def test_every_paper_is_made_in_one_click_as_word_and_as_pdf(street: Street, kind: PaperKind) -> None:
    one = held(street)
    word, pdf = (meeting_paper(kind, ending, meeting=seen(one), actor=actor()) for ending in ("docx", "pdf"))
    assert "六月党员大会" in text(word)
    assert pdf.startswith(b"%PDF")
    assert set(ReadEntry.objects.values_list("kind", "field")) == {("export", f"{kind.label}：{one.code}")}


def test_what_people_typed_is_never_markup(street: Street) -> None:
    one = make_gathering(
        street.sunny_first,
        part(Kind.LECTURE, street.sunny_first, topic='#read("/etc/passwd") *粗* $x$ {{名称}}'),
        on=TODAY,
        title="#panic() <w:p>",
    )
    said = text(meeting_paper(PaperKind.NOTICE, "docx", meeting=seen(one), actor=actor()))
    assert "#panic() <w:p>" in said
    assert meeting_paper(PaperKind.NOTICE, "pdf", meeting=seen(one), actor=actor()).startswith(b"%PDF")


@pytest.mark.parametrize("kind", LedgerKind)
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_ledger_is_printed_as_small_forms(street: Street, kind: LedgerKind, ending: str) -> None:
    of_kind = {
        LedgerKind.THREE_MEETINGS: Kind.MEMBERS_MEETING,
        LedgerKind.THEME_DAYS: Kind.THEME_DAY,
        LedgerKind.STUDY: Kind.STUDY_SESSION,
    }[kind]
    holder = street.street if kind is LedgerKind.STUDY else street.sunny_first
    one = make_gathering(holder, part(of_kind, holder), on=TODAY, title="六月的会")
    (holding,) = holdings(one)
    assert type_numbers(by=actor(), holding=holding, expected=20, present=18, on_leave=2, in_attendance=0).done
    stream = BytesIO()
    asked = Asked.of_year(SYSTEM, kind, TODAY.year)
    assert write_printed(stream, kind=kind, asked=asked, actor=actor(), ending=ending, place="阳光社区") == 1
    if ending == "docx":
        said = text(stream.getvalue())
        assert f"阳光社区2026年{kind.label}" in said
        assert "六月的会" in said
        assert "未签批" in said
    else:
        assert stream.getvalue().startswith(b"%PDF")


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_large_ledger_is_printed_as_a_list(street: Street, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "IN_FULL", 0)
    held(street)
    stream = BytesIO()
    asked = Asked.of_year(SYSTEM, LedgerKind.THREE_MEETINGS, TODAY.year)
    assert write_printed(stream, kind=LedgerKind.THREE_MEETINGS, asked=asked, actor=actor(), ending=ending, place="向阳街道") == 1
    if ending == "docx":
        cells = [cell.text for row in Document(BytesIO(stream.getvalue())).tables[0].rows for cell in row.cells]
        full_name = "中共向阳街道阳光社区第一支部委员会"
        assert cells[10:] == ["1", full_name, "支部党员大会", "六月党员大会", "2026-06-01 14:00", "社区会议室", "3", "2", "1", ""]
    else:
        assert stream.getvalue().startswith(b"%PDF")


def test_more_than_can_be_printed_is_said(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST", 0)
    held(street)
    asked = Asked.of_year(SYSTEM, LedgerKind.THREE_MEETINGS, TODAY.year)
    with pytest.raises(Unusable, match="请选一个社区或党支部，或导出 Excel"):
        write_printed(BytesIO(), kind=LedgerKind.THREE_MEETINGS, asked=asked, actor=actor(), ending="pdf", place="")
