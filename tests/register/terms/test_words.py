"""Every word list: values for the database, labels for the screen, synonyms for the sheets."""

import pytest

from zhibu.register.terms import bands, education, ethnicity, occupation, organisations, people, strata, units
from zhibu.register.terms.answers import read_answer
from zhibu.register.terms.education import Degree, Education, EducationBand
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import (
    ManagementCategory,
    MembershipState,
    MemberStatus,
    OutOfContactCause,
    Sex,
    says_no_member,
)
from zhibu.register.terms.strata import NewStratum
from zhibu.register.terms.term import Term, names_by_spelling, spelled
from zhibu.register.terms.units import FormationMode, Ownership

LISTS = [
    words
    for module in (bands, education, ethnicity, occupation, organisations, people, strata, units)
    for words in vars(module).values()
    if isinstance(words, type) and issubclass(words, Term) and len(words) and words.__module__ == module.__name__
]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_spelling_of_a_list_stands_for_one_word_only(words: type[Term]) -> None:
    assert len(names_by_spelling(words)) >= len(words)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_label_reads_as_its_own_word(words: type[Term]) -> None:
    assert [words.read(one.label) for one in words] == list(words)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_values_are_small_letters_that_fit_a_column(words: type[Term]) -> None:
    assert [one.value for one in words if not one.value.isascii() or one.value != one.value.lower() or len(one.value) > 40] == []


def test_choices_are_values_with_labels() -> None:
    assert FormationMode.choices() == [
        ("standalone", "独立式"),
        ("succession", "连续式"),
        ("joint", "联合式"),
        ("assisted", "帮带式"),
        ("attached", "挂靠式"),
        ("provisional", "临时式"),
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" 汉　族\u200b", "汉族"),
        ("（转业）", "(转业)"),
        ("１", "1"),
        (1.0, "1"),
        (1.5, "1.5"),
        (True, "true"),
        (1, "1"),
        ("\ufeff男", "男"),
        ("长" * 500 + " ", "长" * 500),
    ],
)
def test_spaces_width_and_invisible_characters_do_not_count(raw: str | float, text: str) -> None:
    assert spelled(raw) == text


@pytest.mark.parametrize(
    ("words", "raw", "word"),
    [
        (Sex, "男", Sex.MALE),
        (Sex, " 女性 ", Sex.FEMALE),
        (Sex, "1", Sex.MALE),
        (Sex, 2.0, Sex.FEMALE),
        (Sex, "未说明", Sex.UNSPECIFIED),
        (Sex, "难", None),
        (Sex, "", None),
        (MemberStatus, "正式党员", MemberStatus.FULL),
        (MemberStatus, "预备", MemberStatus.PROBATIONARY),
        (MemberStatus, "积极分子", MemberStatus.ACTIVIST),
        (MemberStatus, "发展对象", MemberStatus.PROSPECTIVE_MEMBER),
        (MemberStatus, "入党申请人", MemberStatus.APPLICANT),
        (MemberStatus, "群众", None),
        (MemberStatus, "共青团员", None),
        (MembershipState, "正常", MembershipState.IN_FORCE),
        (MembershipState, "停止党籍", MembershipState.SUSPENDED),
        (MembershipState, "开除党籍", MembershipState.ENDED),
        (ManagementCategory, "离退休", ManagementCategory.RETIRED),
        (ManagementCategory, "下岗职工", ManagementCategory.LAID_OFF),
        (ManagementCategory, "退役军人", ManagementCategory.VETERAN),
        (ManagementCategory, "在职", ManagementCategory.IN_UNIT),
        (Ownership, "民办非企业", Ownership.SOCIAL_ORGANISATION),
        (Ownership, "公有经济控制企业", Ownership.STATE_ENTERPRISE),
        (Ownership, "非公有制企业（规模以上）", Ownership.PRIVATE_ENTERPRISE),
        (Ownership, "机关单位", Ownership.GOVERNMENT_OFFICE),
        (FormationMode, "挂靠", FormationMode.ATTACHED),
        (NewStratum, "31", NewStratum.SELF_EMPLOYED),
        (NewStratum, "自由职业者", NewStratum.FREELANCE),
        (OutOfContactCause, "⑥居住地改变", OutOfContactCause.MOVED_HOUSE),
    ],
)
def test_words_are_read_as_sheets_write_them(words: type[Term], raw: str | float, word: Term | None) -> None:
    assert words.read(raw) is word


