"""One institution: its texts, what they carry, and what each value has come to."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Case, Q, When

from zhibu.gatherings.models import Holding, Resolution
from zhibu.gatherings.terms import GatheringKind, MinutesState
from zhibu.kernel.readers import Reader
from zhibu.mechanism.institutions.models import InForce, Institution, InstitutionClause, InstitutionVersion
from zhibu.mechanism.institutions.queries.histories import WHY
from zhibu.mechanism.institutions.rules.acting import Carried, cited
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.register.models import Organisation

SEE_GATHERINGS: Final = "see_gatherings"
LOOKED_BACK: Final = timedelta(days=800)
MOST: Final = 60
DECIDING: Final = (
    GatheringKind.WORKING_COMMITTEE_SESSION,
    GatheringKind.COMMITTEE_MEETING,
    GatheringKind.MEMBERS_MEETING,
)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause, and what has become of its value; ``state`` is empty while the version is a draft."""

    id: int
    article: str
    parameter: str
    value: str
    holds: bool = False
    state: str = ""


def version_of(institution: Institution, number: int) -> InstitutionVersion | None:
    """One text; one query."""
    return InstitutionVersion.objects.unguarded(WHY).filter(institution=institution, number=number).first()


def clauses_of(version: InstitutionVersion, institution: Institution, on: date) -> list[ClauseRow]:
    """In the order of the articles as they were entered; three queries."""
    rows = InstitutionClause.objects.unguarded(WHY).filter(version=version).order_by("pk")
    found = list(rows.values_list("pk", "article", "parameter", "value"))
    names = [row[2] for row in found]
    holding = values_of(institution.organisation, names, on)
    asked = ParameterProposal.objects.unguarded(WHY).filter(organisation_id=institution.organisation_id, parameter__in=names)
    proposed = dict(asked.order_by("pk").values_list("basis", "state"))
    told = []
    for pk, article, parameter, value in found:
        basis = cited(institution.title, version.number, article)
        told.append(ClauseRow(pk, article, parameter, value, holding.get(parameter, ("", ""))[1] == basis, proposed.get(basis, "")))
    return told


def carried_by(version: int) -> list[Carried]:
    """What a version lays down; one query."""
    rows = InstitutionClause.objects.unguarded(WHY).filter(version_id=version).order_by("pk")
    return [Carried(*row) for row in rows.values_list("parameter", "value", "article")]


def values_of(organisation: Organisation, parameters: list[str], on: date) -> dict[str, tuple[str, str]]:
    """The organisation's own values of a day with their bases; one query."""
    found = LocalParameter.objects.unguarded(WHY).on(on).filter(organisation=organisation, parameter__in=parameters)
    return {name: (value, basis) for name, value, basis in found.values_list("parameter", "value", "basis")}


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution of a signed meeting, as a form offers it."""

    id: int
    on: date
    meeting: str
    text: str
    topic: str
    """Of the agenda; empty for what came up without standing there. "同意。" alone says nothing of what was agreed to."""

    @property
    def said(self) -> str:
        """On what, and what."""
        return f"{self.topic}：{self.text}" if self.topic and self.topic not in self.text else self.text

    @property
    def label(self) -> str:
        """In one line."""
        return f"{self.on.isoformat()} {self.meeting}，{self.said}"

    @property
    def words(self) -> str:
        """As the basis of an adoption is written down."""
        return f"{self.meeting}（{self.on.isoformat()}）决议：{self.said}"[:300]


COLUMNS: Final = ("pk", "part__gathering__on", "part__gathering__title", "text", "item__title")


def resolutions(reader: Reader, organisation: Organisation, on: date, *, title: str = "") -> list[Decided]:
    """What meetings of the organisation have decided lately: what names the institution first, then the newest; one query."""
    held = Holding.objects.seen_by(reader, SEE_GATHERINGS).filter(
        organisation=organisation, kind__in=list(map(str, DECIDING)), cancelled=False, on__gt=on - LOOKED_BACK, on__lte=on
    )
    signed = held.exclude(signed_minutes=None).values("signed_minutes_id")
    found = Resolution.objects.unguarded(WHY).filter(minutes_id__in=signed, minutes__state=str(MinutesState.SIGNED))
    names_it = Q(item__title__contains=title) | Q(text__contains=title) if title else Q(pk=None)
    found = found.annotate(apart=Case(When(names_it, then=0), default=1)).order_by("apart", "-part__gathering__on", "-minutes_id", "number")
    rows: list[tuple[Any, ...]] = list(found.values_list(*COLUMNS)[:MOST])
    return [Decided(pk, day, meeting, text, topic or "") for pk, day, meeting, text, topic in rows]


def resolution_page(span_id: int) -> str:
    """The code of the meeting whose resolution adopted a version; empty where it stands in no record; one query."""
    found = InForce.objects.unguarded(WHY).filter(pk=span_id).values_list("resolution__part__gathering__code", flat=True).first()
    return found or ""
