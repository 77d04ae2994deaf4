"""``zhibu token`` and ``zhibu api``, as the operator types them."""

import argparse
import json
from collections.abc import Callable

import pytest

from tests.access.cast import make_account
from tests.api.callers import Caller
from tests.register.factories import Street, make_street
from zhibu.access.commands import token
from zhibu.access.models import Token
from zhibu.access.terms import Role
from zhibu.api import commands as api

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def street(db: None) -> Street:
    found = make_street()
    make_account("ganshi", Role.STREET_CLERK, found.street, name="周敏")
    return found


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    def run(*words: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        token.add_arguments(parser)
        code = token.run(parser.parse_args(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_token_is_added_listed_used_and_revoked(street: Street, typed: Typed) -> None:
    words = ("ganshi", "--name", "区平台", "--within", street.sunny.code, "--acts", "see_register,see_cases")
    code, out, _ = typed("add", *words, "--json")
    made = json.loads(out)
    assert (code, Caller(made["token"]).get("organisations").status_code) == (0, 200)
    (listed,) = json.loads(typed("list", "--json")[1])
    assert (listed["id"], listed["username"], listed["acts"], listed["state"]) == (
        made["id"],
        "ganshi",
        ["see_register", "see_cases"],
        "held",
    )
    assert typed("revoke", str(made["id"]), "--reason", "不用了")[0] == 0
    assert Caller(made["token"]).get("organisations").status_code == 401


def test_every_mistake_is_named_at_once(street: Street, typed: Typed) -> None:
    code, out, err = typed("add", "nobody", "--name", "x", "--within", "nowhere", "--acts", "give_grants")
    assert (code, out, len(err.splitlines()), Token.objects.count()) == (1, "", 3, 0)


def test_more_than_the_account_may_is_refused(street: Street, typed: Typed) -> None:
    make_account("xiaoqu", Role.BRANCH_SECRETARY, street.sunny_first)
    code, _, err = typed("add", "xiaoqu", "--name", "x", "--within", street.street.code, "--acts", "see_register")
    assert (code, Token.objects.count()) == (1, 0)
    assert err == "选了账号在这里没有的权限。请去掉，或换一个党组织。\n"


def test_the_document_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    api.add_arguments(parser)
    assert api.run(parser.parse_args(["schema"])) == 0
    assert json.loads(capsys.readouterr().out)["openapi"] == "3.1.0"
