"""Cases of the sample street, written through the same services as everybody's, by its personas, on the days of their stories."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.cases import services
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import Opening
from zhibu.config.sample.matters import BROUGHT_UP, POSTS, REPORT_WITHIN, RESOLVED, Story
from zhibu.config.sample.moments import at
from zhibu.config.sample.street import STREET
from zhibu.config.sample.visits import visit
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.supervision.rules import SUPERVISED_MATTER
from zhibu.mechanism.ties.services import Matter, open_matter
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

WHY: Final = "示例办理事项"
CLERK, SECRETARY, COMMUNITY = "ganshi", "shuji", "shequ"
BY: Final[Mapping[str, str]] = {"answer": COMMUNITY, "report": COMMUNITY, "finish": COMMUNITY, "check": SECRETARY}
"""Whoever does not stand here is the clerk."""
WHOLE: Final[Mapping[str, tuple[Callable[..., Outcome], str]]] = {
    "pause": (services.pause, "等相关部门回复。"),
    "resume": (services.resume, "已收到回复。"),
    "cancel": (services.cancel, "与前一件重复。"),
}
BACK: Final[Mapping[str, tuple[Callable[..., Outcome], str, str]]] = {
    "void": (services.void, "assign", "承办的党组织填错了。"),
    "reopen": (services.reopen, "answer", "本人表示还没有解决。"),
}
HOLDER: Final = f"{STREET}党工委"


def load_cases(*, on: date) -> int:
    """All stories; returns how many there are."""
    telling = Telling(on)
    for story, move, day in in_order([*BROUGHT_UP, *RESOLVED], on):
        telling.tell(story, move, day)
    return len(BROUGHT_UP) + len(RESOLVED)


def in_order(stories: Iterable[Story], on: date) -> list[tuple[Story, str, date]]:
    """Everything that happens, day by day: the trail tells it in that order."""
    happened = [(story, move, on - timedelta(days=story.ago - after)) for story in stories for move, after in (("", 0), *story.moves)]
    return sorted(happened, key=lambda one: one[2])


def holds_cases() -> bool:
    """Whether they are there."""
    return Case.objects.unguarded(WHY).exists()


class Telling:
    """Who acts on a day, and where."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.numbers: dict[str, int] = {}
        names = dict(Account.objects.values_list("username", "pk"))
        labels = dict(Account.objects.values_list("username", "display_name"))
        self.readers = {one: reader_of(account_id=names[one], label=labels[one], on=on) for one in (CLERK, SECRETARY, COMMUNITY)}
        self.places = {one.now_short_name: one for one in Organisation.objects.unguarded(WHY).all()}

    def by(self, username: str, day: date) -> Actor:
        """In the morning of a day."""
        return Actor(self.readers[username], at(day, 10, on=self.on), "demo")

    def tell(self, story: Story, move: str, day: date) -> None:
        """Open it, or do what comes next."""
        if move:
            case = Case.objects.unguarded(WHY).get(pk=self.numbers[story.title])
            _done(self._move(case, story, move, day))
        else:
            begin = self.resolution if story in RESOLVED else self.matter
            self.numbers[story.title] = _done(begin(story, day)).row_id

    def matter(self, story: Story, day: date) -> Outcome:
        """Brought up on a visit."""
        told = Matter(story.title, story.matter, day, story.asker)
        made = visit(by=self.by(CLERK, day), to=self.places[story.to], on=day)
        return open_matter(by=self.by(CLERK, day), organisation=self.places[HOLDER], matter=told, visit=made)

    def resolution(self, story: Story, day: date) -> Outcome:
        """Resolved by the street's committee."""
        opening = Opening(SUPERVISED_MATTER, story.title, day, {"matter": story.matter})
        return services.open_case(by=self.by(CLERK, day), organisation=self.places[HOLDER], opening=opening)

    def _move(self, case: Case, story: Story, move: str, day: date) -> Outcome:
        by, seen = self.by(BY.get(move, CLERK), day), case.now_last
        if move in SUPERVISED_MATTER.documents:
            return services.register_document(by=by, case=case, document=move, on=day, kept_at="党政办铁柜")
        if move in WHOLE:
            service, reason = WHOLE[move]
            return service(by=by, case=case, seen=seen, reason=reason)
        if move in BACK:
            service, step, reason = BACK[move]
            return service(by=by, case=case, seen=seen, step=step, reason=reason)
        return self._step(by, case, seen, story, Deed(move, day, _texts(story, move), until=day + timedelta(days=REPORT_WITHIN)))

    def _step(self, by: Actor, case: Case, seen: int, story: Story, deed: Deed) -> Outcome:
        to = self.places[story.to] if deed.step in {"assign", "charge"} else None
        named = deed if deed.step == "charge" else Deed(deed.step, deed.day, deed.texts)
        return services.act(by=by, case=case, seen=seen, deed=named, organisation=to)


def _texts(story: Story, move: str) -> dict[str, str]:
    texts = {
        "assign": {"handler": "社区网格员"},
        "answer": {"answer": story.told, "channel": "当面"},
        "confirm": {"confirmation": "本人表示已解决。"},
        "charge": POSTS,
        "report": {"progress": story.told},
        "finish": {"result": story.told},
        "check": {"verdict": "到现场看过，情况属实。"},
    }
    return texts[move]


def _done(outcome: Outcome) -> Outcome:
    """A story that cannot have happened so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例办理事项没有建成：{why}(sample case could not be written)"
        raise Unusable(text)
    return outcome
