"""Which rows below the headings are records; the others are furniture: groups, totals, notes, signatures, blanks.

A wrong record has to be refused with its reason, so it must not pass for furniture: a row is furniture only when its form
says so, and a row in which a key field (a name, a number) holds something ordinary is always a record.
"""

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Final

from zhibu.exchange.cells import Cells
from zhibu.exchange.headings import Header, normalise
from zhibu.exchange.texts import text


class RowKind(StrEnum):
    """What a row is."""

    RECORD = "record"
    BLANK = "blank"
    INDEX_ONLY = "index_only"
    HEADING = "heading"
    GROUP = "group"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"


Classify = Callable[[Cells], RowKind]

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?[.、]?")
_BODY: Final = re.compile(r"支部|总支|党委|党工委|党组|党小组|社区|街道|委员会|公司|集团|学校|医院")
_LED_BY: Final = re.compile(r"^(?:所在|所属)?(?:党支部|党组织|支部|党总支)(?:名称)?[:：]\s*(?=.)")
_TITLE_END: Final = re.compile(
    r"(?:全体|正式|预备|在册)?(?:党员|人员)*(?:基本)?(?:信息|情况|花|发展)*"
    r"(?:名册|名单|登记表|统计表|汇总表|一览表|信息表|采集表|情况表|台账|明细表|汇总)(?:[(（].{1,20}[)）])?$"
)
_COUNTED: Final = re.compile(r"\s*[(（\[【]?\s*(?:共|计|合计|党员)*\s*[:：]?\s*[0-9]+\s*(?:人|名|个)\s*(?:党员)?\s*[)）\]】]?\s*$")
_COUNT: Final = re.compile(r"(?:共|计|党员)*[:：]?\s*[0-9]+\s*(?:人|名|个)?(?:党员)?")
_NUMBERED: Final = re.compile(
    r"^\s*(?:[(（][一二三四五六七八九十0-9]{1,3}[)）]|(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})[、.．:：)）])\s*"
)

_TOTAL: Final = re.compile(
    r".{0,20}?(?:合计|总计|小计|共计|累计|总数|总人数)(?:[(（].{1,12}[)）])?[:：]?.{0,30}"
    r"|.{0,20}?共有?[:：]?\s*(?:党员)?\s*[0-9]+\s*(?:人|名|个|条|户|家).{0,40}"
    r"|(?:其中|现有党员|党员人数)[:：0-9 ].{0,60}"
)
_NOTE: Final = re.compile(
    r"(?:备?注|说明|附注|填[表写报]说明|填[表写报]要求|注意(?:事项)?|(?:温馨)?提示|要求)(?:[:：0-9一二三.、\s]|$).*|(?:示?例|样例|范例|例如)(?:[:：].*|$)",
    re.DOTALL,
)
_LIST_OF_NOTES: Final = re.compile(r"(?:[0-9]{1,2}[.、．)）]|[(（][0-9]{1,2}[)）]|[①-⑳※*★])\s*\S{6,}.*", re.DOTALL)
_SIGNER: Final = (
    "填表人|填报人|制表人?|制单人?|编制人?|审核人?|审批人?|复核人?|校对人?|经办人|经手人|(?:主要|单位|党组织)?负责人|(?:党支部|支部|党委)?书记|统计人|录入人"
    "|(?:填报|填表|报送|制表)?单位(?:名称)?|(?:填报|填表|制表|报送|统计|截止|截至)(?:日期|时间)|领导签字|本人签字"
)
_SIGNATURE: Final = re.compile(
    rf"[(（]?(?:{_SIGNER}|联系人|联系电话|电话|日期|时间|党支部|党组织|党总支)(?:[(（]?(?:签字|签名|签章|盖章|公章|印章)[)）]?)?[)）]?\s*[:：].*"
    r"|.{0,20}(?:签字|签名|签章|盖章|公章).{0,20}|年\s*月\s*日|[0-9]{4}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?",
    re.DOTALL,
)
_SIGNER_ALONE: Final = re.compile(
    r"填表人|填报人|制表人?|制单人?|审核人?|审批人?|复核人?|校对人?|经办人|统计人|录入人"
    r"|(?:填报|填表|制表)(?:日期|时间|单位)"
)
_ENDS_IN_BODY: Final = re.compile(r"(?:支部|总支|党委|党小组)$")
_GROUP: Final = re.compile(r"\S{2,30}?(?:支部|总支|党委|党小组)(?:[\s:：(（,，共].*)?")
_NO_GROUP: Final = re.compile(r"合计|总计|小计|共计|累计|签字|签名|盖章|签章|公章|说明|备注|[注填][:：]|填[报表]")
_FIRST_BODY: Final = re.compile(r"(\S*?(?:支部|总支|党委|党工委|党小组))[\s,，;；].*")
_LONG: Final = 40
_PLAIN_NAME: Final = 6
_SUSPICIOUS: Final = frozenset(
    "合总小共累本其现备注说附填要提示例样范温制审复校经主单负党支书统录报领截联电日时编公年一二三四五六七八九十(（[【※*★①_0123456789 \u3000"
)
"""What a line of furniture may begin with; a name that begins so gets the careful look, no more."""


