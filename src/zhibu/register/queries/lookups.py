"""Finding organisations by what somebody types."""

from collections import Counter
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.term import spelled

FOUND: Final = ("code", "now_name", "now_kind", "now_short_name", "now_parent__now_short_name")


def called(text: str) -> Q:
    """Organisations of exactly this name, short name or code."""
    return Q(code=text.upper()) | Q(official_code=text) | Q(now_name=text) | Q(now_short_name=text)


def with_in_name(text: str) -> Q:
    """Organisations whose name or short name holds the text, or whose code it is."""
    return Q(now_name__contains=text) | Q(now_short_name__contains=text) | Q(code=text.upper()) | Q(official_code=text)


class Found(NamedTuple):
    """An organisation that fits."""

    code: str
    name: str
    kind: str
    short_name: str
    superior: str | None

    @property
    def called(self) -> str:
        """What people say."""
        return self.short_name or self.name

    @property
    def about(self) -> str:
        """Kind and superior, to tell apart what is called alike."""
        return " · ".join(filter(None, (OrganisationKind.stored(self.kind).label if self.kind else "", self.superior)))


def organisations_named(reader: Reader, text: str, *, kind: str = "", limit: int = 8) -> list[Found]:
    """What fits so far, to be proposed while somebody types or where nothing was meant exactly."""
    asked = text.strip()
    if len(asked) < 2 or (asked.isascii() and asked[0] not in "zZ0123456789"):
        return []
    found = Organisation.objects.seen_by(reader, "see_register").filter(with_in_name(asked), dissolved_on=None)
    if kind:
        found = found.filter(now_kind=kind)
    return [Found(*row) for row in found.order_by("now_path").values_list(*FOUND)[:limit]]


OFFERED: Final = 300
"""Names that a box offers; more would be no help, and weigh on a phone."""


def names_offered(reader: Reader, act: str, *kinds: str, but: int = 0) -> list[str]:
    """What to type for each organisation within reach of an act: the short name, where several share one the code; none of too many."""
    found = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None).exclude(pk=but)
    if kinds:
        found = found.filter(now_kind__in=kinds)
    rows = list(found.order_by("now_path").values_list("now_short_name", "now_name", "code")[: OFFERED + 1])
    if len(rows) > OFFERED:
        return []
    shared = Counter(short or name for short, name, _ in rows)
    return [code if shared[short or name] > 1 else short or name for short, name, code in rows]


class Lookup(NamedTuple):
    """One organisation, or why there is not one."""

    organisation: Organisation | None
    decision: Decision


def find_organisation(reader: Reader, text: str, act: str, *, field: str) -> Lookup:
    """The one organisation that a full name, short name or code means, within reach of an act; several are named."""
    asked = spelled(text)
    fits = called(text.strip()) | Q(code=asked.upper()) | Q(official_code=asked)
    found = list(Organisation.objects.seen_by(reader, act).filter(fits, dissolved_on=None).order_by("now_path")[:5])
    if len(found) == 1:
        return Lookup(found[0], Decision())
    if found:
        names = "；".join(f"{one.now_name}（{one.code}）" for one in found)
        return Lookup(None, Decision.of(Objection("unclear", f"“{text}”不止一个。", remedy=f"请填写编号：{names}。", field=field)))
    near = "、".join(f"{one.name}（{one.code}）" for one in organisations_named(reader, text, limit=3))
    remedy = f"是不是：{near}？" if near else "请填写全称、简称或编号，可在“党组织”中查到；不在您负责范围内的，请告诉上级党组织。"
    return Lookup(None, Decision.of(Objection("unknown", f"没有找到“{text}”。", remedy=remedy, field=field)))
