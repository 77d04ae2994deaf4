"""What the sample street has laid down for itself: texts in our own words, invented, and clearly no regulation; told day by day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.config.sample.load import ACT
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import STREET
from zhibu.gatherings.models import AgendaItem, Holding, Resolution
from zhibu.gatherings.rules.voting import Matter
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import months_after
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.one import Decided
from zhibu.mechanism.institutions.rules.acting import Adoption, Carried
from zhibu.mechanism.institutions.services.acting import adopt, review
from zhibu.mechanism.institutions.services.drafting import begin_institution, carry, write_version
from zhibu.mechanism.institutions.terms import Named
from zhibu.parameters.models import ParameterProposal
from zhibu.parameters.services import decide
from zhibu.parameters.terms import ProposalState
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "示例制度"
CLERK, SECRETARY = "ganshi", "shuji"
READ: Final = timedelta(days=5)
"""Between the draft and the session that adopts it."""
REVIEW_MONTHS: Final = 24


class Revision(NamedTuple):
    """A text: how many days ago it was drafted, what it carries, whether it was adopted; a review day of its own where it is to be due."""

    ago: int
    articles: Sequence[str]
    changes: str = ""
    carries: tuple[Carried, ...] = ()
    adopted: bool = True
    decided: bool = True
    review_in: int = 0
    """Days from today; 0: after the usual months."""


class Told(NamedTuple):
    """One institution with its versions, and how many days ago it was looked at."""

    title: str
    named: str
    revisions: tuple[Revision, ...]
    reviewed: int = 0


RULES: Final = (
    "第一章　总则",
    "第一条　街道的重要事项由党工委会议集体研究决定。",
    "第二条　会议由书记召集，议题由书记确定，材料至少提前一天送到参会同志手里。",
    "第二章　会议",
    "第三条　党工委会议每月至少召开一次，半数以上委员到会才能开。",
    "第四条　讨论时先由分管同志说明，其他委员逐个发表意见，主要负责同志最后表态。",
    "第五条　议题涉及本人或者亲属的，应当回避。",
    "第三章　落实",
    "第六条　会议决定由党政办督办，到期没有办完的，回到会议上说明。",
)
STUDYING: Final = (
    "第一条　党工委理论学习中心组由党工委书记负责，分管宣传的同志协助。",
    "第二条　年初定计划，写明每季度的主题和主讲同志。",
    "第三条　集体学习每季度至少一次。",
    "第四条　缺课的同志自学会议材料，由学习秘书登记补学日期；不计时、不打分。",
    "第五条　学习材料归入学习档案，由党政办保管。",
)
STUDYING_MORE: Final = (*STUDYING[:2], "第三条　集体学习每季度至少两次，其中一次结合实地调研。", *STUDYING[3:])
LIFE: Final = (
    "第一条　党工委班子每年召开一次民主生活会，一般在第四季度。",
    "第二条　会前学习、听取意见、谈心；对照检查材料由本人保管在纸上。",
    "第三条　会后列出要改进的事项，写明负责人和日期，向党员通报。",
)
TIES: Final = (
    "第一条　党工委委员和社区党委委员分片联系楼院、单位和楼栋党员。",
    "第二条　每月至少走访一次，记事情，不记门牌和家庭情况。",
    "第三条　群众反映的事转为办理事项，办完答复本人。",
)
TIES_MORE: Final = (
    TIES[0],
    "第二条　每月至少走访两次，记事情，不记门牌和家庭情况。",
    "第三条　群众反映的事转为办理事项，七个工作日内办完或者说明情况，答复本人。",
)
FLOATING: Final = (
    "第一条　外出的党员由原党支部联系，流入的党员由所在社区党委联系。",
    "第二条　每半年至少联系一次，记下日期和方式。",
    "第三条　返回或者转走组织关系的，及时登记。",
)
KEEPING: Final = (
    "第一条　本街道印发的制度由党政办统一登记，写明通过会议和施行日期。",
    "第二条　每项制度施行满一年复审一次，合用的继续施行，不合用的修订或者废止。",
    "第三条　修订以后，旧的版本留存备查。",
)
ANSWERED: Final = Carried("visit_matter.answer_working_days", "7", "第三条")
SHELF: Final = (
    Told("党工委议事规则", str(Named.RULES_OF_PROCEDURE), (
        Revision(700, (*RULES[:6], *RULES[7:])),
        Revision(210, RULES, "增加回避的规定（第五条）。", (Carried("meeting.working_committee.per_month", "1", "第三条"),)),
    )),
    Told("规章制度管理办法", "", (
        Revision(690, KEEPING, "", (Carried("institution.review_months", "12", "第二条"),)),
    ), 320),
    Told("中心组学习制度", str(Named.STUDY_SESSION), (
        Revision(680, STUDYING, "", (Carried("meeting.study.per_quarter", "1", "第三条"),)),
        Revision(16, STUDYING_MORE, "集体学习改为每季度两次。", (Carried("meeting.study.per_quarter", "2", "第三条"),), decided=False),
    )),
    Told("民主生活会制度", str(Named.DEMOCRATIC_LIFE_MEETING), (Revision(640, LIFE, review_in=25),)),
    Told("联系群众制度", str(Named.TIES_WITH_RESIDENTS), (
        Revision(600, TIES, review_in=-9),
        Revision(5, TIES_MORE, "走访改为每月两次，写明答复的期限。", (ANSWERED,), adopted=False),
    )),
    Told("流动党员管理制度", str(Named.FLOATING_MEMBERS), (Revision(8, FLOATING, adopted=False),)),
)  # fmt: skip


def load_institutions(*, on: date) -> None:
    """All of them, in the order of time."""
    telling = Telling(on)
    steps = [(telling.drafted(revision), told, number) for told in SHELF for number, revision in enumerate(told.revisions)]
    for day, told, number in sorted(steps, key=lambda step: step[0]):
        telling.revise(told, number, day)
    for told in SHELF:
        if told.reviewed:
            telling.review(told, on - timedelta(days=told.reviewed))


def holds_institutions() -> bool:
    """Whether they are there."""
    return Institution.objects.unguarded(WHY).exists()


class Telling:
    """Who acts on a day."""

    def __init__(self, on: date) -> None:
        accounts = {one.username: one for one in Account.objects.filter(username__in=(CLERK, SECRETARY))}
        self.on = on
        self.readers = {name: reader_of(account_id=one.pk, label=one.display_name, on=on) for name, one in accounts.items()}
        self.place: Organisation = Organisation.objects.unguarded(WHY).get(now_short_name=STREET)
        self.made: dict[str, int] = {}
        held = Holding.objects.unguarded(WHY).filter(organisation=self.place, kind=str(GatheringKind.WORKING_COMMITTEE_SESSION), on__lt=on)
        self.sessions = list(held.exclude(signed_minutes=None).select_related("gathering").order_by("on", "pk"))

    def by(self, username: str, day: date) -> Actor:
        """In the afternoon of a day."""
        return Actor(self.readers[username], at(day, 15, on=self.on), "demo")

    def drafted(self, revision: Revision) -> date:
        """Before the session that adopts it; of what is too young for the next one, before the last."""
        day = self.on - timedelta(days=revision.ago)
        return min(day, self._session(day).on - READ) if revision.adopted else day

    def _session(self, day: date) -> Holding:
        """The first after a draft has been read, or the last that was."""
        later = [one for one in self.sessions if one.on >= day + READ]
        return (later or self.sessions[-1:])[0]

    def revise(self, told: Told, number: int, day: date) -> None:
        """Drafted; adopted by the session that has it on its agenda."""
        revision, text, by = told.revisions[number], "\n".join(told.revisions[number].articles), self.by(CLERK, day)
        if number == 0:
            done = begin_institution(by=by, organisation=self.place, title=told.title, named=told.named, text=text)
            self.made[told.title] = _done(done).row_id
        else:
            _done(write_version(by=by, institution=self._one(told), text=text, changes=revision.changes))
        for clause in revision.carries:
            _done(carry(by=by, institution=self._one(told), clause=clause))
        if revision.adopted:
            self._adopt(told, number, self._session(day))

    def _one(self, told: Told) -> Institution:
        found: Institution = Institution.objects.unguarded(WHY).select_related("organisation").get(pk=self.made[told.title])
        return found

    def _adopt(self, told: Told, number: int, session: Holding) -> None:
        """In force the day after the session whose words name it."""
        revision, day = told.revisions[number], session.on + timedelta(days=1)
        by = self.by(CLERK, day)
        decided = self._resolved(by, f"《{told.title}》{'修订稿' if number else ''}", session)
        due = self.on + timedelta(days=revision.review_in) if revision.review_in else months_after(day, REVIEW_MONTHS)
        adoption = Adoption(decided.on, decided.words, day, due, decided.id)
        _done(adopt(by=by, institution=self._one(told), adoption=adoption))
        if revision.decided:
            self._decide(day + timedelta(days=1))

    def _resolved(self, by: Actor, text: str, session: Holding) -> Decided:
        """On the agenda behind what stands there, and in the minutes that were signed."""
        of_it = {"gathering_id": session.gathering_id, "part_id": session.part_id}
        place = AgendaItem.objects.unguarded(WHY).filter(part_id=session.part_id).count() + 1
        topic, says = f"审议{text}", f"审议通过{text}。"
        with recording(by, ACT, reason=WHY) as work:
            item = work.add(AgendaItem, **of_it, number=place, title=topic, presenter="党政办", matter=str(Matter.ORDINARY))
            pk = work.add(Resolution, **of_it, minutes_id=session.signed_minutes_id, item_id=item, number=place, text=says)
        return Decided(pk, session.on, session.gathering.title, says, topic)

    def _decide(self, day: date) -> None:
        """The secretary takes what was just proposed."""
        waiting = ParameterProposal.objects.unguarded(WHY).filter(
            organisation=self.place, state=ProposalState.OPEN.value, basis__startswith="《", proposed_on__lt=day
        )
        for one in waiting.filter(proposed_on__gte=day - timedelta(days=1)).select_related("organisation").order_by("pk"):
            _done(decide(by=self.by(SECRETARY, day), proposal=one, accepts=True))

    def review(self, told: Told, day: date) -> None:
        """Looked at after a year, and left as it is."""
        note = "班子会看过，继续施行。"
        _done(review(by=self.by(CLERK, day), institution=self._one(told), on=day, next_due=months_after(day, REVIEW_MONTHS), note=note))


def _done(outcome: Outcome) -> Outcome:
    """An institution that cannot have come about so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例制度没有建成：{why}(sample institution could not be written)"
        raise Unusable(text)
    return outcome
