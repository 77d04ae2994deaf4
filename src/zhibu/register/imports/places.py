"""Organisations named outside a column: in a title above the table, in a row that heads a group, in the name of the sheet."""

import re
from functools import lru_cache
from typing import Final

from zhibu.exchange.texts import text
from zhibu.register.terms.organisations import kind_by_ending

LABEL: Final = re.compile(
    r"^(?:所在|所属|填报|填表|报送|隶属|上级)?(?:党组织|党支部|支部|单位|组织)(?:名称|全称)?(?:\(盖章\)|\(公章\)|（盖章）|（公章）)?[:：]"
)
NUMBERING: Final = re.compile(r"^(?:[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})[)）、.．]|[0-9]{4}年度?|附件[0-9]*[:：]?|关于)+")
UP_TO_ENDING: Final = re.compile(
    r".*(?:党?支部委员会|党?总支部委员会|党?总支部?|党?支部|支委会|党小组|党工委|工作委员会|党委会?|委员会|党组)(?:[（(](?:联合|临时)+[)）])?"
)
BEFORE_NAME: Final = re.compile(r"^(?:在册|全体|现有|截至.*?日)")
LONGEST: Final = 60


@lru_cache(maxsize=4096)
def place_in(written: str) -> str:
    """The organisation that a title, a group row or a sheet's name speaks of; empty when it names none.

    中共阳光社区第一支部委员会党员花名册（2026年） gives 中共阳光社区第一支部委员会; 一、第二党支部（12人） gives 第二党支部.
    """
    line = text(written).replace(" ", "")
    line = NUMBERING.sub("", LABEL.sub("", NUMBERING.sub("", line)))
    found = UP_TO_ENDING.match(BEFORE_NAME.sub("", line))
    if found is None or len(found[0]) > LONGEST or any(sign in found[0] for sign in "，。；！？;,"):
        return ""
    return found[0] if kind_by_ending(found[0]) is not None else ""


def holds_members(name: str) -> bool:
    """Whether a name is that of a branch or group; a committee in a title only says where the branches are to be looked for."""
    reading = kind_by_ending(name)
    return reading is not None and reading.kind.holds_members
