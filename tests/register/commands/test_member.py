"""``zhibu member show``: one person, masked, logged."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.register.factories import actor, identity_number, make_organisation, make_person, make_street
from zhibu.config.cli import Parser
from zhibu.kernel.unusable import Unusable
from zhibu.register.commands.member import add_arguments, run
from zhibu.register.models import Person
from zhibu.register.services.facts import set_mark
from zhibu.register.services.members import leave
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.organisations import rename_organisation
from zhibu.register.services.posts import hold_post
from zhibu.register.services.settling import propose_move
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db

BIRTH = date(1980, 1, 2)
NUMBER = identity_number(BIRTH)
ON = "2026-06-01"

Show = Callable[..., tuple[int, str]]


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Show:
    """Run ``zhibu member show`` with words; gives exit code and output."""

    def call(*words: str) -> tuple[int, str]:
        parser = Parser(prog="zhibu member")
        add_arguments(parser)
        code = run(parser.parse_args(["show", *words]))
        return code, capsys.readouterr().out

    return call


@pytest.fixture
def known(db: None) -> Person:
    """Somebody of whom much is recorded."""
    street = make_street()
    one = make_person(
        street.sunny_first,
        "欧阳娜娜",
        category=ManagementCategory.RETIRED,
        id_number=NUMBER,
        phone="13812345678",
        residence="新阳区幸福路 8 号",
        sex="male",
        ethnicity="hui",
        birth_date=BIRTH,
        joined_on=date(1999, 7, 1),
        confirmed_on=date(2000, 7, 1),
        applied_on=date(1998, 5, 1),
        month_only="applied_on",
    )
    set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2020, 1, 1), detail="上海")
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=date(2021, 1, 1))
    propose_move(by=actor(), person=one, target=street.spring_first, note="住在春晖")
    return one


@pytest.mark.usefixtures("known")
def test_what_is_shown(show: Show) -> None:
    assert show("--id-number", NUMBER, "--on", ON) == (
        0,
        f"""姓名：欧阳娜娜
