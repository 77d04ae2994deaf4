"""项目清单: a row names the unit, its resource and need, what was agreed and what was done; what is new goes as far as the row says.

That the other side confirmed no sheet says: it is recorded in the project, or the unit says so itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import act_in
from zhibu.cases.terms import Status
from zhibu.kernel.decisions import Decision
from zhibu.mechanism.coordination.imports.parties import Party
from zhibu.mechanism.coordination.imports.taking import OVER, WHY, Taking, spelled
from zhibu.mechanism.coordination.models import Need, Offer, Project
from zhibu.mechanism.coordination.queries.states import need_state, project_state
from zhibu.mechanism.coordination.rules.acts import DETAIL, may_agree, may_deliver, may_match, offer_state
from zhibu.mechanism.coordination.rules.procedures import AGREE, ANSWER, DELIVER
from zhibu.mechanism.coordination.services.entering import need_readers
from zhibu.mechanism.coordination.services.rows import Matched, Side, put_project
from zhibu.mechanism.coordination.terms import NeedState, ProjectState, ResourceKind
from zhibu.register.imports.findings import FieldChange, RowLine
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.simple_rows import Row
from zhibu.trail.whole import must

HOW: Final = "照导入的项目清单"
NOT_IN_ORDER: Final = Bad("order", "落实日期早于对接或约定登记的日期。", "请核对日期。")
NO_DAY: Final = "没有写对接日期，按 {on} 登记。"
PAUSED: Final = Bad("paused", "这件事项已暂停。", "请先恢复办理，再导入。")
NO_SUCH: Final = {
    "need": Bad("unknown_need", "没有登记这条需求。", "请先导入需求清单，或核对名称；没有需求的不填。"),
    "offer": Bad("unknown_offer", "没有登记这项资源。", "请先导入资源清单，或核对名称；没有资源的不填。"),
}
OTHER: Final = "这个项目已经登记为“{state}”，{label}是 {old}。"
OTHER_REMEDY: Final = "已经办理的一步不由导入改动：请打开项目，在“办理记录”里作废那一步重办。"


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says of a project."""

    title: str
    kind: str
    matched: date | None
    what: str
    due: date | None
    done: date | None
    outcome: str
    own: bool
    """The organisation gives, and not the partner."""

    def begun(self, today: date) -> date:
        """When both came together: the day that the row says; without it the earliest day that it tells, for that was agreed before."""
        return self.matched or min(one for one in (self.due, self.done, today) if one is not None)


@dataclass(frozen=True, slots=True)
class Both:
    """The resource and the need that a row names, as they stand."""

    need: Need | None = None
    offer: Offer | None = None


