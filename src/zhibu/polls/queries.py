"""Polls that are held, polls for somebody, who may answer in which part, and what may be shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

import orjson
from django.db.models import Count, Exists, OuterRef, Q

from zhibu.access.models import AccountOwner
from zhibu.kernel.readers import AccountReader, Reader
from zhibu.parameters.queries import local_values
from zhibu.polls.box import Tally, mark_of, opened
from zhibu.polls.models import Box, Poll
from zhibu.polls.rules import Part as Share
from zhibu.polls.rules import Question, Shown, Standing, same_words
from zhibu.polls.terms import AGAIN_AFTER, HOLD, LEAST, SWITCH
from zhibu.register.models import Membership, Organisation
from zhibu.register.queries.folding import Part, part_of
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import down_to
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook
from zhibu.store.guards import GuardedQuerySet, within
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable

WHY: Final = "征求意见给谁答，由发起那天的名册决定"
SHOWN: Final = 100


def questions_of(poll: Poll) -> list[Question]:
    """What is asked."""
    return [Question(one["text"], tuple(one["choices"])) for one in orjson.loads(poll.questions)]


def parts_of(poll: Poll) -> list[Share]:
    """The parts that were fixed when it opened; none where only the whole is shown."""
    return [Share(**one) for one in orjson.loads(poll.parts)]


def result_of(poll: Poll) -> Shown:
    """As it was at the end; under eight there is none."""
    told: dict[str, Any] = orjson.loads(poll.result) if poll.result else {}
    return Shown(poll.answered or 0, told.get("whole", ()), told.get("parts", ()))


def rules_at(path: str, on: date) -> Rules:
    """The rules of a day where an organisation stands, with its street's own values; one query."""
    return rulebook().on(on, local_values([path], on=on).of(path))


def is_on(path: str, on: date) -> bool:
    """Whether polls are turned on where an organisation stands; one query."""
    rules = rules_at(path, on)
    return bool(rules.knows([SWITCH]) and rules.number(SWITCH))


class PollRow(NamedTuple):
    """A poll in a list."""

    code: str
    title: str
    organisation: str
    until: date
    closed_at: datetime | None
    answered: int | None
    entitled: int


ROW: Final = ("code", "title", "organisation__now_short_name", "until", "closed_at", "answered", "entitled")


def _rows(found: GuardedQuerySet[Poll]) -> list[PollRow]:
    return [PollRow(*row) for row in found.order_by("-pk").values_list(*ROW)[:SHOWN]]


def polls_held(reader: Reader) -> list[PollRow]:
    """Where the reader holds polls; one query."""
    return _rows(Poll.objects.seen_by(reader, HOLD))


def _asked_of(person_id: int) -> Q:
    """Polls on whose roll somebody stood."""
    roll = Membership.objects.unguarded(WHY).filter(
        person_id=person_id,
        relation="roll",
        valid_from__lte=OuterRef("roll_on"),
        valid_to__gt=OuterRef("roll_on"),
        organisation__now_path__startswith=OuterRef("organisation__now_path"),
    )
    return Q(Exists(roll))


def polls_for(reader: AccountReader) -> list[PollRow]:
    """What the reader is or was asked; one query, none for those who stand on no roll."""
    if reader.person_id is None:
        return []
    return _rows(Poll.objects.unguarded(WHY).filter(_asked_of(reader.person_id)))


class Open(NamedTuple):
    """An open poll of somebody's."""

    id: int
    code: str
    title: str
    organisation: str
    until: date
    key_name: str


OPEN: Final = ("pk", "code", "title", "organisation__now_short_name", "until", "key_name")


def polls_open_for(reader: AccountReader, on: date) -> Part | None:
    """What the reader is asked now, to be read together with other things; None for those who stand on no roll."""
    if reader.person_id is None:
        return None
    found = Poll.objects.unguarded(WHY).filter(_asked_of(reader.person_id), closed_at=None, until__gte=on)
    return part_of(found.values_list(*OPEN), "number", "text", "text", "text", "day", "text", made=Open)


def not_answered(found: Sequence[Open], person_id: int) -> list[Open]:
    """Those among them that somebody has not answered, the newest first: that lies in the boxes alone. One query where there are any."""
    if not found:
        return []
    contents = dict(Box.objects.filter(poll__in=[one.id for one in found]).values_list("poll_id", "content"))
    keys = key_store().of([one.key_name for one in found])
    waiting = [one for one in found if not _answered(one, keys.get(one.key_name), contents.get(one.id), person_id)]
    return sorted(waiting, key=lambda one: -one.id)


def _answered(one: Open, key: bytes | None, content: bytes | memoryview | None, person_id: int) -> bool:
    """Also where it cannot be read any more: then there is nothing to answer."""
    if key is None or content is None:
        return True
    try:
        return mark_of(key, person_id) in opened(key, bytes(content), one.code).marks
    except Unreadable:
        return True


