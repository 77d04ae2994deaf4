"""Sheets are recognised by their headings: all variants of REGULATIONS.md 10, among titles, groups, notes and signatures."""

from datetime import date

import pytest

from tests.register.imports.rosters import (
    LI,
    MEMBERS,
    TREE,
    ZHANG,
    counts,
    csv,
    names_of_organisations,
    number,
    objections,
    people_count,
    roster,
    seen,
    take,
    take_people,
    take_rows,
    tree,
    xls,
    xlsx,
)
from zhibu.exchange.cells import Sheet
from zhibu.exchange.reading import open_workbook
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.recognise import recognise

NATIONAL = (
    "序号 姓名 所在党支部 公民身份证号 性别 民族 出生日期 学历 人员类别 加入党组织日期 转为正式党员日期 工作岗位"
    " 手机号 固定电话 家庭住址 党籍状态 是否为流动党员 外出流向"
)
LIBRARY = (
    "序号 姓名 性别 公民身份号码 民族 出生日期 学历 人员类别 学位 所在党支部 手机号码 入党日期 转正日期 党龄"
    " 党龄校正值 新社会阶层类型 工作岗位 从事专业技术职务 是否农民工 现居住地 户籍所在地 是否失联党员 是否流动党员"
    " 入党类型 转正情况 入党时所在支部 延长预备期时间"
)
RECRUITMENT = (
    "序号 姓名 性别 公民身份证号码 民族 出生日期 学历 申请入党日期 手机号码 背景信息 工作岗位 政治面貌"
    " 接受申请党组织 籍贯 入团日期 参加工作日期 申请入党日期 确定入党积极分子日期 工作单位及职务 家庭住址"
    " 加入党组织日期 转为正式党员日期 人员类别 党籍状态 入党类型 所在党支部 人员类型 隶属党组织"
)
OLD = (
    "姓名 身份证号码 性别 民族 籍贯 是否台湾省籍 出生日期 学历 人员类别 所在党组织 入党时间 转正时间 工作岗位"
    " 参加工作日期 家庭住址 联系电话 婚姻状况 党员档案所在单位 技术职称 新社会阶层类型 一线情况 培训情况"
    " 是否农民工\u3000 是否失联党员 信息完整度(%)"
)
YEARLY = (
    "姓名 身份证号码 性别 出生日期 民族 籍贯 年龄 学历 学位 毕业院校 专业 入党时间 转正日期 工作岗位"
    " 从事专业技术服务(职务) 新的社会阶层 人员类别 是否农民工 手机号码 联系电话 所在党支部 联合支部单位名称"
    " 档案所在单位 户籍所在地 现居住地 失去联系情形 失去联系日期 信息完整度"
)
APPLICANTS = (
    "姓名 公民身份证号码 性别 民族 籍贯 出生日期 学历 人员类别 入党申请时间 确定为积极分子时间 确定为发展对象时间"
    " 所在党组织 入党时间 转正时间 工作岗位 现居住地 移动电话 联系电话 党员档案所在单位 从事专业技术职务"
    " 新社会阶层类型 一线情况"
)


def sheet_of(headings: str, *above: list[object]) -> Sheet:
    rows: list[list[object]] = [*above, list(headings.split(" ")), ["x"] * len(headings.split(" "))]
    return open_workbook(xlsx(("表", rows)), name="x.xlsx").sheets[0]


@pytest.mark.parametrize(
    ("headings", "kind", "untaken"),
    [
        pytest.param(NATIONAL, SheetKind.MEMBERS, (), id="national sheet"),
        pytest.param(LIBRARY, SheetKind.MEMBERS, ("党龄",), id="member library"),
        pytest.param(RECRUITMENT, SheetKind.APPLICANTS, ("背景信息", "人员类型"), id="recruitment record"),
        pytest.param(OLD, SheetKind.MEMBERS, ("是否台湾省籍", "信息完整度(%)"), id="old export"),
        pytest.param(YEARLY, SheetKind.MEMBERS, ("年龄", "联合支部单位名称", "信息完整度"), id="yearly statistics"),
        pytest.param(APPLICANTS, SheetKind.APPLICANTS, (), id="applicants"),
        pytest.param(
            "名称 书记 联系人 联系电话 组织类别 所在单位情况 单位名称 单位类别 单位建立组织情况 单位代码",
            SheetKind.ORGANISATIONS,
            ("书记", "单位名称", "单位类别", "单位建立组织情况", "单位代码"),
            id="organisations",
        ),
        pytest.param(
            "名称 简称 成立时间 上级 类别 所在单位属性 是否联合党支部 联系电话 传真 邮箱",
            SheetKind.ORGANISATIONS,
            ("所在单位属性", "传真", "邮箱"),
            id="branches",
        ),
        pytest.param("单位名称 单位类别 所在社区 从业人数 党组织", SheetKind.UNITS, (), id="units"),
        pytest.param("党组织 姓名 职务 任职日期 公民身份号码", SheetKind.POSTS, (), id="posts"),
    ],
)
def test_a_sheet_in_use_is_recognised_with_every_column(headings: str, kind: SheetKind, untaken: tuple[str, ...]) -> None:
    table = recognise(sheet_of(headings))
    assert table is not None
    assert (table.kind, table.untaken) == (kind, untaken)


