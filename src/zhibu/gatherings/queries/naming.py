"""People who bear the names of a pasted list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from zhibu.gatherings.queries.roll import Roll
from zhibu.gatherings.rules.ballots import Question
from zhibu.gatherings.rules.matching import Candidate
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import Reader
from zhibu.register.models import Person
from zhibu.register.terms.people import MemberStatus

MOST: Final = 200
NAMES: Final = "see_names"


def on_the_roll(rolls: Sequence[Roll]) -> list[Candidate]:
    """Those of the lists on the page; of one name they are told apart by organisation and code."""
    return [
        Candidate(row.person_id, row.code, row.name, f"{roll.organisation}，{row.code}", expected=not row.is_guest)
        for roll in rolls
        for row in roll.rows
    ]


def bearing(reader: Reader, names: Collection[str], *, but: Collection[int] = ()) -> list[Candidate]:
    """Others in the reader's reach; one query."""
    found = Person.objects.seen_by(reader, NAMES).filter(name__in=list(names)[:MOST], merged_into=None, erased_on=None)
    rows = found.exclude(pk__in=but).order_by("sort_key", "pk").select_related("now_organisation")[:MOST]
    return [Candidate(one.pk, one.code, one.name, _about(one)) for one in rows]


def _about(person: Person) -> str:
    return "，".join(filter(None, (str(person.now_organisation or ""), MemberStatus.word(person.now_status), person.code)))


@dataclass(frozen=True, slots=True)
class Questions:
    """One question a person, or why it is not clear who is meant."""

    questions: tuple[Question, ...]
    decision: Decision


def questions_about(reader: Reader, text: str, people: Sequence[str]) -> Questions:
    """Names or codes; whoever stands on no roll of the reader's reach is named in the question itself."""
    if not people:
        return Questions((Question(text),) if text.strip() else (), Decision())
    asked = Q(name__in=people) | Q(code__in=people)
    found = Person.objects.seen_by(reader, NAMES).filter(asked, merged_into=None, erased_on=None).order_by("pk")
    by_word: dict[str, list[Person]] = {}
    for one in found.select_related("now_organisation"):
        by_word.setdefault(one.code if one.code in people else one.name, []).append(one)
    unclear = [
        Objection(
            "namesakes",
            f"“{word}”不止一人：{'；'.join(f'{one.code}（{_about(one)}）' for one in several)}。",
            remedy="请改写编号。",
            field="names",
        )
        for word, several in by_word.items()
        if len(several) > 1
    ]
    what = text.strip() or "表决"
    questions = [Question(what, by_word[word][0].pk) if word in by_word else Question(f"{what}：{word}"[:200]) for word in people]
    return Questions(tuple(questions), Decision(tuple(unclear)))