编号：{Person.objects.unguarded("test").get().code}
性别：男
民族：回族
出生日期：1980-01-02
年龄：46
人员类别：正式党员
党籍状态：正常
所在党组织：新阳区委 › 向阳街道党工委 › 阳光社区党委 › 阳光社区第一党支部
管理类别：离退休党员
标记：流出（上海）
职务：阳光社区第一党支部书记
申请入党日期：1998-05
入党日期：1999-07-01
转正日期：2000-07-01
党龄：25
公民身份号码：999*************{NUMBER[-2:]}
手机号码：138******78
现居住地：新阳区****
转接建议：春晖社区第一党支部
""",
    )


def test_the_same_for_programs(show: Show, known: Person) -> None:
    code, said = show("--code", known.code.lower(), "--on", ON, "--json")
    assert code == 0
    assert json.loads(said) == {
        "code": known.code,
        "name": "欧阳娜娜",
        "sex": "male",
        "ethnicity": "hui",
        "birth_date": "1980-01-02",
        "age": 46,
        "member_status": "full",
        "membership_state": "in_force",
        "organisation": {
            "code": "Z" + str(known.now_organisation_id).zfill(4),
            "name": "阳光社区第一党支部",
            "path": ["新阳区委", "向阳街道党工委", "阳光社区党委", "阳光社区第一党支部"],
        },
        "management_category": "retired",
        "category_derived": False,
        "marks": [{"mark": "floating_out", "detail": "上海", "valid_from": "2020-01-01"}],
        "posts": [{"post": "secretary", "organisation": "阳光社区第一党支部", "valid_from": "2021-01-01"}],
        "applied_on": "1998-05",
        "activist_on": None,
        "prospective_on": None,
        "joined_on": "1999-07-01",
        "confirmed_on": "2000-07-01",
        "party_standing": 25,
        "education": {"level": "", "raw": "", "degree": "", "school": "", "subject": ""},
        "occupation": {"occupation": "", "raw": ""},
        "id_number": f"999{13 * '*'}{NUMBER[-2:]}",
        "phone": "138******78",
        "landline": "",
        "residence": "新阳区****",
        "household": "",
        "to_check": [],
        "move_proposals": [{"organisation": "春晖社区第一党支部", "note": "住在春晖"}],
        "erased_on": None,
        "on": ON,
    }


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.lower(), f"  {NUMBER}\n", f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"])
def test_the_number_from_standard_input(show: Show, known: Person, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed.strip("\n") + "\n"))
    code, said = show("--id-number", "-", "--json")
    assert (code, json.loads(said)["code"]) == (0, known.code)


def test_a_number_of_15_digits_is_the_same_number(show: Show, known: Person) -> None:
    code, said = show("--id-number", NUMBER[:6] + NUMBER[8:17], "--json")
    assert (code, json.loads(said)["code"]) == (0, known.code)


def test_yesterday_s_record(show: Show) -> None:
    street = make_street()
    one = make_person(street.sunny_first, birth_date=BIRTH)
    rename_organisation(
        by=actor(), organisation=street.sunny, name="中共向阳街道朝阳社区委员会", short_name="朝阳社区党委", on=date(2026, 5, 1)
    )
    leave(by=actor(), person=one, how="left", on=date(2026, 5, 20))
    before, after, gone = (json.loads(show("--code", one.code, "--on", day, "--json")[1]) for day in ("2026-04-30", "2026-05-01", ON))
    assert before["organisation"]["path"] == ["新阳区委", "向阳街道党工委", "阳光社区党委", "阳光社区第一党支部"]
    assert after["organisation"]["path"] == ["新阳区委", "向阳街道党工委", "朝阳社区党委", "阳光社区第一党支部"]
    assert (before["member_status"], before["management_category"], before["age"]) == ("full", "resident", 46)
    assert (gone["organisation"], gone["member_status"], gone["membership_state"], gone["management_category"]) == (None, "", "", "")
    assert show("--code", one.code, "--on", ON)[1].splitlines()[4] == "人员类别：不在名册上"


def test_a_record_that_was_merged_shows_the_one_that_was_kept(show: Show) -> None:
    street = make_street()
    keep, other = (make_person(street.sunny_first, name) for name in ("张三", "张珊"))
    assert merge_persons(by=actor(), keep=keep, other=other).done
    assert json.loads(show("--code", other.code, "--json")[1])["code"] == keep.code


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("words", [("--code", "R999999"), ("--id-number", identity_number(BIRTH, 3))])
def test_nobody(show: Show, words: tuple[str, str]) -> None:
    assert show(*words) == (1, "没有找到这名党员。\n")
    assert show(*words, "--json") == (1, "null\n")
    assert ReadEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("4711", "号码应为 18 位（或旧号码 15 位），这里是 4 位。"),
        (NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2"), "最后一位校验码与前 17 位不符，号码有错。"),
    ],
)
def test_something_that_is_no_number(show: Show, typed: str, sentence: str) -> None:
    with pytest.raises(Unusable) as stop:
        show("--id-number", typed)
    assert str(stop.value).startswith(sentence)


def test_either_a_number_or_a_code(show: Show) -> None:
    with pytest.raises(Unusable, match="not allowed with"):
        show("--id-number", NUMBER, "--code", "R000001")
    with pytest.raises(Unusable, match="one of the arguments"):
        show()


def test_whoever_reads_is_logged(show: Show, known: Person) -> None:
    show("--code", known.code)
    (entry,) = ReadEntry.objects.all()
    assert (entry.kind, entry.person_id, entry.actor, entry.account_id, entry.path, entry.rows) == (
        "command",
        known.pk,
        "命令行",
        None,
        known.now_path,
        1,
    )


def test_much_costs_no_more_queries_than_little(show: Show, known: Person, django_assert_num_queries: Any) -> None:
    street = make_organisation("中共另一街道工作委员会", OrganisationKind.STREET_COMMITTEE)
    branch = make_organisation("中共另一支部", OrganisationKind.BRANCH, street)
    bare = make_person(branch, "李四", category=None)
    for one in (known, bare):
        with django_assert_num_queries(6):
            show("--code", one.code)
