"""How a case of a decision is asked: whoever brings a decision adds it here, under the name by which its cases call it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.gatherings import meeting_cases
from tests.mechanism.appraisal import appraisal_cases
from tests.mechanism.honours import notice_cases
from tests.polls import poll_cases
from tests.register import managing_cases
from tests.team.assessment import assessment_cases
from tests.team.elections import election_cases
from zhibu.rulebook.book import Rules

Ask = Callable[[Mapping[str, Any], Rules], object]
"""What the case gives and the rules of its day, to the answer that the case expects: a word, a number, or a mapping of plain values."""

DECISIONS: Final[Mapping[str, Ask]] = {
    "appraisal_list": appraisal_cases.listed,
    "assessment_grades": assessment_cases.grades,
    "election_candidates": election_cases.candidates,
    "election_result": election_cases.result,
    "managing_branch": managing_cases.ask,
    "meeting_quorum": meeting_cases.quorum,
    "meeting_vote": meeting_cases.vote,
    "objection_window": appraisal_cases.objection,
    "poll_open": poll_cases.ask,
    "selection_notice": notice_cases.ask,
}
