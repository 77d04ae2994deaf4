"""Reports of a year, one with its counts and problems, the meetings at which it may have been held."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from zhibu.cases.models import Case
from zhibu.cases.queries.lists import CaseRow, case_rows
from zhibu.cases.terms import Status
from zhibu.gatherings.models import Holding
from zhibu.kernel.readers import Reader
from zhibu.mechanism.secretary_reports.models import ReportCount, SecretaryReport
from zhibu.mechanism.secretary_reports.rules.procedure import PROBLEM
from zhibu.mechanism.secretary_reports.rules.reports import Ballot
from zhibu.mechanism.secretary_reports.terms import KINDS, MEETINGS, RECORD, REPORT, SEE
from zhibu.parameters.queries import down_to
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import PostKind
from zhibu.store.guards import within

WHY: Final = "述职评议考核：上级党组织已在可见范围内"
RELATED: Final = ("organisation", "superior", "person", "held_above", "held_own")
BALLOT: Final = ("issued", "returned", "good", "fairly_good", "average", "poor")
MOST: Final = 40
OF_SECRETARY: Final = (
    "organisation_id", "organisation__now_parent_id", "person_id", "person__name", "organisation__now_short_name", "organisation__now_name",
)  # fmt: skip


def reports_seen(reader: Reader, year: int) -> QuerySet[SecretaryReport]:
    """Of those below, and one's own."""
    return SecretaryReport.objects.seen_by(reader, SEE).filter(year=year, person__erased_on=None)


def newest_year(reader: Reader) -> int | None:
    """The last one of which the reader sees a report; one query."""
    return SecretaryReport.objects.seen_by(reader, SEE).order_by("-year").values_list("year", flat=True).first()


def listed(found: QuerySet[SecretaryReport], *, first: int = 0, end: int | None = None) -> list[SecretaryReport]:
    """In the order of the tree; one query."""
    return list(found.select_related(*RELATED).order_by("organisation__now_path", "pk")[first:end])


def own_reports(person_id: int | None) -> list[SecretaryReport]:
    """The newest first; one query, none for accounts of nobody."""
    if person_id is None:
        return []
    return list(SecretaryReport.objects.unguarded(WHY).filter(person_id=person_id).select_related(*RELATED).order_by("-year", "-pk"))


def opens_for(reader: Reader) -> list[Organisation]:
    """The organisations whose years the reader opens: the outermost of his reach."""
    found = Organisation.objects.seen_by(reader, RECORD).filter(now_path__in=reader.paths(RECORD), dissolved_on=None)
    return list(found.order_by("now_path"))


def opened_on(reader: Reader, on: date, year: int | None = None) -> QuerySet[SecretaryReport]:
    """What was opened on a day, where the reader opens years; of one year, where it is named."""
    found = SecretaryReport.objects.seen_by(reader, RECORD).filter(opened_on=on)
    return (found if year is None else found.filter(year=year)).select_related("organisation").order_by("organisation__now_path", "pk")


def entered_in(reports: Sequence[SecretaryReport]) -> list[str]:
    """The organisations for which something was entered; two queries."""
    counted = set(ReportCount.objects.unguarded(WHY).filter(report__in=reports).values_list("report_id", flat=True))
    cases = Case.objects.unguarded(WHY).filter(subject_kind=REPORT, subject_code__in=[one.code for one in reports])
    named = set(cases.values_list("subject_code", flat=True))
    begun = [one for one in reports if one.held_above_id or one.held_own_id or one.kept_at or one.grade]
    return [str(one.organisation) for one in reports if one in begun or one.pk in counted or one.code in named]


class Secretary(NamedTuple):
    """Who reports, for which organisation, to which one."""

    organisation_id: int
    superior_id: int
    person_id: int
    name: str
    organisation: str = ""


def secretaries_below(organisation: Organisation, year: int, on: date) -> list[Secretary]:
    """Without a report of that year yet; two queries."""
    posts = Post.objects.unguarded(WHY).on(on).filter(kind=PostKind.SECRETARY.value, person__erased_on=None)
    here = posts.filter(within("organisation__now_path", [organisation.now_path]), organisation__now_kind__in=KINDS)
    below = here.exclude(organisation=organisation).filter(organisation__dissolved_on=None, organisation__now_parent__isnull=False)
    rows = below.order_by("organisation__now_path", "pk")
    known = set(SecretaryReport.objects.unguarded(WHY).filter(year=year).values_list("organisation_id", flat=True))
    found: dict[int, Secretary] = {}
    for one, superior, person, name, short, full in rows.values_list(*OF_SECRETARY):
        if one not in known and superior is not None:
            found.setdefault(one, Secretary(one, superior, person, name, short or full))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """What counters entered, in their order."""

    rows: Sequence[tuple[str, int | None, Ballot]]
    numbers: Sequence[int] = ()
    """The counters' places, in the same order."""

    @property
    def settled(self) -> Ballot | None:
        """Both are in and say the same."""
        return self.rows[0][2] if len(self.rows) == 2 and self.rows[0][2] == self.rows[1][2] else None


def counts_of(reports: Sequence[int]) -> Mapping[int, Counts]:
    """By report; one query."""
    found: dict[int, list[tuple[str, int | None, Ballot]]] = {pk: [] for pk in reports}
    numbers: dict[int, list[int]] = {pk: [] for pk in reports}
    rows = ReportCount.objects.unguarded(WHY).filter(report__in=reports).order_by("report_id", "counter")
    for report, counter, counted_by, account, *ballot in rows.values_list("report_id", "counter", "counted_by", "account_id", *BALLOT):
        found[report].append((counted_by, account, Ballot(*ballot)))
        numbers[report].append(counter)
    return {pk: Counts(tuple(lines), tuple(numbers[pk])) for pk, lines in found.items()}


def meetings_for(report: SecretaryReport, *, own: bool) -> list[Holding]:
    """Signed ones since October of the year: of the organisation itself, or of those above it; newest first, with what was chosen."""
    found = Holding.objects.unguarded(WHY).filter(cancelled=False)
    paths = [report.organisation.now_path] if own else down_to(report.superior.now_path)
    fits = Q(kind__in=MEETINGS, on__gte=date(report.year, 10, 1), on__lt=date(report.year + 1, 10, 1), organisation__now_path__in=paths)
    return list(
        found.filter(fits | Q(pk=report.held_own_id if own else report.held_above_id))
        .exclude(signed_at=None)
        .select_related("gathering", "part", "organisation")
        .order_by("-on", "-pk")[:MOST]
    )


def problems_of(report: SecretaryReport, on: date) -> list[CaseRow]:
    """What is to be put right; one query."""
    found = Case.objects.unguarded(WHY).filter(subject_kind=REPORT, subject_code=report.code, procedure=PROBLEM.key)
    return case_rows(found, on=on, order="pk")


def problems_by(codes: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """How many problems each report named, and how many of them stand; one query."""
    rows = Case.objects.unguarded(WHY).filter(subject_kind=REPORT, subject_code__in=list(codes), procedure=PROBLEM.key)
    every: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for code, state in rows.values_list("subject_code", "now_state"):
        every[code] += 1
        left[code] += not Status(state).ended
    return {code: (every[code], left[code]) for code in codes}


def report_named(code: str) -> SecretaryReport | None:
    """Of the subject of a case."""
    return SecretaryReport.objects.unguarded(WHY).filter(Q(code=code)).select_related(*RELATED).first()
