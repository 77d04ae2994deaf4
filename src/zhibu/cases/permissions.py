"""Who may do what with a case, where: a step is done by whoever holds its right at the organisation that the step names."""

from typing import NamedTuple

from zhibu.cases.rules.state import State
from zhibu.cases.terms import ACT, ROLE_ACTS, STEER
from zhibu.kernel.readers import Reader


class Needed(NamedTuple):
    """A right, and the organisation at which it is needed."""

    act: str
    organisation: int


def needed_for(state: State, key: str) -> Needed:
    """What doing a step needs; of one that does not wait, what handling the case does."""
    waiting = next((one for one in state.open_steps if one.step.key == key), None)
    if waiting is None:
        return Needed(ACT, state.assignee or state.holder)
    return Needed(ROLE_ACTS[waiting.step.role], waiting.organisation)


def may_do_there(reader: Reader, needed: Needed, paths: dict[int, str]) -> bool:
    """Whether a reader holds it."""
    return reader.may(needed.act, paths.get(needed.organisation, "-"))


def may_steer(reader: Reader, state: State, paths: dict[int, str], *, act: str = STEER) -> bool:
    """Whether a reader may pause, hand over, cancel and void (or do another act): where the case is held, or where it was assigned to."""
    return any(reader.may(act, paths.get(one, "-")) for one in (state.holder, state.assignee) if one)
