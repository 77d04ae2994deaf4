"""``zhibu user``: accounts from the command line."""

import io
import json
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import check_password

from tests.register.factories import Street, actor, make_organisation, make_street
from zhibu.access.commands.user import add_arguments, read_role, run
from zhibu.access.models import Grant
from zhibu.access.services import set_active
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, SecondFactor, Session
from zhibu.accounts.services import start_session
from zhibu.config.cli import Parser
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.kernel.unusable import Unusable
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

Said = tuple[int, str, str]
User = Callable[..., Said]


@pytest.fixture
def user(capsys: pytest.CaptureFixture[str]) -> User:
    """Run ``zhibu user`` with words; gives exit code, output, complaints."""

    def call(*words: str) -> Said:
        parser = Parser(prog="zhibu user")
        add_arguments(parser)
        code = run(parser.parse_args(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def street(db: None) -> Street:
    return make_street()


def password_in(said: str) -> str:
    return next(line.partition("：")[2] for line in said.splitlines() if line.startswith("初始密码"))


def test_an_account_with_its_role_and_a_first_password(user: User, street: Street) -> None:
    code, out, err = user("add", "wang", "--name", "王敏", "--role", "street_clerk", "--organisation", street.street.code)
    account = Account.objects.get()
    password = password_in(out)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "已建立账号 wang：王敏，街道组织干事（向阳街道党工委）。",
        f"初始密码：{password}",
        "首次登录须修改密码；密码请当面交给本人。",
    ]
    assert (account.username, account.display_name, account.must_change_password, account.active) == ("wang", "王敏", True, True)
    assert check_password(password, account.password)
    grants = Grant.objects.unguarded("test").values_list("account_id", "role", "organisation_id", "valid_from", "valid_to")
    assert list(grants) == [(account.pk, "street_clerk", street.street.pk, today(), FAR)]


@pytest.mark.parametrize("given", ["Z", "official", "向阳街道党工委", "中共向阳街道工作委员会"])
def test_the_organisation_by_code_official_code_or_name(user: User, given: str) -> None:
    street = make_organisation(
        "中共向阳街道工作委员会", OrganisationKind.STREET_COMMITTEE, short_name="向阳街道党工委", official_code="012345678901"
    )
    by = {"Z": street.code.lower(), "official": "012345678901"}.get(given, given)
    assert user("add", "wang", "--name", "王敏", "--role", "街道组织干事", "--organisation", by)[0] == 0
    assert Grant.objects.unguarded("test").get().organisation_id == street.pk


@pytest.mark.parametrize("role", [Role.RIGHTS_KEEPER, Role.AUDITOR, Role.SYSTEM_KEEPER])
def test_keepers_hold_the_whole_installation(user: User, role: Role) -> None:
    code, out, _ = user("add", "keeper", "--name", "李强", "--role", role.label)
    assert code == 0
    assert out.splitlines()[0] == f"已建立账号 keeper：李强，{role.label}（整个系统）。"
    assert [(one.role, one.organisation_id) for one in Grant.objects.unguarded("test")] == [(role.value, None)]


def test_every_objection_at_once_and_nothing_written(user: User, street: Street) -> None:
    user("add", "wang", "--name", "王敏", "--role", "street_clerk", "--organisation", street.street.code)
    before = (Account.objects.count(), Operation.objects.count())
    code, out, err = user("add", "wang", "--name", "", "--role", "大王", "--organisation", "Z9999")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "没有“大王”这个角色。可用：街道组织干事、街道党工委书记、社区党委书记、党支部书记、党支部委员、党员、授权管理员、审计员、系统管理员。",
        "没有找到党组织“Z9999”。请核对编号或名称；新装的系统请先导入党组织。",
        "登录名“wang”已有人使用。请换一个登录名。",
        "没有填写姓名。请填写姓名。",
    ]
    assert (Account.objects.count(), Operation.objects.count()) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "street_clerk"), "没有选择党组织。请选择这项授权所在的党组织。"),
        (("--role", "auditor", "--organisation", "向阳街道党工委"), "管理员授权不限定党组织。请不要选择党组织。"),
        (("--role", "street_clerk", "--organisation", "第一党支部"), "不止一个党组织叫“第一党支部”。请改用编号。"),
    ],
)
def test_a_grant_that_may_not_be_leaves_no_account(user: User, street: Street, words: tuple[str, ...], sentence: str) -> None:
    for community in (street.sunny, street.spring):
        make_organisation(f"{community.now_name}第一支部", OrganisationKind.BRANCH, community, short_name="第一党支部")
    assert user("add", "wang", "--name", "王敏", *words) == (1, "", f"{sentence}\n")
    assert Account.objects.count() == 0
    assert AuditEntry.objects.filter(subject_kind="account").count() == 0


def test_a_password_from_standard_input(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("床前明月光 疑是地上霜\n"))
    code, out, _ = user("add", "keeper", "--name", "李强", "--role", "auditor", "--password-stdin")
    assert code == 0
    assert "初始密码" not in out
    assert check_password("床前明月光 疑是地上霜", Account.objects.get().password)


