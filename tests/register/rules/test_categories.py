"""What a job proposes, and where service in the army decides."""

import pytest

from zhibu.register.rules.categories import Proposal, proposed_category
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind, MemberStatus

VETERAN = frozenset({MarkKind.EX_SERVICE})


@pytest.mark.parametrize(
    ("raw", "marks", "category"),
    [
        ("退休人员", frozenset(), Category.RETIRED),
        ("退休人员", VETERAN, Category.RETIRED),  # a veteran is retired
        ("公务员", VETERAN, Category.IN_UNIT),
        ("其他无业人员", frozenset(), Category.RESIDENT),
        ("其他无业人员", VETERAN, Category.VETERAN),
        ("下岗职工", frozenset({MarkKind.FLOATING_OUT}), Category.LAID_OFF),  # a laid-off member floats
        ("毕业未就业", frozenset(), Category.UNEMPLOYED_GRADUATE),
        ("转业待安置", frozenset(), Category.VETERAN),
        ("（转业）待安置、学生毕业未就业的人员", frozenset(), Category.UNEMPLOYED_GRADUATE),
        ("（转业）待安置、学生毕业未就业的人员", VETERAN, Category.VETERAN),
        ("宇航员", frozenset(), Category.RESIDENT),
        ("退伍待业", frozenset(), Category.VETERAN),
        ("", frozenset(), Category.RESIDENT),
        ("", VETERAN, Category.VETERAN),
    ],
)
def test_proposals(raw: str, marks: frozenset[MarkKind], category: Category) -> None:
    proposal = proposed_category(Occupation.read(raw), marks=marks, raw=raw)
    assert proposal is not None
    assert proposal.category is category


@pytest.mark.parametrize("occupation", [*Occupation, None])
def test_every_job_proposes_something_and_says_why(occupation: Occupation | None) -> None:
    proposal = proposed_category(occupation)
    assert proposal is not None
    assert proposal.reason != ""


def test_the_reason_stands_in_words() -> None:
    assert proposed_category(Occupation.RETIRED) == Proposal(Category.RETIRED, "工作岗位：退休人员")


def test_whoever_is_no_member_is_not_managed_by_category() -> None:
    assert [proposed_category(Occupation.RETIRED, status=one) is None for one in MemberStatus] == [True, True, True, False, False]
