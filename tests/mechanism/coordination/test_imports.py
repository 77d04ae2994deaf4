"""资源、需求、项目清单 come in once; what is unclear is refused by row, column and value, with a remedy; taken back as a whole."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.mechanism.coordination.sharing import confirmed, need, offer, partner, project, school
from tests.register.factories import TODAY, Street, actor, make_street
from tests.register.imports.rosters import xlsx
from tests.register.readers import reader_at
from zhibu.cases.models import Case, StepSpan
from zhibu.cases.queries.projections import cases_astray
from zhibu.kernel.dates import FAR
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.states import need_state, project_state
from zhibu.mechanism.coordination.terms import ENTER, NeedState, PartnerKind, ProjectState
from zhibu.register.imports.findings import FileResult
from zhibu.register.imports.options import Options
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.services.communities import add_community
from zhibu.register.services.undo import take_back
from zhibu.register.services.units import add_unit
from zhibu.register.terms.units import Ownership
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
WHY = "测试"
TITLE = ["阳光社区党委共驻共建清单"]
OFFERS = ["序号", "资源名称", "资源类别", "提供单位", "开始日期", "终止日期", "说明"]
NEEDS = ["序号", "需求名称", "需求类别", "提出单位", "向谁提出", "需求时限", "说明"]
PROJECTS = ["序号", "项目名称", "共建单位", "对应需求", "对应资源", "责任单位", "责任人", "对接日期", "约定日期", "完成日期", "完成情况"]
ROOM: list[Any] = [1, "周末教室两间", "场地", "云溪小学", "2026-01-10", "2026年12月", "可坐八十人"]
CARE: list[Any] = [1, "暑托班要一间教室", "场地设施", "", "云溪小学", "2026年8月", "二十名学生"]


@pytest.fixture
def street() -> Street:
    return make_street()


def unit(street: Street, name: str = "云溪小学") -> None:
    facts = {"name": name, "ownership": Ownership.SCHOOL.value}
    assert add_unit(by=actor(), facts=facts, place=street.sunny, on=TODAY).done


def held(*, due: str = "2026-02-01", done: str = "", outcome: str = "", **cells: Any) -> list[Any]:
    usual = {"项目名称": "暑期托管", "共建单位": "云溪小学", "对应需求": CARE[1], "对应资源": ROOM[1], "责任单位": "", "责任人": "周老师"}
    return [1, *(usual | cells).values(), "2026-01-20", due, done, outcome]


def bring_in(*sheets: tuple[str, Sequence[Sequence[Any]]], dry_run: bool = False) -> FileResult:
    content = xlsx(*((name, [TITLE, *rows]) for name, rows in sheets))
    (result,) = run_files([Source("清单.xlsx", content)], by=actor(), options=Options(on=TODAY), dry_run=dry_run)
    assert result.unusable == ""
    return result


def all_three(*rows: list[Any]) -> list[tuple[str, list[Sequence[Any]]]]:
    return [("项目清单", [PROJECTS, *(rows or [held()])]), ("需求清单", [NEEDS, CARE]), ("资源清单", [OFFERS, ROOM])]


def counts(result: FileResult) -> tuple[int, int, int, int]:
    return result.total("created"), result.total("updated"), result.total("unchanged"), result.refused


def told(result: FileResult) -> list[tuple[int, str, str | None, str | None]]:
    rows = [one for sheet in result.sheets for one in sheet.refused]
    assert all(problem.remedy for one in rows for problem in one.problems)
    return [(one.row, problem.code, problem.column, problem.value) for one in rows for problem in one.problems]


def only(model: Any) -> Any:
    return model.objects.unguarded(WHY).get()


def numbers() -> list[int]:
    return [model.objects.unguarded(WHY).count() for model in (PartnerUnit, Offer, Need, Project, Case)]


def test_the_three_lists_come_in_and_again_they_change_nothing(street: Street) -> None:
    unit(street)
    result = bring_in(*all_three())
    assert told(result) == []
    assert ([sheet.kind.value for sheet in result.sheets], counts(result)) == (["offers", "needs", "projects"], (3, 0, 0, 0))
    given, wanted, made = only(Offer), only(Need), only(Project)
    assert (given.organisation, given.partner.name, given.until.isoformat()) == (street.sunny, "云溪小学", "2026-12-31")
    assert (wanted.partner, wanted.asked.name, need_state(wanted)) == (None, "云溪小学", NeedState.MATCHED)
    assert (made.need, made.offer, made.partner_gives, project_state(made)) == (wanted, given, True, ProjectState.DELIVER)
    assert (made.matched_on.isoformat(), made.due.isoformat()) == ("2026-01-20", "2026-02-01")
    before = numbers()
    assert (counts(bring_in(*all_three())), numbers()) == ((0, 0, 3, 0), before)


def test_whose_name_stands_beside_a_project_is_told_as_not_taken(street: Street) -> None:
    unit(street)
    sheet = bring_in(*all_three()).sheets[-1]
    assert sheet.untaken == ("责任人",)


def test_a_preview_tells_the_same_and_writes_nothing(street: Street) -> None:
    unit(street)
    before = numbers()
    result = bring_in(*all_three(), dry_run=True)
    assert (counts(result), told(result), numbers()) == ((3, 0, 0, 0), [], before)
    assert "新列为共建方" in result.sheets[0].created_lines[0].title
    alone = bring_in(("资源清单", [OFFERS, ROOM, ROOM]), dry_run=True)
    assert (counts(alone), numbers()) == ((1, 0, 1, 0), before)


def test_what_a_row_says_differently_is_changed_as_long_as_it_stands(street: Street) -> None:
    unit(street)
    bring_in(("资源清单", [OFFERS, ROOM]), ("需求清单", [NEEDS, CARE]))
    later = [*ROOM[:5], "2027-06-30", "可坐一百人"]
    wanted = [*CARE[:5], "2026年9月", ""]
    result = bring_in(("资源清单", [OFFERS, later]), ("需求清单", [NEEDS, wanted]))
    assert counts(result) == (0, 2, 0, 0)
    changes = [[(one.label, one.old, one.new) for one in sheet.updated_lines[0].changes] for sheet in result.sheets]
    assert changes == [
        [("说明", "可坐八十人", "可坐一百人"), ("终止日期", "2026-12-31", "2027-06-30")],
        [("最迟需要", "2026-08-31", "2026-09-30")],
    ]
    assert Need.objects.unguarded(WHY).get().detail == "二十名学生"


def test_a_project_goes_on_as_far_as_the_row_says_and_nobody_confirms_by_a_sheet(street: Street) -> None:
    unit(street)
    bring_in(*all_three(held(due="")))
    assert project_state(Project.objects.unguarded(WHY).get()) is ProjectState.AGREE
    assert counts(bring_in(("项目清单", [PROJECTS, held()]))) == (0, 1, 0, 0)
    done = held(done="2026-02-20", outcome="办了三周，二十名学生参加")
    assert counts(bring_in(("项目清单", [PROJECTS, done]))) == (0, 1, 0, 0)
    made = only(Project)
    assert (project_state(made), made.done_on.isoformat(), made.outcome) == (ProjectState.CONFIRM, "2026-02-20", done[-1])
    assert counts(bring_in(("项目清单", [PROJECTS, done]))) == (0, 0, 1, 0)
    other = held(due="2026-02-03", done="2026-02-21", outcome="三周")
    assert [code for _, code, *_ in told(bring_in(("项目清单", [PROJECTS, other])))] == ["other", "other"]


@pytest.mark.parametrize(
    ("due", "done", "began"),
    [("2026-01-10", "2026-02-20", "2026-01-10"), ("2026-01-10", "", "2026-01-10"), ("2026-02-10", "2026-02-01", "2026-02-01")],
)
def test_a_project_without_its_first_day_began_on_the_earliest_that_the_row_tells(street: Street, due: str, done: str, began: str) -> None:
    """Late and open ones come in like the others, and the preview says which day was taken."""
    unit(street)
    row = [
        *held(due=due, done=done, outcome="办了三周" if done else "", 对应需求="", 对应资源="")[:7],
        "",
        due,
        done,
        "办了三周" if done else "",
    ]
    result = bring_in(("项目清单", [PROJECTS, row]))
    assert (told(result), only(Project).matched_on.isoformat()) == ([], began)
    assert [line.remarks for line in result.sheets[0].remark_lines] == [(f"没有写对接日期，按 {began} 登记。",)]


def test_everything_that_stands_against_a_row_is_said_with_its_cell(street: Street) -> None:
    unit(street)
    result = bring_in(
        (
            "资源清单",
            [
                OFFERS,
                [1, "", "场所", "没有的单位", "2026-13-01", "", ""],
                [2, "旧教室", "场地", "云溪小学", "2019-01-01", "2020-01-01", ""],
            ],
        ),
        ("需求清单", [NEEDS, [1, "要志愿者", "", "", "没有的单位", "", ""]]),
        (
            "项目清单",
            [
                PROJECTS,
                held(对应需求="没有的需求", 对应资源="没有的资源"),
                held(due="2026-01-05", 对应需求="", 对应资源="", done="2026-01-02"),
            ],
        ),
    )
    assert told(result) == [
        (3, "unknown_partner", "提供单位", "没有的单位"),
        (3, "kind", "资源类别", "场所"),
        (3, "title_missing", "资源名称", None),
        (3, "impossible_date", "开始日期", "2026-13-01"),
        (4, "over", "终止日期", "2020-01-01"),
        (3, "unknown_partner", "向谁提出", "没有的单位"),
        (3, "unknown_need", "对应需求", "没有的需求"),
        (3, "unknown_offer", "对应资源", "没有的资源"),
        (4, "until_early", "约定日期", "2026-01-05"),
        (4, "outcome_missing", "完成情况", None),
        (4, "order", "完成日期", "2026-01-02"),
    ]
    assert numbers() == [0, 0, 0, 0, 0]


def test_a_unit_without_an_organisation_column_is_found_in_its_community_and_namesakes_are_asked_about(street: Street) -> None:
    unit(street)
    headings, row = ["资源", "谁提供", "类别"], ["礼堂", "云溪小学", "场地"]
    content = xlsx(("资源清单", [headings, row]))
    (result,) = run_files([Source("清单.xlsx", content)], by=actor(), options=Options(on=TODAY))
    assert (counts(result), Offer.objects.unguarded(WHY).get().organisation) == ((1, 0, 0, 0), street.sunny)
    for place in (street.spring, street.sunny):
        partner(place, "某部", PartnerKind.ARMY)
    content = xlsx(("资源清单", [["向阳街道党工委资源清单"], headings, ["车辆", "某部", "物资"]]))
    (result,) = run_files([Source("清单.xlsx", content)], by=actor(), options=Options(on=TODAY))
    assert [code for _, code, *_ in told(result)] == ["several_units"]


HALL: list[Any] = ["礼堂", "云溪小学", "场地"]
UNKNOWN: list[Any] = ["礼堂", "不存在单位", "场地"]


@pytest.mark.parametrize(
    ("at", "title", "row", "wrong"),
    [
        ("sunny", "共建资源清单", HALL, None),
        ("sunny", "阳光社区共驻共建资源清单", UNKNOWN, ("unknown_partner", "阳光社区党委没有叫“不存在单位”的共建方或驻区单位。")),
        ("sunny", "共建资源清单", UNKNOWN, ("unknown_partner", "阳光社区党委没有叫“不存在单位”的共建方或驻区单位。")),
        ("sunny", "共建资源清单", ["会议室", "", "场地"], None),
        ("street", "阳光社区共驻共建资源清单", ["会议室", "", "场地"], None),
        ("street", "阳光社区共驻共建资源清单", ["会议室", "阳光社区", "场地"], None),
        ("street", "共建资源清单", UNKNOWN, ("unknown_partner", "您负责的范围内没有叫“不存在单位”的共建方或驻区单位。")),
        ("street", "共建资源清单", ["会议室", "", "场地"], ("no_branch", "没有写明党组织，也看不出是哪个社区的。")),
    ],
)
def test_whose_a_row_is_says_the_community_in_the_title_or_the_only_one_that_somebody_answers_for(
    street: Street, at: str, title: str, row: list[Any], wrong: tuple[str, str] | None
) -> None:
    """What is really wrong with a row is told, and not that a community was not named which cannot be another."""
    unit(street)
    for place, name in ((street.sunny, "阳光社区"), (street.spring, "春晖社区")):
        assert add_community(by=actor(), organisation=place, name=name).done
    reader = reader_at(getattr(street, at), "import_rosters", ENTER)
    content = xlsx(("资源清单", [[title], ["资源", "谁提供", "类别"], row]))
    options = Options(on=TODAY, paths=reader.paths("import_rosters"))
    (result,) = run_files([Source("清单.xlsx", content)], by=actor(reader=reader), options=options)
    found = [(problem.code, problem.reason) for sheet in result.sheets for one in sheet.refused for problem in one.problems]
    assert found == ([wrong] if wrong else [])
    assert [one.organisation for one in Offer.objects.unguarded(WHY).select_related("organisation")] == [street.sunny] * (not wrong)


def test_what_the_pages_export_comes_in_again_unchanged(street: Street) -> None:
    found = school(street)
    confirmed(project(need(street.sunny), offer(found)))
    rows = ["暑期托管", "待致谢", "场地设施", "云溪小学", "云溪小学", "", "", "2026-03-02", "办了三周", "2026-03-02", "阳光社区党委"]
    heads = ["项目", "状态", "类别", "共建方", "谁提供", "办理期限", "约定日期", "落实日期", "做成了什么", "对接日期", "党组织"]
    made = only(Project)
    rows[7] = made.done_on.isoformat()
    needs = (["需求", "状态", "类别", "谁提出", "向谁提出"], ["暑托班要一间教室", "已对接", "场地设施", "阳光社区党委", "所有共建方"])
    assert counts(bring_in(("项目清单", [heads, rows]), ("需求清单", list(needs)))) == (0, 0, 2, 0)


def test_an_import_is_taken_back_as_a_whole_and_a_need_that_it_answered_waits_again(street: Street) -> None:
    found = school(street)
    wanted, given = need(street.sunny, CARE[1]), offer(found, ROOM[1])
    before = numbers()
    assert counts(bring_in(("项目清单", [PROJECTS, held()]))) == (1, 0, 0, 0)
    assert need_state(Need.objects.unguarded(WHY).get()) is NeedState.MATCHED
    operation = Operation.objects.filter(act="import.rosters").latest("pk")
    assert take_back(by=actor(), operation=operation, whole_import=True, reason="导错了").done
    assert numbers() == before
    assert need_state(Need.objects.unguarded(WHY).get()) is NeedState.OPEN
    assert list(StepSpan.objects.unguarded(WHY).values_list("case_id", "step", "valid_to")) == [(wanted.case_id, "answer", FAR)]
    assert list(cases_astray()) == []
    assert Offer.objects.unguarded(WHY).get().pk == given.pk


def test_a_table_of_other_things_is_none_of_these(street: Street) -> None:
    content = xlsx(("考评", [["街道目标考评表"], ["项目", "单位", "备注"], ["组织建设", "云溪小学", "十分"]]))
    (result,) = run_files([Source("考评.xlsx", content)], by=actor(), options=Options(on=TODAY))
    assert result.sheets == []