@pytest.mark.parametrize(
    ("password", "sentences"),
    [
        ("abc123", ["密码太短。请用至少 10 个字符。", "这个密码太常见，容易被猜到。请换一个不常见的密码。"]),
        ("8351904726", ["密码全是数字。请加上字母或汉字。"]),
    ],
)
def test_a_weak_password_is_refused(user: User, monkeypatch: pytest.MonkeyPatch, password: str, sentences: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    code, _, err = user("add", "keeper", "--name", "李强", "--role", "auditor", "--password-stdin")
    assert (code, err.splitlines()) == (1, sentences)
    assert Account.objects.count() == 0


def test_no_password_on_standard_input(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Unusable, match="标准输入里没有密码"):
        user("add", "keeper", "--name", "李强", "--role", "auditor", "--password-stdin")
    assert Account.objects.count() == 0


def test_a_reset_gives_another_password_and_ends_sessions_and_lock(user: User) -> None:
    _, out, _ = user("add", "keeper", "--name", "李强", "--role", "auditor")
    first = password_in(out)
    account = Account.objects.get()
    Account.objects.update(failures=3, locked_until=actor().at, must_change_password=False)
    start_session(account=account, now=actor().at, address=None)
    code, out, _ = user("reset", "keeper")
    account.refresh_from_db()
    assert code == 0
    assert out.splitlines()[0] == "已重设 keeper（李强）的密码，原有登录已全部退出。"
    assert password_in(out) != first
    assert check_password(password_in(out), account.password)
    assert (account.must_change_password, account.failures, account.locked_until) == (True, 0, None)


def test_a_reset_of_nobody(user: User) -> None:
    assert user("reset", "nobody") == (1, "", "没有账号“nobody”。账号见 zhibu user list。\n")


def test_the_list(user: User, street: Street) -> None:
    user("add", "wang", "--name", "王敏", "--role", "street_clerk", "--organisation", street.street.code)
    user("add", "li", "--name", "李强", "--role", "auditor")
    account = Account.objects.get(username="li")
    set_active(by=actor(), account_id=account.pk, active=False, reason="离任")
    assert user("list") == (
        0,
        "li               李强　审计员（整个系统）　已停用\nwang             王敏　街道组织干事（向阳街道党工委）\n",
        "",
    )
    assert json.loads(user("list", "--json")[1]) == [
        {
            "username": "li",
            "name": "李强",
            "active": False,
            "must_change_password": True,
            "roles": [{"role": "auditor", "organisation": "", "code": ""}],
        },
        {
            "username": "wang",
            "name": "王敏",
            "active": True,
            "must_change_password": True,
            "roles": [{"role": "street_clerk", "organisation": "向阳街道党工委", "code": street.street.code}],
        },
    ]


def test_answers_for_programs(user: User) -> None:
    answer = json.loads(user("add", "keeper", "--name", "李强", "--role", "auditor", "--json")[1])
    assert answer == {"username": "keeper", "password": answer["password"]}
    assert check_password(answer["password"], Account.objects.get().password)


def test_it_is_recorded_as_done_at_the_command_line(user: User) -> None:
    user("add", "keeper", "--name", "李强", "--role", "auditor")
    assert [(one.act, one.actor, one.channel, one.account) for one in Operation.objects.order_by("pk")] == [
        ("account.add", "命令行", "command", None),
        ("grant.give", "命令行", "command", None),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_roles_in_both_languages(role: Role) -> None:
    assert {read_role(role.value), read_role(role.value.replace("_", "-").upper()), read_role(f" {role.label} ")} == {role}


def test_no_such_role() -> None:
    assert read_role("干事") is None


def test_at_the_server_a_second_factor_is_taken_away_and_the_password_stays(user: User) -> None:
    user("add", "keeper", "--name", "李强", "--role", "auditor")
    account = Account.objects.get()
    SecondFactor.objects.create(account=account, codes_left=10)
    key = start_session(account=account, now=actor().at, address=None)
    said = user("reset", "keeper", "--second-factor", "--reason", "三位管理员的手机都丢了")
    assert said == (0, "已撤销 keeper（李强）的二次验证，原有登录已全部退出。\n密码没有变；本人下次登录后须先重新设置。\n", "")
    after = Account.objects.get()
    assert (after.password, after.second_factor_due, SecondFactor.objects.count()) == (account.password, today(), 0)
    assert Session.objects.get(pk=key).ended_at is not None
    recorded = Operation.objects.filter(act="account.factor_reset").values_list("channel", "reason")
    assert list(recorded) == [("command", "三位管理员的手机都丢了")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "没有写明原因。请用 --reason 写明谁要求、为什么。"),
        (("--reason", " "), "没有写明原因。请用 --reason 写明谁要求、为什么。"),
        (("--reason", "丢了"), "账号“keeper”没有设置二次验证。不用撤销，本人可以直接登录。"),
    ],
)
def test_it_takes_a_reason_and_something_to_take_away(user: User, words: tuple[str, ...], sentence: str) -> None:
    user("add", "keeper", "--name", "李强", "--role", "auditor")
    before = Operation.objects.count()
    assert user("reset", "keeper", "--second-factor", *words) == (1, "", f"{sentence}\n")
    assert Operation.objects.count() == before


def test_programs_read_that_it_was_removed(user: User) -> None:
    user("add", "keeper", "--name", "李强", "--role", "auditor")
    SecondFactor.objects.create(account=Account.objects.get(), codes_left=1)
    said = user("reset", "keeper", "--second-factor", "--reason", "丢了", "--json")
    assert json.loads(said[1]) == {"username": "keeper", "second_factor": "removed"}
