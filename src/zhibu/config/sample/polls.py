"""Polls of the sample street: three that have ended, one that can be answered; asked and answered through the services."""

from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from zhibu.access.readers import AccountReader, reader_of
from zhibu.accounts.models import Account
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import BRANCH, COMMUNITY, PERSONAS
from zhibu.kernel.unusable import Unusable
from zhibu.polls.models import Poll
from zhibu.polls.rules import Question
from zhibu.polls.services import Asked, answer, close_poll, open_poll
from zhibu.polls.terms import Purpose
from zhibu.register.models import Membership, Organisation
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.store.guards import within
from zhibu.trail.actors import Actor

WHY: Final = "示例征求意见"
SEED: Final = 20260701
HOLDS: Final = {COMMUNITY: "shequ", BRANCH: "zhibu"}
NAMES: Final = [one.name for one in PERSONAS]


class Told(NamedTuple):
    """A poll; how many days ago it opened, how long it stood, how many answered, and what some wrote."""

    of: str
    days: int
    stood: int
    answers: int
    title: str
    purpose: Purpose
    questions: tuple[Question, ...]
    opinions: tuple[str, ...] = ()


TOLD: Final = (
    Told(
        COMMUNITY, 520, 10, 34, "主题党日放在什么时候", Purpose.TIME,
        (
            Question("主题党日放在哪一天合适", ("周五下午", "周六上午", "周日上午")),
            Question("一次多长时间合适", ("一小时", "一个半小时", "两小时")),
        ),
    ),
    Told(
        BRANCH, 260, 7, 6, "学习材料用什么字号", Purpose.OPINION,
        (Question("发的学习材料字号怎么样", ("太小", "正好", "太大")),),
    ),
    Told(
        COMMUNITY, 48, 12, 41, "社区食堂办得怎么样", Purpose.SERVICE,
        (
            Question("饭菜怎么样", ("很满意", "满意", "一般", "不满意")),
            Question("几点开饭合适", ("十一点", "十一点半", "十二点")),
        ),
        ("晚饭也开就好了。", "菜可以再淡一点。", "请给腿脚不便的人留靠门的座位。", "周末人太多，排队久。", "价格公道。", "希望多一些面食。",
         "打饭的同志很热心。", "请把菜单提前一天贴出来。", "汤有点咸。"),
    ),
    Told(
        COMMUNITY, 4, 20, 5, "楼道文化墙写什么", Purpose.OPINION,
        (Question("楼道文化墙写什么好", ("身边的好人好事", "养生和安全知识", "街道老照片")),),
    ),
)  # fmt: skip


def load_polls(*, on: date) -> int:
    """All of them; the last one stays open."""
    rng = Random(SEED)  # noqa: S311  invented answers, no secret
    for told in TOLD:
        _tell(told, on, rng)
    return len(TOLD)


def holds_polls() -> bool:
    """Whether they are there."""
    return Poll.objects.unguarded(WHY).exists()


def _tell(told: Told, on: date, rng: Random) -> None:
    day, last = on - timedelta(days=told.days), on - timedelta(days=told.days - told.stood)
    place = Organisation.objects.unguarded(WHY).get(now_short_name=told.of)
    reader = _holder(told.of, on)
    asked = Asked(told.title, told.questions, last, told.purpose, opinions=bool(told.opinions))
    done = open_poll(by=_by(reader, day, on), organisation=place, asked=asked)
    if not done.done:
        why = "；".join(one.message for one in done.decision.objections)
        text = f"示例征求意见没有建成：{why}(sample poll could not be written)"
        raise Unusable(text)
    poll = Poll.objects.unguarded(WHY).select_related("organisation").get(pk=done.row_id)
    _answered(poll, told, day, rng)
    if last < on:
        close_poll(by=_by(reader, last, on), poll=poll)


def _holder(place: str, on: date) -> AccountReader:
    account = Account.objects.get(username=HOLDS[place])
    return reader_of(account_id=account.pk, label=account.display_name, on=on)


def _by(reader: AccountReader, day: date, on: date) -> Actor:
    return Actor(reader, at(day, 9, on=on), "demo")


def _answered(poll: Poll, told: Told, day: date, rng: Random) -> None:
    """By people of the roll, drawn at random; the personas among them are left to answer for themselves."""
    roll = Membership.objects.unguarded(WHY).on(day).filter(relation="roll", person__now_status__in=MEMBER_STATUSES)
    here = roll.filter(within("organisation__now_path", [poll.organisation.now_path])).exclude(person__name__in=NAMES)
    people = list(here.order_by("person_id").values_list("person_id", flat=True))
    for number, person_id in enumerate(rng.sample(people, min(told.answers, len(people)))):
        chosen = [min(rng.randrange(len(one.choices)), rng.randrange(len(one.choices))) for one in told.questions]
        opinion = told.opinions[number] if number < len(told.opinions) else ""
        answer(poll=poll, person_id=person_id, chosen=chosen, opinion=opinion, today=day)
