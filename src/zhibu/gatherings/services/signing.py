"""Who signs for whom: the right stands beside the signature, so that no page can forget it."""

from collections.abc import Mapping, Sequence

from zhibu.gatherings.models import Holding
from zhibu.gatherings.permissions import Signs, may_sign_for, signs
from zhibu.gatherings.services.minutes import UNSEEN, Seen, sign_correction, sign_minutes
from zhibu.kernel.decisions import Outcome
from zhibu.rulebook.book import Rules
from zhibu.trail.actors import Actor


def sign_for(*, by: Actor, holdings: Sequence[Holding], rules: Rules, confirmed_by: str = "", seen: Mapping[int, Seen] = UNSEEN) -> Outcome:
    """All of these, or none; what is not allowed and what is not ready is said at once, organisation by organisation."""
    decision = may_sign_for(by.reader, holdings, confirmed_by)
    if not decision.allowed:
        return Outcome(decision)
    return sign_minutes(by=by, holdings=holdings, rules=rules, confirmed_by=_signer(by, holdings, confirmed_by), seen=seen)


def agree_to_correction(*, by: Actor, holding: Holding, confirmed_by: str = "", seen: Mapping[int, Seen] = UNSEEN) -> Outcome:
    """An organisation that signed the old version signs the new one."""
    decision = may_sign_for(by.reader, [holding], confirmed_by)
    if not decision.allowed:
        return Outcome(decision)
    return sign_correction(by=by, holding=holding, confirmed_by=_signer(by, [holding], confirmed_by), seen=seen)


def _signer(by: Actor, holdings: Sequence[Holding], confirmed_by: str) -> str:
    """Who signs his own needs no name typed; another name beside it would be somebody else's."""
    return confirmed_by if any(signs(by.reader, one) == Signs.BEHALF for one in holdings) else ""
