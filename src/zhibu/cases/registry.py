"""The procedures that packages above bring, put in by ``config`` at start-up. Every version stays: a case pins its own."""

from typing import Final, NamedTuple

from zhibu.cases.rules.procedures import Procedure, Step

_known: Final[dict[tuple[str, int], Procedure]] = {}
_pages: Final[dict[str, str]] = {}
_papers: Final[dict[str, str]] = {}
_steps: Final[dict[tuple[str, str], str]] = {}
_lines: Final[set[tuple[str, str]]] = set()


class Confided(NamedTuple):
    """The rights that cases of a procedure are seen by, beside the one that all are: where it is held, and where it was assigned to."""

    holder: str
    assignee: str


_confided: Final[dict[str, Confided]] = {}


def register(*procedures: Procedure) -> None:
    """Put them in; once at start-up."""
    _known.update({(one.key, one.version): one for one in procedures})


def lead_to(subject: str, url_name: str, *, paper: str = "") -> None:
    """Where a case's subject of a kind has its page, and the document that it is itself, if any; once at start-up."""
    _pages[subject] = url_name
    _papers[subject] = paper


def confide(key: str, *, holder: str, assignee: str) -> None:
    """Cases of this procedure tell what not everybody who handles cases may know; once at start-up."""
    _confided[key] = Confided(holder, assignee)


def confided() -> dict[str, Confided]:
    """By the key of the procedure."""
    return _confided


def place_in_trail(key: str, path: str) -> str:
    """Where the trail says that a case of this procedure stands: what is confided at no place, so that nobody's latest changes tell it."""
    return "" if key in _confided else path


def paper_of_subject(subject: str) -> str:
    """The document that need not be brought, since the case came out of it; empty where there is none."""
    return _papers.get(subject, "")


def page_of_subject(subject: str) -> str:
    """The name of that page's address; empty where there is none."""
    return _pages.get(subject, "")


def lead_steps(key: str, url_name: str, *steps: str) -> None:
    """Where steps are done that do more, or ask less, than the log says: those named, or all; the address takes case and step."""
    _steps.update(dict.fromkeys(((key, step) for step in steps or ("",)), url_name))


def page_of_steps(key: str, step: str = "") -> str:
    """The name of that page's address; empty where a step is done on the pages of cases."""
    return _steps.get((key, step)) or _steps.get((key, ""), "")


def lines_alone(key: str, *steps: str) -> None:
    """Steps with a page of their own of which all that they did is read through the log: a void undoes it; once at start-up."""
    _lines.update((key, step) for step in steps)


def is_line_alone(key: str, step: str) -> bool:
    """Whether declaring the line void undoes the step."""
    return not page_of_steps(key, step) or (key, step) in _lines


def procedure(key: str, version: int) -> Procedure:
    """The table that a case was opened under."""
    return _known[key, version]


def newest(key: str) -> Procedure | None:
    """The table for a new case; None where there is no such procedure."""
    return max((one for one in _known.values() if one.key == key), key=lambda one: one.version, default=None)


def procedures() -> list[Procedure]:
    """The newest version of each, in the order in which they came."""
    return [found for key in dict.fromkeys(key for key, _ in _known) if (found := newest(key)) is not None]


def every_version() -> list[Procedure]:
    """All that any case may have been opened under."""
    return list(_known.values())


def steps_named() -> dict[str, str]:
    """``procedure.step`` and the step's name, as a list may be narrowed by it."""
    return {step_key(one.key, step): step.name for one in procedures() for step in one.steps}


def step_key(key: str, step: Step) -> str:
    """The key of a step among those of all procedures."""
    return f"{key}.{step.key}"


def title_of(key: str) -> str:
    """What a procedure is called; one that this version no longer knows stays as it was written."""
    found = newest(key)
    return found.title if found else key


def step_name(key: str, version: int, step: str) -> str:
    """What a step is called."""
    known = _known.get((key, version))
    found = known.by_key.get(step) if known else None
    return found.name if found else step
