"""Somebody that was typed: those who hold posts in the organisation come first, then the register within reach."""

from typing import Final

from django.db.models import Q

from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation, Person, Post

NAMED: Final = "see_names"
WHY: Final = "责任分工：在任职务与任职人随党组织公开"
SHOWN: Final = 5


def holders_named(place: Organisation) -> list[str]:
    """What the box offers: who holds a post there."""
    held = Post.objects.unguarded(WHY).open().filter(organisation=place, person__erased_on=None)
    return list(dict.fromkeys(held.order_by("pk").values_list("person__name", flat=True)))


def somebody(reader: Reader, text: str, *, place: Organisation, field: str) -> Person | Decision:
    """The one person that a name or code means, or why it is not clear which; two queries.

    Whoever is on no roll and holds no post in reach answers for nothing: a namesake who left long ago is not offered.
    """
    asked = text.strip()
    fits = Q(name=asked) | Q(code=asked.upper())
    held = Post.objects.unguarded(WHY).open().filter(organisation=place).values("person_id")
    inside = list(Person.objects.unguarded(WHY).filter(fits, pk__in=held, merged_into=None, erased_on=None).order_by("code")[:SHOWN])
    here = Q(now_organisation__isnull=False) | Q(pk__in=Post.objects.seen_by(reader, NAMED).open().values("person_id"))
    within = Person.objects.seen_by(reader, NAMED).filter(fits, here, merged_into=None, erased_on=None)
    found = inside if len(inside) == 1 else list(within.select_related("now_organisation").order_by("code")[:SHOWN])
    if len(found) == 1:
        return found[0]
    if found:
        named = "、".join(f"{one.code}（{one.now_organisation or '没有党支部'}）" for one in found)
        return Decision.of(Objection("unclear", f"“{asked}”不止一人。", remedy=f"请填编号：{named}。", field=field))
    return Decision.of(
        Objection(
            "unknown",
            f"没有找到“{asked}”。",
            remedy="请核对姓名；还没有登记的，请先登记人员和职务；已经不在册的，不能再列为责任人。",
            field=field,
        )
    )
