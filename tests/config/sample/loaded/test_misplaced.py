"""The sample street has people on the wrong roll, and the page of proposals finds them with a believable reason."""

from collections import Counter

import pytest

from tests.config.sample.conftest import DAY
from zhibu.register.models import Organisation
from zhibu.register.terms.managing import Verdict
from zhibu.team.managing.queries.answers import Answer, answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> tuple[Answer, ...]:
    street = Organisation.objects.unguarded("测试").get(now_short_name="向阳街道党工委")
    return answers((street.now_path,), DAY).every


def test_most_stand_rightly_some_do_not_and_of_some_nothing_can_be_said(found: tuple[Answer, ...]) -> None:
    verdicts = Counter(one.managing.verdict for one in found)
    assert len(found) == 4200
    assert verdicts[Verdict.STAY] > 4000
    assert 20 <= verdicts[Verdict.MOVE] <= 40
    assert 50 <= verdicts[Verdict.UNSAID] <= 150


def test_one_of_each_sort_stands_wrongly(found: tuple[Answer, ...]) -> None:
    codes = Counter(one.managing.code for one in found if one.managing.verdict is Verdict.MOVE)
    assert set(codes) == {"residence.retired", "residence.laid_off", "residence.graduate_over", "unit.organised"}
    assert (codes["residence.laid_off"], codes["residence.graduate_over"], codes["unit.organised"]) == (2, 1, 3)


def test_those_at_work_in_a_unit_are_shown_its_branch_or_the_unit(found: tuple[Answer, ...]) -> None:
    meant = [(one.target or one.organisation) for one in found if one.managing.code == "unit.organised"]
    assert sorted(one.called for one in meant if one) == ["云溪区中医医院党总支", "云溪启明软件公司党支部", "晨光社区商圈联合党支部"]


def test_a_graduate_of_last_year_may_stay_with_the_school(found: tuple[Answer, ...]) -> None:
    assert [one.branch.called for one in found if one.managing.code == "stay.school" and one.branch] == ["向阳实验中学教学第二党支部"]
