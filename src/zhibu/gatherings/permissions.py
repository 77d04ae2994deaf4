"""Who may record, and who signs, in the words of grants and paths."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from zhibu.gatherings.models import Holding
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import Reader
from zhibu.register.terms.organisations import OrganisationKind

RECORD: Final = "record_gatherings"
SIGN: Final = "sign_minutes"
ON_BEHALF: Final = "sign_on_behalf"


def may_record(reader: Reader, paths: Iterable[str]) -> bool:
    """Whoever may record for one of the organisations that called or hold it: one clerk types for eight branches."""
    return any(reader.may(RECORD, path) for path in paths)


class Signs(StrEnum):
    """How somebody may sign for an organisation."""

    OWN = "own"
    BEHALF = "behalf"
    """Enters who has signed on paper."""
    NOT = "not"


def signer_path(holding: Holding) -> str:
    """Whose signature it takes: that of the organisation itself, for a group that of the branch above it."""
    place = holding.organisation
    if place.now_kind == OrganisationKind.GROUP and place.now_parent is not None:
        return place.now_parent.now_path or ""
    return place.now_path or ""


def signs(reader: Reader, holding: Holding) -> Signs:
    """Whoever signs for an organisation holds a grant on it: who stands above it does not sign its minutes, the street's clerk enters."""
    path = signer_path(holding)
    if reader.may(ON_BEHALF, path):
        return Signs.BEHALF
    return Signs.OWN if reader.may_at(SIGN, path) else Signs.NOT


def may_sign_for(reader: Reader, holdings: Sequence[Holding], confirmed_by: str) -> Decision:
    """Everybody signs his own; on behalf only with the name of who signed on paper."""
    by_right = {one.pk: signs(reader, one) for one in holdings}
    unnamed = not confirmed_by.strip() and Signs.BEHALF in by_right.values()
    return Decision.of(
        *(
            Objection("not_yours", f"{one.organisation}的记录不由您签批。", remedy="由本组织的书记签批；也可以由街道干事照纸质签字代录。")
            for one in holdings
            if by_right[one.pk] == Signs.NOT
        ),
        Objection("no_signer", "没有填签字的人。", remedy="代录的，请填写是谁在纸质记录上签的字。", field="confirmed_by")
        if unnamed
        else None,
    )
