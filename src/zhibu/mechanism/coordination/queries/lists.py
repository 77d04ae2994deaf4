"""The three lists and the partners: rows as pages, Excel and matching read them; a constant number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.coordination.models import LiaisonArrival, Listed, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.answers import OFFERED
from zhibu.mechanism.coordination.queries.states import UNDER_WAY, state_of_need, state_of_project
from zhibu.mechanism.coordination.rules.acts import offer_state
from zhibu.mechanism.coordination.terms import ANSWERED, SEE, NeedState, OfferState, ProjectState
from zhibu.store.guards import within

L = TypeVar("L", bound=Listed)
WHY: Final = "已经确认可以看到的共建方，数它们的资源、需求和项目"
HOME: Final = ("organisation__now_short_name", "organisation__now_name")
PARTNER: Final = ("partner__code", "partner__name")
NEED_COLUMNS: Final = (
    "pk", "code", "title", "kind", *HOME, *PARTNER, "asked__name", "wanted_by", "entered_on", "case__now_state", "returned",
    "case__now_latest", "detail",
)  # fmt: skip
OFFER_COLUMNS: Final = ("pk", "code", "title", "kind", *HOME, *PARTNER, "since", "until", "withdrawn_on", "entered_on", "detail")
PROJECT_COLUMNS: Final = (
    "pk", "code", "title", "kind", *HOME, *PARTNER, "partner_gives", "due", "done_on", "case__now_state", "case__now_steps",
    "case__now_latest", "matched_on", "outcome",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed by."""

    reader: Reader
    on: date
    paths: Collection[str] | None = None
    text: str = ""
    kind: str = ""
    state: str = ""
    partner: str = ""


class NeedRow(NamedTuple):
    """A need in the list."""

    id: int
    code: str
    title: str
    kind: str
    home: str
    partner_code: str
    partner: str
    asked: str
    wanted_by: date | None
    entered_on: date
    state: NeedState
    latest: date | None
    late: bool
    detail: str
    answered: bool = False
    """An offer of a liaison stands beside it and waits for a person."""

    @property
    def said(self) -> str:
        """Its state in words."""
        return ANSWERED if self.answered and self.state is NeedState.OPEN else self.state.label

    @property
    def of_whom(self) -> str:
        """Whom it is asked of."""
        return self.home if self.partner else self.asked or "所有共建方"


class OfferRow(NamedTuple):
    """An offer in the list."""

    id: int
    code: str
    title: str
    kind: str
    home: str
    partner_code: str
    partner: str
    since: date
    until: date | None
    state: OfferState
    entered_on: date
    detail: str


class ProjectRow(NamedTuple):
    """A project in the list."""

    id: int
    code: str
    title: str
    kind: str
    home: str
    partner_code: str
    partner: str
    partner_gives: bool
    due: date | None
    done_on: date | None
    state: ProjectState
    latest: date | None
    late: bool
    matched_on: date
    outcome: str


class PartnerRow(NamedTuple):
    """A partner in the list, with what it gave and asked."""

    id: int
    code: str
    name: str
    kind: str
    home: str
    since: date
    ended_on: date | None
    offers: int
    needs: int
    done: int


NEED_STATES: Final[Mapping[str, Q]] = {
    str(NeedState.OPEN): Q(case__now_state__in=UNDER_WAY),
    str(NeedState.MATCHED): Q(case__now_state=Status.DONE.value, returned=""),
    str(NeedState.RETURNED): Q(case__now_state=Status.DONE.value) & ~Q(returned=""),
    str(NeedState.WITHDRAWN): Q(case__now_state=Status.CANCELLED.value),
}
PROJECT_STATES: Final[Mapping[str, Q]] = {
    **{
        str(one): Q(case__now_state__in=UNDER_WAY, case__now_steps=str(one))
        for one in (ProjectState.AGREE, ProjectState.DELIVER, ProjectState.CONFIRM, ProjectState.THANK)
    },
    str(ProjectState.DONE): Q(case__now_state=Status.DONE.value),
    str(ProjectState.CANCELLED): Q(case__now_state=Status.CANCELLED.value),
}
CONFIRMED: Final = Q(case__now_state=Status.DONE.value) | Q(case__now_state__in=UNDER_WAY, case__now_steps=str(ProjectState.THANK))
"""Projects that the other side has confirmed; nothing else is told of as done."""


def offer_states(on: date) -> dict[str, Q]:
    """Of a day."""
    return {
        str(OfferState.READY): Q(withdrawn_on=None, until__gt=on),
        str(OfferState.ENDED): Q(withdrawn_on=None, until__lte=on),
        str(OfferState.WITHDRAWN): Q(withdrawn_on__isnull=False),
    }


def _narrowed(found: "QuerySet[L]", wanted: Wanted) -> "QuerySet[L]":
    if wanted.paths is not None:
        found = found.filter(within("organisation__now_path", wanted.paths))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.partner:
        found = found.filter(partner__code=wanted.partner)
    return found.filter(Q(title__contains=wanted.text) | Q(partner__name__contains=wanted.text)) if wanted.text else found


def needs(wanted: Wanted) -> "QuerySet[Need]":
    """Needs in reach, whatever their state; ``asked`` of a partner counts as its own list's, too."""
    return _narrowed(Need.objects.seen_by(wanted.reader, SEE), wanted)