def poll_seen(reader: AccountReader, code: str) -> Poll | None:
    """One that the reader holds, or is asked; two queries at the most."""
    polls = Poll.objects.unguarded(WHY).select_related("organisation").filter(code=code)
    may = within("organisation__now_path", reader.paths(HOLD))
    if reader.person_id is not None:
        may |= _asked_of(reader.person_id)
    return polls.filter(may).first()


def roll_of(organisation: Organisation, on: date) -> Counter[str]:
    """How many members stand on the roll of each organisation in it on a day, by path; one query."""
    members = Membership.objects.unguarded(WHY).on(on).filter(relation="roll", person__now_status__in=MEMBER_STATUSES)
    here = members.filter(within("organisation__now_path", [organisation.now_path]))
    counted = here.order_by().values_list("organisation__now_path").annotate(number=Count("person_id"))
    return Counter(dict(counted))


def parts_below(organisation: Organisation, roll: Counter[str]) -> tuple[list[Share], int]:
    """The organisations directly below with how many are asked there, and how many stand in none of them; one query."""
    below = Organisation.objects.unguarded(WHY).filter(now_parent=organisation, dissolved_on=None).order_by("now_path")
    parts = [
        Share(path, short or name, sum(number for place, number in roll.items() if place.startswith(path)))
        for path, short, name in below.values_list("now_path", "now_short_name", "now_name")
    ]
    parts = [one for one in parts if one.entitled]
    return parts, sum(roll.values()) - sum(one.entitled for one in parts)


def share_of(poll: Poll, person_id: int | None) -> int | None:
    """In which part somebody answers (0 where there is one only); None for whoever was not on the roll. One query."""
    if person_id is None:
        return None
    roll = Membership.objects.unguarded(WHY).on(poll.roll_on).filter(person_id=person_id, relation="roll")
    path = roll.filter(person__now_status__in=MEMBER_STATUSES).values_list("organisation__now_path", flat=True).first()
    if path is None or not path.startswith(poll.organisation.now_path):
        return None
    parts = parts_of(poll)
    return next((number for number, one in enumerate(parts) if path.startswith(one.path)), None) if parts else 0


def without_account(poll: Poll) -> int:
    """How many of those asked cannot answer on a screen; one query."""
    has = Exists(AccountOwner.objects.unguarded(WHY).filter(person=OuterRef("person_id"), account__active=True))
    members = Membership.objects.unguarded(WHY).on(poll.roll_on).filter(relation="roll", person__now_status__in=MEMBER_STATUSES)
    return members.filter(within("organisation__now_path", [poll.organisation.now_path])).exclude(has).count()


def asked_before(organisation: Organisation, questions: Sequence[Question], on: date) -> bool:
    """Whether one of the questions is being asked of the organisation, or of one above or below, or was within a year; one query.

    Two results on rolls that differ by a few people would show what those few said. A poll that ended without a result shows nothing.
    """
    around = Q(organisation__now_path__in=down_to(organisation.now_path)) | within("organisation__now_path", [organisation.now_path])
    since = on - timedelta(days=AGAIN_AFTER)
    found = Poll.objects.unguarded(WHY).filter(around, roll_on__gt=since).exclude(closed_at__isnull=False, answered__lt=LEAST)
    asked = {same_words(question.text) for text in found.values_list("questions", flat=True) for question in _read(text)}
    return not asked.isdisjoint(same_words(one.text) for one in questions)


def _read(text: str) -> Iterable[Question]:
    return [Question(one["text"], tuple(one["choices"])) for one in orjson.loads(text)]


def key_of(poll: Poll) -> bytes | None:
    """The key of an open box; gone at its end."""
    return key_store().of([poll.key_name]).get(poll.key_name)


def tally_of(poll: Poll, content: bytes | memoryview | None) -> Tally | None:
    """What lies in the box; None where it cannot be read."""
    key = key_of(poll)
    if key is None or content is None:
        return None
    try:
        return opened(key, bytes(content), poll.code)
    except Unreadable:
        return None


class Seen(NamedTuple):
    """An open poll as its page needs it."""

    standing: Standing
    answered: int
    """How many; who and what is not told."""
    done: bool
    """Whether the reader has answered."""
    unmatched: bool


def seen_of(poll: Poll, person_id: int | None) -> Seen:
    """One query."""
    content = Box.objects.filter(poll=poll).values_list("content", flat=True).first()
    tally = tally_of(poll, content)
    closed = poll.closed_at is not None
    standing = Standing(poll.until, closed=closed, readable=closed or tally is not None)
    if tally is None:
        return Seen(standing, poll.answered or 0, done=False, unmatched=False)
    key = key_of(poll)
    done = key is not None and person_id is not None and mark_of(key, person_id) in tally.marks
    return Seen(standing, sum(tally.answered) + tally.papers, done=done, unmatched=tally.unmatched)
