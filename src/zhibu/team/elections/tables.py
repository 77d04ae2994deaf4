"""The list of elections; each column declared once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from zhibu.cases.registry import step_name
from zhibu.team.elections.queries.lists import Row
from zhibu.team.elections.terms import STEER, WAITS
from zhibu.web.filters import Filter, options
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

election_url: Final = route("election")
organisation_url: Final = route("organisation")
begin_url: Final = route("election_begin")
SOON: Final = timedelta(days=180)
RECENT: Final = timedelta(days=365)


def _done(row: Row) -> bool:
    ended = row.case.ended_on if row.case is not None and not row.case.open else None
    return ended is not None and row.on - ended < RECENT


STATES: Final[Mapping[str, tuple[str, Callable[[Row], bool]]]] = {
    "due": ("半年内届满", lambda r: r.due is not None and r.on < r.due <= r.on + SOON),
    "overdue": ("已届满", lambda r: r.due is not None and r.due <= r.on),
    "open": ("办理中", lambda r: r.case is not None and r.case.open),
    "waiting": (WAITS, lambda r: r.waits),
    "done": ("一年内已换届", _done),
}
"""Words of the pills, and what each of them asks."""


def state_of(row: Row) -> str:
    """One word for how it stands."""
    if row.waits:
        return WAITS
    if row.case is not None and row.case.open:
        return row.case.state.label
    if row.days is None:
        return "届期未录"
    if row.days <= 0:
        return f"已届满 {-row.days} 天"
    return f"还有 {row.days} 天" if row.days <= SOON.days else "届内"


def _kind(row: Row) -> ChipKind:
    if row.case is not None and row.case.open:
        late = row.case.latest is not None and row.case.latest < row.on
        return "late" if late else "due"
    if row.days is None:
        return "check"
    return "late" if row.days <= 0 else "due" if row.days <= SOON.days else "none"


def step_of(row: Row) -> str:
    """The step that waits, and until when."""
    if row.case is None or not row.case.open:
        return ""
    names = "、".join(step_name(row.case.procedure, row.case.version, step) for step in row.case.steps)
    return f"{names}，最迟 {row.case.latest.isoformat()}" if row.case.latest else names


def _title(row: Row) -> str:
    url = election_url(row.case.code) if row.case is not None and row.case.open else organisation_url(row.code)
    return link(url, row.name, kind="name")


def begins_of(row: Row) -> str:
    """The way to begin one, in the word for its time; none while one is under way."""
    if not row.steered or (row.case is not None and row.case.open):
        return ""
    return "提前换届" if row.days is not None and row.days > SOON.days else "启动换届"


def _begins(row: Row) -> str:
    word = begins_of(row)
    return link(begin_url(row.code), word, kind="link") if word else ""


ELECTIONS: Final = Table[Row](
    columns=(
        Column("name", "党组织", lambda r: r.name, html=_title, width=30, phone="title", sort="name"),
        Column("state", "状态", state_of, html=lambda r: chip(_kind(r), state_of(r)), width=14, phone="mark"),
        Column("due", "届满日期", lambda r: r.due, sort="due", phone="label"),
        Column("step", "当前步骤", step_of, width=26, phone="line"),
        Column("begin", "办理", begins_of, html=_begins, width=10, act=STEER),
        Column("committee", "委员会", lambda r: "设" if r.committee else "不设", phone="hidden"),
        Column("began", "本届开始", lambda r: r.began, sort="began", phone="hidden"),
        Column("superior", "批复的上级", lambda r: r.case.superior if r.case is not None else "", default=False, phone="hidden"),
    ),
    order="due",
    unit="个",
)
FILTERS: Final = (
    Filter("q", "查找", "find", hint="党组织"),
    Filter("state", "状态", "pills", options({key: label for key, (label, _) in STATES.items()})),
    Filter("within", "党组织", "given"),
)


def narrowed(rows: Sequence[Row], text: str, state: str) -> list[Row]:
    """Those that meet the conditions of the bar."""
    fits = STATES[state][1] if state in STATES else None
    return [one for one in rows if (not text or text in one.name) and (fits is None or fits(one))]


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many stand under each pill."""
    return {"": len(rows), **{key: sum(map(fits, rows)) for key, (_, fits) in STATES.items()}}


def in_order(rows: Sequence[Row], field: str) -> list[Row]:
    """By a column; what has no day stands last."""
    name = field.removeprefix("-")
    known = [one for one in rows if getattr(one, name) is not None]
    rest = [one for one in rows if getattr(one, name) is None]
    return [*sorted(known, key=lambda one: str(getattr(one, name)), reverse=field.startswith("-")), *rest]