def offers(wanted: Wanted) -> "QuerySet[Offer]":
    """Offers in reach, whatever their state."""
    return _narrowed(Offer.objects.seen_by(wanted.reader, SEE), wanted)


def projects(wanted: Wanted) -> "QuerySet[Project]":
    """Projects in reach, whatever their state."""
    return _narrowed(Project.objects.seen_by(wanted.reader, SEE), wanted)


def counted(found: "QuerySet[Any]", states: Mapping[str, Q]) -> dict[str, int]:
    """How many there are of each state and of all; one query."""
    told: dict[str, int] = found.order_by().aggregate(total=Count("pk"), **{key: Count("pk", filter=q) for key, q in states.items()})
    return {"": told.pop("total"), **told}


Span = tuple[int, int | None]
WHOLE: Final[Span] = (0, None)


def need_rows(found: "QuerySet[Need]", on: date, *, order: Sequence[str] = ("-entered_on", "-pk"), span: Span = WHOLE) -> list[NeedRow]:
    """One page; one query."""
    told = found.annotate(waits=Exists(LiaisonArrival.objects.unguarded(WHY).filter(OFFERED, need=OuterRef("pk"))))
    rows = told.order_by(*order).values_list(*NEED_COLUMNS, "waits")[span[0] : span[1]]
    return [_need(row, on) for row in rows]


def _need(row: tuple[Any, ...], on: date) -> NeedRow:
    pk, code, title, kind, short, name, p_code, p_name, asked, wanted_by, entered, status, returned, latest, detail, waits = row
    state = state_of_need(status, returned)
    last = None if latest == FAR or state is not NeedState.OPEN else latest
    late = last is not None and status == Status.OPEN and last < on
    return NeedRow(
        pk, code, title, kind, short or name, p_code or "", p_name or "", asked or "", wanted_by, entered, state, last, late, detail, waits
    )  # fmt: skip


def offer_rows(found: "QuerySet[Offer]", on: date, *, order: Sequence[str] = ("-entered_on", "-pk"), span: Span = WHOLE) -> list[OfferRow]:
    """One page; one query."""
    rows = found.order_by(*order).values_list(*OFFER_COLUMNS)[span[0] : span[1]]
    return [
        OfferRow(
            pk, code, title, kind, short or name, p_code or "", p_name or "", since, None if until == FAR else until,
            offer_state(withdrawn=gone is not None, until=until, on=on), entered, detail,
        )
        for pk, code, title, kind, short, name, p_code, p_name, since, until, gone, entered, detail in rows
    ]  # fmt: skip


def project_rows(
    found: "QuerySet[Project]", on: date, *, order: Sequence[str] = ("-matched_on", "-pk"), span: Span = WHOLE
) -> list[ProjectRow]:
    """One page; one query."""
    rows = found.order_by(*order).values_list(*PROJECT_COLUMNS)[span[0] : span[1]]
    return [_project(row, on) for row in rows]


def _project(row: tuple[Any, ...], on: date) -> ProjectRow:
    pk, code, title, kind, short, name, p_code, p_name, gives, due, done_on, status, steps, latest, matched, outcome = row
    state = state_of_project(status, steps)
    last = None if latest == FAR or status not in UNDER_WAY else latest
    late = last is not None and status == Status.OPEN and last < on
    return ProjectRow(
        pk, code, title, kind, short or name, p_code, p_name, gives, due, done_on, state, last, late, matched, outcome
    )  # fmt: skip


def partners(wanted: Wanted) -> "QuerySet[PartnerUnit]":
    """Partners in reach."""
    found = PartnerUnit.objects.seen_by(wanted.reader, SEE)
    if wanted.paths is not None:
        found = found.filter(within("organisation__now_path", wanted.paths))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    return found.filter(name__contains=wanted.text) if wanted.text else found


def partner_rows(found: "QuerySet[PartnerUnit]", *, order: Sequence[str] = ("name", "pk"), span: Span = WHOLE) -> list[PartnerRow]:
    """One page; four queries."""
    rows = list(found.order_by(*order).values_list("pk", "code", "name", "kind", *HOME, "since", "ended_on")[span[0] : span[1]])
    ids = [row[0] for row in rows]
    given = _by_partner(Offer.objects.unguarded(WHY).filter(partner__in=ids))
    asked = _by_partner(Need.objects.unguarded(WHY).filter(partner__in=ids))
    done = _by_partner(Project.objects.unguarded(WHY).filter(CONFIRMED, partner__in=ids))
    return [
        PartnerRow(pk, code, name, kind, short or full, since, ended, given.get(pk, 0), asked.get(pk, 0), done.get(pk, 0))
        for pk, code, name, kind, short, full, since, ended in rows
    ]


def _by_partner(found: "QuerySet[Any]") -> dict[int, int]:
    return dict(found.order_by().values("partner").annotate(number=Count("pk")).values_list("partner", "number"))


def refused_unseen(reader: Reader, act: str) -> "QuerySet[LiaisonArrival]":
    """What came by a link, was refused and has been looked at by nobody."""
    found = LiaisonArrival.objects.seen_by(reader, act).exclude(refused="").filter(seen_on=None)
    return found.select_related("partner", "link", "organisation").order_by("-at", "-pk")
