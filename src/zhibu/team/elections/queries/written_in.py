"""Names that voters wrote in, as a counter types them: one a line, with the number of votes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.models import Organisation
from zhibu.team.elections.queries.bodies import able
from zhibu.team.elections.queries.standing import Round
from zhibu.team.elections.rules.counting import Mark

LINE: Final = re.compile(r"(\S+?)[\s:：,，]*([0-9]{1,4})(?:\s*票)?")


@dataclass(frozen=True, slots=True)
class WrittenIn:
    """Whom they mean, or why that is not clear."""

    marks: Sequence[Mark]
    decision: Decision


def written_in(organisation: Organisation, one: Round, text: str, *, on: date) -> WrittenIn:
    """People of the roll who may be elected; a name that several bear is told by its code."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return WrittenIn((), Decision())
    people = able(organisation, on)
    borne = Counter(who.name for who in people)
    by_word = {who.name: who.person_id for who in people} | {who.code: who.person_id for who in people}
    marks, problems = list[Mark](), list[Objection]()
    for line in lines:
        found = LINE.fullmatch(line)
        word = found[1] if found else ""
        if found is None:
            problems.append(Objection("line", f"看不懂“{line}”。", remedy="每人一行：姓名和票数，如“张三 2”。", field="others"))
        elif borne[word] > 1:
            problems.append(Objection("namesakes", f"“{word}”不止一人。", remedy="请改写党员编号。", field="others"))
        elif word not in by_word or by_word[word] in one.sheet.names:
            why = "已在选票上" if word in by_word else "不在有选举权的党员名单里"
            problems.append(Objection("stranger", f"“{word}”{why}。", remedy="请核对姓名；不能当选的算无效票。", field="others"))
        else:
            marks.append(Mark(by_word[word], int(found[2])))
    twice = len({mark.person_id for mark in marks}) < len(marks)
    if twice:
        problems.append(Objection("twice", "另选他人里有人写了两行。", remedy="请合成一行。", field="others"))
    return WrittenIn(marks, Decision(tuple(problems)))
