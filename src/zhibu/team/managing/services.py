"""Accepting and declining proposals by the keys that a form sends; what holds now is asked again, not what the page showed."""

from collections.abc import Mapping, Sequence
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Organisation, Person
from zhibu.register.services.move_drafts import Wanted, accept_moves, decline_moves
from zhibu.team.managing.queries.proposals import Line, proposals
from zhibu.trail.actors import Actor

NOBODY: Final = Objection("nothing_chosen", "没有选人。", remedy="先在名单上勾选要处理的人员。")


def accept(
    *, by: Actor, people: Mapping[str, Person], keys: Sequence[str], target: Organisation | None = None, reason: str = ""
) -> Outcome:
    """Draft transfers for the chosen, all to ``target`` where one is given."""
    lines, decision = _chosen(by, people, keys)
    if not decision.allowed:
        return Outcome(decision)
    return accept_moves(by=by, wanted=[_wanted(line, people, target) for line in lines], reason=reason)


def decline(*, by: Actor, people: Mapping[str, Person], keys: Sequence[str], reason: str) -> Outcome:
    """Not accepted, for a reason that stays."""
    lines, decision = _chosen(by, people, keys)
    if not decision.allowed:
        return Outcome(decision)
    return decline_moves(by=by, wanted=[_wanted(line, people, None) for line in lines], reason=reason)


def _chosen(by: Actor, people: Mapping[str, Person], keys: Sequence[str]) -> tuple[list[Line], Decision]:
    """The lines as they stand now; one that is gone was settled by somebody, or the facts have changed."""
    if not keys:
        return [], Decision.of(NOBODY)
    paths = sorted({person.now_path for person in people.values()})
    found = proposals(by.reader, paths, on=by.day, only=[person.pk for person in people.values()])
    lines = {line.key: line for line in found.lines}
    gone = [people[person_code(key)].name for key in keys if key not in lines]
    return [lines[key] for key in keys if key in lines], Decision.of(*(_gone(name) for name in gone))


def person_code(key: str) -> str:
    """The person that a key names."""
    return key.partition("-")[0]


def _gone(name: str) -> Objection:
    return Objection("gone", f"{name}：这条建议已经不在了，情况变了或已经处理过。", remedy="请刷新页面查看。")


def _wanted(line: Line, people: Mapping[str, Person], target: Organisation | None) -> Wanted:
    """The branch that was given, else the one that is proposed."""
    proposed = Organisation(pk=line.target_id) if line.target_id is not None else None
    return Wanted(people[line.code], target or proposed, line.proposal_id, line.reason, line.article, line.grounds)
