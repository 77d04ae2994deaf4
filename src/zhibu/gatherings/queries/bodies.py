"""What the organisations in a ledger were called, and below what they stood, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.register.models import Name, Organisation, Place
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.terms.organisations import OrganisationKind

WHY: Final = "台账：会议已在可见范围内，写明当日的党组织名称"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as it was called on the day."""

    code: str = ""
    name: str = ""
    kind: str = ""


NO_BODY: Final = Body()


Spans = Mapping[int, list[tuple[date, date, str]]]


@dataclass(frozen=True, slots=True)
class Bodies:
    """What organisations were called and below what they stood, day by day; three queries."""

    paths: Spans
    names: Spans
    codes: Mapping[int, tuple[str, str]]
    """Official code, or our own, and kind."""

    @classmethod
    def of(cls, organisations: Iterable[int]) -> "Bodies":
        """Of these and all above them."""
        wanted = set(organisations)
        places = Place.objects.unguarded(WHY).filter(organisation_id__in=wanted)
        paths = _spans(places.values_list("organisation_id", "valid_from", "valid_to", "path"))
        wanted.update(pk for spans in paths.values() for _, _, path in spans for pk in _steps(path))
        names = Name.objects.unguarded(WHY).filter(organisation_id__in=wanted)
        rows = Organisation.objects.unguarded(WHY).filter(pk__in=wanted).values_list("pk", "official_code", "code", "now_kind")
        return cls(
            paths,
            _spans(names.values_list("organisation_id", "valid_from", "valid_to", "name")),
            {pk: (official or code, kind) for pk, official, code, kind in rows},
        )

    def stood(self, organisation: int, on: date) -> tuple[Body, Body, Body]:
        """The organisation above the branch, the branch, and the group where a group held it."""
        steps = _steps(_on(self.paths.get(organisation, []), on)) or [organisation]
        line = [NO_BODY, NO_BODY, *(self._body(pk, on) for pk in steps)]
        if line[-1].kind == OrganisationKind.GROUP:
            return line[-3], line[-2], line[-1]
        return line[-2], line[-1], NO_BODY

    def _body(self, organisation: int, on: date) -> Body:
        code, kind = self.codes.get(organisation, ("", ""))
        return Body(code, _on(self.names.get(organisation, []), on), kind)


def _spans(rows: Iterable[tuple[int, date, date, str]]) -> Spans:
    found: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    for organisation, first, end, value in sorted(rows):
        found[organisation].append((first, end, value))
    return found


def _on(spans: Sequence[tuple[date, date, str]], on: date) -> str:
    """What holds on a day; of a day before the first, what came first."""
    held = [value for first, end, value in spans if first <= on < end]
    return held[0] if held else spans[0][2] if spans else ""


def _steps(path: str) -> list[int]:
    return [int(path[at : at + SEGMENT]) for at in range(0, len(path), SEGMENT)]
