"""The plans of the sample street's leading group over two years, who made up for a session, where papers are kept."""

from datetime import date, timedelta
from typing import Final

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.config.sample.agendas import STUDIES
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import STREET
from zhibu.gatherings.models import Holding
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.study.models import StudyLine
from zhibu.mechanism.study.queries.year import StudyYear, study_year
from zhibu.mechanism.study.rules.pasting import Typed
from zhibu.mechanism.study.services.noting import keep_papers, make_up
from zhibu.mechanism.study.services.planning import put_lines
from zhibu.mechanism.study.terms import StudyPaperKind, Way
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

WHY: Final = "示例学习"
CLERK: Final = "ganshi"
SPEAKERS: Final = ("刘志远", "", "", "刘志远")
LATER: Final = timedelta(days=10)
"""Between a session and its make-up."""
PENDING: Final = timedelta(days=120)
"""Of younger sessions nobody has made up yet."""
KEPT: Final = {str(StudyPaperKind.OUTLINE): "党政办文件柜，学习档案盒", str(StudyPaperKind.BULLETIN): "党政办文件柜，学习档案盒"}


def load_studies(*, on: date) -> None:
    """The year before, this year, and what was noted of its sessions."""
    account = Account.objects.get(username=CLERK)
    reader = reader_of(account_id=account.pk, label=account.display_name, on=on)
    place = Organisation.objects.unguarded(WHY).get(now_short_name=STREET)
    for year in (on.year - 1, on.year):
        begun = min(date(year, 1, 12), on)
        by = Actor(reader, at(begun, 16, on=on), "demo")
        _done(put_lines(by=by, organisation=place, year=year, lines=_lines()))
        _noted(Actor(reader, at(on, 8, on=on), "demo"), study_year(reader, place, year, today=on))


def holds_studies() -> bool:
    """Whether they are there."""
    return StudyLine.objects.unguarded(WHY).exists()


def _lines() -> list[Typed]:
    """One a quarter, as the sessions of the sample are held, and one that is arranged late in the year."""
    yearly = [Typed(number + 1, number * 3 + 2, topic, SPEAKERS[number]) for number, topic in enumerate(STUDIES)]
    return [*yearly, Typed(4, 12, "调查研究成果交流", "")]


def _noted(by: Actor, found: StudyYear) -> None:
    """Of what is long past everybody has made up; papers of each session lie in the office."""
    days = {one.holding_id: one.on for one in found.sessions}
    holdings = {one.pk: one for one in Holding.objects.unguarded(WHY).filter(pk__in=days)}
    for place, one in enumerate(found.missed):
        on = days[one.holding_id]
        if by.day - on >= PENDING:
            way = Way.READING if place % 3 else Way.TOLD
            _done(make_up(by=by, holding=holdings[one.holding_id], person_id=one.person_id, on=on + LATER, way=way))
    for session in found.held:
        if session.signed:
            _done(keep_papers(by=by, holding=holdings[session.holding_id], kept=KEPT))


def _done(outcome: Outcome) -> Outcome:
    """What cannot have been so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例学习没有建成：{why}(sample study could not be written)"
        raise Unusable(text)
    return outcome
