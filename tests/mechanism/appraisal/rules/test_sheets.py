"""How a street's own table is read, in the layouts that are in use (REGULATIONS.md 9A, 9D, 9F)."""

from decimal import Decimal

import pytest

from zhibu.exchange.cells import Cell, Sheet
from zhibu.mechanism.appraisal.rules.deductions import deductions
from zhibu.mechanism.appraisal.rules.left_out import CONTENT, VETO, left_out, not_a_row
from zhibu.mechanism.appraisal.rules.proposing import Proposal, propose, unlike
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Rule
from zhibu.mechanism.appraisal.rules.sheets import NoTable, Read, points_of, read_table

BRANCH = "branch"


def sheet(*rows: tuple[Cell, ...], name: str = "考核表") -> Sheet:
    width = max(len(row) for row in rows)
    filled = [(*row, *[None] * (width - len(row))) for row in rows]
    return Sheet(name, width, len(filled), lambda: iter(enumerate(filled, 1)))


def read(*rows: tuple[Cell, ...]) -> Read:
    return read_table([sheet(*rows)])


def told(read: Read) -> list[tuple[str, str, str]]:
    return [(row.area, row.title, str(row.points)) for row in read.rows]


def of_detail(*rows: tuple[Cell, ...]) -> Read:
    """社区组织建设考核细则: 考核项目 | 分值 | 评分标准 | 自评分."""
    return read(("社区组织建设考核细则（15分）",), ("考核项目", "分值", "评分标准", "自评分"), *rows)


def test_a_table_of_areas_and_indicators_with_who_scores() -> None:
    found = read(
        ("2026 年常规工作分值表",) * 4,
        ("类别", "考核指标", "分值", "责任科室"),
        ("党群建设", "组织建设", 10, "组织人事科"),
        ("党群建设", "宣传", 5, "文体服务站"),
        ("社会建设", "档案信息化", "3分", "党政办"),
        ("合计", "", 18, ""),
    )
    assert told(found) == [("党群建设", "组织建设", "10"), ("党群建设", "宣传", "5"), ("社会建设", "档案信息化", "3")]
    assert [row.scorer for row in found.rows] == ["组织人事科", "文体服务站", "党政办"]
    assert (found.title, found.stated, found.problems) == ("2026 年常规工作分值表", Decimal(18), ())


def test_of_columns_for_area_and_project_the_narrower_is_what_is_asked() -> None:
    found = read(
        ("类别", "考核项目", "分值", "评分标准"),
        ("组织建设", "党员大会", 50, "每少开一次扣1分"),
        ("组织建设", "主题党日", 40, "每缺一次扣1分"),
        ("社会建设", "综治信访", 10, "有越级上访不得分"),
    )
    assert told(found) == [("组织建设", "党员大会", "50"), ("组织建设", "主题党日", "40"), ("社会建设", "综治信访", "10")]
    three = read(("类别", "考核项目", "考核内容", "分值"), ("党建", "组织生活", "三会一课", 60), ("党建", "组织生活", "", 40))
    assert told(three) == [("党建 · 组织生活", "三会一课", "60"), ("党建", "组织生活", "40")]


def test_rows_of_one_merged_project_are_one_with_all_their_standards() -> None:
    found = of_detail(
        ("执行党工委决议", 3, "执行不力扣2分", None),
        ("执行党工委决议", 3, "不能按要求完成扣2分", None),
        ("换届选举", 8, "未按时按规定不得分", None),
        ("在职党员报到", 4, "", None),
    )
    assert told(found) == [("", "执行党工委决议", "3"), ("", "换届选举", "8"), ("", "在职党员报到", "4")]
    assert found.rows[0].standard == "执行不力扣2分\n不能按要求完成扣2分"
    assert found.problems == ()


def test_where_the_total_says_so_rows_with_one_title_are_several_projects() -> None:
    found = of_detail(("组织生活", 5, "党员大会", None), ("组织生活", 5, "党课", None), ("组织生活", 5, "主题党日", None))
    assert told(found) == [("组织生活", "党员大会", "5"), ("组织生活", "党课", "5"), ("组织生活", "主题党日", "5")]


def test_sections_notes_totals_and_bonuses_are_no_projects() -> None:
    found = read(
        ("考核内容", "标准分", "评分标准"),
        ("一、基本组织", None, None),
        ("班子健全", 60, "缺一扣5分"),
        ("二、基本制度", None, None),
        ("三会一课", 40, ""),
        ("加分项", 10, "受区以上表彰加分"),
        ("小计", 100, ""),
        ("说明：本表一式两份", None, None),
    )
    assert told(found) == [("一、基本组织", "班子健全", "60"), ("二、基本制度", "三会一课", "40")]
    assert (found.bonus, found.problems) == (Decimal(10), ())


def test_what_does_not_add_up_is_named() -> None:
    found = read(("考核项目", "分值", "评分标准"), ("班子", "十分", "x"), ("队伍", 0, "y"), ("活动", 20, "z"), ("合计", 100, ""))
    assert list(found.problems) == [
        "第 2 行“班子”：分值写的是“十分”，不是数字。",
        "第 3 行“队伍”：分值要大于 0。",
        "各项合计 20 分，表上写的是 100 分，请核对分值。",
    ]
    assert list(read(("考核项目", "分值"), ("班子", 90)).problems) == ["各项合计 90 分，不是 100 分；总分按百分制折算。"]


def test_a_sheet_without_such_headings_is_no_table() -> None:
    with pytest.raises(NoTable):
        read(("姓名", "年龄"), ("甲", 40))


