"""Target agreements: who takes part, how each stands, one with its table."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import QuerySet, Sum

from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Agreement, Indicator, Result, Scheme
from zhibu.mechanism.appraisal.rules.agreeing import Signed, Table
from zhibu.mechanism.appraisal.rules.year import Begun
from zhibu.mechanism.appraisal.terms import SEE, PartKind, SchemeState
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import PostKind
from zhibu.store.guards import within

WHY: Final = "已经确认可以办理的考评办法，读取责任书和责任党组织"
NO_RESULT: Final = ("", "")
RELATED: Final = ("scheme__organisation", "taker")


def takers_of(scheme: Scheme) -> list[Organisation]:
    """Those of the kind below the organisation that gives the table, in the order of the tree."""
    below = Organisation.objects.unguarded(WHY).filter(within("now_path", [scheme.organisation.now_path]), dissolved_on=None)
    return list(below.filter(now_kind=scheme.kind).exclude(pk=scheme.organisation_id).order_by("now_path"))


def agreements_of(scheme: Scheme) -> list[Agreement]:
    """All of a table, in the order of the tree."""
    return list(Agreement.objects.unguarded(WHY).filter(scheme=scheme).select_related(*RELATED).order_by("taker__now_path"))


def without_agreement(scheme: Scheme, takers: Sequence[Organisation]) -> list[Organisation]:
    """Takers for whom none was made yet."""
    known = set(Agreement.objects.unguarded(WHY).filter(scheme=scheme).values_list("taker_id", flat=True))
    return [one for one in takers if one.pk not in known]


def table_of(scheme: Scheme, takers: Sequence[Organisation], without: Sequence[Organisation], *, judged: bool = False) -> Table:
    """What the rule of making agreements asks; one query."""
    weights = {
        PartKind.REGULAR: scheme.regular_weight,
        PartKind.YEARLY: scheme.yearly_weight,
        PartKind.SATISFACTION: scheme.satisfaction_weight,
    }
    found = Indicator.objects.unguarded(WHY).filter(scheme=scheme).order_by().values_list("part").annotate(points=Sum("points"))
    sums = {part: Decimal(points or 0) for part, points in found}
    points = {kind.label: sums.get(kind.value, Decimal(0)) for kind, weight in weights.items() if weight}
    return Table(SchemeState(scheme.state), scheme.basis, points, len(takers), len(without), judged=judged)


def signed(agreement: Agreement) -> Signed:
    """How it stands."""
    return Signed(
        SchemeState(agreement.scheme.state),
        agreement.made_on,
        agreement.giver_signed_on,
        agreement.taker_signed_on,
        dissolved=agreement.taker.dissolved_on is not None,
    )


def begun_of(scheme: Scheme, agreements: Sequence[Agreement], *, begun: bool) -> Begun:
    """What the rule of beginning the year asks; whoever was dissolved signs no more, and nobody waits for that."""
    whole = sum(signed(one).whole or one.taker.dissolved_on is not None for one in agreements)
    return Begun(SchemeState(scheme.state), scheme.year, whole, len(agreements), begun=begun)


def secretaries(organisations: Sequence[int], on: date) -> list[tuple[int, int, str]]:
    """Organisation, person and name of whoever is secretary on a day; one query."""
    posts = Post.objects.unguarded(WHY).on(on).filter(organisation_id__in=organisations, kind=PostKind.SECRETARY.value)
    return list(posts.order_by("organisation_id", "pk").values_list("organisation_id", "person_id", "person__name"))


def days_of(path: str, parameter: str, on: date) -> int:
    """The street's own number of days of a day."""
    return rules_at(path, on).number(parameter)


class AgreementRow(NamedTuple):
    """A line of the list. The band is that of a published result alone."""

    code: str
    taker: str
    scheme: str
    giver: str
    year: int
    giver_on: date | None
    taker_on: date | None
    statement_on: date | None
    state: str
    band: str
    why: str = ""
    """Of a band below that of the points."""


def agreements_seen(reader: Reader, year: int, *, path: str = "", scheme: str = "", unsigned: bool = False) -> QuerySet[Agreement]:
    """Of a year, in reach; those on a draft are not there yet."""
    found = Agreement.objects.seen_by(reader, SEE).filter(scheme__year=year).exclude(scheme__state=SchemeState.DRAFT.value)
    if path:
        found = found.filter(within("taker__now_path", [path]))
    if scheme:
        found = found.filter(scheme__code=scheme)
    return found.exclude(giver_signed_on__isnull=False, taker_signed_on__isnull=False) if unsigned else found


def tables_seen(reader: Reader, year: int) -> dict[str, str]:
    """Title by code, of tables with agreements in reach; one query."""
    found = agreements_seen(reader, year).order_by("scheme__title")
    return dict(found.values_list("scheme__code", "scheme__title").distinct())


class Waiting(NamedTuple):
    """A table some of whose agreements its giver has not signed."""

    code: str
    title: str
    path: str


def waiting_for_giver(reader: Reader, year: int) -> list[Waiting]:
    """Of those in force, in reach; one query."""
    found = agreements_seen(reader, year).filter(giver_signed_on=None, scheme__state=SchemeState.IN_FORCE.value, taker__dissolved_on=None)
    columns = ("scheme__code", "scheme__title", "scheme__organisation__now_path")
    return [Waiting(*row) for row in found.order_by("scheme__title").values_list(*columns).distinct()]


ROW: Final = (
    "pk", "code", "taker__now_short_name", "taker__now_name", "scheme__title", "scheme__organisation__now_short_name",
    "scheme__organisation__now_name", "scheme__year", "giver_signed_on", "taker_signed_on", "statement_on", "scheme__state",
)  # fmt: skip


def agreement_rows(found: QuerySet[Agreement], *, first: int = 0, end: int | None = None) -> list[AgreementRow]:
    """One page in the order of the tree; two queries."""
    rows = list(found.order_by("taker__now_path", "scheme__title", "pk").values_list(*ROW)[first:end])
    results = Result.objects.unguarded(WHY).filter(agreement__in=[row[0] for row in rows]).exclude(published_on=None)
    bands = {pk: (band, why) for pk, band, why in results.values_list("agreement_id", "band", "band_reason")}
    return [
        AgreementRow(code, short or name, title, above or above_name, year, giver_on, taker_on, said_on, state, *bands.get(pk, NO_RESULT))
        for pk, code, short, name, title, above, above_name, year, giver_on, taker_on, said_on, state in rows
    ]
