"""A table that could not work is refused; keys of steps stay what they were."""

from typing import Final

import pytest

from tests.cases.tables import BRANCHING
from zhibu.cases.registry import every_version
from zhibu.cases.rules.procedures import Procedure, Step, Unsound

EVER_USED: Final = {
    ("visit_matter", 1): ("assign", "answer", "confirm"),
    ("contact_search", 1): ("phone", "relatives", "work_unit", "address", "letter", "weigh", "decide", "close"),
    ("supervised_matter", 1): ("charge", "report", "finish", "check"),
    ("democratic_life_meeting", 1): ("topic", "study", "opinions", "talks", "papers", "meet", "report", "notice", "list"),
    ("organisational_life_meeting", 1): ("study", "opinions", "talks", "papers", "meet", "notice", "list"),
    ("democratic_assessment", 1): ("self", "mutual", "poll", "grade", "file"),
    ("rectification", 1): ("finish", "check"),
    ("target_year", 1): ("statements", "judge", "tell", "settle", "review", "approve", "publish"),
    ("secretary_problem", 1): ("charge", "finish", "check"),
    ("supervised_matter", 2): ("charge", "report", "finish", "check"),
    ("concurrent_member", 1): ("propose", "nominate", "vet", "appoint"),
    ("concurrent_member_street", 1): ("propose", "nominate", "vet", "appoint"),
    ("coordination_matter", 1): ("assign", "answer", "confirm"),
    ("coordination_need", 1): ("answer",),
    ("coordination_project", 1): ("agree", "deliver", "confirm", "thank"),
    ("selection", 1): ("nominate", "review", "vote", "notice", "settle", "decide"),
    ("fifty_year_medal", 1): ("review", "decide"),
    ("election", 1): ("request", "reply", "nominate", "review", "meeting", "session", "report", "approval"),
    ("election_without_committee", 1): ("request", "reply", "nominate", "review", "meeting", "report", "approval"),
}
"""Frozen: a key is never taken out, never given to another step. A new version of a procedure adds a line of its own."""


def test_keys_of_steps_are_those_that_logs_were_written_with() -> None:
    assert {(one.key, one.version): tuple(one.by_key) for one in every_version()} == EVER_USED


def test_every_step_names_its_article() -> None:
    assert [step.key for one in every_version() for step in one.steps if not step.article] == []


def test_texts_of_a_step_do_not_take_the_names_of_other_fields() -> None:
    taken = {"on", "organisation", "until", "reason", "seen", "title", "submission"}
    asked = [text.key for one in every_version() for texts in (one.opening, *(step.texts for step in one.steps)) for text in texts]
    assert taken.intersection(asked) == set()


def test_a_step_brings_down_what_rests_on_it_and_nothing_else() -> None:
    assert {key: sorted(found) for key, found in BRANCHING.resting.items()} == {
        "start": ["end", "join", "left", "right", "start"],
        "left": ["end", "join", "left"],
        "right": ["end", "join", "right"],
        "join": ["end", "join"],
        "end": ["end"],
    }


ONE = Step("one", "一", "")
WRONG: Final[dict[str, tuple[Step, ...]]] = {
    "two steps have the same key": (ONE, ONE),
    "rests on two": (Step("one", "一", "", rests_on=("two",)),),
    "leads to two": (Step("one", "一", "", next=("two",)),),
    "needs form": (Step("one", "一", "", needs=("form",)),),
    "reopens two": (Step("one", "一", "", reopens="two"),),
    "is not entered by all that it rests on": (ONE, Step("two", "二", "", rests_on=("one",))),
}


@pytest.mark.parametrize("said", WRONG)
def test_a_table_that_could_not_work_is_refused(said: str) -> None:
    with pytest.raises(Unsound, match=said):
        Procedure("wrong", 1, "", "", WRONG[said])
