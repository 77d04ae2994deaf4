"""Who may do what with a case, where: a step is done by whoever holds its right at the organisation that the step names."""

from typing import NamedTuple

from zhibu.cases.rules.state import State
from zhibu.cases.terms import ACT, ROLE_ACTS, STEER, Seat
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
    """Whether a reader steers a case (or does another act): where it is held, or where it was assigned to."""
    return any(reader.may(act, paths.get(one, "-")) for one in (state.holder, state.assignee) if one)


def may_turn(reader: Reader, state: State, paths: dict[int, str], *, void: str = "") -> bool:
    """Whether a reader may pause, cancel and take back: where the case is held. Whoever was given a task does not end it, stops no clock.

    ``void``: a step to be taken back. Whoever a case was assigned to takes back the own steps, on which nobody else's rest.
    """
    if reader.may(STEER, paths.get(state.holder, "-")):
        return True
    undone = [one.step for one in state.done.values() if one.step.key in state.procedure.resting.get(void, ())]
    own = bool(undone) and all(one.seat is Seat.ASSIGNEE for one in undone)
    return own and reader.may(STEER, paths.get(state.assignee, "-"))


def may_pass_on(reader: Reader, state: State, paths: dict[int, str]) -> bool:
    """Whether a reader may hand it over: where it is held or was assigned to; what lies with the level above only that level passes on."""
    holder, assignee = paths.get(state.holder, "-"), paths.get(state.assignee, "")
    if assignee and holder != assignee and holder.startswith(assignee):
        return reader.may(STEER, assignee)
    return may_steer(reader, state, paths)