def test_somebody_outside_the_party_is_a_known_word_but_no_status() -> None:
    assert [says_no_member(raw) for raw in ("群众", " 共青团员", "正式党员", "？")] == [True, True, False, False]


def test_members_are_full_or_probationary() -> None:
    assert [one.value for one in MemberStatus if one.is_member] == ["probationary", "full"]


@pytest.mark.parametrize(
    ("raw", "answer"),
    [("是", True), ("否", False), ("√", True), ("不是", False), ("Y", True), (1, True), (0.0, False), ("流出", None), ("", None)],
)
def test_yes_and_no(raw: str | float, *, answer: bool | None) -> None:
    assert read_answer(raw) is answer


class TestEthnicity:
    def test_the_standard_has_fifty_six_and_two_more(self) -> None:
        assert [one.code for one in Ethnicity] == [f"{number:02d}" for number in range(1, 57)] + ["97", "98"]

    @pytest.mark.parametrize(
        ("raw", "ethnicity"),
        [
            ("汉", Ethnicity.HAN),
            ("汉族", Ethnicity.HAN),
            ("1", Ethnicity.HAN),
            ("01", Ethnicity.HAN),
            (1, Ethnicity.HAN),
            ("维吾尔", Ethnicity.UYGUR),
            ("蒙古", Ethnicity.MONGOL),
            ("土家", Ethnicity.TUJIA),
            ("土", Ethnicity.TU),
            ("乌兹别克族", Ethnicity.UZBEK),
            (56, Ethnicity.JINO),
            ("族", None),
            ("汉旗", None),
            ("中国", None),
            ("99", None),
        ],
    )
    def test_with_or_without_its_last_character(self, raw: str | float, ethnicity: Ethnicity | None) -> None:
        assert Ethnicity.read(raw) is ethnicity


class TestEducation:
    @pytest.mark.parametrize(
        ("raw", "label", "code", "band"),
        [
            ("本科", "大学", "21", EducationBand.COLLEGE),
            ("大学本科", "大学", "21", EducationBand.COLLEGE),
            ("全日制大学本科毕业", "大学", "21", EducationBand.COLLEGE),
            ("研究生", "研究生", "10", EducationBand.COLLEGE),
            ("硕士", "硕士研究生", "14", EducationBand.COLLEGE),
            ("在职研究生", "研究生", "10", EducationBand.COLLEGE),
            ("省委党校大学", "省（区、市）委党校大学", "20", EducationBand.COLLEGE),
            ("省（区、市）委党校研究生", "省（区、市）委党校研究生", "10", EducationBand.COLLEGE),
            ("大学普通班", "大学普通班", "28", EducationBand.COLLEGE),
            ("大专学历", "大专", "31", EducationBand.COLLEGE),
            ("中专", "中等专科", "41", EducationBand.SPECIALISED_SECONDARY),
            ("技校", "技工学校", "47", EducationBand.UPPER_SECONDARY),
            ("高中", "普通高中", "61", EducationBand.UPPER_SECONDARY),
            ("初中文化程度", "初中", "71", EducationBand.LOWER_SECONDARY),
            ("小学", "小学", "81", EducationBand.LOWER_SECONDARY),
        ],
    )
    def test_synonyms_with_the_standard_and_the_band(self, raw: str, label: str, code: str, band: EducationBand) -> None:
        education_read = Education.read(raw)
        assert education_read is not None
        assert (education_read.label, education_read.code, education_read.band) == (label, code, band)

    @pytest.mark.parametrize("raw", ["大学本科肄业", "本科在读", "高中及以下", "党校", ""])
    def test_unfinished_or_unclear_is_not_read(self, raw: str) -> None:
        assert Education.read(raw) is None

    @pytest.mark.parametrize(
        ("raw", "degree"),
        [("法学硕士学位", Degree.MASTER), ("工学学士", Degree.BACHELOR), ("博士", Degree.DOCTOR), ("无", Degree.NONE), ("法学", None)],
    )
    def test_degrees_by_their_level(self, raw: str, degree: Degree | None) -> None:
        assert Degree.read(raw) is degree
