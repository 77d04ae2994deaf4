"""The rulebook in three orders: by regulation and article, by whom it concerns, by when it changed."""

from datetime import date
from pathlib import Path

import pytest

from tests.rulebook.folders import FILES, folder, spoiled
from zhibu.kernel.dates import FAR
from zhibu.oversight.provisions import (
    by_day,
    by_regulation,
    by_subject,
    days_of,
    in_force,
    is_local,
    is_stale,
    kind_of,
    order_of,
    rule_named,
    rules_of,
)
from zhibu.rulebook.book import Rulebook
from zhibu.rulebook.loading import load, rulebook

BOOK = rulebook()


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load(folder(tmp_path))


def test_articles_stand_by_their_number_and_those_without_one_last() -> None:
    written = ["关于党小组的条文", "第二十五条", "第八条", "第十条", "第十八至二十一条", "第三条", "第二十条", "第条"]
    assert sorted(written, key=order_of) == [
        "第三条", "第八条", "第十条", "第十八至二十一条", "第二十条", "第二十五条", "关于党小组的条文", "第条",
    ]  # fmt: skip


def test_every_rule_stands_under_its_article_once() -> None:
    told = [rule.id for one in by_regulation(BOOK) for article in one.articles for rule in article.rules]
    assert sorted(told) == sorted(one.id for one in rules_of(BOOK))


def test_anchors_are_single() -> None:
    anchors = [article.anchor for one in by_regulation(BOOK) for article in one.articles] + list(BOOK.sources)
    assert len(anchors) == len(set(anchors))


def test_by_subject_every_clause_and_decision_stands_once() -> None:
    told = [rule.id for _, rules in by_subject(BOOK) for rule in rules]
    assert sorted(told) == sorted([*BOOK.clauses, *BOOK.decisions])
    assert [label for label, _ in by_subject(BOOK)] == ["党组织", "党员", "驻区单位", "办理步骤", "判断规则"]


def test_what_changed_when_is_told_from_the_latest_day_on(tmp_path: Path) -> None:
    files = {
        **spoiled("parameters", "{from: 2024-01-01, value: 5}", "{from: 2024-01-01, value: 5, to: 2025-01-01}"),
        **spoiled("clauses", "  says: 有三人", "  to: 2026-01-01\n  says: 有三人"),
    }
    book = load(folder(tmp_path, **files))
    assert [(turn.day.isoformat(), turn.rule.id, turn.said) for turn in by_day(book)] == [
        ("2026-01-01", "branch.too_few", "不再施行"),
        ("2025-01-01", "branch.least", "不再有规定的数值"),
        ("2024-01-01", "branch.least", "3 名 改为 5 名"),
        ("2018-10-28", "branch.least", "3 名"),
        ("2018-10-28", "notice.days", "30 天"),
        ("2018-10-28", "branch.too_few", "开始施行"),
        ("2018-10-28", "term.ends", "开始施行"),
        ("2018-10-28", "meets.often", "开始施行"),
        ("2018-10-28", "who.leads", "开始施行"),
    ]


def test_defaults_of_ours_are_no_change_of_a_regulation(tmp_path: Path) -> None:
    book = load(folder(tmp_path, source=f"{FILES['source']}local: true\n"))
    assert by_day(book) == []
    assert {is_local(book, one) for one in rules_of(book)} == {True}


def test_a_rule_is_found_by_its_name(small: Rulebook) -> None:
    names = ("branch.least", "branch.too_few", "who.leads", "no.such")
    found = [rule_named(small, name) for name in names]
    assert [one and (one.id, kind_of(one)) for one in found] == [
        ("branch.least", "parameter"),
        ("branch.too_few", "clause"),
        ("who.leads", "decision"),
        None,
    ]


def test_the_days_of_a_rule_are_those_on_which_it_says_something(small: Rulebook) -> None:
    first, eve = date(2018, 10, 28), date(2018, 10, 27)
    rules = [one for name in ("branch.least", "branch.too_few", "who.leads") if (one := rule_named(small, name))]
    assert [days_of(one) for one in rules] == [(first, FAR)] * 3
    assert [[in_force(one, day) for one in rules] for day in (eve, first)] == [[False] * 3, [True] * 3]


def test_a_value_checked_by_itself_is_not_stale_with_its_regulation(tmp_path: Path) -> None:
    book = load(folder(tmp_path, **spoiled("parameters", "  unit: 名\n", "  unit: 名\n  checked: 2027-11-24\n")))
    day = date(2028, 1, 1)
    assert {one.id: is_stale(book, one, day) for one in rules_of(book)} == {
        "branch.least": False,
        "notice.days": True,
        "branch.too_few": True,
        "term.ends": True,
        "meets.often": True,
        "who.leads": True,
    }
