"""Rows of the register's measures of organisations and units as facts of one subject each. Pure: rows come in, mappings go out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from zhibu.gatherings.queries.measures.held import Counted, Recorded
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.measures.organisations import OrganisationOn, PeopleCount, PostOn, PostsFrom
from zhibu.register.queries.measures.units import UnitOn
from zhibu.register.rules.workplaces import longest_name
from zhibu.register.terms.organisations import COMMITTEE_SEATS, OrganisationKind, PostKind
from zhibu.register.terms.people import MEMBERS, MemberStatus

PORTFOLIOS: Final = {
    PostKind.ORGANISATION_MEMBER: "组织委员",
    PostKind.PUBLICITY_MEMBER: "宣传委员",
    PostKind.DISCIPLINE_MEMBER: "纪检委员",
}
A_COMMITTEE: Final = 3
"""Seats from which there is somebody to meet; how many there should be, the clause on committees says."""
INSIDE: Final = frozenset({OrganisationKind.BRANCH, OrganisationKind.GROUP})
"""Where a post is held by one's own people; above a branch it is enough to be on some roll."""
RECRUITS: Final = frozenset(str(one) for one in MemberStatus if one not in MEMBERS)
MEMBER: Final = frozenset(str(one) for one in MEMBERS)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a finding is about, with the facts that clauses read and the records that show them."""

    kind: str
    id: int
    code: str
    name: str
    path: str
    facts: Mapping[str, Any]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a measure, the records it was worked out from, in words."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """What was held: since when an organisation is what it is, signs by kind and period, and since when records are complete."""

    held: Mapping[int, tuple[date, Mapping[Counted, str]]] = field(default_factory=dict)
    recorded: Recorded = field(default_factory=lambda: Recorded(()))

    def of(self, row: OrganisationOn) -> dict[str, Any]:
        """As facts."""
        since, signs = self.held.get(row.id, (None, {}))
        return {"form_from": since, "held": signs, "records_from": self.recorded.of(row.path)}


class Shown(Mapping[str, tuple[str, ...]]):
    """Evidence that is put into words when somebody finds something: of most organisations nobody does."""

    def __init__(self, say: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
        self._say = say

    @cached_property
    def _said(self) -> Mapping[str, tuple[str, ...]]:
        return self._say()

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self._said[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def organisation_subjects(
    rows: Sequence[OrganisationOn],
    counts: Iterable[PeopleCount],
    held: Iterable[PostOn],
    units: Iterable[UnitOn],
    on: date,
    *,
    recorded: Iterable[PostsFrom] = (),
    meetings: Meetings | None = None,
) -> list[Subject]:
    """Every organisation with its measures; members below are added up along the paths.

    Of posts that ended long ago ``held`` knows nothing: since when posts are recorded, ``recorded`` says.
    """
    scope = _Scope(_People(rows, counts), on, meetings or Meetings())
    for post in held:
        scope.posts[post.organisation_id].append(post)
    for one in (*recorded, *(PostsFrom(post.organisation_id, post.since) for posts in scope.posts.values() for post in posts)):
        scope.posts_from[one.organisation_id] = min(one.since, scope.posts_from.get(one.organisation_id, one.since))
    around = list(units)
    scope.linked.update(unit.organisation_id for unit in around if unit.organisation_id is not None)
    scope.communities = tuple(unit.path for unit in around if not unit.id)
    return [_organisation(row, scope) for row in rows]


class _People:
    """Persons by organisation, and how many members stand at or below each path."""

    def __init__(self, rows: Sequence[OrganisationOn], counts: Iterable[PeopleCount]) -> None:
        self.roll: dict[int, Counter[str]] = defaultdict(Counter)
        self.grouped: Counter[int] = Counter()
        self.groups: Counter[int] = Counter()
        self.below: Counter[str] = Counter()
        by_id = {row.id: row for row in rows}
        for row in rows:
            if row.kind == OrganisationKind.GROUP and row.parent_id is not None:
                self.groups[row.parent_id] += 1
        for one in counts:
            place = by_id.get(one.organisation_id)
            if place is None:
                continue
            if one.relation == "roll":
                self.roll[one.organisation_id][one.status] += one.number
                if one.status in MEMBER:
                    for end in range(SEGMENT, len(place.path) + 1, SEGMENT):
                        self.below[place.path[:end]] += one.number
            elif place.parent_id is not None and one.status in MEMBER:
                self.grouped[place.parent_id] += one.number


@dataclass(slots=True)
class _Scope:
    """What stands around the organisations of a scope: people, posts, units and communities."""

    people: _People
    on: date
    meetings: Meetings
    posts: dict[int, list[PostOn]] = field(default_factory=lambda: defaultdict(list))
    posts_from: dict[int, date] = field(default_factory=dict)
    linked: Counter[int] = field(default_factory=Counter)
    communities: tuple[str, ...] = ()


def _organisation(row: OrganisationOn, scope: _Scope) -> Subject:
    people, held = scope.people, scope.posts.get(row.id, [])
    roll = people.roll.get(row.id, Counter())
    members = sum(roll[status] for status in MEMBER)
    facts: dict[str, Any] = {
        "kind": row.kind,
        "joint": bool(row.joint),
        "provisional": bool(row.provisional),
        "in_community": row.path.startswith(scope.communities) and row.id not in scope.linked,
        "members": members,
        "full_members": roll[str(MemberStatus.FULL)],
        "recruits": sum(roll[status] for status in RECRUITS),
        "members_below": people.below[row.path],
        "groups": people.groups[row.id],
        "members_without_group": members - people.grouped[row.id],
        "units": scope.linked[row.id],
        "posts_above_from": scope.posts_from.get(row.parent_id or 0),
    }
    current = [post for post in held if post.until > scope.on]
    facts |= _of_posts(row, current, scope.posts_from.get(row.id)) | scope.meetings.of(row)
    facts["committee_from"] = committee_from(held, scope.on) if facts["seats"] >= A_COMMITTEE else None
    return Subject("organisation", row.id, row.code, row.called, row.path, facts, Shown(lambda: _evidence(facts, current, scope.on)))


def _of_posts(row: OrganisationOn, current: Sequence[PostOn], recorded_from: date | None) -> dict[str, Any]:
    kinds = {post.kind for post in current}
    seats = [post for post in current if post.kind in COMMITTEE_SEATS]
    vacant = [label for kind, label in PORTFOLIOS.items() if kind not in kinds]
    strangers = [post for post in current if _is_stranger(row, post)]
    return {
        "posts_from": recorded_from,
        "secretaries": sum(post.kind == PostKind.SECRETARY for post in current),
        "seats": len({post.person_id for post in seats}),
        "portfolios_vacant": len(vacant),
        "portfolios": "、".join(vacant),
        "group_leaders": sum(post.kind == PostKind.GROUP_LEADER for post in current),
        "term_began": _term_began(seats),
        "strangers": len(strangers),
        "stranger_posts": "、".join(sorted({PostKind.word(post.kind) for post in strangers})),
    }


def committee_from(held: Iterable[PostOn], on: date) -> date | None:
    """The day from which, up to ``on``, there were always as many seats taken as a committee has.

    Where posts are read from a day on only (``counted_from``), a day before it may be later than the true one: nothing is owed then.
    """
    turns: Counter[date] = Counter()
    for _, since, until in {(post.person_id, post.since, post.until) for post in held if post.kind in COMMITTEE_SEATS}:
        turns[since] += 1
        turns[until] -= 1
    taken, began = 0, None
    for day in sorted(day for day in turns if day <= on):
        taken += turns[day]
        began = (began or day) if taken >= A_COMMITTEE else None
    return began


def _term_began(seats: Sequence[PostOn]) -> date | None:
    """The day on which most of the present committee took office: an election seats several people, a by-election one.

    Where every seat began on a day of its own, the secretary's day counts.
    """
    days = Counter(post.since for post in seats)
    if not days:
        return None
    most = max(days.values())
    if most > 1:
        return max(day for day, number in days.items() if number == most)
    secretary = [post.since for post in seats if post.kind == PostKind.SECRETARY]
    return max(secretary, default=min(days))


def _is_stranger(row: OrganisationOn, post: PostOn) -> bool:
    if post.kind not in COMMITTEE_SEATS and post.kind != PostKind.GROUP_LEADER:
        return False
    if post.holder_path is None:
        return True
    branch = row.path[:-SEGMENT] if row.kind == OrganisationKind.GROUP else row.path
    return row.kind in INSIDE and not post.holder_path.startswith(branch)


def _evidence(facts: Mapping[str, Any], current: Sequence[PostOn], on: date) -> dict[str, tuple[str, ...]]:
    day = on.isoformat()
    held = tuple(
        f"{PostKind.word(post.kind)} {post.name}（{post.since.isoformat()} 起）" for post in sorted(current, key=lambda one: one.since)
    )
    return {
        "full_members": (f"{day} 名册：正式党员 {facts['full_members']} 名",),
        "members": (f"{day} 名册：党员 {facts['members']} 名",),
        "members_below": (f"{day} 名册：本级和下级党员 {facts['members_below']} 名",),
        "recruits": (f"{day} 名册：申请人、积极分子、发展对象 {facts['recruits']} 名",),
        "units": (f"登记的所属单位 {facts['units']} 个",),
        "members_without_group": (f"{day} 名册：党员 {facts['members']} 名，党小组 {facts['groups']} 个",),
        **dict.fromkeys(("secretaries", "seats", "portfolios_vacant", "group_leaders", "strangers"), held or ("没有在任的职务记录",)),
        "term_began": tuple(
            line for line, post in zip(held, sorted(current, key=lambda one: one.since), strict=True) if post.since == facts["term_began"]
        ),
    }


def unit_subjects(units: Iterable[UnitOn], places: Iterable[str]) -> list[Subject]:
    """Units without a Party organisation, with how many members say that they work there."""
    bare = {unit.name: unit for unit in units if unit.id and unit.organisation_id is None}
    lengths = sorted({len(name) for name in bare}, reverse=True)
    counted = Counter(name for place in places if (name := longest_name(place, bare, lengths)))
    return [
        Subject(
            "unit",
            unit.id,
            unit.code,
            unit.name,
            unit.path,
            {"uncovered_members": counted[unit.name], "without_branch": True},
            {"uncovered_members": (f"工作单位以“{unit.name}”开头的党员 {counted[unit.name]} 名",)},
        )
        for unit in bare.values()
    ]
