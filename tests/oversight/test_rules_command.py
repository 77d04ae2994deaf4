"""``zhibu rules``: the rulebook for machines and for people."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from zhibu.config.cli import COMMANDS, main
from zhibu.oversight.provisions import rules_of
from zhibu.rulebook.loading import rulebook

Say = Callable[..., str]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str) -> str:
        assert main(["rules", *words]) == 0
        return capsys.readouterr().out

    return run


def rules(say: Say, *words: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(say("--json", *words))["rules"]}


def test_every_rule_is_told_with_article_days_and_cases(say: Say) -> None:
    found, book = rules(say), rulebook()
    assert sorted(found) == sorted([*book.parameters, *book.clauses, *book.decisions])
    assert found["probation.months"] == {
        "id": "probation.months",
        "kind": "parameter",
        "article": "第三十二条",
        "source": "中国共产党发展党员工作细则",
        "from": "2014-05-28",
        "to": None,
        "verified": True,
        "local": False,
        "cases": len(book.cases_of("probation.ends")),
        "says": "预备期，从支部大会通过之日算起",
    }
    assert (found["term.committee"]["kind"], found["managing_branch"]["kind"]) == ("clause", "decision")
    local = {one.id for one in rules_of(book) if one.source == "local"}
    assert {name for name, one in found.items() if one["local"]} == local


def test_of_a_day_only_what_holds_is_told(say: Say) -> None:
    found = rules(say, "--on", "2016-01-01")
    assert sorted(found) == [
        "admission.majority",
        "admission.quorum",
        "probation.ends",
        "probation.extended",
        "probation.extension_most_months",
        "probation.months",
        "probation.notice_days",
    ]
    assert rules(say, "--on", "1990-01-01") == {}


def test_people_read_it_by_regulation(say: Say) -> None:
    lines = say("--on", "2026-06-01").splitlines()
    assert "《中国共产党基层组织选举工作条例》（中共中央，2020-07-13）" in lines
    assert "  第三条　term.committee_years　党的基层委员会的任期：5 年（未核对原文）" in lines
    assert "  第三条　election.late_years　延期换届的期限一般不超过：1 年" in lines
    assert "  本地规定　term.notice_days　任期届满前多少天提醒：180 天（本地规定）" in lines


def test_without_a_day_every_value_is_told_with_its_first_day(say: Say) -> None:
    assert "  第三条　election.late_years　延期换届的期限一般不超过：1 年（2020-07-13 起）" in say().splitlines()


def test_a_day_that_is_none_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--on", "昨天"]) == 2
    assert capsys.readouterr().err == "“昨天”不是日期：请写成年-月-日，例如 2026-06-30。(not a date)\n"


def test_it_needs_no_database() -> None:
    assert (COMMANDS["rules"].django, COMMANDS["rules"].database) == (False, "")
