"""Whom somebody means: a member by name or code on the roll of an organisation, an organisation or a unit by name or code."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.terms import Receiver
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.register.queries.lookups import called
from zhibu.register.rules.names import normalise_name
from zhibu.register.terms.people import MEMBERS
from zhibu.store.guards import within

SEES: Final = {Receiver.PERSON: "see_names", Receiver.ORGANISATION: "see_register", Receiver.UNIT: "see_register"}
OFFERED: Final = 200


class Meant(NamedTuple):
    """One row, under which organisation it stands; or why there is not one."""

    id: int
    place: int
    decision: Decision


def somebody(reader: Reader, receiver: Receiver, text: str, path: str) -> Meant:
    """Within reach and below ``path``; several of one name are told apart by their codes."""
    asked = text.strip()
    rows = {Receiver.PERSON: _people, Receiver.ORGANISATION: _organisations, Receiver.UNIT: _units}[receiver](reader, asked, path)
    if len(rows) == 1:
        return Meant(rows[0][0], rows[0][1], Decision())
    if rows:
        told = "；".join(f"{name}（{code}）" for _, _, name, code in rows)
        return Meant(0, 0, Decision.of(Objection("unclear", f"“{asked}”不止一个。", remedy=f"请填写编号：{told}。", field="who")))
    remedy = "请在名册、党组织、驻区单位里核对名称；不在范围内的，由所在的党组织办理。"
    return Meant(0, 0, Decision.of(Objection("unknown", f"没有找到“{asked}”。", remedy=remedy, field="who")))


def somebody_in(reader: Reader, receiver: Receiver, text: str, paths: Sequence[str]) -> Meant:
    """The same below several organisations: the first below which it is clear, else what stands against it below the first."""
    found = [somebody(reader, receiver, text, path) for path in paths or ("-",)]
    return next((one for one in found if one.id), found[0])


Found = list[tuple[int, int, str, str]]


def _people(reader: Reader, asked: str, path: str) -> Found:
    found = Person.objects.seen_by(reader, SEES[Receiver.PERSON]).filter(within("now_path", [path]), erased_on=None, merged_into=None)
    named = found.filter(Q(code=asked.upper()) | Q(name=normalise_name(asked)), now_status__in=list(map(str, MEMBERS)))
    rows = named.exclude(now_organisation=None).order_by("now_path", "pk").values_list("pk", "now_organisation_id", "name", "code")[:5]
    return [(pk, place or 0, name, code) for pk, place, name, code in rows]


def _organisations(reader: Reader, asked: str, path: str) -> Found:
    found = Organisation.objects.seen_by(reader, SEES[Receiver.ORGANISATION]).filter(
        called(asked), within("now_path", [path]), dissolved_on=None
    )
    return [(pk, pk, name, code) for pk, name, code in found.order_by("now_path").values_list("pk", "now_name", "code")[:5]]


def _units(reader: Reader, asked: str, path: str) -> Found:
    found = ResidentUnit.objects.seen_by(reader, SEES[Receiver.UNIT]).filter(within("organisation__now_path", [path]))
    named = found.filter(Q(code=asked.upper()) | Q(name=asked)).order_by("pk")
    return [(pk, place, name, code) for pk, place, name, code in named.values_list("pk", "organisation_id", "name", "code")[:5]]


def offered(reader: Reader, receiver: Receiver, path: str) -> list[str]:
    """What to type, where there are few enough to be offered; names that several share as codes."""
    if receiver is Receiver.PERSON:
        found = Person.objects.seen_by(reader, SEES[receiver]).filter(within("now_path", [path]), erased_on=None, merged_into=None)
        rows = list(found.filter(now_status="full").order_by("sort_key", "pk").values_list("name", "code")[: OFFERED + 1])
    elif receiver is Receiver.UNIT:
        units = ResidentUnit.objects.seen_by(reader, SEES[receiver]).filter(within("organisation__now_path", [path]), closed_on=None)
        rows = list(units.filter(district_owned=False).order_by("sort_key", "pk").values_list("name", "code")[: OFFERED + 1])
    else:
        places = Organisation.objects.seen_by(reader, SEES[receiver]).filter(within("now_path", [path]), dissolved_on=None)
        rows = list(places.exclude(now_kind="group").order_by("now_path").values_list("now_short_name", "code")[: OFFERED + 1])
    names = [name for name, _ in rows]
    return [] if len(rows) > OFFERED else [name if name and names.count(name) == 1 else code for name, code in rows]
