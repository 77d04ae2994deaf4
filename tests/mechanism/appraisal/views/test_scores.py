"""Pages of tables and scores: what they say, from the file to the record; constant queries."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.exchange.files import of_rows
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part, sign, write
from tests.mechanism.appraisal.tables import add_indicator, agree, make_scheme
from tests.oversight.test_meetings_due import met, people, since
from tests.register.factories import Street, make_street
from zhibu.access.terms import Role
from zhibu.exchange.reading import open_workbook
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.models import Indicator, Scheme
from zhibu.mechanism.appraisal.queries.schemes import drafts_of
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Ratio
from zhibu.mechanism.appraisal.rules.sheets import read_table
from zhibu.mechanism.appraisal.terms import RECORDS

pytestmark = pytest.mark.django_db
WHY: Final = "测试"
LAST: Final = today().year - 1
"""A year that is over stands as on its last day, whenever the test runs."""
FILE: Final = of_rows(
    ("党支部考核表（100分）",),
    ("考核项目", "分值", "评分标准", "自评分"),
    ("按期召开支部党员大会", 60, "每少开一次扣5分", None),
    ("班子建设", 30, "不团结扣10分", None),
    ("综治信访", 10, "有越级上访不得分", None),
)


@pytest.fixture
def street() -> Street:
    made = make_street()
    since(made.street, date(LAST, 1, 1))
    met(made.sunny_first, people(made.sunny_first, 4), date(LAST, 2, 10), there=4)
    return made


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def scored(street: Street) -> Scheme:
    scheme = make_scheme(street.street, year=LAST)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(3)), "meeting.members")
    add_indicator(scheme, "作用发挥", Judged())
    return scheme


def test_a_list_says_points_grades_and_ones_own_change_in_the_order_of_the_tree(street: Street, clerk: Client) -> None:
    agree(scored(street), street.spring_first, street.sunny_first)
    told = words(clerk.get(reverse("scores")))
    assert told.index(str(street.sunny_first)) < told.index(str(street.spring_first))
    assert "55" in told
    assert "55.0" not in told
    assert "按得分" not in told


def test_a_list_shows_every_table_of_the_newest_year_and_one_where_it_is_asked_for(street: Street, clerk: Client) -> None:
    branches = scored(street)
    agree(branches, street.sunny_first)
    communities = make_scheme(street.street, kind="committee", year=LAST)
    add_indicator(communities, "作用发挥", Judged())
    agree(communities, street.sunny)
    older = make_scheme(street.street, kind="general_branch", year=LAST - 1)
    agree(older, street.spring)
    told = words(clerk.get(reverse("scores")))
    assert [str(one) in told for one in (street.sunny_first, street.sunny, street.spring)] == [True, True, False]
    assert "党委（社区党委）" in told
    alone = words(clerk.get(reverse("scores"), {"table": branches.code}))
    assert f"{LAST}年党支部目标考评" in alone
    answer: Any = clerk.get(reverse("scores"), {"format": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert [row[-1] for row in list(sheet.iter_rows(values_only=True))[-3:]] == ["考评对象", "党委（社区党委）", "党支部"]


def test_a_list_says_that_a_live_grade_knows_no_quota(street: Street, clerk: Client) -> None:
    scheme = scored(street)
    agree(scheme, street.sunny_first)
    assert "比例" not in words(clerk.get(reverse("scores")))
    Scheme._base_manager.filter(pk=scheme.pk).update(bands="五星:99:10,二星:10")
    told = clerk.get(reverse("scores"))
    assert "没有算比例（五星不超过 10%）" in words(told)
    assert 'chip none">二星' in told.content.decode()


def test_a_record_that_lacks_something_is_named_with_what_it_lacks_and_is_a_click_away(street: Street, clerk: Client) -> None:
    scheme = make_scheme(street.street, year=LAST)
    add_indicator(scheme, "会议记录齐全", Ratio(), RECORDS)
    (agreement,) = agree(scheme, street.sunny_second)
    there = dict.fromkeys(people(street.sunny_second, 4), Presence.PRESENT)
    held = []
    for day, recorder in ((10, "赵敏"), (20, "")):
        theme_day = part(GatheringKind.THEME_DAY, street.sunny_second, recorder=recorder)
        held.append(make_gathering(street.sunny_second, theme_day, on=date(LAST, 5, day)))
        mark(held[-1], there)
        write(held[-1])
        sign(held[-1])
    page = clerk.get(reverse("score_line", args=[agreement.code, 1]))
    assert f"记录不齐全的 扣分 主题党日 {LAST}-05-20 没有：记录人；写更正、签批以后加回。 去更正" in words(page)
    assert f"{reverse('gathering_minutes', args=[held[1].code])}?part=1" in page.content.decode()


def test_a_meeting_that_waits_for_its_signature_is_a_click_away(street: Street, clerk: Client) -> None:
    (agreement,) = agree(scored(street), street.sunny_second)
    page = reverse("score_line", args=[agreement.code, 1])
    assert "去签批" not in words(clerk.get(page))
    waiting = members_meeting(street.sunny_second, on=date(LAST, 5, 10))
    mark(waiting, dict.fromkeys(people(street.sunny_second, 4), Presence.PRESENT))
    write(waiting)
    told = clerk.get(page).content.decode()
    assert "已开 1 次，待签批" in told
    assert reverse("gathering", args=[waiting.code]) in told


def test_a_score_says_how_much_of_it_still_waits_for_a_scorer(street: Street, clerk: Client) -> None:
    (agreement,) = agree(scored(street), street.sunny_first)
    answer: Any = clerk.get(reverse("scores"), {"format": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    heads, row = list(sheet.iter_rows(values_only=True))[-2:]
    assert row[heads.index("未评分")] == 1
    assert "暂按满分" in words(clerk.get(reverse("score", args=[agreement.code])))


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_as_many_queries_for_three_as_for_one(street: Street, clerk: Client, number: int) -> None:
    agree(scored(street), *[street.sunny_first, street.sunny_second, street.spring_first][:number])
    clerk.get(reverse("scores"))
    with CaptureQueriesContext(connection) as caught:
        clerk.get(reverse("scores"))
    assert len(caught) == 15


def test_from_the_score_to_the_record_a_click_each(street: Street, clerk: Client) -> None:
    (agreement,) = agree(scored(street), street.sunny_first)
    page = words(clerk.get(reverse("score", args=[agreement.code])))
    assert "按期召开支部党员大会：可加回 9 分" in page
    line = clerk.get(reverse("score_line", args=[agreement.code, 1]))
    told = words(line)
    assert f"{LAST}年第二季度没有记录" in told
    assert "应办 4 项，办了 1 项，缺 3 项" in told
    records = (
        f"{reverse('gatherings')}?within={street.sunny_first.code}&amp;kind=members_meeting&amp;since={LAST}-01-01&amp;until={LAST}-12-31"
    )
    assert records in line.content.decode()
    assert reverse("rule", args=["meeting.members"]) in line.content.decode()
    assert clerk.get(reverse("score_line", args=[agreement.code, 9])).status_code == 404
    assert "12月31日" in words(clerk.get(reverse("score_trend", args=[agreement.code])))


def test_a_score_falls_with_a_meeting_missed_and_rises_as_it_is_recorded(street: Street, clerk: Client) -> None:
    (agreement,) = agree(scored(street), street.sunny_second)
    page = reverse("score", args=[agreement.code])
    assert "可加回 10 分" in words(clerk.get(page))
    everybody = people(street.sunny_second, 4)
    for month in (3, 6, 9, 11):
        met(street.sunny_second, everybody, date(LAST, month, 10), there=4)
    assert "可加回" not in words(clerk.get(page))


def test_a_branch_reads_its_own_score_and_the_table_that_binds_it_and_no_other(street: Street) -> None:
    scheme = scored(street)
    own, other = agree(scheme, street.sunny_first, street.spring_first)
    branch = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    assert str(street.spring_first) not in words(branch.get(reverse("scores")))
    assert branch.get(reverse("score", args=[own.code])).status_code == 200
    assert branch.get(reverse("score", args=[other.code])).status_code == 404
    assert branch.get(reverse("scheme", args=[scheme.code])).status_code == 200
    assert branch.get(reverse("scheme_copy", args=[scheme.code])).status_code == 403


def test_a_file_becomes_a_preview_and_only_then_a_draft(street: Street, clerk: Client) -> None:
    sent = {"year": today().year, "kind": "branch", "file": SimpleUploadedFile("考核表.xlsx", FILE)}
    answer = clerk.post(reverse("scheme_import"), sent)
    told = words(answer)
    assert "居民的信访不作为考评党组织的指标。" in told
    assert "读到 2 项，90 分" in told
    assert "不列入的 1 项共 10 分，列入的 2 项合计 90 分" in told
    assert Scheme.objects.unguarded(WHY).count() == 0
    form = answer.context["form"]
    boxes = {field.html_name: field.value() for field in form if field.value() is not None}
    done = clerk.post(reverse("scheme_import_rows"), {**boxes, "basis": "街道〔2026〕1号"})
    scheme = Scheme.objects.unguarded(WHY).get()
    assert done.headers["Location"] == reverse("scheme", args=[scheme.code])
    first = drafts_of(scheme)[1]
    assert (first.title, first.measure, first.rule) == ("按期召开支部党员大会", "meeting.members", Deduct(Decimal(5)))
    assert clerk.post(reverse("scheme_import_rows"), {**boxes, "basis": "街道〔2026〕1号"}).status_code == 302
    assert Scheme.objects.unguarded(WHY).count() == 1
    assert street.street.pk == scheme.organisation_id


def test_without_a_basis_nothing_is_written_and_what_was_mapped_stays(clerk: Client) -> None:
    sent = {"year": today().year, "kind": "branch", "file": SimpleUploadedFile("考核表.xlsx", FILE)}
    form = clerk.post(reverse("scheme_import"), sent).context["form"]
    boxes = {field.html_name: field.value() for field in form if field.value() is not None}
    answer = clerk.post(
        reverse("scheme_import_rows"), {**boxes, "source0": "judged", "basis": "", "bands": "高", "yearly": 9, "points1": ""}
    )
    assert answer.status_code == 422
    assert answer.context["form"]["source0"].value() == "judged"
    assert {"basis", "bands", "regular", "points1"} == set(answer.context["form"].errors)
    assert "居民的信访不作为考评党组织的指标。" in words(answer)
    assert Scheme.objects.unguarded(WHY).count() == 0


@pytest.mark.parametrize("text", ["", "[1]", "{}", '["a"]', "null", '["信访", "信访", "", ""]', "[" * 3000])
def test_what_travels_in_the_form_is_not_believed(clerk: Client, text: str) -> None:
    boxes = {
        "rows": "1", "kind": "branch", "year": today().year, "title": "表", "basis": "件", "bands": "优秀:95", "regular": "100",
        "yearly": "0", "satisfaction": "0", "bonus_cap": "0", "text0": text, "source0": "judged", "points0": "5", "scorer0": "党建办",
    }  # fmt: skip
    assert clerk.post(reverse("scheme_import_rows"), boxes).status_code == 422
    assert Scheme.objects.unguarded(WHY).count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "请检查是否选错了文件"),
        (b"%PDF-1.4", "PDF"),
        ("考核办法\n第一条".encode(), "这个文件不是 Excel"),
        (of_rows(("姓名", "年龄"), ("甲", 40)), "请补上表头"),
        (of_rows(("考核项目", "分值")), "请核对表头下面"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(clerk: Client, content: bytes, said: str) -> None:
    answer = clerk.post(reverse("scheme_import"), {"year": today().year, "kind": "branch", "file": SimpleUploadedFile("x.xlsx", content)})
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_table_is_made_changed_and_put_in_force_on_its_pages(clerk: Client, street: Street) -> None:
    head = {"year": today().year, "kind": "branch", "title": "办法", "basis": "件", "bands": "优秀:95", "regular": 100, "yearly": 0}
    clerk.post(reverse("scheme_new"), {**head, "satisfaction": 0, "bonus_cap": 0})
    scheme = Scheme.objects.unguarded(WHY).get(organisation=street.street)
    clerk.post(reverse("scheme_pick", args=[scheme.code]), {"keys": ["members_meeting"]})
    row = {"title": "阵地建设", "points": 20, "source": "listed", "items": "无场所扣10分", "scorer": "党建办", "part": "regular"}
    clerk.post(reverse("scheme_row_new", args=[scheme.code]), row)
    assert clerk.post(reverse("scheme_row_new", args=[scheme.code]), {**row, "number": "NaN"}).status_code == 422
    second = Indicator.objects.unguarded(WHY).get(scheme=scheme, number=2)
    clerk.post(reverse("scheme_row", args=[second.pk]), {**row, "points": 30})
    told = words(clerk.get(reverse("scheme", args=[scheme.code])))
    assert "2 项，合计 40 分" in told
    assert "无场所，扣 10 分。由评分人逐项认定。" in told
    clerk.post(reverse("scheme_in_force", args=[scheme.code]))
    assert "施行中" in words(clerk.get(reverse("scheme", args=[scheme.code])))
    sheet = b"".join(clerk.get(f"{reverse('scheme', args=[scheme.code])}?format=xlsx"))
    assert [row.title for row in read_table(open_workbook(sheet, name="x.xlsx").sheets).rows] == ["按期召开支部党员大会", "阵地建设"]
