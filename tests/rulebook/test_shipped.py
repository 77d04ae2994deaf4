"""The regulations that are shipped: they load, each value is used, and nothing is passed off as read that was not."""

from string import Formatter
from typing import Final

from zhibu.cases.registry import every_version
from zhibu.config.checkout import ROOT
from zhibu.mechanism.ties.forgetting import KEPT
from zhibu.rulebook.entries import Clause, DecisionRule, Parameter
from zhibu.rulebook.loading import folder, rulebook

BOOK: Final = rulebook()
ENTRIES: Final[tuple[Parameter | Clause | DecisionRule, ...]] = (
    *BOOK.parameters.values(),
    *BOOK.clauses.values(),
    *BOOK.decisions.values(),
)

FROM_MEMORY: Final = {
    "branch.joint.units_most": "the number is seen, that of the article is not",
    "branch.joint_units": "the same",
    "branch.committee.from_full_members": "Art 18-21 by memory",
    "branch.committee.seats_least": "the same",
    "branch.committee.seats_most": "the same",
    "branch.committee": "the same",
    "branch.committee_large": "the same",
    "branch.portfolios": "the same",
    "branch.secretary": "the article is not seen",
    "branch.group_leader": "the article is not seen",
    "branch.without_group": "the article is not seen",
    "term.community_branch_years": "the number is seen, that of the article is not",
    "term.other_branch_years": "the same",
    "term.community_branch": "the same",
    "term.other_branch": "the same",
    "term.committee_years": "the same",
    "term.committee": "the same",
    "committee.secretary": "how secretaries come into office stands there by memory",
    "floating.host_missing": "the article is not seen",
    "floating.home_missing": "the article is not seen",
    "post.holder_left": "our inference from the article",
    "meeting.committee": "who has a committee, Art 18-21, by memory",
    "meeting.organisational_life.per_year": "the number is seen, that of the article is not",
    "meeting.organisational_life": "the same",
    "meeting.assessment.per_year": "the same",
    "meeting.assessment": "the same",
    "meeting.talk.per_year": "the same",
    "meeting.talk": "the same",
    "meeting.democratic_life.per_year": "the same",
    "meeting.democratic_life": "the same",
}
"""What the notes on the regulations mark as recalled or inferred, or of which only the number was seen and not where it stands."""


def test_the_folder_is_the_one_of_the_checkout() -> None:
    assert folder() == ROOT / "regulations"


def test_every_regulation_is_used() -> None:
    assert {one.source for one in ENTRIES} == set(BOOK.sources)


def test_nothing_recalled_is_passed_off_as_verified() -> None:
    assert [name for name in FROM_MEMORY if _verified(name)] == []


def _verified(name: str) -> bool:
    return next(one.verified for one in ENTRIES if one.id == name)


def test_a_rule_is_no_surer_than_the_values_that_it_reads() -> None:
    rules: list[Clause | DecisionRule] = [*BOOK.clauses.values(), *BOOK.decisions.values()]
    law = {name for name, one in BOOK.parameters.items() if not one.local and not one.verified}
    assert [(one.id, sorted(law & set(one.parameters))) for one in rules if one.verified and law & set(one.parameters)] == []


def test_what_is_not_verified_and_not_local_says_why_it_is_known() -> None:
    assert [one.id for one in BOOK.parameters.values() if not one.verified and not one.local and not one.note] == []


def test_a_local_parameter_begins_within_its_bounds_and_claims_no_regulation() -> None:
    local = [one for one in BOOK.parameters.values() if one.local]
    assert [one.id for one in local if one.verified or one.article != "本地规定"] == []
    assert [one.id for one in local for value in one.values if not _fits(one, value.value)] == []


def _fits(parameter: Parameter, value: object) -> bool:
    bounds = parameter.bounds
    return bounds is not None and isinstance(value, int) and bounds.least <= value <= bounds.most


PROPOSED: Final = {
    "coordination.link_days": "the last day of a link that a form proposes, and that the service bounds",
    "institution.review_months": "the day of review that a form proposes",
    "concurrent_member.term_years": "the end of the term that a form proposes",
    "responsibility.letters": "the page that prints letters of persons",
    KEPT: "the daily job that forgets visits",
}
"""What no rule reads: a page or a job goes by it."""


def test_every_parameter_is_read_by_some_rule_or_proposes_something() -> None:
    in_procedures = {name for one in every_version() for name in one.parameters}
    unread = [name for name in BOOK.parameters if not BOOK.readers(name) and name not in in_procedures]
    assert sorted(unread) == sorted(PROPOSED)


def test_a_clause_names_measures_and_values_that_it_has() -> None:
    given = {"limit", "began", "due", "years", "said"}
    unknown = {one.id: sorted(words(one.message) - given - MEASURES) for one in BOOK.clauses.values()}
    assert {name: found for name, found in unknown.items() if found} == {}


def words(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


MEASURES: Final = frozenset({name for case in BOOK.cases for name in case.given})
"""Every fact that some case gives; ``test_cases`` asks each clause with them."""
