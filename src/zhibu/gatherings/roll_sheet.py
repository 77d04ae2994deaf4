"""The list of names as a thumb uses it: who is shown, what each button means, what it all adds up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.roll import Roll, RollRow
from zhibu.gatherings.rules.catalogue import Voters, entry_of
from zhibu.gatherings.rules.quorum import Quorum, quorum_of
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.register.terms.people import MemberStatus
from zhibu.rulebook.book import Rules

FEW: Final = 60
"""People up to which several organisations stand on one page."""
BUTTONS: Final = (
    (Presence.PRESENT, "到会"),
    (Presence.ON_LEAVE, "请假"),
    (Presence.ABSENT, "缺席"),
    (Presence.REMOTE, "线上"),
)
LEAVE: Final = ((Presence.ON_LEAVE, "请假"),)
AHEAD: Final = "会议还没有开，到那天再点名；提前请假的，现在可以标请假。"
WRITTEN: Final = ((Presence.WRITTEN, "书面"),)
UNMARKED: Final = (("", "未标"),)
WITH_WRITTEN: Final = frozenset({GatheringKind.MEMBERS_MEETING})
"""An opinion written before the meeting counts in a vote on admission alone, and those are votes of members' meetings."""


@dataclass(frozen=True, slots=True)
class Button:
    """One way to have been there."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the sheet."""

    row: RollRow
    buttons: tuple[Button, ...]
    about: str

    @property
    def holdings(self) -> str:
        """For the script that adds up."""
        return _joined(set(self.row.holdings) - set(self.row.left_out))

    @property
    def votes(self) -> str:
        """The same, of those with a vote."""
        return _joined(set(self.row.votes) - set(self.row.left_out))


@dataclass(frozen=True, slots=True)
class QuorumLine:
    """A part that depends on a number, with what the script needs to say it anew."""

    holding: int
    title: str
    quorum: Quorum
    voting: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One organisation on the page."""

    roll: Roll
    title: str
    rows: tuple[Row, ...]
    guests: tuple[Row, ...]
    quorums: tuple[QuorumLine, ...]
    note: str

    @property
    def everybody(self) -> tuple[Row, ...]:
        """Those expected by pinyin, then those in attendance."""
        return (*self.rows, *self.guests)

    @property
    def may_leave_out(self) -> list[QuorumLine]:
        """Parts at which the number expected decides something, as long as they are open."""
        still = {one.pk for one in self.roll.open}
        return [line for line in self.quorums if line.holding in still]

    @property
    def totals(self) -> Mapping[str, int]:
        """How many were marked how, among those expected."""
        rows = [row.row for row in self.rows if row.holdings]
        found = {str(presence): sum(row.presence == presence for row in rows) for presence, _ in (*BUTTONS, *WRITTEN)}
        return found | {"expected": len(rows), "unmarked": sum(not row.presence and not row.differs for row in rows)}

    @property
    def counted(self) -> list[tuple[str, str, int]]:
        """Kind, word and number, in the order of the line."""
        totals = self.totals
        named = [("expected", "应到"), *((str(value), label) for value, label in (*BUTTONS, *WRITTEN)), ("unmarked", "未标")]
        return [(key, label, totals[key]) for key, label in named if key != Presence.WRITTEN or totals[key]]


def sheet_of(roll: Roll, rules: Rules, *, ahead: bool = False) -> Sheet:
    """What the page shows of an organisation; of a meeting ``ahead`` who has asked for leave, and nothing else."""
    written = WRITTEN if any(one.kind in WITH_WRITTEN for one in roll.open) else ()
    buttons = LEAVE if ahead else (*BUTTONS, *written)
    rows = [_row(one, buttons) for one in roll.rows]
    return Sheet(
        roll,
        str(roll.organisation),
        tuple(one for one in rows if not one.row.is_guest),
        tuple(one for one in rows if one.row.is_guest),
        tuple(_quorums(roll, rules)),
        _note(roll, ahead=ahead),
    )


def _note(roll: Roll, *, ahead: bool) -> str:
    """Why nothing can be tapped or leave alone, or that numbers stand without names."""
    if any(one.cancelled for one in roll.holdings):
        return "这次会议已经取消。"
    if not roll.open:
        return "已经签批，名单不再改动；有误请写更正的记录。"
    if ahead:
        return AHEAD
    counted = [roll.numbers[one.pk] for one in roll.open if not one.by_name]
    told = f"已填人数：应到 {counted[0].expected} 人，实到 {counted[0].present} 人，请假 {counted[0].on_leave} 人。" if counted else ""
    return f"{told}下面点名保存以后，以名单为准。" if told else ""


def _row(row: RollRow, offered: Sequence[tuple[str, str]]) -> Row:
    ways = [(Presence.PRESENT, "列席")] if row.is_guest else offered
    buttons = tuple(Button(str(value), label, value == row.presence and not row.differs) for value, label in (*ways, *UNMARKED))
    about = [MemberStatus.word(row.status)] if row.status and row.status != MemberStatus.FULL else []
    about += ["不计入应到会"] if row.left_out else []
    return Row(row, buttons, "，".join([*about, *([row.differs] if row.differs else [])]))


def _quorums(roll: Roll, rules: Rules) -> list[QuorumLine]:
    lines = []
    for one in roll.holdings:
        quorum = quorum_of(one.kind, roll.numbers[one.pk], rules)
        if quorum.needed:
            voting = entry_of(one.kind).voters != Voters.NOBODY
            lines.append(QuorumLine(one.pk, GatheringKind.word(one.kind), quorum, voting))
    return lines


def _joined(numbers: set[int]) -> str:
    return " ".join(map(str, sorted(numbers)))


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of a chooser."""

    label: str
    url: str
    current: bool
    note: str = ""


def organisations_of(rolls: Sequence[Roll], at: str, part: str) -> list[Choice]:
    """One page an organisation, and all on one where they are few."""
    if len(rolls) < 2:
        return []
    found = [
        Choice(
            str(roll.organisation),
            asked(roll.organisation.code, part),
            roll.organisation.code == at,
            f"{roll.unmarked} 人未标" if roll.open and roll.unmarked else "",
        )
        for roll in rolls
    ]
    together = [Choice("全部", asked("all", part), at == "all")] if few(rolls) else []
    return [*together, *found]


def asked(at: str, part: str) -> str:
    """The address of one choice; without anything, the page as it opens."""
    said = {name: value for name, value in (("at", at), ("part", part)) if value}
    return f"?{urlencode(said)}" if said else "?"


def few(rolls: Sequence[Roll]) -> bool:
    """Whether all of them can stand on one page."""
    return sum(len(roll.rows) for roll in rolls) <= FEW


def parts_of(holdings: Sequence[Holding], at: str, part: str) -> list[Choice]:
    """All parts at once, or one alone."""
    numbers = {one.part.number: one.kind for one in holdings}
    if len(numbers) < 2:
        return []
    single = [
        Choice(f"只记第 {number} 项：{GatheringKind.word(kind)}", asked(at, str(number)), part == str(number))
        for number, kind in numbers.items()
    ]
    return [Choice("全部内容一起记", asked(at, ""), not part), *single]
