"""How needs and projects stand: read from their cases, kept nowhere else."""

from zhibu.cases.terms import UNDER_WAY, Status
from zhibu.mechanism.coordination.models import Need, Project
from zhibu.mechanism.coordination.terms import NeedState, ProjectState


def need_state(need: Need) -> NeedState:
    """Of one row with its case."""
    return state_of_need(need.case.now_state, need.returned)


def state_of_need(status: str, returned: str) -> NeedState:
    """By the state of the case, and whether the answer was that it goes back."""
    if status in UNDER_WAY:
        return NeedState.OPEN
    if status == Status.CANCELLED:
        return NeedState.WITHDRAWN
    return NeedState.RETURNED if returned else NeedState.MATCHED


def project_state(project: Project) -> ProjectState:
    """Of one row with its case."""
    return state_of_project(project.case.now_state, project.case.now_steps)


def state_of_project(status: str, steps: str) -> ProjectState:
    """The step that waits; steps follow one another."""
    if status == Status.CANCELLED:
        return ProjectState.CANCELLED
    if status == Status.DONE:
        return ProjectState.DONE
    return ProjectState.stored(steps.split(",", maxsplit=1)[0])
