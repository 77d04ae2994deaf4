"""``zhibu session topics``: how topics stand, without the names of appointments."""

import argparse
import json

import pytest

from tests.mechanism.sessions.committees import Committee, make_committee, make_session, propose, ready, table
from zhibu.kernel.clock import today
from zhibu.mechanism.sessions.commands import add_arguments, run
from zhibu.mechanism.sessions.terms import TopicKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> Committee:
    found = make_committee()
    table(make_session(found, on=today()), ready(found.street.sunny, "任命孙某", TopicKind.APPOINTMENTS))
    propose(found.street.spring, "修路")
    return found


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(["topics", *words])) == 0
    return capsys.readouterr().out


def test_a_line_says_state_and_title_and_names_no_appointment(committee: Committee, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "--within", committee.place.code)
    assert [line.split("\t")[1:3] for line in told.splitlines()] == [["待审核", "修路"], ["已列入议程", "人事议题"]]


def test_json_holds_only_what_was_asked(committee: Committee, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, "--within", committee.street.spring.code, "--json"))
    (row,) = told["topics"]
    assert (row["title"], row["state"], row["why"], row["session"]) == ("修路", "proposed", "", "")
    assert json.loads(said(capsys, "--state", "done", "--json"))["topics"] == []


def test_nothing_is_said_in_words(committee: Committee, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--state", "withdrawn") == "没有党工委议题。\n"
    assert committee.place.pk
