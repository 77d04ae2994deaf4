"""``zhibu findings``: for people and for machines."""

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street
from zhibu.kernel.unusable import Unusable
from zhibu.oversight.commands import findings as command
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db
Say = Callable[..., str]


@pytest.fixture
def street() -> Street:
    made = make_street()
    one = make_person(made.sunny_first, "张三")
    assert hold_post(by=actor(), person=one, organisation=made.sunny_first, kind=PostKind.SECRETARY, on=LONG_SINCE).done
    return made


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*words: str) -> str:
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        assert command.run(parser.parse_args(["--on", TODAY.isoformat(), *words])) == 0
        return capsys.readouterr().out

    return run


def answered(said: str) -> Any:
    return json.loads(said)


def test_machines_read_english_keys(say: Say, street: Street) -> None:
    told = answered(say("--json", "--within", street.sunny_first.code, "--clause", "term.other_branch"))
    assert told == {
        "on": "2026-06-01",
        "horizon": {"from": "2025-06-01", "to": "2026-06-02"},
        "findings": [
            {
                "clause": "term.other_branch",
                "article": "《支部工作条例》关于任期的条文",
                "subject": {"kind": "organisation", "code": street.sunny_first.code, "name": "阳光社区第一党支部"},
                "state": "overdue",
                "since": "2004-07-01",
                "until": None,
                "evidence": ["书记 张三（2001-07-01 起）"],
                "message": "本届从 2001-07-01 开始，任期 3 年，2004-07-01 届满。延期一般不超过 1 年。",
            }
        ],
    }


def test_people_read_lines(say: Say, street: Street) -> None:
    lines = say("--within", street.sunny_first.code).splitlines()
    assert lines[0].startswith("已逾期　阳光社区第一党支部　本届从 2001-07-01 开始")
    assert "需核实　阳光社区第一党支部　正式党员 1 名，不足 3 名。（《支部工作条例》第四条）" in lines


def test_a_past_day_is_asked_in_the_same_way(say: Say, street: Street) -> None:
    told = answered(say("--json", "--on", "2018-10-27", "--within", street.sunny_first.code))
    assert told["findings"] == []


def test_counts_by_clause(say: Say, street: Street) -> None:
    counts = {(one["clause"], one["state"]): one["number"] for one in answered(say("--json", "--counts"))["counts"]}
    assert (counts["branch.too_few", "check"], counts["branch.secretary", "unknown"]) == (3, 2)


def test_an_organisation_that_nobody_knows(say: Say, street: Street) -> None:
    with pytest.raises(Unusable, match="没有找到党组织“Z9999”"):
        say("--within", "Z9999")


def test_before_there_was_anything_nothing_is_found(say: Say, street: Street) -> None:
    assert say("--on", date(1990, 1, 1).isoformat()) == "没有提醒事项。\n"
