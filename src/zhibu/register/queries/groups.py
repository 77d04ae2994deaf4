"""The Party groups of a branch."""

from collections.abc import Sequence
from typing import Final

from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind

WHY: Final = "本支部的党小组：人员已在可见范围内"


def groups_of(branch_id: int | None) -> list[Organisation]:
    """Groups directly below a branch today."""
    if branch_id is None:
        return []
    found = Organisation.objects.unguarded(WHY).filter(now_parent_id=branch_id, now_kind=str(OrganisationKind.GROUP), dissolved_on=None)
    return list(found.order_by("now_sort", "pk"))


def named_group(groups: Sequence[Organisation], code: str) -> Organisation | None:
    """The group of a code; none where somebody belongs to none."""
    return next((group for group in groups if group.code == code), None)
