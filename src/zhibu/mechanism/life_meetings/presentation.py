"""A life meeting in the words of its page: how far its preparation is, and its list of matters to put right."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import row_item
from zhibu.cases.terms import STEER
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.life_meetings.queries.meetings import Followed, Key
from zhibu.mechanism.life_meetings.queries.talks import Talks
from zhibu.mechanism.life_meetings.rules.talks import due
from zhibu.web.components import Chip, Item
from zhibu.web.pages import Act
from zhibu.web.panels import Panel

EXPORT: Final = "export_ledgers"
NOT_BEGUN: Final = "还没有登记筹备。开始筹备后，学习、征求意见、谈心谈话、材料和会后的事逐项提醒。"
NO_MATTERS: Final = "还没有。会上明确要改的事记在这里，逐件跟到改完、核查。"
PAPER: Final = "发言、批评意见和对照检查材料留在纸上，这里没有地方写。"


def panels_of(holdings: Sequence[Holding], followed: dict[Key, Followed], gathering: Gathering, reader: AccountReader) -> list[Panel]:
    """Two for each organisation in reach."""
    several = len(holdings) > 1
    panels = []
    for one in holdings:
        found = followed.get((gathering.code, one.organisation_id), Followed())
        steers = reader.may(STEER, one.organisation.now_path) and not one.cancelled
        whose = f"：{one.organisation}" if several else ""
        panels += [_preparation(one, found, gathering, whose, steers=steers), _matters(one, found, gathering, whose, steers=steers)]
    return panels


def _preparation(one: Holding, found: Followed, gathering: Gathering, whose: str, *, steers: bool) -> Panel:
    title = f"{GatheringKind.word(one.kind)}筹备{whose}"
    if found.preparation is not None:
        return Panel(title, [row_item(found.preparation)], PAPER)
    begin = reverse("life_prepare", args=[gathering.code, one.organisation.code]) if steers else ""
    return Panel(title, text=NOT_BEGUN, link="开始筹备" if begin else "", url=begin)


def _matters(one: Holding, found: Followed, gathering: Gathering, whose: str, *, steers: bool) -> Panel:
    note = reverse("life_matter_new", args=[gathering.code, one.organisation.code]) if steers else ""
    items = [row_item(row) for row in found.matters]
    return Panel(f"整改清单{whose}", items, "" if items else NO_MATTERS, "记一件整改事项" if note else "", note)


def papers_of(gathering: Gathering, reader: AccountReader) -> list[Act]:
    """The list to take along."""
    if not reader.paths(EXPORT):
        return []
    return [
        Act(f"清单 {word}", reverse("life_list", args=[gathering.code, ending])) for ending, word in (("docx", "Word"), ("xlsx", "Excel"))
    ]


def how_far(talks: Talks) -> str:
    """Of the talks that are owed, how many were held."""
    owed = due(talks.everybody)
    return f"已谈 {owed - len(talks.missing)}/{owed}"


def missing_items(talks: Talks) -> list[Item]:
    """Talks that are still to be: each pair once, then members whom nobody has talked with."""
    pairs: dict[str, list[str]] = {}
    alone: list[str] = []
    for one, other in talks.missing:
        if other is None:
            alone.append(one.name)
        else:
            pairs.setdefault(one.name, []).append(other.name)
    chip = Chip("due", "还没谈")
    items = [Item(name, f"和{'、'.join(others)}", chip) for name, others in pairs.items()]
    return [*items, Item("、".join(alone), "还没有班子成员或支委和他们谈", chip)] if alone else items


def held_items(talks: Talks) -> list[Item]:
    """Those that were: who, with whom, when."""
    return [Item(f"{row.speaker}、{row.other}", row.on.isoformat(), Chip("ok", "已谈")) for row in talks.rows]
