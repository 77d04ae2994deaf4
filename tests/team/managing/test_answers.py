"""The rule over a scope: facts of the day, the branch that is meant where there is exactly one, a constant number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.register.factories import LONG_SINCE, actor, make_organisation, make_person, make_street
from tests.team.managing.places import DAY, Places, make_places, somebody
from zhibu.kernel.dates import FAR
from zhibu.parameters.models import LocalParameter
from zhibu.register.models import Organisation, Person
from zhibu.register.services.communities import add_community
from zhibu.register.services.facts import set_category, set_education, set_mark
from zhibu.register.services.units import add_unit
from zhibu.register.terms.education import Education
from zhibu.register.terms.managing import ManagedAt, Missing, Verdict
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind, MemberStatus
from zhibu.team.managing.queries.answers import Answer, answers
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Places:
    return make_places()


def answer(place: Organisation, one: Person, on: date = DAY) -> Answer:
    """What is said of one member of a scope."""
    (found,) = [each for each in answers((place.now_path,), on).every if each.member.id == one.pk]
    return found


def said(found: Answer) -> tuple[Verdict, object, str, str]:
    """The answer with the branch, or the organisation, that it means."""
    managing = found.managing
    target, organisation = (one.called if one else "" for one in (found.target, found.organisation))
    return managing.verdict, managing.place or managing.missing, target, organisation


def test_at_work_in_a_unit_with_one_branch_means_that_branch(places: Places) -> None:
    one = somebody(places.street.sunny_first, "甲", Category.IN_UNIT, work="云溪启明软件有限公司技术员", job=Occupation.OTHER_EMPLOYED)
    assert said(answer(places.street.street, one)) == (Verdict.MOVE, ManagedAt.UNIT, "云溪启明软件公司党支部", "")


def test_a_unit_is_known_by_the_name_that_its_organisation_bears(places: Places) -> None:
    one = somebody(places.street.sunny_first, "甲", Category.IN_UNIT, work="云溪启明软件公司 技术员", job=Occupation.OTHER_EMPLOYED)
    assert said(answer(places.street.street, one)) == (Verdict.MOVE, ManagedAt.UNIT, "云溪启明软件公司党支部", "")


def test_of_several_branches_of_a_unit_none_is_guessed_and_the_pensioners_is_none_of_them(places: Places) -> None:
    one = somebody(places.street.sunny_first, "甲", Category.IN_UNIT, work="云溪动力机械有限责任公司工人")
    assert said(answer(places.street.street, one)) == (Verdict.MOVE, ManagedAt.UNIT, "云溪动力机械公司装配车间党支部", "")
    make_organisation("中共云溪动力机械公司技术中心支部委员会", parent=places.factory, short_name="云溪动力机械公司技术中心党支部")
    assert said(answer(places.street.street, one)) == (Verdict.MOVE, ManagedAt.UNIT, "", "云溪动力机械公司党委")


def test_the_name_of_a_branch_in_the_text_means_the_branch(places: Places) -> None:
    make_organisation("中共云溪动力机械公司技术中心支部委员会", parent=places.factory, short_name="云溪动力机械公司技术中心党支部")
    one = somebody(places.street.sunny_first, "甲", Category.IN_UNIT, work="云溪动力机械公司装配车间工人")
    assert said(answer(places.street.street, one)) == (Verdict.MOVE, ManagedAt.UNIT, "云溪动力机械公司装配车间党支部", "")


def test_where_somebody_works_and_stands_nothing_is_proposed(places: Places) -> None:
    at_work = somebody(places.workshop, "甲", Category.IN_UNIT, work="云溪动力机械有限责任公司工人")
    worker = somebody(places.street.sunny_first, "乙", Category.IN_UNIT, work="阳光社区网格员", job=Occupation.COMMUNITY_WORKER)
    retired = somebody(places.factory_retired, "丙", Category.RETIRED)
    found = [answer(places.street.street, one).managing.code for one in (at_work, worker, retired)]
    assert found == ["stay.unit", "stay.unit", "stay.retired_branch"]


def test_a_post_in_a_community_is_an_employer_only_for_its_own_workers(places: Places) -> None:
    worker = somebody(places.street.spring_first, "甲", Category.IN_UNIT, work="阳光社区网格员", job=Occupation.COMMUNITY_WORKER)
    other = somebody(places.street.spring_first, "乙", Category.IN_UNIT, work="阳光社区物业经理", job=Occupation.OTHER_EMPLOYED)
    assert said(answer(places.street.street, worker)) == (Verdict.MOVE, ManagedAt.UNIT, "", "阳光社区党委")
    assert said(answer(places.street.street, other))[:2] == (Verdict.UNSAID, Missing.UNIT_ORGANISATION)


def test_pensioners_of_an_enterprise_belong_at_home_and_those_of_an_office_where_the_street_says(places: Places) -> None:
    driver = somebody(places.workshop, "甲", Category.RETIRED, work="云溪动力机械有限责任公司工人")
    officer = somebody(places.office, "乙", Category.RETIRED)
    assert said(answer(places.street.street, driver)) == (Verdict.MOVE, ManagedAt.RESIDENCE, "", "")
    assert answer(places.street.street, officer).managing.code == "stay.retired_office"
    decide(places.street.street, "0")
    found = answer(places.street.street, officer).managing
    assert (found.place, found.article, found.read) == (ManagedAt.RESIDENCE, "向街工发〔2026〕3号", ("retired.may_stay_with_office",))


def decide(street: Organisation, value: str) -> None:
    """The street's own value, from this year on."""
    with recording(actor(), "parameter.decide") as work:
        work.add(
            LocalParameter,
            organisation_id=street.pk,
            parameter="retired.may_stay_with_office",
            value=value,
            basis="向街工发〔2026〕3号",
            valid_from=date(2026, 1, 1),
            valid_to=FAR,
        )


