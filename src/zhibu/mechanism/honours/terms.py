"""Words of honours: who is honoured, from which level an honour comes, and the kinds that a street selects."""

from dataclasses import dataclass
from typing import Final

from zhibu.register.terms.term import Term

SEE: Final = "see_names"
"""Who was honoured everybody may know who may know the names there; a member's own always."""
SEE_RECORD: Final = "see_record"
"""Opens the page of a person."""
RECORD: Final = "steer_cases"
"""Enters honours received and granted, conducts a selection."""
NOMINATE: Final = "act_in_cases"
EXPORT: Final = "export_ledgers"
SEE_GRADES: Final = "see_grades"
IMPORT: Final = "import_rosters"


class Receiver(Term):
    """Who is honoured."""

    PERSON = "person", "党员", "个人", "人员"
    ORGANISATION = "organisation", "党组织", "组织"
    UNIT = "unit", "驻区单位", "单位"


class Level(Term):
    """From which level an honour came to the street."""

    STREET = "street", "街道级", "街道", "镇街级"
    DISTRICT = "district", "区级", "区", "县级", "区县级"
    CITY = "city", "市级", "市", "地市级"
    PROVINCE = "province", "省级", "省", "直辖市级", "自治区级"
    NATION = "nation", "国家级", "国家", "全国", "中央"


class Verdict(Term):
    """What the review (考察) came to."""

    OPEN = "open", "未考察"
    SUPPORTED = "supported", "列入拟表彰名单"
    NOT_SUPPORTED = "not_supported", "不列入"


class Answered(Term):
    """What looking into an objection came to."""

    OPEN = "open", "核实中"
    UNFOUNDED = "unfounded", "不成立"
    FOUNDED = "founded", "成立"


class HonourKind(Term):
    """What a street selects; the 50-year medal derives its list from the records of admission."""

    ADVANCED_ORGANISATION = "advanced_organisation", "先进党组织", "先进基层党组织", "先进党支部"
    EXCELLENT_MEMBER = "excellent_member", "优秀共产党员", "优秀党员"
    EXCELLENT_WORKER = "excellent_worker", "优秀党务工作者"
    ADVANCED_UNIT = "advanced_unit", "参与社区党建先进单位", "先进单位"
    UNIT_ORGANISATION = "unit_organisation", "参与社区党建先进党组织"
    LEADING_MEMBER = "leading_member", "党员带头人"
    FIFTY_YEAR_MEDAL = "fifty_year_medal", "“光荣在党50年”纪念章", "光荣在党50年", "光荣在党50年纪念章"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is selected. ``conditions`` are keys of ``rules.conditions``; ``named`` asks for a name inside of the unit."""

    kind: HonourKind
    receiver: Receiver
    conditions: tuple[str, ...]
    named: str = ""
    derived: bool = False


KINDS: Final = {
    one.kind: one
    for one in (
        Kind(HonourKind.ADVANCED_ORGANISATION, Receiver.ORGANISATION, ("party_organisation", "band", "duties", "once")),
        Kind(HonourKind.EXCELLENT_MEMBER, Receiver.PERSON, ("full_member", "in_force", "on_roll", "grade", "once")),
        Kind(HonourKind.EXCELLENT_WORKER, Receiver.PERSON, ("full_member", "in_force", "on_roll", "grade", "party_worker", "once")),
        Kind(HonourKind.ADVANCED_UNIT, Receiver.UNIT, ("not_district_owned", "unit_there", "once")),
        Kind(HonourKind.UNIT_ORGANISATION, Receiver.UNIT, ("not_district_owned", "unit_there", "once"), "党组织名称"),
        Kind(HonourKind.LEADING_MEMBER, Receiver.UNIT, ("not_district_owned", "unit_there", "once"), "姓名"),
        Kind(
            HonourKind.FIFTY_YEAR_MEDAL,
            Receiver.PERSON,
            ("full_member", "in_force", "on_roll", "fifty_years", "once_ever"),
            "",
            derived=True,
        ),
    )
}


def kind_of(key: str) -> Kind:
    """The kind of a stored key."""
    return KINDS[HonourKind.stored(key)]


INSIDE: Final = {HonourKind.UNIT_ORGANISATION: Receiver.ORGANISATION, HonourKind.LEADING_MEMBER: Receiver.PERSON}
"""Whom a kind honours inside of a unit: the register holds the unit alone, but the honour is not the unit's."""


def counted_as(kind: str) -> Receiver:
    """Under what the receivers of a stored kind are counted."""
    return INSIDE.get(HonourKind.stored(kind), kind_of(kind).receiver)