@pytest.mark.parametrize(
    "headings",
    [
        "姓名 党籍状态 评议结果",
        "序号 党员姓名 月工资收入 执行标准 月应缴党费 全年应缴党费 全年实缴党费 备注",
        "姓名 所在支部 发证时间 外出原因 外出地点 外出时间",
        "代码 说明",
    ],
)
def test_other_lists_are_not_taken_for_rosters(headings: str) -> None:
    assert recognise(sheet_of(headings)) is None


def test_titles_tell_the_branch_and_what_stands_above_it() -> None:
    table = recognise(sheet_of(NATIONAL, ["中共向阳街道工作委员会"], ["阳光社区第一党支部党员花名册（2026年6月）"]))
    assert table is not None
    assert (table.branch, table.superior) == ("阳光社区第一党支部", "中共向阳街道工作委员会")


NO_BRANCH = tuple(one for one in MEMBERS if one != "所在党支部")


@pytest.mark.django_db
class TestMessyRosters:
    @pytest.fixture(autouse=True)
    def _tree(self) -> None:
        tree()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("党员.xlsx", xlsx(("党员", roster(ZHANG, LI)))),
            ("党员.xls", xls(("党员", roster(ZHANG, LI)))),
            ("党员.csv", csv(roster(ZHANG, LI))),
            ("党员.csv", csv(roster(ZHANG, LI), encoding="utf-8-sig")),
            ("党员.csv", csv(roster(ZHANG, LI), encoding="gb18030")),
            ("党员.txt", csv(roster(ZHANG, LI), separator="\t", encoding="gb18030")),
        ],
        ids=["xlsx", "xls", "csv utf-8", "csv with BOM", "csv gb18030", "tab-separated"],
    )
    def test_every_kind_of_file_gives_the_same(self, name: str, content: bytes) -> None:
        (result,) = take((name, content))
        assert (result.unusable, counts(result)) == ("", (2, 0, 0, 0))
        assert (seen("张三").branch, seen("李四").joined_on) == ("阳光社区第一党支部", date(2010, 7, 1))

    def test_titles_notes_totals_signatures_blank_and_index_only_rows_do_not_count(self) -> None:
        headings = ("序号", *MEMBERS)
        width = len(headings)
        rows = [
            ["党员基本信息汇总表"] + [None] * (width - 1),
            ["填报单位：中共向阳街道工作委员会"] + [None] * (width - 1),
            headings,
            [1, *(ZHANG[one] for one in MEMBERS)],
            [None] * width,
            [2, *(LI[one] for one in MEMBERS)],
            [3] + [None] * (width - 1),
            [4] + [None] * (width - 1),
            ["合计", "2人"] + [None] * (width - 2),
            ["注：学历按国家标准填写。"] + [None] * (width - 1),
            ["填表人：王五", None, None, "审核人：赵六", None, "2026年6月1日"] + [None] * (width - 6),
        ]
        result = take_rows(rows)
        assert (counts(result), result.total("rows"), objections(result)) == ((2, 0, 0, 0), 2, [])

    def test_the_row_is_the_number_in_the_margin(self) -> None:
        rows = [["党员花名册"], [], MEMBERS, [ZHANG[one] for one in MEMBERS], [], [(LI | {"民族": "火星族"})[one] for one in MEMBERS]]
        assert [row for row, *_ in objections(take_rows(rows))] == [6]

    def test_the_row_of_a_text_table_is_its_line_and_the_sheet_is_none(self) -> None:
        (result,) = take(("党员.csv", csv([*roster(ZHANG), [None], *roster(LI | {"民族": "火星族"})[1:]])))
        ((entry),) = list(result.rejected)
        assert (entry["row"], entry["sheet"]) == (4, None)

    def test_a_group_row_names_the_branch_of_the_rows_below(self) -> None:
        rows = [
            NO_BRANCH,
            ["一、阳光社区第一党支部（1人）"],
            [ZHANG[one] for one in NO_BRANCH],
            ["二、阳光社区第二党支部（1人）"],
            [LI[one] for one in NO_BRANCH],
        ]
        result = take_rows(rows)
        assert (counts(result), seen("张三").branch, seen("李四").branch) == ((2, 0, 0, 0), "阳光社区第一党支部", "阳光社区第二党支部")

    def test_the_branch_may_stand_in_the_sheets_name(self) -> None:
        (result,) = take(
            (
                "党员.xlsx",
                xlsx(("阳光社区第一党支部", roster(ZHANG, headings=NO_BRANCH)), ("阳光社区第二党支部", roster(LI, headings=NO_BRANCH))),
            )
        )
        assert (counts(result), seen("张三").branch, seen("李四").branch) == ((2, 0, 0, 0), "阳光社区第一党支部", "阳光社区第二党支部")

    def test_the_branch_may_stand_in_the_title(self) -> None:
        result = take_rows([["阳光社区第一党支部党员花名册"], *roster(ZHANG, headings=NO_BRANCH)])
        assert (counts(result), seen("张三").branch) == ((1, 0, 0, 0), "阳光社区第一党支部")

    def test_a_merged_branch_column_counts_for_each_of_its_rows(self) -> None:
        rows = roster(ZHANG, LI | {"所在党支部": None})
        (result,) = take(("党员.xlsx", xlsx(("党员", rows), merged=("B2:B3",))))
        assert (counts(result), seen("李四").branch) == ((2, 0, 0, 0), "阳光社区第一党支部")

    def test_headings_may_be_padded_broken_full_width_or_annotated(self) -> None:
        headings = tuple(
            {"姓名": " 姓　名 ", "性别": "性\n别", "入党日期": "入党日期*", "出生日期": "出生日期（格式：1985-07-01）"}.get(one, one)
            for one in MEMBERS
        )
        rows = [headings, [ZHANG[one] for one in MEMBERS]]
        assert counts(take_rows(rows)) == (1, 0, 0, 0)

    def test_repeated_headings_of_printed_pages_are_no_rows(self) -> None:
        rows = [*roster(ZHANG), *roster(LI)]
        result = take_rows(rows)
        assert (counts(result), result.total("rows")) == ((2, 0, 0, 0), 2)

    def test_values_with_trailing_spaces_and_invisible_characters_are_read(self) -> None:
        messy = ZHANG | {"所在党支部": " 阳光社区 第一党支部\u200b", "性别": "男 ", "民族": "汉\u3000族", "人员类别": "\ufeff正式党员"}
        result = take_people(messy)
        assert (counts(result), seen("张三").branch) == ((1, 0, 0, 0), "阳光社区第一党支部")

    def test_two_columns_of_one_field_give_what_either_holds(self) -> None:
        headings = (*MEMBERS, "申请入党日期", "申请入党日期")
        rows = [headings, [*(ZHANG[one] for one in MEMBERS), None, "1994-01-05"]]
        take_rows(rows)
        assert seen("张三").applied_on == date(1994, 1, 5)

    def test_several_sheets_of_several_kinds_go_in_in_the_right_order(self) -> None:
        posts = [("党组织", "姓名", "职务", "任职日期"), ("春晖社区第二党支部", "王五", "书记", "2024-01-01")]
        wang = ZHANG | {"姓名": "王五", "公民身份号码": number("19600101", 3), "出生日期": None, "所在党支部": "春晖社区第二党支部"}
        organisations = [
            ("名称", "简称", "上级", "类别"),
            ("中共向阳街道春晖社区第二支部委员会", "春晖社区第二党支部", "春晖社区党委", "党支部"),
        ]
        (result,) = take(("全部.xlsx", xlsx(("职务", posts), ("封面", [["填写说明"]]), ("党员", roster(wang)), ("组织", organisations))))
        assert (result.unusable, counts(result), result.skipped) == ("", (3, 0, 0, 0), [("封面", "没有认出表头，未导入")])
        assert (seen("王五").branch, seen("王五").posts) == ("春晖社区第二党支部", [("secretary", date(2024, 1, 1), date(9999, 12, 31))])

    def test_a_file_without_any_known_table_is_unusable(self) -> None:
        (result,) = take(("说明.xlsx", xlsx(("封面", [["填写说明", "一"], ["请认真填写", "二"]]))))
        assert (result.unusable.startswith("没有认出可导入的表格"), people_count()) == (True, 0)

    def test_a_broken_file_is_unusable_and_the_others_go_in(self) -> None:
        broken, good = take(("坏.xlsx", b"PK\x03\x04nothing"), ("党员.xlsx", xlsx(("党员", roster(ZHANG)))))
        assert (bool(broken.unusable), good.unusable, counts(good)) == (True, "", (1, 0, 0, 0))


@pytest.mark.django_db
def test_files_run_in_the_order_organisations_members_posts_however_they_are_given() -> None:
    posts = [("党组织", "姓名", "职务"), ("阳光社区第一党支部", "张三", "组织委员")]
    results = take(("职务.xlsx", xlsx(("职务", posts))), ("党员.xlsx", xlsx(("党员", roster(ZHANG)))), ("组织.xlsx", xlsx(("组织", TREE))))
    assert [counts(one) for one in results] == [(1, 0, 0, 0), (1, 0, 0, 0), (6, 0, 0, 0)]
    assert (len(names_of_organisations()), [kind for kind, _, _ in seen("张三").posts]) == (6, ["organisation_member"])
