"""What is done in the background, each job so that it may be done twice or late without harm.

When a day begins the projections are turned over, then data whose time is over is destroyed. Every hour the trail is chained, the head
of the day goes out, and what has expired is thrown away.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db import connections

from zhibu.access.services.tokens import forget_answers
from zhibu.access.token_door import KEPT
from zhibu.cases.services.forgetting import forget_texts
from zhibu.cases.services.turning import turn_over_cases
from zhibu.files.soundness import sweep
from zhibu.keeping.services.erasing import run_due
from zhibu.keeping.services.exporting import forget_files
from zhibu.keeping.services.forgetting import forget_past
from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.honours.services.forgetting import forget_nominations
from zhibu.mechanism.ties.forgetting import forget_visits
from zhibu.messages.services import forget_reads
from zhibu.polls.services import close_due
from zhibu.register.imports.flow import expire
from zhibu.register.services.turning import turn_over
from zhibu.trail.actors import Actor
from zhibu.trail.heads import send
from zhibu.trail.seals import seal

logger = logging.getLogger(__name__)

HOUR: Final = timedelta(hours=1)
TICK: Final = 60.0
"""Seconds between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done once a day or once an hour."""

    name: str
    daily: bool
    work: Callable[[datetime], None]

    def is_due(self, at: datetime, last: datetime | None) -> bool:
        """A new day has begun, or an hour has passed; a job that was never done is due."""
        if last is None:
            return True
        return at.date() > last.date() if self.daily else at - last >= HOUR


def turn_day(at: datetime) -> None:
    """What the spans say that day, brought into the columns that lists read."""
    by = Actor(SystemReader("每日更新", label="系统"), at, "job")
    changed = turn_over(by=by) + turn_over_cases(by=by)
    if changed:
        logger.info("turned over %s rows", changed)


def seal_trail(at: datetime) -> None:
    """The end of each chain goes to the log, outside the database: what lies before it cannot be changed without showing."""
    for link in seal(at):
        logger.info("sealed %s %s-%s %s", link.stream, link.first_id, link.last_id, bytes(link.digest).hex())


def send_heads(at: datetime) -> None:
    """Once a day the ends of the chains go to their files; a place that is away is asked for again every hour."""
    for place, why in send(at):
        logger.warning("the head of the trail did not reach %s: %s", place, why)


def forget_uploads(at: datetime) -> None:
    """Uploads are kept for seven days, locked files with full numbers for one."""
    gone = expire(at)
    if gone:
        logger.info("%s uploads expired", gone)
    files = forget_files(at)
    if files:
        logger.info("%s files with full numbers were not fetched in time", files)
    answers = forget_answers(at - KEPT)
    if answers:
        logger.info("%s answers to other systems were dropped", answers)
    swept = sweep(at)
    if swept:
        logger.info("%s pieces of attachments that nobody finished were swept away", swept)


def keep_times(at: datetime) -> None:
    """What the table of times says: people whose time is over, and what the program keeps for itself."""
    done = run_due(by=Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"))
    people = sum(len(codes) for codes in done.erased.values())
    if people or done.again or done.announced:
        logger.info("erased %s people, %s once more, %s new on the list", people, done.again, done.announced)
    cases = forget_texts(by=Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"))
    if cases:
        logger.info("texts of %s cases forgotten", cases)
    polls = close_due(by=Actor(SystemReader("征求意见到期结束", label="系统"), at, "job"))
    if polls:
        logger.info("%s polls ended", polls)
    visits = forget_visits(by=Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"))
    if visits:
        logger.info("words of %s visits forgotten", visits)
    nominations = forget_nominations(by=Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"))
    if nominations:
        logger.info("%s sealed nominations forgotten", nominations)
    gone = forget_past(at)
    if any(gone):
        logger.info("%s drafts and %s sessions forgotten", *gone)
    marks = forget_reads(at.date())
    if marks:
        logger.info("%s marks of read messages forgotten", marks)


TURN_DAY: Final = Job("turn day", daily=True, work=turn_day)
JOBS: Final = (
    TURN_DAY,
    Job("keep times", daily=True, work=keep_times),
    Job("seal trail", daily=False, work=seal_trail),
    Job("send heads", daily=False, work=send_heads),
    Job("forget uploads", daily=False, work=forget_uploads),
)


@dataclass
class Rounds:
    """What was done when."""

    jobs: tuple[Job, ...] = JOBS
    last: dict[str, datetime] = field(default_factory=dict)

    def go(self, at: datetime) -> None:
        """Do what is due; what fails is logged and tried again in the next round."""
        for job in self.jobs:
            if job.is_due(at, self.last.get(job.name)):
                try:
                    job.work(at)
                except Exception:
                    logger.exception("%s failed", job.name)
                else:
                    self.last[job.name] = at


def seconds_to_next_round(at: datetime) -> float:
    """A minute, or the rest of the day when that is shorter."""
    midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), at.tzinfo)
    return min(TICK, (midnight - at).total_seconds() + 0.1)


def work(*, until: threading.Event, turned_over: date | None) -> None:
    """One round after the other; ``turned_over`` is the day for which the first job was done already."""
    rounds = Rounds()
    if turned_over == today():
        rounds.last[TURN_DAY.name] = now()
    while not until.is_set():
        rounds.go(now())
        connections.close_all()
        until.wait(seconds_to_next_round(now()))