def test_each_street_has_its_own_value(places: Places) -> None:
    decide(places.street.street, "0")
    other = make_street("春风", district=places.street.district)
    office = make_organisation("中共云溪区档案馆支部委员会", parent=other.street, short_name="云溪区档案馆党支部")
    facts = {"name": "云溪区档案馆", "ownership": "government_office"}
    add_unit(by=actor(), facts=facts, place=other.street, on=LONG_SINCE, organisation=office)
    here, there = somebody(places.office, "甲", Category.RETIRED), somebody(office, "乙", Category.RETIRED)
    assert [answer(places.street.district, one).managing.verdict for one in (here, there)] == [Verdict.MOVE, Verdict.STAY]


def test_graduates_by_the_day_that_somebody_dated(places: Places) -> None:
    known, unknown = (somebody(places.school, name, Category.UNEMPLOYED_GRADUATE) for name in ("甲", "乙"))
    for one, day in ((known, date(2024, 6, 30)), (unknown, LONG_SINCE)):
        set_education(by=actor(), person=one, level=Education.UNIVERSITY, facts={}, on=day)
        set_category(by=actor(), person=one, category=Category.IN_UNIT, on=date(2020, 1, 1))
        set_category(by=actor(), person=one, category=Category.UNEMPLOYED_GRADUATE, on=date(2025, 1, 1))
    eve, day = date(2026, 6, 29), date(2026, 6, 30)
    assert [answer(places.street.street, known, on).managing.code for on in (eve, day)] == ["stay.school", "residence.graduate_over"]
    assert said(answer(places.street.street, unknown))[:2] == (Verdict.UNSAID, Missing.GRADUATION)


def test_a_past_day_is_asked_with_what_was_true_then(places: Places) -> None:
    one = somebody(places.workshop, "甲", Category.IN_UNIT, work="云溪动力机械有限责任公司工人")
    set_category(by=actor(), person=one, category=Category.RETIRED, on=date(2026, 3, 1))
    days = (date(2026, 2, 28), date(2026, 3, 1))
    assert [answer(places.street.street, one, on).managing.verdict for on in days] == [Verdict.STAY, Verdict.MOVE]


def test_whoever_floats_stays_and_comes_back(places: Places) -> None:
    one = somebody(places.workshop, "甲", Category.LAID_OFF, job=Occupation.DISMISSED)
    assert answer(places.street.street, one).managing.verdict is Verdict.MOVE
    set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2026, 5, 1), detail="广东深圳")
    set_mark(by=actor(), person=one, mark=MarkKind.HOME_BOUND, on=date(2026, 5, 1), detail="")
    assert answer(places.street.street, one).managing.code == "stay.floating"


def test_only_members_are_asked(places: Places) -> None:
    make_person(places.workshop, "申请人", status=MemberStatus.APPLICANT, category=None)
    assert answers((places.street.street.now_path,), DAY).every == ()


def test_a_community_looks_at_its_own_members_and_knows_the_units_of_the_street(places: Places) -> None:
    inside = somebody(places.street.sunny_first, "甲", Category.IN_UNIT, work="云溪启明软件有限公司技术员")
    somebody(places.street.spring_first, "乙", Category.IN_UNIT, work="云溪启明软件有限公司技术员")
    found = answers((places.street.sunny.now_path,), DAY).every
    assert [(one.member.id, one.target.called if one.target else "") for one in found] == [(inside.pk, "云溪启明软件公司党支部")]


def test_a_unit_whose_organisation_leads_a_community_says_nothing_of_its_branches(places: Places) -> None:
    facts = {"name": "阳光社区居民委员会", "ownership": "self_governing_body"}
    add_unit(by=actor(), facts=facts, place=places.street.sunny, on=LONG_SINCE, organisation=places.street.sunny)
    one = somebody(places.street.sunny_first, "甲", Category.RETIRED)
    assert answer(places.street.street, one).managing.code == "stay.community"


def test_the_grounds_change_with_the_facts_that_were_read(places: Places) -> None:
    one = somebody(places.workshop, "甲", Category.RETIRED)
    before = answer(places.street.street, one).grounds
    assert before == f"residence.retired retired Z{places.workshop.pk}"
    set_category(by=actor(), person=one, category=Category.LAID_OFF, on=date(2026, 5, 1))
    assert answer(places.street.street, one).grounds == f"residence.laid_off laid_off Z{places.workshop.pk}"


@pytest.mark.parametrize("count", [1, 3])
def test_the_rule_over_a_scope_costs_eight_queries(places: Places, count: int) -> None:
    for number in range(count):
        somebody(places.workshop, f"甲{number}", Category.RETIRED)
        somebody(places.street.sunny_first, f"乙{number}", Category.IN_UNIT, work="云溪启明软件有限公司技术员")
    with CaptureQueriesContext(connection) as captured:
        found = answers((places.street.street.now_path,), DAY).every
    assert (len(captured), len(found)) == (8, count * 2)


def test_streets_do_not_know_each_others_units(places: Places) -> None:
    other = make_street("春风", district=places.street.district)
    add_community(by=actor(), organisation=other.sunny, name="阳光社区")
    one = somebody(other.sunny_first, "甲", Category.IN_UNIT, work="云溪启明软件有限公司技术员")
    assert said(answer(other.street, one))[:2] == (Verdict.UNSAID, Missing.UNIT_ORGANISATION)
