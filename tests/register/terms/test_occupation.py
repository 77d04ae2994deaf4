"""工作岗位: what the export writes, what people write, and the category it proposes."""

import pytest

from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory as Category


def test_the_list_of_the_form_has_forty_nine_names() -> None:
    assert len(Occupation) == 49


@pytest.mark.parametrize(
    ("raw", "prefix", "category"),
    [
        ("公务员", "011", Category.IN_UNIT),
        ("非公有经济控制企业管理岗位", "021", Category.IN_UNIT),
        ("民办非企业专技", "024", Category.IN_UNIT),
        ("社区工作者", "5", Category.IN_UNIT),
        ("在职", "5", Category.IN_UNIT),
        ("离退休人员", "4", Category.RETIRED),
        ("退休", "4", Category.RETIRED),
        ("企业退休工程师", "4", Category.RETIRED),
        ("离休干部", "4", Category.RETIRED),
        ("内退", "4", Category.RETIRED),
        ("下岗", "5", Category.LAID_OFF),
        ("企业破产后，领取保险金或被辞退的职工中未重新就业的人员", "5", Category.LAID_OFF),
        ("（转业）待安置、学生毕业未就业的人员", "5", Category.UNEMPLOYED_GRADUATE),
        ("务农", "1", Category.RESIDENT),
        ("外出务工经商人员", "113", Category.RESIDENT),
        ("个体工商户", "5", Category.RESIDENT),
        ("学生", "3", Category.RESIDENT),
        ("无业", "5", Category.RESIDENT),
    ],
)
def test_official_names_and_synonyms(raw: str, prefix: str, category: Category) -> None:
    occupation = Occupation.read(raw)
    assert occupation is not None
    assert (occupation.prefix, occupation.category) == (prefix, category)


@pytest.mark.parametrize("raw", ["宇航员", "无", "", "—", "未退休"])
def test_an_unknown_job_is_not_guessed(raw: str) -> None:
    assert Occupation.read(raw) is None