class ProjectRows(Taking):
    """One sheet of projects."""

    columns = {**Taking.columns, "until": "due"}

    def take(self, row: Row, group: str) -> None:
        """A project is found by its title among those with the same partner."""
        party = self.parties.of(row, group)
        told = self._told(row, party)
        both = self._both(row, party) if party else Both()
        if party is not None and not party.name:
            party = self._named_by(both, party)
        if party is None or row.problems:
            self.refuse(row)
            return
        if self.again(row, (party.key, told.title), told):
            return
        known = self._known(party, told.title)
        if known is None:
            self._new(row, party, told, both)
        else:
            self._again(row, party, known, told)

    def _told(self, row: Row, party: Party | None) -> Told:
        giver = row.given("giver")
        what = row.given("what", longest=DETAIL) or row.given("detail", longest=DETAIL)
        due, done = self.day(row, "due", last=True), self.past(row, "done")
        own = bool(giver) and party is not None and giver != party.name
        outcome = row.given("outcome", longest=DETAIL)
        return Told(self.title(row), self.kind(row), self.past(row, "matched"), what, due, done, outcome, own)

    def _both(self, row: Row, party: Party) -> Both:
        """By title in the lists of the organisation; of needs one that waits."""
        need, offer = row.given("need", longest=60), row.given("offer", longest=60)
        needs = Need.objects.unguarded(WHY).select_related("case", "partner", "asked").filter(organisation=party.organisation, title=need)
        offers = Offer.objects.unguarded(WHY).select_related("partner").filter(organisation=party.organisation, title=offer)
        if party.partner is not None:
            offers = offers.filter(partner=party.partner) | offers.filter(partner=None)
        wanted = sorted(needs, key=lambda one: (need_state(one) is not NeedState.OPEN, -one.pk)) if need else []
        given = list(offers.order_by("withdrawn_on", "-partner", "-pk")) if offer else []
        for name, asked, found in (("need", need, wanted), ("offer", offer, given)):
            if asked and not found:
                row.refuse(name, NO_SUCH[name])
        return Both(next(iter(wanted), None), next(iter(given), None))

    @staticmethod
    def _named_by(both: Both, party: Party) -> Party:
        """No unit is named: that of the need or the resource."""
        found = next((one.partner for one in (both.need, both.offer) if one is not None and one.partner is not None), None)
        return party if found is None else Party(party.organisation, found.name, found)

    def _known(self, party: Party, title: str) -> Project | None:
        if party.partner is None:
            return None
        found = Project.objects.unguarded(WHY).select_related("case").filter(organisation=party.organisation, partner=party.partner)
        rows = list(found.filter(title=title).order_by("-pk"))
        return next((one for one in rows if project_state(one) is not ProjectState.CANCELLED), next(iter(rows), None))

    def _new(self, row: Row, party: Party, told: Told, both: Both) -> None:
        partner = party.partner_id or (-1 if party.becomes_partner else 0)
        asker = (both.need.partner_id or 0) if both.need else 0
        giver = (both.offer.partner_id or 0) if both.offer else 0 if asker or told.own else partner
        on = told.begun(self.today)
        if self.over(row):
            row.refuse("state", OVER)
        if both.need is not None and both.need.case.now_state == Status.PAUSED:
            row.refuse("need", PAUSED)
        self.check(row, self._may_match(told, both, asker=asker or (partner if told.own else 0), giver=giver, on=on))
        self.check(row, _may_go(told, ProjectState.AGREE, on, self.today))
        if told.done is not None and told.done < on:
            row.refuse("done", NOT_IN_ORDER)
        if row.problems:
            self.refuse(row)
            return
        if self.session.writes:
            self._write(party, told, both, on, gives=bool(giver))
        self.made(row, told.title, party, {"共建方": party.name, "约定日期": spelled(told.due), "落实日期": spelled(told.done)})
        if told.matched is None:
            self.result.show(self.result.remark_lines, RowLine(row.number, told.title, remarks=(NO_DAY.format(on=on.isoformat()),)))

    def _may_match(self, told: Told, both: Both, *, asker: int, giver: int, on: date) -> Decision:
        """Of a need that its project has answered already the project's own row tells."""
        offer = both.offer
        return may_match(
            need=need_state(both.need) if both.need else None,
            offer=offer_state(withdrawn=offer.withdrawn_on is not None, until=offer.until, on=on) if offer else None,
            asker=asker,
            giver=giver,
            title=told.title,
            asked=(both.need.asked_id or 0) if both.need else 0,
        )

    def _write(self, party: Party, told: Told, both: Both, on: date, *, gives: bool) -> None:
        side = self.side(party, on)
        kind = told.kind or next((one.kind for one in (both.offer, both.need) if one is not None), str(ResourceKind.OTHER))
        need, offer = both.need, both.offer
        matched = Matched(
            side.organisation,
            side.partner_id or 0,
            told.title,
            kind,
            partner_gives=gives,
            on=on,
            need=need.pk if need else None,
            offer=offer.pk if offer else None,
        )
        number = put_project(self.work, matched, self.open_case)
        if need is not None:
            last = standing(need.case).state.last
            must(act_in(self.work, case=need.case, seen=last, deed=Deed(ANSWER, max(on, need.entered_on))))
            self.touched.update(need_readers(Side(side.organisation, need.partner), need.asked))
        self._go(Project.objects.unguarded(WHY).select_related("case").get(pk=number), told, on)

    def _go(self, project: Project, told: Told, on: date) -> None:
        """As far as the row says: agreed, and done."""
        state = project_state(project)
        if state is ProjectState.AGREE and (told.due or told.done):
            due = told.due or told.done
            self._step(project, Deed(AGREE, on, until=due), {"what": told.what or told.title, "agreed_how": HOW, "due": due})
            state = ProjectState.DELIVER
        if state is ProjectState.DELIVER and told.done is not None:
            self._step(project, Deed(DELIVER, told.done), {"done_on": told.done, "outcome": told.outcome})
        self.touched.add(project.partner_id)

    def _step(self, project: Project, deed: Deed, facts: dict[str, Any]) -> None:
        must(act_in(self.work, case=project.case, seen=standing(project.case).state.last, deed=deed))
        self.work.change(Project, project.pk, **facts)

    def _again(self, row: Row, party: Party, known: Project, told: Told) -> None:
        """It goes on; what was recorded of a step that is done stays."""
        state = project_state(known)
        goes = told.done is not None if state is ProjectState.DELIVER else state is ProjectState.AGREE and bool(told.due or told.done)
        on = known.matched_on
        if goes and known.case.now_state == Status.PAUSED:
            row.refuse("title", PAUSED)
        elif goes:
            self.check(row, _may_go(told, state, on, self.today))
            since = standing(known.case).state.open_steps[0].since
            if told.done is not None and told.done < since:
                row.refuse("done", NOT_IN_ORDER)
            on = max(on, since)
        for label, name, old, new in (("约定日期", "due", known.due, told.due), ("落实日期", "done", known.done_on, told.done)):
            if old is not None and new is not None and old != new:
                row.refuse(name, Bad("other", OTHER.format(state=state.label, label=label, old=old.isoformat()), OTHER_REMEDY))
        if row.problems:
            self.refuse(row)
            return
        if goes and self.session.writes:
            self._go(known, told, on)
        fresh = {"约定日期": told.due if known.due is None else None, "落实日期": told.done if known.done_on is None else None}
        self.changed(row, told.title, party, tuple(FieldChange(label, "", spelled(day)) for label, day in fresh.items() if day and goes))


def _may_go(told: Told, state: ProjectState, on: date, today: date) -> Decision:
    """The rules of the steps that the row does."""
    due = told.due or (max(told.done, on) if told.done else None)
    agrees = may_agree(until=due, what=told.what or told.title, how=HOW, on=on) if state is ProjectState.AGREE and due else Decision()
    delivers = may_deliver(on=told.done, today=today, outcome=told.outcome) if told.done is not None else Decision()
    return Decision.all(agrees, delivers)
