"""``zhibu case``: in English keys, without what was written."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.cases.desks import ASKER, MATTER, TITLE, Desks, acting, assigned, brought_up, case, done, make_desks, waiting
from zhibu.cases import services
from zhibu.cases.commands import add_arguments, run
from zhibu.config.cli import Parser
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks() -> Desks:
    return make_desks()


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    parser = Parser(prog="zhibu case")
    add_arguments(parser)
    assert run(parser.parse_args([*arguments, "--json"])) == code
    return json.loads(capsys.readouterr().out)


def test_cases_are_listed_by_their_last_day(desks: Desks, capsys: pytest.CaptureFixture[str]) -> None:
    brought_up(desks, today(), title="新来的")
    late = assigned(desks, today() - timedelta(days=60))
    told = answer(capsys, "list")
    assert [one["title"] for one in told["cases"]] == [TITLE, "新来的"]
    assert told["cases"][0] == {
        "code": late.code,
        "procedure": "visit_matter",
        "title": TITLE,
        "state": "open",
        "late": True,
        "steps": ["answer"],
        "latest": waiting(late)[0][2].isoformat(),
        "holder": "向阳街道党工委",
        "assignee": "阳光社区党委",
        "opened_on": late.opened_on.isoformat(),
        "ended_on": None,
    }


@pytest.mark.parametrize(
    ("conditions", "number"),
    [
        (("--late",), 1),
        (("--state", "done"), 0),
        (("--procedure", "visit_matter"), 2),
        (("--within", "阳光社区党委"), 1),
        (("--within", "春晖社区党委"), 0),
    ],
)
def test_the_list_is_narrowed(desks: Desks, capsys: pytest.CaptureFixture[str], conditions: tuple[str, ...], number: int) -> None:
    brought_up(desks, today())
    assigned(desks, today() - timedelta(days=60))
    assert len(answer(capsys, "list", *conditions)["cases"]) == number


def test_a_case_is_shown_with_its_log_and_without_what_was_written(desks: Desks, capsys: pytest.CaptureFixture[str]) -> None:
    found = assigned(desks, today())
    undone = done(services.void(by=acting(desks.clerk, today()), case=found, seen=2, step="assign", reason="交错了"))
    told = answer(capsys, "show", undone.code.lower())
    assert [(one["kind"], one["step"], one["void"]) for one in told["log"]] == [
        ("opened", "", False),
        ("step", "assign", True),
        ("voided", "assign", False),
    ]
    assert [(one["step"], one["role"], one["organisation"]) for one in told["waiting"]] == [("assign", "handler", desks.street.street.code)]
    said = json.dumps(told, ensure_ascii=False)
    assert [text in said for text in (MATTER, ASKER, "小李", "交错了")] == [False] * 4
    assert case(found.pk).now_last == 3


def test_a_case_that_is_not_there_is_null(desks: Desks, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "show", "B999999", code=1) is None
