"""What stands between the records is told from them; a wrong record is never taken for furniture."""

from collections.abc import Sequence

import pytest

from tests.exchange.test_headings import KNOWN, table
from zhibu.exchange.cells import Cell, Cells
from zhibu.exchange.headings import find_header
from zhibu.exchange.row_kinds import RowKind, classifier, group_name

HEADER = find_header(table(["序号", "姓 名", "性别", "身份证号码（必填）", "所在党支部", "备注"]), KNOWN)
BODIES = find_header(table(["名称", "简称", "上级"]), {"名称": "name", "简称": "short_name", "上级": "superior"})
assert HEADER is not None
assert BODIES is not None
kind_of_member = classifier(HEADER, keys=("name", "number"))
kind_of_body = classifier(BODIES, keys=("name",), grouped=False)


def wide(row: Sequence[Cell], width: int = 6) -> Cells:
    return (*row, *(None,) * (width - len(row)))


@pytest.mark.parametrize(
    "row",
    [
        [1, "张三", "男", "999999198507011234", "第一党支部"],
        [None, "张 三", "男", "999999198507011234", "第一党支部"],
        ["1", "单伟", "女", "999999198507011234", "第一党支部"],
        [1, "党爱国", "男", "999999198507011234", "第一党支部", "注：见附件"],
        [1, "阿不都热依木·买买提", "男", "999999198507011234", "第一党支部"],
        [None, "张三"],
        [3, "张三"],
        [4, None, None, "999999198507011234"],
        [5, None, "男", None, "第一党支部", "x"],
        ["第一党支部", "张三", "男", "999999198507011234"],
        [6, "时光", "男", None, None, "共12人"],
    ],
)
def test_a_record_is_a_record_even_when_something_is_missing(row: list[Cell]) -> None:
    assert kind_of_member(wide(row)) == RowKind.RECORD


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (RowKind.BLANK, []),
        (RowKind.BLANK, [" ", "\u3000", None, "\ufeff"]),
        (RowKind.INDEX_ONLY, [7]),
        (RowKind.INDEX_ONLY, ["7"]),
        (RowKind.HEADING, ["序号", "姓名", "性别", "身份证号码(必填)", "所在党支部", "备注"]),
        (RowKind.HEADING, [1, 2, 3, 4, 5, 6]),
        (RowKind.HEADING, ["甲", 1, 2, 3, 4, 5]),
        (RowKind.TOTAL, ["合计", None, None, 12]),
        (RowKind.TOTAL, [None, "合计：12人"]),
        (RowKind.TOTAL, ["小计", None, "男6人", "12人"]),
        (RowKind.TOTAL, ["第一党支部小计", None, 12]),
        (RowKind.TOTAL, ["共12人"]),
        (RowKind.TOTAL, ["以上共有党员 12 名，其中女党员 5 名"]),
        (RowKind.SIGNATURE, ["填表人：张三", None, None, "审核人：李四", None, "2026年7月1日"]),
        (RowKind.SIGNATURE, ["填表人：", "张三", None, "审核人：", "李四", "x"]),
        (RowKind.SIGNATURE, ["填表人", "张三", None, "审核人", "李四"]),
        (RowKind.SIGNATURE, [None, "制表：王五"]),
        (RowKind.SIGNATURE, [None, None, None, None, "负责人签字："]),
        (RowKind.SIGNATURE, ["党支部书记（签字）：        年   月   日"]),
        (RowKind.SIGNATURE, ["向阳社区党委（盖章）"]),
        (RowKind.SIGNATURE, ["填报日期 2026年7月1日".replace(" ", "：")]),
        (RowKind.SIGNATURE, [None, None, None, None, "2026年7月1日"]),
        (RowKind.SIGNATURE, ["单位：向阳街道", None, None, "2026年7月"]),
        (RowKind.NOTE, ["注：本表一式两份，党支部和街道各存一份"]),
        (RowKind.NOTE, ["备注：1.姓名应与身份证一致"]),
        (RowKind.NOTE, ["1.姓名应与身份证一致，不得使用别名"]),
        (RowKind.NOTE, ["说明", "性别一栏只填男或女"]),
        (RowKind.NOTE, ["例", "张三", "男", "999999198507011234", "第一党支部"]),
        (RowKind.NOTE, ["正式党员"]),
        (RowKind.NOTE, ["向阳街道党员花名册"]),
    ],
)
def test_furniture_is_told_by_its_form(kind: RowKind, row: list[Cell]) -> None:
    assert kind_of_member(wide(row)) == kind


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (["第一党支部"], "第一党支部"),
        (["第一党支部（12人）"], "第一党支部"),
        (["一、机关第二党支部"], "机关第二党支部"),
        (["（二）第一联合党支部：共 8 名党员"], "第一联合党支部"),
        ([None, "第一党支部", None, None, None, "12人"], "第一党支部"),
        (["党支部：第一党支部"], "第一党支部"),
        (["第一党支部党员花名册"], "第一党支部"),
        (["第一党支部  书记：王五  共12人"], "第一党支部"),
    ],
)
def test_a_group_row_names_the_branch_of_those_below_it(row: list[Cell], name: str) -> None:
    assert kind_of_member(wide(row)) == RowKind.GROUP
    assert group_name(wide(row)) == name


@pytest.mark.parametrize("row", [["第一党支部"], ["第一党支部", None, "向阳街道党工委"], ["向阳街道党工委", "向阳"]])
def test_in_a_list_of_bodies_a_lone_name_is_a_record(row: list[Cell]) -> None:
    assert kind_of_body(wide(row, 3)) == RowKind.RECORD


@pytest.mark.parametrize(
    ("kind", "row"), [(RowKind.TOTAL, ["合计", "12个"]), (RowKind.SIGNATURE, ["填表人：张三"]), (RowKind.HEADING, ["名称", "简称", "上级"])]
)
def test_in_a_list_of_bodies_furniture_is_furniture(kind: RowKind, row: list[Cell]) -> None:
    assert kind_of_body(wide(row, 3)) == kind
