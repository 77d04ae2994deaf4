"""Who manages whom: what its cases cover (``tests/oversight/test_cases.py`` runs each), and what holds for any facts whatever."""

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import given
from hypothesis import strategies as some

from zhibu.register.rules.managing import DECISION, managing_branch
from zhibu.register.rules.managing_facts import Branch, Employer, MemberFacts
from zhibu.register.terms.managing import ManagedAt, Missing, Nature, Verdict
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.units import Ownership
from zhibu.rulebook.book import LocalValue
from zhibu.rulebook.loading import rulebook

CASES = [case for case in rulebook().cases if case.decision == DECISION]
DAY: Final = date(2026, 11, 24)
RETIRED_STAY: Final = "retired.may_stay_with_office"
GRADUATES_STAY: Final = "graduates.stay_years"
PARAMETERS: Final = (RETIRED_STAY, GRADUATES_STAY)


def test_the_first_day_of_each_value_and_its_eve_are_tried() -> None:
    """The street's default is older than the regulation that it belongs to."""
    days = {category: {case.on for case in CASES if case.given["category"] == category} for category in ("retired", "unemployed_graduate")}
    assert days["retired"] >= {date(2018, 10, 27), date(2018, 10, 28), date(2019, 5, 6)}
    assert days["unemployed_graduate"] >= {date(2019, 5, 5), date(2019, 5, 6)}


def test_every_category_has_cases_that_stay_and_cases_that_do_not() -> None:
    kinds = {(case.given["category"], "stay" if case.expect == "stay" else "other") for case in CASES if case.given["category"]}
    assert kinds >= {(str(one), "other") for one in ManagementCategory}
    assert kinds >= {(str(one), "stay") for one in ManagementCategory if one is not ManagementCategory.VETERAN}


NATURES = some.sampled_from(Nature)
BRANCHES = some.builds(
    Branch,
    NATURES,
    some.frozensets(some.sampled_from([None, *Ownership]), max_size=3),
    joint=some.booleans(),
    for_retired=some.booleans(),
)
EMPLOYERS = some.builds(Employer, some.just("某单位"), organised=some.booleans(), here=some.booleans()).filter(
    lambda one: one.organised or not one.here
)
DAYS = some.dates(date(2015, 1, 1), date(2035, 1, 1))
FACTS = some.builds(
    MemberFacts,
    some.none() | some.sampled_from(ManagementCategory),
    some.none() | BRANCHES,
    derived=some.booleans(),
    occupation=some.none() | some.sampled_from(Occupation),
    marks=some.frozensets(some.sampled_from(MarkKind), max_size=3),
    suspended=some.booleans(),
    employer=some.none() | EMPLOYERS,
    work_written=some.sampled_from(("", "某单位职员")),
    graduated_on=some.none() | DAYS,
    graduate_since=some.none() | DAYS,
)
LOCALS = some.sampled_from(({}, {RETIRED_STAY: LocalValue(0, "街道文件")}, {RETIRED_STAY: LocalValue(1, "街道文件")}))


@given(facts=FACTS, day=DAYS, local=LOCALS)
def test_any_facts_give_exactly_one_answer(facts: MemberFacts, day: date, local: dict[str, LocalValue]) -> None:
    found = managing_branch(facts, rulebook().on(day, local))
    shape = (found.verdict, found.place is not None, found.missing is not None)
    assert shape in {(Verdict.STAY, False, False), (Verdict.MOVE, True, False), (Verdict.UNSAID, False, True)}
    assert all((found.code, found.reason, found.article))
    assert found.decision.allowed == (found.verdict is Verdict.STAY)
    assert set(found.read) <= set(PARAMETERS)


@given(facts=FACTS, day=DAYS)
def test_whoever_works_where_the_roll_is_gets_no_proposal(facts: MemberFacts, day: date) -> None:
    at_work = replace(facts, employer=Employer("某单位", organised=True, here=True), category=ManagementCategory.IN_UNIT)
    found = managing_branch(at_work, rulebook().on(day))
    provisional = facts.branch is not None and facts.branch.nature is Nature.PROVISIONAL
    assert found.verdict is not Verdict.MOVE or provisional


@given(facts=FACTS, day=DAYS)
def test_whoever_has_no_employer_and_stands_in_a_community_gets_no_proposal(facts: MemberFacts, day: date) -> None:
    at_home = replace(facts, branch=Branch(Nature.COMMUNITY), employer=None)
    assert managing_branch(at_home, rulebook().on(day)).verdict is not Verdict.MOVE


@given(facts=FACTS, day=DAYS)
def test_being_home_bound_in_hardship_or_an_old_soldier_changes_nothing(facts: MemberFacts, day: date) -> None:
    marked = replace(facts, marks=facts.marks | {MarkKind.HOME_BOUND, MarkKind.HARDSHIP, MarkKind.EX_SERVICE})
    rules = rulebook().on(day)
    assert managing_branch(marked, rules) == managing_branch(facts, rules)


@given(facts=FACTS, day=DAYS)
def test_nothing_follows_from_a_branch_of_which_nothing_is_known(facts: MemberFacts, day: date) -> None:
    unknown = replace(facts, branch=Branch(Nature.OTHER), employer=None)
    assert managing_branch(unknown, rulebook().on(day)).verdict is not Verdict.MOVE


@given(facts=FACTS)
def test_the_regulation_says_nothing_of_the_time_before_it(facts: MemberFacts) -> None:
    assert managing_branch(facts, rulebook().on(date(2019, 5, 5))).missing is Missing.RULE


def test_an_answer_names_the_parameters_it_read_and_where_they_stand() -> None:
    office = MemberFacts(ManagementCategory.RETIRED, Branch(Nature.UNIT, frozenset({Ownership.GOVERNMENT_OFFICE})))
    found = managing_branch(office, rulebook().on(DAY, {RETIRED_STAY: LocalValue(0, "向阳街工发〔2026〕3号")}))
    assert (found.place, found.article, found.read) == (ManagedAt.RESIDENCE, "向阳街工发〔2026〕3号", (RETIRED_STAY,))
    assert [one.article for one in found.decision.objections] == ["向阳街工发〔2026〕3号"]
    school = MemberFacts(
        ManagementCategory.UNEMPLOYED_GRADUATE, Branch(Nature.UNIT, frozenset({Ownership.SCHOOL})), graduated_on=date(2026, 7, 1)
    )
    stays = managing_branch(school, rulebook().on(DAY))
    assert (stays.article, stays.read) == ("《党员教育管理工作条例》第二十五条", (GRADUATES_STAY,))


def test_an_answer_that_reads_no_parameter_names_none() -> None:
    retired = MemberFacts(ManagementCategory.RETIRED, Branch(Nature.UNIT, frozenset({Ownership.STATE_ENTERPRISE})))
    assert managing_branch(retired, rulebook().on(DAY)).read == ()
