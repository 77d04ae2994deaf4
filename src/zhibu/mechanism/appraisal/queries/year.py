"""The year of a table: its case, what is still missing for each step, what was told and what came out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.cases.models import Case
from zhibu.cases.queries.log import Line, Standing, standing
from zhibu.cases.rules.state import State
from zhibu.cases.terms import EntryKind, Status
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Indicator, Judgement, Result, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.queries.tables import Row, rows_of
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.appraisal.rules.scoring import Judged, Listed, in_force
from zhibu.mechanism.appraisal.terms import SCHEME, PartKind, SchemeState

WHY: Final = "已经确认可以看到的考评办法，读取年度考评办到哪一步"
NEWEST: Final = ("-pk",)


def case_of(scheme: Scheme) -> Case | None:
    """The case of a year, if it was begun and not called off."""
    found = Case.objects.unguarded(WHY).filter(subject_kind=SCHEME, subject_code=scheme.code, procedure=TARGET_YEAR.key)
    return found.exclude(now_state=Status.CANCELLED.value).order_by(*NEWEST).first()


def scheme_of(case: Case) -> Scheme | None:
    """The table whose year a case is; whoever may do its steps need not see the table's own page."""
    return Scheme.objects.unguarded(WHY).select_related("organisation").filter(code=case.subject_code).first()


@dataclass(frozen=True, slots=True)
class Year:
    """A table and how far its year has come."""

    scheme: Scheme
    it: Standing | None

    @property
    def state(self) -> State | None:
        """Of the case, if there is one."""
        return self.it.state if self.it else None

    def done(self, step: str) -> bool:
        """Whether a step was done."""
        return self.state is not None and step in self.state.done

    @property
    def judging(self) -> bool:
        """Points may be given from the day on which the table is in force until objections were heard: nobody loses one unheard."""
        return self.scheme.state == SchemeState.IN_FORCE and not self.done("settle")

    @property
    def kept(self) -> bool:
        """From the review on the result stands as the reviewer saw it; a review that was voided is done anew."""
        return self.done("review")

    @property
    def objecting(self) -> bool:
        """Objections are heard between the provisional result and the end of their time."""
        return self.done("tell") and not self.done("settle")

    @property
    def placing(self) -> bool:
        """Bands are decided between the provisional result and the approval."""
        return self.done("tell") and not self.done("approve")

    def line_of(self, step: str) -> Line | None:
        """By whom and when a step that stands was done."""
        state = self.state
        if self.it is None or state is None or step not in state.done:
            return None
        number = state.done[step].number
        return next((one for one in self.it.lines if one.number == number and one.kind == EntryKind.STEP), None)


def year_of(scheme: Scheme) -> Year:
    """A handful of queries."""
    case = case_of(scheme)
    return Year(scheme, standing(case) if case else None)


def judged_rows(scheme: Scheme) -> list[Row]:
    """The indicators on which somebody has to say something; satisfaction comes from its poll."""
    return [row for row in rows_of(scheme) if _asks(row) and row.part is not PartKind.SATISFACTION]


def _asks(row: Row) -> bool:
    """By the newest rule: an indicator without a measure is judged."""
    newest = max((one.first_day for one in row.versions), default=None)
    return newest is not None and isinstance(in_force(row.versions, newest), Judged | Listed)


class Given(NamedTuple):
    """What a scorer gave last."""

    points: Decimal
    reason: str
    scorer: str


def given_for(indicator: int, agreements: Sequence[Agreement]) -> Mapping[int, Given]:
    """By agreement, the latest; one query."""
    found = Judgement.objects.unguarded(WHY).filter(indicator=indicator, agreement__in=[one.pk for one in agreements]).order_by("day", "pk")
    columns = found.values_list("agreement_id", "points", "reason", "scorer")
    return {pk: Given(points, reason, scorer) for pk, points, reason, scorer in columns}


def upheld_for(indicator: int, scheme: Scheme) -> frozenset[int]:
    """Agreements whose objection to this indicator, or to the whole, was upheld; one query."""
    found = ScoreObjection.objects.unguarded(WHY).filter(Q(indicator=indicator) | Q(indicator=None), agreement__scheme=scheme, upheld=True)
    return frozenset(found.values_list("agreement_id", flat=True))


def judgements_of(agreement: Agreement) -> Mapping[int, Given]:
    """By indicator, the latest; one query."""
    found = Judgement.objects.unguarded(WHY).filter(agreement=agreement).order_by("day", "pk")
    columns = found.values_list("indicator_id", "points", "reason", "scorer")
    return {pk: Given(points, reason, scorer) for pk, points, reason, scorer in columns}


def unjudged(rows: Sequence[Row], agreements: Sequence[Agreement]) -> Mapping[str, int]:
    """Of how many organisations nothing was said, by indicator; one query."""
    numbers = [one.pk for one in agreements]
    pairs = Judgement.objects.unguarded(WHY).filter(agreement__in=numbers).order_by().values_list("agreement_id", "indicator_id").distinct()
    counted = Counter(indicator for _, indicator in pairs)
    return {row.title: len(numbers) - counted[row.id] for row in rows}


def bonuses_of(scheme: Scheme, *, waiting: bool = False) -> list[Bonus]:
    """Applications of a table, those that wait first; one query."""
    found = Bonus.objects.unguarded(WHY).filter(agreement__scheme=scheme).select_related("agreement__taker")
    found = found.filter(given=None) if waiting else found
    return sorted(found, key=lambda one: (one.given is not None, one.asked_on, one.agreement.taker.now_path, one.pk))


def objections_of(scheme: Scheme) -> list[ScoreObjection]:
    """Those without an answer first; one query."""
    found = ScoreObjection.objects.unguarded(WHY).filter(agreement__scheme=scheme).select_related("agreement__taker", "indicator")
    return sorted(found, key=lambda one: (one.answered_on is not None, one.answer_by, one.pk))


def results_by(scheme: Scheme) -> Mapping[int, Result]:
    """By agreement; one query."""
    return {one.agreement_id: one for one in Result.objects.unguarded(WHY).filter(agreement__scheme=scheme)}


@dataclass(frozen=True, slots=True)
class Own:
    """What belongs to one agreement."""

    bonuses: Sequence[Bonus]
    objections: Sequence[ScoreObjection]
    result: Result | None


def own_of(agreement: Agreement) -> Own:
    """Three queries."""
    return Own(
        list(Bonus.objects.unguarded(WHY).filter(agreement=agreement).order_by("asked_on", "pk")),
        list(ScoreObjection.objects.unguarded(WHY).filter(agreement=agreement).select_related("indicator").order_by("raised_on", "pk")),
        Result.objects.unguarded(WHY).filter(agreement=agreement).first(),
    )


def indicators_of(scheme: Scheme) -> list[Indicator]:
    """In the order of the table; one query."""
    return list(Indicator.objects.unguarded(WHY).filter(scheme=scheme).order_by("number"))
