"""``zhibu verify``: what lists read against what was recorded, and the trail against its chain."""

import json
from typing import Any

import pytest
from django.db import connection

from tests.register.factories import actor, make_person, make_street
from zhibu.config import verify
from zhibu.config.cli import Parser
from zhibu.register.services.erasing import erase_people
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.findings import KINDS
from zhibu.trail.seals import heads, seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]

Asked = tuple[int, str]


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run ``zhibu verify`` with words; gives exit code and output."""

    def call(*words: str) -> Asked:
        parser = Parser(prog="zhibu verify")
        verify.add_arguments(parser)
        code = verify.run(parser.parse_args(words))
        return code, capsys.readouterr().out

    return call


def test_everything_agrees(asked: Any) -> None:
    make_person(make_street().sunny_first)
    seal(actor().at)
    chain = [f"  {head.stream} 封存至 {head.last_id}：{head.digest}" for head in heads()]
    assert asked() == (0, "\n".join(["当前值：相符。", "日志：相符。", *chain, "按期销毁：相符。", "附件：相符。", ""]))
    assert asked("--projections") == (0, "当前值：相符。\n")
    assert asked("--trail") == (0, "\n".join(["日志：相符。", *chain, ""]))
    assert asked("--destroyed") == (0, "按期销毁：相符。\n")
    assert asked("--files") == (0, "附件：相符。\n")


def test_what_differs_is_listed(asked: Any) -> None:
    street = make_street()
    one = make_person(street.sunny_first)
    seal(actor().at)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_person SET now_category = 'retired', now_organisation_id = NULL WHERE id = %s", [one.pk])
        cursor.execute("UPDATE register_organisation SET now_name = '改' WHERE id = %s", [street.sunny.pk])
        cursor.execute("UPDATE trail_operation SET actor = '别人' WHERE act = 'member.register'")
        cursor.execute("SELECT id FROM trail_operation WHERE act = 'member.register'")
        (number,) = cursor.fetchone()
    code, said = asked("--projections")
    assert code == 1
    assert said.splitlines() == [
        "当前值：3 处不符。",
        f"  {street.sunny.code} now_name：现为“改”，应为“中共向阳街道阳光社区委员会”。",
        f"  {one.code} now_organisation_id：现为“0”，应为“{street.sunny_first.pk}”。",
        f"  {one.code} now_category：现为“retired”，应为“resident”。",
    ]
    code, said = asked("--trail", "--json")
    assert code == 1
    assert json.loads(said)["trail"] == [
        {
            "stream": "operation",
            "kind": "changed",
            "first": number,
            "last": number,
            "count": 1,
            "since": None,
            "until": "2026-06-01T12:00:00+08:00",
            "message": f"操作第 {number} 条被改动（2026-06-01 12:00 之前写入）。",
            "means": KINDS["changed"].means,
        }
    ]
    code, said = asked("--json")
    assert (code, sorted(json.loads(said))) == (1, ["destroyed", "files", "heads", "projections", "trail"])
    assert json.loads(said)["projections"][0] == {
        "kind": "organisation",
        "code": street.sunny.code,
        "column": "now_name",
        "stands": "改",
        "should": "中共向阳街道阳光社区委员会",
    }


def test_a_long_list_is_cut(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "SHOWN", 2)
    street = make_street()
    for name in ("张三", "李四", "王五"):
        make_person(street.sunny_first, name)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_person SET now_status = ''")
    lines = asked("--projections")[1].splitlines()
    assert (lines[0], len(lines), lines[-1]) == ("当前值：3 处不符。", 4, "  …… 另有 1 处")


def test_what_was_destroyed_and_is_here_again_is_listed(asked: Any) -> None:
    street = make_street()
    one, other = make_person(street.sunny_first, "张三"), make_person(street.sunny_first, "李四")
    key_store().destroy([one.key_name], on="2026-06-01")
    with recording(actor(), "keeping.erase") as work:
        erase_people(work, [other.pk])
    code, said = asked("--destroyed")
    assert (code, said.splitlines()) == (
        1,
        [
            "按期销毁：2 处不符。",
            f"  {one.code}：密钥已销毁，个人信息还在：请运行 zhibu erase --due。",
            f"  {other.code}：资料已销毁，密钥还在：请运行 zhibu erase --due。",
        ],
    )
