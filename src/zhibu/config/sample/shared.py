"""Tells the stories of ``shared_stories`` through the services, day by day, as the trail tells them; and a link that is open."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from zhibu.cases.queries.log import standing
from zhibu.config.sample.moments import at
from zhibu.config.sample.shared_stories import CLINIC, PARTNERS, STANDING, STORIES, Story
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.coordination import services
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.services.matching import Match
from zhibu.mechanism.coordination.services.projects import Seen
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.terms import PartnerKind, ResourceKind, Returned
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

WHY: Final = "示例共驻共建"
BEGAN: Final = 700
"""Days ago."""
LINK_DAYS: Final = 90
OFFERED, MATCHED, AGREED, DONE, CONFIRMED, THANKED = 3, 5, 7, 20, 24, 28
"""Days after the need."""


class Event(NamedTuple):
    """Something that happened on a day, in the order in which it was told."""

    day: date
    number: int
    do: Callable[[Actor], Outcome]


def holds_shared() -> bool:
    """Whether they are there."""
    return PartnerUnit.objects.unguarded(WHY).exists()


def load_shared(*, on: date) -> int:
    """All of it; returns how many things happened."""
    telling = Telling(on)
    events = sorted((Event(day, at_, do) for at_, (day, do) in enumerate(telling.events())), key=lambda one: (one.day, one.number))
    for event in events:
        by = Actor(SystemReader(WHY, label="示例数据"), at(event.day, 10, on=on), "demo")
        outcome = event.do(by)
        if not outcome.done:
            why = "；".join(one.message for one in outcome.decision.objections)
            text = f"示例共驻共建没有建成：{why}(sample coordination could not be written)"
            raise Unusable(text)
    return len(events)


Told = tuple[date, Callable[[Actor], Outcome]]


class Telling:
    """Which rows there are by now."""

    def __init__(self, on: date) -> None:
        self.on = on
        found = Organisation.objects.unguarded(WHY).filter(now_short_name__in={home for home, *_ in PARTNERS})
        self.homes = {one.now_short_name: one for one in found}
        self.partners: dict[str, PartnerUnit] = {}
        self.needs: dict[str, Need] = {}
        self.offers: dict[str, Offer] = {}
        self.projects: dict[str, Project] = {}

    def events(self) -> Iterator[Told]:
        """Everything that happens."""
        for home, kind, name in PARTNERS:
            yield self.on - timedelta(days=BEGAN), lambda by, it=(home, kind, name): self._partner(by, *it)  # type: ignore[misc]  # bound now
        for home, name, offered, title, ago in STANDING:
            side, said = (home, name), (offered, title)
            yield self.on - timedelta(days=ago), lambda by, it=(side, said): self._offer(by, *it[0], *it[1])  # type: ignore[misc]  # the same
        for story in STORIES:
            yield from self._story(story)
        yield self.on - timedelta(days=1), self._link

    def _story(self, story: Story) -> Iterator[Told]:
        first = self.on - timedelta(days=story.ago)
        yield first, lambda by: self._need(by, story)
        if story.back:
            yield first + timedelta(days=MATCHED), lambda by: self._back(by, story)
        if story.back or not story.reached:
            return
        giver = "" if story.ours else story.partner
        steps = (
            (OFFERED, lambda by: self._offer(by, story.home, giver, story.kind, story.given)),
            (MATCHED, lambda by: self._match(by, story)),
            (AGREED, lambda by: self._agree(by, story, first + timedelta(days=DONE))),
            (DONE, lambda by: services.deliver(by=by, **self._at(by, story), outcome=story.outcome)),
            (CONFIRMED, lambda by: services.confirm(by=by, **self._at(by, story), how="办公室电话确认")),
            (THANKED, lambda by: services.thank(by=by, **self._at(by, story))),
        )  # fmt: skip
        for after, do in steps[: story.reached + 1]:
            yield first + timedelta(days=after), do

    def _side(self, home: str, partner: str) -> Side:
        return Side(self.homes[home], self.partners[partner] if partner else None)

    def _partner(self, by: Actor, home: str, kind: PartnerKind, name: str) -> Outcome:
        done = services.add_partner(by=by, organisation=self.homes[home], kind=kind, name=name, on=by.day)
        found = PartnerUnit.objects.unguarded(WHY).select_related("organisation").filter(pk=done.row_id).first()
        if found is not None:
            self.partners[name] = found
        return done

    def _offer(self, by: Actor, home: str, partner: str, kind: ResourceKind, title: str) -> Outcome:
        done = services.add_offer(by=by, side=self._side(home, partner), said=Said(str(kind), title))
        found = Offer.objects.unguarded(WHY).filter(pk=done.row_id).first()
        if found is not None:
            self.offers[title] = found
        return done

    def _need(self, by: Actor, story: Story) -> Outcome:
        side = self._side(story.home, story.partner if story.ours else "")
        done = services.add_need(by=by, side=side, said=Said(str(story.kind), story.wanted))
        found = Need.objects.unguarded(WHY).select_related("organisation", "partner", "asked", "case").filter(pk=done.row_id).first()
        if found is not None:
            self.needs[story.wanted] = found
        return done

    def _match(self, by: Actor, story: Story) -> Outcome:
        matched = Match(self.homes[story.home], story.title, self.needs[story.wanted], self.offers[story.given])
        done = services.match(by=by, matched=matched)
        found = Project.objects.unguarded(WHY).select_related("case").filter(pk=done.row_id).first()
        if found is not None:
            self.projects[story.title] = found
        return done

    def _back(self, by: Actor, story: Story) -> Outcome:
        return services.return_need(by=by, need=self.needs[story.wanted], why=Returned.OUTSIDE, reason=story.back)

    def _agree(self, by: Actor, story: Story, until: date) -> Outcome:
        return services.agree(by=by, **self._at(by, story), what=story.what, how="当面商定", until=until)

    def _at(self, by: Actor, story: Story) -> dict[str, Any]:
        """The project, and the last line of its log."""
        project = self.projects[story.title]
        return {"project": project, "seen": Seen(by.day, standing(project.case).state.last)}

    def _link(self, by: Actor) -> Outcome:
        until = by.day + timedelta(days=LINK_DAYS)
        return services.issue_link(by=by, partner=self.partners[CLINIC], until=until, reason="单位要求在网上答复")
