"""A selection with what its pages and services need: as many queries, whatever its length.

Whom a nomination names is read only by those for whom ``names`` was asked: who conducts the selection, and of its own nominations
the organisation that made them while nominations are taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.db.models import F, Q

from zhibu.cases.terms import Status
from zhibu.gatherings.models import Vote
from zhibu.gatherings.terms import Ballot
from zhibu.mechanism.honours.models import CampaignQuota, Honour, Nomination, NoticeObjection, SelectionCampaign
from zhibu.mechanism.honours.rules.progress import Quota, Raised, Reviewed, Voted
from zhibu.mechanism.honours.terms import Answered, Kind, Receiver, Verdict, kind_of
from zhibu.register.models import Person
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store

WHY: Final = "评选表彰：所属事项已在可见范围内"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One nomination, with whom it names while that is open."""

    row: Nomination
    code: str
    """Of the person, the organisation or the unit."""
    called: str
    place: str
    """Where it stands: the branch of a member, the superior of an organisation, the place of a unit."""

    @property
    def number(self) -> int:
        """Among the nominations of the selection."""
        return self.row.number

    @property
    def person(self) -> Person | None:
        """Of a member the record that stands for it today: nominations don't follow a merger, since the trail never says whom they name."""
        return person_of(self.row)

    @property
    def verdict(self) -> Verdict:
        """What the review came to."""
        return Verdict.stored(self.row.verdict)

    @property
    def who(self) -> tuple[str, int]:
        """Kind and number of the receiver."""
        row = self.row
        if self.person is not None:
            return Receiver.PERSON, self.person.pk
        if row.organisation_id is not None:
            return Receiver.ORGANISATION, row.organisation_id
        return Receiver.UNIT, row.unit_id or 0


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection with its answer, opened for whoever conducts the selection."""

    row: NoticeObjection
    said: str
    answer: str
    about: int = 0
    """The number of the nomination; 0 for the list as a whole."""

    @property
    def outcome(self) -> Answered:
        """What looking into it came to."""
        return Answered.stored(self.row.outcome)


@dataclass(frozen=True)
class Stand:
    """All of one selection."""

    row: SelectionCampaign
    quotas: Sequence[Quota]
    proposed: Sequence[Proposed]
    objections: Sequence[Objected]

    @property
    def kind(self) -> Kind:
        """How it is selected."""
        return kind_of(self.row.kind)

    @cached_property
    def reviewed(self) -> list[Reviewed]:
        """As the rules take it."""
        return [Reviewed(one.number, one.verdict, one.row.verdict_because) for one in self.proposed]

    @property
    def raised(self) -> list[Raised]:
        """As the rules take it."""
        return [Raised(one.row.number, one.outcome) for one in self.objections]

    @property
    def supported(self) -> list[Proposed]:
        """拟表彰名单, in the order of the tree and of pinyin: nobody is ranked.

        Somebody nominated under two records that were merged since stands there once, and the other nomination is sealed with the rest.
        Merging is not refused for it: whoever merges would learn who was nominated.
        """
        found: dict[tuple[int, int], Proposed] = {}
        for one in self.proposed:
            if one.verdict is Verdict.SUPPORTED:
                found.setdefault((one.person.pk, 0) if one.person is not None else (0, one.number), one)
        return list(found.values())


RELATED: Final = (
    "person__now_organisation",
    "person__merged_into__now_organisation",
    "organisation__now_parent",
    "unit__organisation",
    "nominator",
)


def stand_of(row: SelectionCampaign) -> Stand:
    """Three queries, and one of the key store. Called off, it names nobody any more."""
    found = Nomination.objects.unguarded(WHY).filter(campaign=row, sealed_on=None).select_related(*RELATED)
    rows = [] if _called_off(row) else list(found)
    proposed = sorted(map(_proposed, rows), key=lambda one: (one.row.nominator.now_path, _sorted_by(one.row), one.row.pk))
    return Stand(row, quotas_of(row, rows), proposed, _objections(row))


def _called_off(row: SelectionCampaign) -> bool:
    return bool(row.case.now_state == Status.CANCELLED.value)


def person_of(row: Nomination) -> Person | None:
    """Whom it names, by the record that stays where two were merged."""
    return (row.person.merged_into or row.person) if row.person is not None else None


def _sorted_by(row: Nomination) -> str:
    person = person_of(row)
    return person.sort_key if person is not None else row.name


def _proposed(row: Nomination) -> Proposed:
    person = person_of(row)
    if person is not None:
        return Proposed(row, person.code, person.name, str(person.now_organisation or ""))
    if row.organisation is not None:
        return Proposed(row, row.organisation.code, str(row.organisation), str(row.organisation.now_parent or ""))
    unit = row.unit
    if unit is None:
        return Proposed(row, "", "", "")
    return Proposed(row, unit.code, f"{unit.name}　{row.name}" if row.name else unit.name, str(unit.organisation))


def quotas_of(row: SelectionCampaign, nominations: Sequence[Nomination]) -> list[Quota]:
    """With how many each has used; one query."""
    found = CampaignQuota.objects.unguarded(WHY).filter(campaign=row).select_related("organisation").order_by("organisation__now_path")
    paths = [one.nominator.now_path or "" for one in nominations]
    quotas = [Quota(one.organisation.now_path or "", str(one.organisation), one.number) for one in found]
    return [Quota(one.path, one.name, one.number, sum(path.startswith(one.path) for path in paths)) for one in quotas]


def _objections(row: SelectionCampaign) -> list[Objected]:
    """What was said is opened until the decision: it names people of whom nothing else stands afterwards."""
    found = list(NoticeObjection.objects.unguarded(WHY).filter(campaign=row).order_by("number"))
    name = row.case.key_name
    if row.decided_on is not None or _called_off(row):
        return [Objected(one, "", "") for one in found]
    key = key_store().of([name]).get(name) if found else None
    return [_objected(one, name, key) for one in found]


def _objected(one: NoticeObjection, name: str, key: bytes | None) -> Objected:
    """Before what was said stands the number of the nomination that it is about, under the same seal."""
    about, _, said = open_field(one.said, field=f"objection/{one.number}/said", key_name=name, key=key).partition("\n")
    answer = open_field(one.answer, field=f"objection/{one.number}/answer", key_name=name, key=key)
    return Objected(one, said or about, answer, int(about) if about.isdecimal() else 0)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A gathering at which the organisation voted on paper."""

    id: int
    code: str
    title: str
    on: date
    computation: str


