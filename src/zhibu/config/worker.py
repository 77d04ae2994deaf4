"""What is done in the background, each job so that it may be done twice or late without harm.

When a day begins the projections are turned over, then data whose time is over is destroyed. Every hour the trail is chained, the head
of the day goes out, and what has expired is thrown away. Every minute post is exchanged with the portal.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connections

from zhibu.access.services.tokens import forget_answers
from zhibu.access.token_door import KEPT
from zhibu.cases.services.forgetting import forget_texts
from zhibu.cases.services.turning import turn_over_cases
from zhibu.exchange.bundles import Refused
from zhibu.files.soundness import sweep
from zhibu.keeping.services.erasing import run_due
from zhibu.keeping.services.exporting import forget_files
from zhibu.keeping.services.forgetting import forget_past
from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.commemoration.services.forgetting import forget_guests
from zhibu.mechanism.coordination.services.publishing import renew_pages
from zhibu.mechanism.coordination.services.sheets import forget_sheets
from zhibu.mechanism.honours.services.forgetting import forget_nominations
from zhibu.mechanism.steering.forgetting import forget_outsiders
from zhibu.mechanism.ties.forgetting import forget_visits
from zhibu.messages.services import forget_reads
from zhibu.polls.services import close_due
from zhibu.postbox.services.carrying import exchange, forget_arrivals, handle
from zhibu.register.imports.flow import expire
from zhibu.register.services.turning import turn_over
from zhibu.trail.actors import Actor
from zhibu.trail.heads import send
from zhibu.trail.seals import seal

logger = logging.getLogger(__name__)

HOUR: Final = timedelta(hours=1)
ROUND: Final = timedelta(0)
"""As often as the clock is looked at."""
TICK: Final = 60.0
"""Seconds between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done once a day, or again after a time."""

    name: str
    daily: bool
    work: Callable[[datetime], None]
    every: timedelta = HOUR

    def is_due(self, at: datetime, last: datetime | None) -> bool:
        """A new day has begun, or its time has passed; a job that was never done is due."""
        if last is None:
            return True
        return at.date() > last.date() if self.daily else at - last >= self.every


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


FORGOTTEN: Final[tuple[tuple[str, Callable[..., int]], ...]] = (
    ("texts of %s cases forgotten", forget_texts),
    ("%s polls ended", close_due),
    ("words of %s visits forgotten", forget_visits),
    ("names of %s seats forgotten", forget_outsiders),
    ("%s sealed nominations forgotten", forget_nominations),
    ("names of %s guests forgotten", forget_guests),
    ("%s yearly sheets withdrawn from the portal", forget_sheets),
)
"""What packages destroy when its time is over, and what the log says of the number."""


def keep_times(at: datetime) -> None:
    """What the table of times says: people whose time is over, and what the program keeps for itself."""
    done = run_due(by=Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"))
    people = sum(len(codes) for codes in done.erased.values())
    if people or done.again or done.announced:
        logger.info("erased %s people, %s once more, %s new on the list", people, done.again, done.announced)
    for said, forget in FORGOTTEN:
        number = forget(by=Actor(SystemReader("按资料保存期限销毁", label="系统"), at, "job"))
        if number:
            logger.info(said, number)
    arrivals = forget_arrivals(at)
    if arrivals:
        logger.info("words of %s arrivals forgotten", arrivals)
    gone = forget_past(at)
    if any(gone):
        logger.info("%s drafts and %s sessions forgotten", *gone)
    marks = forget_reads(at.date())
    if marks:
        logger.info("%s marks of read messages forgotten", marks)


def renew_liaisons(at: datetime) -> None:
    """What liaisons of units see at the portal: a page that says the same already is not touched."""
    renew_pages(by=Actor(SystemReader("更新联络员页面", label="系统"), at, "job"))


def carry_post(at: datetime) -> None:
    """Where a folder lies between this system and the portal: what came is taken, what waits is put there."""
    if settings.PORTAL_QUEUE is None:
        handle(at)
        return
    try:
        taken = exchange(settings.PORTAL_QUEUE, at)
    except Refused as refusal:
        logger.warning("the portal's bundle was refused: %s", refusal)
    else:
        if taken:
            logger.info("%s arrivals from the portal", taken)


TURN_DAY: Final = Job("turn day", daily=True, work=turn_day)
JOBS: Final = (
    TURN_DAY,
    Job("keep times", daily=True, work=keep_times),
    Job("seal trail", daily=False, work=seal_trail),
    Job("send heads", daily=False, work=send_heads),
    Job("forget uploads", daily=False, work=forget_uploads),
    Job("renew liaisons", daily=False, work=renew_liaisons),
    Job("carry post", daily=False, work=carry_post, every=ROUND),
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