def classifier(header: Header, *, keys: Collection[str], grouped: bool = True) -> Classify:
    """A function that tells the kind of a row.

    ``keys`` are the fields that make a row a record (a person's name and number). ``grouped``: a row that holds nothing but
    the name of a body stands above its members; not so in a list of bodies, where such a row is a record.
    """
    careful = _Careful(header, keys, grouped=grouped)
    column = min(careful.keys, default=0)
    headings = frozenset(map(normalise, header.written.values()))

    def classify(cells: Cells) -> RowKind:
        name, first = cells[column], cells[0]
        if (
            isinstance(name, str)
            and len(name) <= _PLAIN_NAME
            and name[0] not in _SUSPICIOUS
            and (not isinstance(first, str) or first.isdigit() or first[0] not in _SUSPICIOUS)
            and len(cells) - cells.count(None) >= 4
            and " " not in name
            and name not in headings
        ):
            return RowKind.RECORD
        return careful.kind(cells)

    return classify


def group_name(cells: Cells) -> str:
    """What a group row names: ``一、第一党支部（12人）``, ``党支部：第一党支部``, ``第一党支部党员花名册`` -> 第一党支部."""
    texts = [value for cell in cells if (value := text(cell)) and not _COUNT.fullmatch(value)]
    name = max(texts, key=len, default="")
    for furniture in (_NUMBERED, _LED_BY, _COUNTED, _TITLE_END):
        name = furniture.sub("", name)
    name = name.strip(" :：")
    return first[1] if (first := _FIRST_BODY.fullmatch(name)) else name


class _Careful:
    """The look at a row that isn't plainly a record."""

    def __init__(self, header: Header, keys: Collection[str], *, grouped: bool) -> None:
        self.keys = {column for column, name in header.columns.items() if name in keys}
        self._taken = set(header.columns)
        self._index = header.index_column
        self._headings = {column: normalise(name) for column, name in header.written.items()}
        self._grouped = grouped

    def kind(self, cells: Cells) -> RowKind:
        filled = {column: value for column, cell in enumerate(cells) if (value := text(cell))}
        if not filled:
            return RowKind.BLANK
        rest = {column: value for column, value in filled.items() if column != self._index or not _NUMBER.fullmatch(value)}
        if not rest or (len(filled) == 1 and 0 in filled and _NUMBER.fullmatch(filled[0]) and not self.keys & set(filled)):
            return RowKind.INDEX_ONLY
        if self._repeats_headings(filled) or _are_ordinals(list(filled.values())):
            return RowKind.HEADING
        return self._furniture(rest) or self._lone(rest) or self._by_fields(rest, filled)

    def _repeats_headings(self, filled: dict[int, str]) -> bool:
        keyed = [column for column in self.keys if column in filled]
        if keyed and not any(normalise(filled[column]) == self._headings[column] for column in keyed):
            return False
        same = sum(normalise(value) == self._headings.get(column) for column, value in filled.items())
        return same >= 2 and same * 2 >= len(filled)

    def _furniture(self, rest: dict[int, str]) -> RowKind | None:
        """Furniture says what it is where the row begins, and has no ordinary key beside it."""
        at, first = next(iter(rest.items()))
        if self._grouped and len(rest) == 1 and _GROUP.fullmatch(first) and not _NO_GROUP.search(first):
            return RowKind.GROUP
        keyed = [value for column, value in rest.items() if column in self.keys and value != first]
        counts_only = all(_NUMBER.fullmatch(value) or _COUNT.fullmatch(value) for value in keyed)
        if _TOTAL.fullmatch(first) and counts_only:
            return RowKind.TOTAL
        if _NOTE.fullmatch(first):
            return RowKind.NOTE
        if len(rest) == 1 and (kind := self._sentence(first)):
            return kind
        if (":" in first or "：" in first or not keyed) and len(rest) <= 8 and _SIGNATURE.fullmatch(first):
            return RowKind.SIGNATURE
        said_by_place = at in self.keys or at not in self._taken
        return RowKind.SIGNATURE if said_by_place and len(rest) <= 8 and _SIGNER_ALONE.fullmatch(first) else None

    def _sentence(self, only: str) -> RowKind | None:
        """A text that stands alone in its row and is no signature."""
        if self._grouped and _LED_BY.match(only):
            return RowKind.GROUP
        return RowKind.NOTE if len(only) > _LONG or (_LIST_OF_NOTES.fullmatch(only) and not _BODY.search(only)) else None

    def _lone(self, rest: dict[int, str]) -> RowKind | None:
        """One text, perhaps with a count beside it: the name of a group, or a record of which nothing else is known."""
        texts = {column: value for column, value in rest.items() if not _COUNT.fullmatch(value)}
        if len(rest) > 2 or len(texts) != 1:
            return None
        column, only = next(iter(texts.items()))
        if not self._grouped:
            return RowKind.RECORD if column in self.keys else RowKind.NOTE
        if _TITLE_END.search(only) and not _ENDS_IN_BODY.search(_TITLE_END.sub("", only)):
            return RowKind.NOTE
        if _BODY.search(only):
            return RowKind.GROUP
        return RowKind.RECORD if column in self.keys else RowKind.NOTE

    def _by_fields(self, rest: dict[int, str], filled: dict[int, str]) -> RowKind:
        """Three fields without a key, or two in a fuller row, are a record whose key is missing; less nobody can place."""
        fields = len(self._taken & set(rest))
        known = bool(self.keys & set(rest)) or fields >= 3 or (fields == 2 and len(filled) >= 4)
        return RowKind.RECORD if known else RowKind.NOTE


def _are_ordinals(values: list[str]) -> bool:
    """Forms number their columns in a row below the headings: 1, 2, 3, or 甲, 1, 2."""
    numbers = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 2]
    return len(numbers) >= 3 and len(numbers) >= len(values) - 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