@pytest.mark.parametrize(
    ("written", "points"), [("10", "10"), ("（10分）", "10"), ("2.5 分", "2.5"), ("十", "None"), ("10-15", "None"), ("", "None")]
)
def test_points_as_people_write_them(written: str, points: str) -> None:
    assert str(points_of(written)) == points


@pytest.mark.parametrize(
    ("standard", "found"),
    [
        (
            "不换届扣5分，班子不健全扣5分，半年无活动扣5分。",
            [("不换届", "5", False), ("班子不健全", "5", False), ("半年无活动", "5", False)],
        ),
        ("无场所-10，无设施-5", [("无场所", "10", False), ("无设施", "5", False)]),
        ("每少开一次扣2分", [("每少开一次", "2", True)]),
        ("1.未按时按规定的不得分；2.组织不当，扣3分", [("未按时按规定", "8", False), ("组织不当", "3", False)]),
        ("视情况评定", []),
    ],
)
def test_what_a_standard_takes_off(standard: str, found: list[tuple[str, str, bool]]) -> None:
    assert [(one.text, str(one.points), one.each) for one in deductions(standard, Decimal(8))] == found


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("综治信访：无越级上访", "信访"),
        ("计划生育率达标", "生育"),
        ("无信教党员", "宗教信仰"),
        ("学习强国人均积分", "学习时长"),
        ("每日打卡", "打卡"),
        ("公众号阅读量、转发量", "点击"),
        ("舆情引导", "意见和言论"),
        ("志愿服务时长", "个人服务时长"),
        ("街道排名前三", "排名"),
    ],
)
def test_what_is_no_duty_of_an_organisation_is_left_out_with_the_reason(text: str, what: str) -> None:
    found = left_out(text)
    assert found is not None
    assert (found.what, bool(found.reason), bool(found.article)) == (what, True, True)


@pytest.mark.parametrize("text", ["征求党员意见后召开组织生活会", "民主评议党员", "走访群众", "党课每季度一次", "整改落实"])
def test_duties_of_an_organisation_may_stand(text: str) -> None:
    assert not_a_row(text) is None


def test_veto_and_satisfaction_stand_elsewhere() -> None:
    assert (not_a_row("一票否决：发生重大违纪"), not_a_row("群众满意度测评")) == (VETO, CONTENT)


def mapped(*rows: tuple[Cell, ...]) -> list[Proposal]:
    return list(propose(read(("考核项目", "分值", "评分标准"), *rows), BRANCH).rows)


def test_a_row_whose_duty_is_recorded_is_counted_from_the_records() -> None:
    (one,) = mapped(("按期召开支部党员大会", 10, "每少开一次扣2分"))
    assert (one.measure, one.rule) == ("meeting.members", Deduct(Decimal(2)))


@pytest.mark.parametrize(
    ("headings", "row", "rule"),
    [
        (("考核项目", "考核内容及标准", "分值"), ("主题党日", "每月一次，每缺一次扣3分", 10), Deduct(Decimal(3))),
        (("考核项目", "考核内容和评分标准", "分值"), ("党课", "缺一次扣1.5分", 10), Deduct(Decimal("1.5"))),
        (("考核项目", "考核内容", "分值"), ("组织生活", "主题党日每月一次，每缺一次扣3分", 10), Deduct(Decimal(3))),
        (
            ("考核项目", "考核内容", "分值"),
            ("特色做法", "有特色做法，未推进扣2分，被通报扣5分", 10),
            Listed((("未推进", Decimal(2)), ("被通报", Decimal(5)))),
        ),
    ],
)
def test_what_is_taken_off_is_read_wherever_the_sheet_says_it(headings: tuple[Cell, ...], row: tuple[Cell, ...], rule: Rule) -> None:
    (one,) = propose(read(headings, row), BRANCH).rows
    assert one.rule == rule
    assert unlike(one.row.asks, one.points, one.rule) == "" or isinstance(rule, Listed)


def test_a_rule_that_was_not_read_is_called_a_suggestion_and_a_column_that_is_not_known_is_named() -> None:
    found = read(("考核项目", "分值", "完成情况"), ("主题党日", 100, "x"))
    (one,) = propose(found, BRANCH).rows
    assert unlike(one.row.asks, one.points, one.rule) == "表上没有写扣几分，计分规则是系统建议的，请核对。"
    assert "不推进，扣 5 分" in unlike("不推进扣5分，每缺一次扣3分", one.points, Deduct(Decimal(3)))
    assert found.problems == ("没有导入的栏目：完成情况。",)


def test_cases_that_make_up_all_the_points_become_rows_of_their_own() -> None:
    found = mapped(("领导班子", 15, "不换届扣5分，班子不健全扣5分，半年无活动扣5分"))
    assert [(one.row.title, one.measure, str(one.points)) for one in found] == [
        ("领导班子：不换届", "term.community_branch", "5"),
        ("领导班子：班子不健全", "branch.committee", "5"),
        ("领导班子：半年无活动", "meeting.theme_day", "5"),
    ]


def test_cases_of_which_nothing_is_recorded_are_for_a_scorer() -> None:
    (one,) = mapped(("活动阵地", 10, "无场所扣10分，无设施扣5分"))
    assert one.rule == Listed((("无场所", Decimal(10)), ("无设施", Decimal(5))))
    (other,) = mapped(("作用发挥", 10, "视情况评定"))
    assert (other.rule, other.measure) == (Judged(), "")


def test_what_is_left_out_is_told_with_its_line() -> None:
    found = propose(read(("考核项目", "分值"), ("三会一课", 90), ("综治信访", 10)), BRANCH)
    assert [(one.row.line, one.left_out.what) for one in found.left_out if one.left_out] == [(3, "信访")]
    assert [one.row.title for one in found.rows] == ["三会一课"]
