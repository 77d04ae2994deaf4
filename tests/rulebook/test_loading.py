"""What does not fit is refused when the program starts, with file and line; what fits is read once and whole."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from tests.rulebook.folders import folder, spoiled
from zhibu.kernel.dates import FAR
from zhibu.rulebook import entries
from zhibu.rulebook.entries import Bounds, Case, Clause, Dated, Deadline, DecisionRule, Frequency, Parameter, Source
from zhibu.rulebook.loading import load
from zhibu.rulebook.nodes import BadEntry

DAY: Final = date(2018, 10, 28)

WRONG = {
    "an unknown key of a source": ("source", "seen: 见于转载", "sight: 见于转载", "source.yaml:1: 'seen' is missing"),
    "a key that a source does not know": ("source", "seen:", "colour: red\nseen:", "source.yaml:6: unknown key 'colour'"),
    "a doubled key of a source": ("source", "seen:", "short: 又一个\nseen:", "source.yaml:6: 'short' stands twice"),
    "an unknown key of a parameter": ("parameters", "  unit: 名", "  units: 名", "parameters.yaml:1: 'unit' is missing"),
    "a key that a parameter does not know": ("parameters", "  unit: 名", "  unit: 名\n  per: 年", "parameters.yaml:4: unknown key 'per'"),
    "a doubled key of a parameter": ("parameters", "  unit: 名", "  unit: 名\n  unit: 人", "parameters.yaml:4: 'unit' stands twice"),
    "a doubled key of a value": ("parameters", "value: 3}", "value: 3, value: 4}", "parameters.yaml:6: 'value' stands twice"),
    "a doubled key of a flow of clauses": (
        "clauses",
        "{kinds: [branch]}",
        "{kinds: [branch], kinds: [group]}",
        "clauses.yaml:4: 'kinds' stands twice",
    ),
    "an unknown key of a value": ("parameters", "value: 3}", "value: 3, till: 2020-01-01}", "parameters.yaml:6: unknown key 'till'"),
    "an unknown key of bounds": ("parameters", "most: 365}", "most: 365, step: 5}", "parameters.yaml:14: unknown key 'step'"),
    "an unknown key of a clause": ("clauses", "  says: 有三人", "  said: 有三人", "clauses.yaml:1: 'says' is missing"),
    "a key that a clause does not know": ("clauses", "  says: 有", "  tone: 严\n  says: 有", "clauses.yaml:8: unknown key 'tone'"),
    "an unknown key of a deadline": ("clauses", "years: branch.least", "decades: x", "clauses.yaml:15: unknown key 'decades'"),
    "an unknown trait": ("clauses", "{kinds: [branch]}", "{colours: [red]}", "clauses.yaml:1: unknown trait 'colours'"),
    "an unknown comparison": ("clauses", "at_least", "about", "clauses.yaml:5: unknown comparison 'about'"),
    "an unknown subject": ("clauses", "subject: organisation", "subject: weather", "clauses.yaml:1: unknown subject 'weather'"),
    "an unknown state": ("clauses", "  says: 有", "  state: wrong\n  says: 有", "clauses.yaml:1: unknown state 'wrong'"),
    "an unknown key of a case": ("cases", "  expect: check", "  expects: check", "cases.yaml:5: unknown key 'expects'"),
    "a text where a date belongs": (
        "source",
        "from: 2018-10-28",
        "from: 二〇一八年",
        "source.yaml:4: 'from' is no date: '二〇一八年'",
    ),
    "a number where a text belongs": ("source", "short: 某条例", "short: 12", "source.yaml:2: 'short' is no text: 12"),
    "a text where yes or no belongs": (
        "parameters",
        "local: true",
        "local: maybe",
        "parameters.yaml:13: 'local' is no true or false: 'maybe'",
    ),
    "yes or no where a number belongs": ("parameters", "most: 365", "most: true", "parameters.yaml:14: 'most' is no number: True"),
    "yes or no as a value": ("parameters", "value: 3}", "value: true}", "parameters.yaml:6: 'value' is neither number nor text: True"),
    "a value that is missing": ("parameters", ", value: 3}", "}", "parameters.yaml:6: 'value' is neither number nor text: None"),
    "values that are none": (
        "parameters",
        "    - {from: 2018-10-28, value: 3}\n    - {from: 2024-01-01, value: 5}\n",
        "    []\n",
        "parameters.yaml:1: 'values' is empty",
    ),
    "values that are no list": ("parameters", "    - {from: 2018-10-28, value: 30}", "    3", "parameters.yaml:15: 'values' is no list: 3"),
    "a value that is no mapping": (
        "parameters",
        "    - {from: 2018-10-28, value: 30}",
        "    - 3",
        "parameters.yaml:15: 'values' holds something that is no mapping: 3",
    ),
    "a condition that is no mapping": (
        "clauses",
        "holds: {members: {at_least: branch.least}}",
        "holds: 3",
        "clauses.yaml:5: 'holds' is no mapping: 3",
    ),
    "a condition of two comparisons": (
        "clauses",
        "{at_least: branch.least}",
        "{at_least: branch.least, at_most: 9}",
        "clauses.yaml:5: 'members' needs one comparison",
    ),
    "a limit that is a list": (
        "clauses",
        "{at_least: branch.least}",
        "{at_least: [3]}",
        "clauses.yaml:5: 'at_least' is neither number nor parameter: [3]",
    ),
    "dates that run backwards": (
        "parameters",
        "from: 2024-01-01",
        "from: 2001-01-01",
        "parameters.yaml:1: 'values' are not in the order of their days",
    ),
    "the same date twice": (
        "parameters",
        "from: 2024-01-01",
        "from: 2018-10-28",
        "parameters.yaml:1: 'values' are not in the order of their days",
    ),
    "a condition on an unknown parameter": (
        "clauses",
        "at_least: branch.least",
        "at_least: branch.most",
        "clauses.yaml:1: there is no parameter 'branch.most'",
    ),
    "a deadline on an unknown parameter": (
        "clauses",
        "notice_days: notice.days",
        "notice_days: notice",
        "clauses.yaml:11: there is no parameter 'notice'",
    ),
    "a key that a decision does not know": ("decisions", "  says:", "  asks: 谁\n  says:", "decisions.yaml:5: unknown key 'asks'"),
    "a decision on an unknown parameter": (
        "decisions",
        "[branch.least]",
        "[branch.most]",
        "decisions.yaml:1: there is no parameter 'branch.most'",
    ),
    "parameters of a decision that are no list": (
        "decisions",
        "[branch.least]",
        "branch.least",
        "decisions.yaml:6: 'parameters' is no list: 'branch.least'",
    ),
    "a decision that is called like a clause": (
        "decisions",
        "id: who.leads",
        "id: term.ends",
        "decisions.yaml:1: 'term.ends' stands twice",
    ),
    "a case of an unknown decision": (
        "cases",
        "clause: branch.too_few",
        "decision: who.pays",
        "cases.yaml:1: there is no decision 'who.pays'",
    ),
    "a case of an unknown clause": (
        "cases",
        "clause: branch.too_few",
        "clause: branch.few",
        "cases.yaml:1: there is no clause 'branch.few'",
    ),
    "a case with an unknown local value": (
        "cases",
        "{notice.days: 10}",
        "{notice: 10}",
        "cases.yaml:1: there is no local parameter 'notice'",
    ),
    "a case with a value of its own for the law": (
        "cases",
        "{notice.days: 10}",
        "{branch.least: 1}",
        "cases.yaml:1: there is no local parameter 'branch.least'",
    ),
    "a case of nothing": ("cases", "  clause: branch.too_few\n", "", "cases.yaml:1: one of 'clause' and 'decision' is given"),
    "a case of two things": ("cases", "  on:", "  decision: x\n  on:", "cases.yaml:1: one of 'clause' and 'decision' is given"),
    "a local parameter without bounds": (
        "parameters",
        "  bounds: {least: 0, most: 365}\n",
        "",
        "parameters.yaml:9: a local parameter needs 'bounds'",
    ),
    "a parameter that stands twice": (
        "parameters",
        "id: notice.days",
        "id: branch.least",
        "parameters.yaml:9: 'branch.least' stands twice",
    ),
    "a clause that stands twice": ("clauses", "id: term.ends", "id: branch.too_few", "clauses.yaml:11: 'branch.too_few' stands twice"),
    "a clause that asks for two things": (
        "clauses",
        "  deadline:",
        "  holds: {members: {at_least: 1}}\n  deadline:",
        "clauses.yaml:11: one of 'holds', 'deadline', 'after' and 'frequency' is given, with one measure",
    ),
    "a clause that asks for nothing": (
        "clauses",
        "  holds: {members: {at_least: branch.least}}\n",
        "",
        "clauses.yaml:1: one of 'holds', 'deadline', 'after' and 'frequency' is given, with one measure",
    ),
    "a clause that asks how often and for a limit": (
        "clauses",
        "  frequency:",
        "  holds: {members: {at_least: 1}}\n  frequency:",
        "clauses.yaml:21: one of 'holds', 'deadline', 'after' and 'frequency' is given, with one measure",
    ),
    "a frequency by the week": ("clauses", "per: quarter", "per: week", "clauses.yaml:25: unknown period 'week'"),
    "a frequency of nothing": ("clauses", "measure: members_meeting, at", "at", "clauses.yaml:25: 'measure' is missing"),
    "a frequency without a number": (
        "clauses",
        "at_least: branch.least, per",
        "per",
        "clauses.yaml:25: 'at_least' is neither number nor parameter: None",
    ),
    "a frequency on an unknown parameter": (
        "clauses",
        "at_least: branch.least, per",
        "at_least: branch.often, per",
        "clauses.yaml:21: there is no parameter 'branch.often'",
    ),
    "an unknown key of a frequency": ("clauses", "per: quarter", "per: quarter, by: x", "clauses.yaml:25: unknown key 'by'"),
    "a frequency of everybody": (
        "clauses",
        "  applies: {kinds: [branch]}\n  frequency",
        "  applies: {}\n  frequency",
        "clauses.yaml:21: a clause with 'frequency' names 'kinds' in 'applies'",
    ),
    "a file that is no list": ("cases", "- sentence", "  sentence", "cases.yaml:1: is no list"),
    "a file that is no YAML": ("cases", "- sentence: 两个人", "- sentence: [两个人", "cases.yaml:2: expected ',' or ']', but got ':'"),
    "an entry that is no mapping": (
        "clauses",
        "- id: term.ends",
        "- 任期\n\n- id: term.ends",
        "clauses.yaml:11: holds something that is no mapping: '任期'",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_refused_with_file_and_line(tmp_path: Path, name: str) -> None:
    file, old, new, message = WRONG[name]
    with pytest.raises(BadEntry) as refused:
        load(folder(tmp_path, **spoiled(file, old, new)))
    assert str(refused.value) == f"regulations/some/{message}"


@pytest.mark.parametrize("written", ["", "- title: 某项工作条例\n"])
def test_a_source_is_a_mapping(tmp_path: Path, written: str) -> None:
    with pytest.raises(BadEntry) as refused:
        load(folder(tmp_path, source=written))
    assert str(refused.value) == "regulations/some/source.yaml:1: is no mapping"


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    book = load(folder(tmp_path, cases=""))
    assert (len(book.parameters), len(book.clauses), book.cases) == (2, 3, ())


def test_a_sound_folder_is_read_whole(tmp_path: Path) -> None:
    book = load(folder(tmp_path))
    assert book.sources == {
        "some": Source("some", "某项工作条例", "某条例", "某部门", date(2018, 10, 28), date(2026, 11, 24), "见于转载", FAR),
    }
    assert book.parameters == {
        "branch.least": Parameter(
            "branch.least", "some", "党支部的人数", "名", "第四条", (Dated(DAY, 3), Dated(date(2024, 1, 1), 5)), date(2026, 11, 24)
        ),
        "notice.days": Parameter(
            "notice.days", "some", "提前多少天提醒", "天", "本地规定", (Dated(DAY, 30),), date(2026, 11, 24),
            verified=False, local=True, bounds=Bounds(0, 365),
        ),
    }  # fmt: skip
    assert book.clauses["branch.too_few"] == Clause(
        "branch.too_few", "人数不足", "some", "organisation", "第四条", DAY, "有三人才成立。", "有 {members} 人，不足 {limit} 人。",
        {"kinds": ["branch"]}, holds=entries.Test("members", "at_least", "branch.least"),
    )  # fmt: skip
    assert book.clauses["term.ends"].deadline == Deadline("term_began", years="branch.least", notice_days="notice.days")
    assert book.clauses["meets.often"].frequency == Frequency("members_meeting", "branch.least", "quarter", "notice.days")
    assert book.decisions == {
        "who.leads": DecisionRule("who.leads", "归属", "some", "第六条", DAY, "由某个党支部管理。", ("branch.least",))
    }
    assert book.cases == (
        Case(
            "两个人不成立党支部", date(2020, 1, 1), {"kind": "branch", "members": 2}, "check", clause="branch.too_few",
            file="regulations/some/cases.yaml", line=1, local={"notice.days": 10},
        ),
    )  # fmt: skip
