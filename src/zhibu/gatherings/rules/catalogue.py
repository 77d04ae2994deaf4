"""The catalogue of kinds: who holds it, who is expected, who votes, from how many it may decide, what the minutes must hold.

A table, not code: a kind more is a row more. Quorums and majorities are dated parameters of the rulebook, named here; what is
local practice says so there. Sources: REGULATIONS.md 1, 2, 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.terms.kinds import GatheringKind
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.term import Term

Kind, Level = GatheringKind, OrganisationKind


class Expects(Term):
    """Who is expected, as the roll of the day tells."""

    MEMBERS = "members", "本组织全体党员"
    GROUP = "group", "本小组党员"
    COMMITTEE = "committee", "委员会成员"
    INVITED = "invited", "邀请的人员"


class Voters(Term):
    """Who of them has a vote."""

    FULL_MEMBERS = "full_members", "正式党员"
    COMMITTEE = "committee", "委员会成员"
    NOBODY = "nobody", "不表决"


class Holds(Term):
    """What the minutes of a kind must hold before they are complete (规范化)."""

    CHAIR = "chair", "主持人"
    RECORDER = "recorder", "记录人"
    TOPIC = "topic", "议题或主题"
    TEXT = "text", "会议内容（文字或手写记录的照片）"
    DECISIONS = "decisions", "会议决议"
    ATTENDANCE = "attendance", "到会情况"
    LECTURER = "lecturer", "授课人"


MEETING: Final = (Holds.CHAIR, Holds.RECORDER, Holds.TOPIC, Holds.TEXT, Holds.ATTENDANCE)
DECIDING: Final = (*MEETING, Holds.DECISIONS)
LIVING: Final = frozenset({Level.BRANCH, Level.GENERAL_BRANCH, Level.COMMITTEE})
LEADING: Final = frozenset({Level.STREET_COMMITTEE, Level.COMMITTEE, Level.LEADING_GROUP})
ANY: Final = frozenset(Level) - {Level.DISTRICT_COMMITTEE, Level.DEPARTMENT}


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind. ``quorum`` and ``majority`` name parameters of the rulebook; empty where nothing is decided by number."""

    kind: GatheringKind
    holders: frozenset[OrganisationKind]
    expects: Expects
    voters: Voters = Voters.NOBODY
    quorum: str = ""
    majority: str = ""
    minutes: tuple[Holds, ...] = MEETING
    minutes_of_usual_length: int = 60
    """Proposed when it is planned; nothing follows from it."""
    sealed: bool = False
    """What was said stays with those who were there: the text is on paper; here stand the day, who was there, what is to be put right."""

    @property
    def by_note(self) -> bool:
        """Day, topic and who noted it are the whole record (a visit): nobody is called up, and no text is asked for the signature."""
        return Holds.ATTENDANCE not in self.minutes and Holds.TEXT not in self.minutes


def _table(*entries: Entry) -> Mapping[GatheringKind, Entry]:
    return {entry.kind: entry for entry in entries}


CATALOGUE: Final = _table(
    Entry(
        Kind.MEMBERS_MEETING,
        LIVING,
        Expects.MEMBERS,
        Voters.FULL_MEMBERS,
        "meeting.members.quorum",
        "meeting.members.majority",
        DECIDING,
        90,
    ),
    Entry(
        Kind.COMMITTEE_MEETING,
        LIVING,
        Expects.COMMITTEE,
        Voters.COMMITTEE,
        "meeting.committee.quorum",
        "meeting.committee.majority",
        DECIDING,
    ),
    Entry(Kind.GROUP_MEETING, frozenset({Level.GROUP}), Expects.GROUP),
    Entry(Kind.LECTURE, ANY, Expects.MEMBERS, minutes=(Holds.LECTURER, Holds.TOPIC, Holds.ATTENDANCE)),
    Entry(Kind.THEME_DAY, LIVING, Expects.MEMBERS, minutes=(Holds.RECORDER, Holds.TOPIC, Holds.TEXT, Holds.ATTENDANCE)),
    Entry(Kind.ORGANISATIONAL_LIFE_MEETING, LIVING | {Level.GROUP}, Expects.MEMBERS, minutes_of_usual_length=120, sealed=True),
    Entry(Kind.DEMOCRATIC_ASSESSMENT, LIVING, Expects.MEMBERS, Voters.FULL_MEMBERS, minutes_of_usual_length=120, sealed=True),
    Entry(Kind.ELECTION, LIVING, Expects.MEMBERS, Voters.FULL_MEMBERS, "election.quorum", "election.majority", DECIDING, 120),
    Entry(Kind.STUDY_SESSION, LEADING, Expects.COMMITTEE, minutes_of_usual_length=120),
    Entry(
        Kind.DEMOCRATIC_LIFE_MEETING,
        LEADING,
        Expects.COMMITTEE,
        Voters.NOBODY,
        "meeting.life.quorum",
        minutes_of_usual_length=180,
        sealed=True,
    ),
    Entry(
        Kind.WORKING_COMMITTEE_SESSION,
        frozenset({Level.STREET_COMMITTEE}),
        Expects.COMMITTEE,
        Voters.COMMITTEE,
        "meeting.working_committee.quorum_percent",
        "meeting.committee.majority",
        DECIDING,
        120,
    ),
    Entry(Kind.JOINT_CONFERENCE, ANY, Expects.INVITED, minutes=DECIDING),
    Entry(Kind.TALK, ANY, Expects.INVITED, minutes=(Holds.ATTENDANCE,), minutes_of_usual_length=30, sealed=True),
    Entry(Kind.VISIT, ANY, Expects.INVITED, minutes=(Holds.RECORDER, Holds.TOPIC), minutes_of_usual_length=30),
    Entry(Kind.CEREMONY, ANY - {Level.GROUP}, Expects.INVITED, minutes=(Holds.TOPIC, Holds.ATTENDANCE)),
)


def entry_of(kind: str) -> Entry:
    """The row of a kind."""
    return CATALOGUE[GatheringKind.stored(kind)]


def kinds_for(level: str) -> list[GatheringKind]:
    """What an organisation of a kind may hold, in the order of the list."""
    return [entry.kind for entry in CATALOGUE.values() if level in entry.holders]
