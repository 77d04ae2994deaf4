"""From what was ticked to parts with their holders: who may hold a kind is known, so nobody says it for each part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.gatherings.rules.catalogue import CATALOGUE, Voters
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.organisations import OrganisationKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be ticked, with its place in the tree."""

    organisation_id: int
    code: str
    name: str
    kind: str
    path: str
    dissolved_on: date | None = None

    @property
    def holder(self) -> Holder:
        """As the rules of planning take it."""
        return Holder(self.organisation_id, self.name, self.kind, self.dissolved_on)


@dataclass(frozen=True, slots=True)
class Typed:
    """One kind that was ticked, with what was typed beside it."""

    kind: str
    topic: str = ""
    lecturer: str = ""


def holders_of(kind: str, ticked: Sequence[Candidate], offered: Sequence[Candidate]) -> tuple[Holder, ...]:
    """Those of the ticked that hold it; of a branch that does not, its groups do. Where nobody may, all: the rule then says who may."""
    may = CATALOGUE[GatheringKind.stored(kind)].holders
    fitting = [one for one in ticked if one.kind in may]
    if not fitting and may == {OrganisationKind.GROUP}:
        above = {one.path for one in ticked if one.kind == OrganisationKind.BRANCH}
        fitting = [one for one in offered if one.kind in may and any(one.path.startswith(path) for path in above)]
    return tuple(one.holder for one in (fitting or ticked))


def parts_of(
    typed: Sequence[Typed], ticked: Sequence[Candidate], offered: Sequence[Candidate], *, chair: str, recorder: str, items: Sequence[str]
) -> tuple[PartDraft, ...]:
    """In the order of the catalogue; the agenda belongs to the part that decides, else to the first."""
    deciding = next((one.kind for one in typed if CATALOGUE[GatheringKind.stored(one.kind)].voters != Voters.NOBODY), "")
    carries = deciding or next((one.kind for one in typed), "")
    return tuple(
        PartDraft(
            one.kind,
            one.topic,
            holders_of(one.kind, ticked, offered),
            chair=chair,
            recorder=recorder,
            lecturer=one.lecturer,
            items=tuple(items) if one.kind == carries else (),
        )
        for one in typed
    )


def host_of(ticked: Sequence[Candidate], offered: Sequence[Candidate]) -> Candidate:
    """Who calls it: the one that holds it, of several the lowest within reach that stands above them all."""
    above = [one for one in offered if all(other.path.startswith(one.path) for other in ticked)]
    return max(above, key=lambda one: len(one.path), default=ticked[0])


def names_who_told(draft: Draft, *, today: date, own: bool) -> Decision:
    """补录 on behalf of others says who was there and told; whoever records the own organisation's meeting tells it himself."""
    missing = draft.on < today and not draft.reported_by.strip() and not own
    return Decision.of(
        Objection("no_reporter", "日期在今天以前，是补录，没有写报告人。", remedy="写谁报来的，例如支部书记的姓名。", field="reported_by")
        if missing
        else None
    )
