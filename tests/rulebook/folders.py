"""A folder of regulations for tests: one small, sound regulation, of which a test spoils one file."""

from pathlib import Path
from typing import Final

FILES: Final = {
    "source": """\
title: 某项工作条例
short: 某条例
issued_by: 某部门
from: 2018-10-28
checked: 2026-11-24
seen: 见于转载
""",
    "parameters": """\
- id: branch.least
  says: 党支部的人数
  unit: 名
  article: 第四条
  values:
    - {from: 2018-10-28, value: 3}
    - {from: 2024-01-01, value: 5}

- id: notice.days
  says: 提前多少天提醒
  unit: 天
  article: 本地规定
  local: true
  bounds: {least: 0, most: 365}
  values:
    - {from: 2018-10-28, value: 30}
""",
    "clauses": """\
- id: branch.too_few
  title: 人数不足
  subject: organisation
  applies: {kinds: [branch]}
  holds: {members: {at_least: branch.least}}
  article: 第四条
  from: 2018-10-28
  says: 有三人才成立。
  message: 有 {members} 人，不足 {limit} 人。

- id: term.ends
  title: 换届
  subject: organisation
  applies: {kinds: [branch]}
  deadline: {from: term_began, years: branch.least, notice_days: notice.days}
  article: 第五条
  from: 2018-10-28
  says: 任期三年。
  message: 任期 {years} 年。

- id: meets.often
  title: 开会
  subject: organisation
  applies: {kinds: [branch]}
  frequency: {measure: members_meeting, at_least: branch.least, per: quarter, notice_days: notice.days}
  article: 第七条
  from: 2018-10-28
  says: 每季度开会。
  message: 开会：{said}。
""",
    "decisions": """\
- id: who.leads
  title: 归属
  article: 第六条
  from: 2018-10-28
  says: 由某个党支部管理。
  parameters: [branch.least]
""",
    "cases": """\
- sentence: 两个人不成立党支部
  clause: branch.too_few
  on: 2020-01-01
  given: {kind: branch, members: 2}
  expect: check
  local: {notice.days: 10}
""",
}


def folder(root: Path, **files: str) -> Path:
    """The regulations below ``root``, with some of the files written otherwise."""
    (root / "regulations" / "some").mkdir(parents=True)
    for name, text in {**FILES, **files}.items():
        (root / "regulations" / "some" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root / "regulations"


def spoiled(name: str, old: str, new: str) -> dict[str, str]:
    """One file with one thing in it otherwise."""
    assert FILES[name].count(old) >= 1
    return {name: FILES[name].replace(old, new, 1)}
