"""Rosters as a street has them: two titles, a group row, a signature line, and numbers that Excel or somebody spoilt.

The people live in region 119999 of Beijing, which does not exist; an installation of a street's own doesn't know that.
"""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from zhibu.register.rules.identity_number import check_digit

REGION: Final = "119999"
ORGANISATIONS: Final = (
    ("名称", "简称", "成立时间", "上级", "类别"),
    ("中共枫桥街道工作委员会", "枫桥街道党工委", "1986-05-01", "", "街道党工委"),
    ("中共枫桥街道柳岸社区委员会", "柳岸社区党委", "2003-04-01", "枫桥街道党工委", "党委"),
    ("中共枫桥街道柳岸社区第一支部委员会", "柳岸社区第一党支部", "2003-04-01", "柳岸社区党委", "党支部"),
    ("中共枫桥街道柳岸社区第二支部委员会", "柳岸社区第二党支部", "2003-04-01", "柳岸社区党委", "党支部"),
)
HEADINGS: Final = (
    "序号", "姓名", "所在党支部", "公民身份证号", "性别", "民族", "学历", "人员类别", "加入党组织日期", "转为正式党员日期",
    "工作岗位", "手机号", "爱好",
)  # fmt: skip


def identity_number(birth: date, sequence: int, *, region: str = REGION) -> str:
    """A number that holds together; an odd sequence is a man's."""
    first_17 = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return first_17 + check_digit(first_17)


ZHAO: Final = identity_number(date(1951, 3, 8), 21)
QIAN: Final = identity_number(date(1968, 11, 2), 44)
SUN: Final = identity_number(date(1990, 5, 14), 15)
LI: Final = identity_number(date(1985, 7, 30), 68)
ZHENG: Final = identity_number(date(1977, 1, 25), 33)
MISTYPED: Final = LI[:-1] + ("0" if LI[-1] != "0" else "1")
XIAOMAN: Final = identity_number(date(1966, 4, 4), 27, region="999999")
FIRST: Final = "柳岸社区第一党支部"

MEMBERS: Final = (
    (1, "赵柳溪", FIRST, f"'{ZHAO.lower()}", "男", "汉族", "初中", "正式党员", "1974.7", "1974.7", "退休人员", "13900000001", "书法"),
    (2, "钱 岸", f"{FIRST}　", QIAN, "女", "汉", "大专", "正式党员", "1995年6月20日", "1996-06-20", "社区工作人员", "13900000002", ""),
    (3, "孙桥", FIRST, float(SUN[:15] + "000"), "男", "汉族", "大学", "正式党员", "2012-06-28", "2013-06-28", "", "", ""),
    (4, "李晚", FIRST, MISTYPED, "女", "回族", "大学", "正式党员", "2008-07-01", "2009-07-01", "", "", ""),
    (5, "郑远", "杨湾社区党支部", ZHENG, "男", "汉族", "大专", "正式党员", "1999-12-01", "2000-12-01", "", "", ""),
)


def organisations() -> bytes:
    """The short form of the organisations' sheet."""
    return written(ORGANISATIONS)


def members() -> bytes:
    """The messy roster: two rows are sound, three are refused."""
    return written(
        [
            ("枫桥街道柳岸社区党员花名册",),
            ("填报单位：柳岸社区党委", "", "", "", "填报日期：2026年6月30日"),
            HEADINGS,
            (FIRST,),
            *MEMBERS,
            ("合计", len(MEMBERS)),
            ("填表人：钱岸", "", "", "审核人：赵柳溪"),
        ],
        merged=("A1:M1", "A4:M4"),
    )


def for_the_sample_street() -> bytes:
    """One invented person that joins the sample street, and one who is refused there."""
    branch = "晨光社区第二党支部"
    return written(
        [
            HEADINGS[1:4] + HEADINGS[7:10],
            ("钟小满", branch, XIAOMAN, "正式党员", "1990-07-01", "1991-07-01"),
            ("钟大暑", branch, "99999919660404", "正式党员", "1990-07-01", "1991-07-01"),
        ]
    )


def written(rows: Iterable[Iterable[object]], merged: Iterable[str] = ()) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def mended(path: Path) -> bytes:
    """The workbook of refused rows, as somebody puts it right: two numbers and a branch."""
    book = load_workbook(path)
    (sheet,) = book.worksheets
    headings = [cell.value for cell in next(sheet.iter_rows())]
    name, number, branch = (headings.index(one) for one in ("姓名", "公民身份证号", "所在党支部"))
    right = {"孙桥": SUN, "李晚": LI, "郑远": ZHENG}
    for row in sheet.iter_rows(min_row=2):
        row[number].value = right[str(row[name].value)]
        row[branch].value = FIRST
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
