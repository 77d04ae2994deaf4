"""From which level an honour comes, read off the name of its giver, for tables that have no column for it; a person sees what was read."""

import re
from typing import Final

from zhibu.mechanism.honours.terms import Level

NATION: Final = re.compile(r"国家|全国|中央|国务院|中组部|中宣部|人民共和国")
OWN_REGION: Final = re.compile(r"自治区")
NO_LEVEL: Final = re.compile(r"社区|小区|园区|片区|区域")
MUNICIPALITIES: Final = re.compile(r"(?:北京|上海|天津|重庆)市")
"""They stand beside provinces."""
PARTS: Final = (
    (re.compile(r"街道|街工委|镇委|镇政府|镇人民政府|乡委|乡政府"), Level.STREET),
    (re.compile(r"区|县|旗"), Level.DISTRICT),
)


def level_of(giver: str) -> Level | None:
    """The narrowest place that a name speaks of is that of the giver: 新州市云溪区委 is a district's. None where nothing is read."""
    if NATION.search(giver):
        return Level.NATION
    name = NO_LEVEL.sub("", OWN_REGION.sub("省", giver))
    found = next((level for pattern, level in PARTS if pattern.search(name)), None)
    if found is not None:
        return found
    if "省" in name or MUNICIPALITIES.search(name):
        return Level.PROVINCE
    return Level.CITY if "市" in name else None