def votes_of(row: SelectionCampaign, gathering: int) -> list[Voted]:
    """The votes that the organisation took in a gathering; what they were about stands in its minutes."""
    found = Vote.objects.unguarded(WHY).filter(gathering_id=gathering, holding__organisation=row.organisation_id, void_because="")
    return [Voted(ballot == Ballot.PAPER, passed, on) for ballot, passed, on in found.values_list("ballot", "passed", "opened_on")]


def meetings_of(row: SelectionCampaign, *, since: date) -> list[Meeting]:
    """Gatherings with a vote on paper that passed, since the review; the newest first."""
    found = Vote.objects.unguarded(WHY).filter(holding__organisation=row.organisation_id, ballot=str(Ballot.PAPER), passed=True)
    rows = found.filter(opened_on__gte=since, void_because="").order_by("-opened_on", "-pk")
    told = rows.annotate(code=F("holding__gathering__code"), title=F("holding__gathering__title"))
    seen: dict[int, Meeting] = {}
    for pk, code, title, on, computation in told.values_list("gathering_id", "code", "title", "opened_on", "computation"):
        seen.setdefault(pk, Meeting(pk, code, title, on, computation))
    return list(seen.values())


def granted_in(row: SelectionCampaign) -> Mapping[str, int]:
    """How many honours came of it, and how many nominations are sealed; two queries."""
    sealed = Nomination.objects.unguarded(WHY).filter(campaign=row).exclude(sealed_on=None).count()
    return {"granted": Honour.objects.unguarded(WHY).filter(campaign=row).count(), "sealed": sealed}


def receiver_of(receiver: Receiver, pk: int, name: str = "") -> Q:
    """The rows of one receiver; of a person under whichever record."""
    if receiver is Receiver.PERSON:
        return Q(Q(person_id=pk) | Q(person__merged_into_id=pk), name=name)
    return Q(**{f"{receiver.value}_id": pk}, name=name)
