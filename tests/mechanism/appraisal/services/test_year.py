"""A year of agreements from the signature to the frozen result; a refusal writes nothing."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.access.cast import make_account
from tests.mechanism.appraisal.tables import WHY
from tests.mechanism.appraisal.years import BEGUN, MADE, MEETINGS, SETTLED, TOLD, codes, done, judged, scheme_of, signed, step, told
from tests.oversight.test_meetings_due import met, people, since
from tests.register.factories import Street, actor, make_organisation, make_person, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.cases.services import void
from zhibu.mechanism.appraisal.models import (
    Agreement,
    Bonus,
    Indicator,
    IndicatorRule,
    Judgement,
    Result,
    SatisfactionPoll,
    Scheme,
    ScoreObjection,
)
from zhibu.mechanism.appraisal.queries.agreements import agreements_of, begun_of
from zhibu.mechanism.appraisal.queries.results import results_of
from zhibu.mechanism.appraisal.queries.standing import standings
from zhibu.mechanism.appraisal.queries.year import given_for, judged_rows, year_of
from zhibu.mechanism.appraisal.rules.drafts import RowDraft
from zhibu.mechanism.appraisal.rules.results import fingerprint
from zhibu.mechanism.appraisal.rules.scoring import Deduct
from zhibu.mechanism.appraisal.services.agreements import Signing, make_agreements, sign, state
from zhibu.mechanism.appraisal.services.judging import Application, apply_bonus, decide_bonus, judge, withdraw_bonus
from zhibu.mechanism.appraisal.services.objections import answer_objection, raise_objection
from zhibu.mechanism.appraisal.services.results import place
from zhibu.mechanism.appraisal.services.rows import change_rule
from zhibu.mechanism.appraisal.services.year import begin_year
from zhibu.mechanism.appraisal.terms import SchemeState, Side
from zhibu.messages.models import Message
from zhibu.polls.models import Poll
from zhibu.register.models import Organisation
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db
FIRST, SECOND = "第一支部", "第二支部"


@pytest.fixture
def street() -> Street:
    """Records are whole since January; the first branch met in the first quarter."""
    made = make_street()
    since(made.street, date(2026, 1, 1))
    met(made.sunny_first, people(made.sunny_first, 4), date(2026, 2, 10), there=4)
    return made


@pytest.fixture
def scheme(street: Street) -> Scheme:
    return scheme_of(street)


def of(scheme: Scheme, taker: Organisation) -> Agreement:
    return next(one for one in agreements_of(scheme) if one.taker_id == taker.pk)


def somebody(name: str, role: Role, place_: Organisation, on: date) -> Actor:
    account = make_account(name, role, place_)
    return Actor(reader_of(account_id=account.pk, label=account.display_name, on=on), actor(on).at)


def test_everybody_of_a_table_gets_an_agreement_once(street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(MADE), scheme=scheme))
    takers = [one.taker_id for one in agreements_of(scheme)]
    assert sorted(takers) == sorted([street.sunny_first.pk, street.sunny_second.pk, street.spring_first.pk])
    assert codes(make_agreements(by=actor(MADE), scheme=scheme)) == ["nobody_left"]


def test_the_secretary_of_each_side_signs_and_no_one_else(street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(MADE), scheme=scheme))
    mine, other = of(scheme, street.sunny_first), of(scheme, street.sunny_second)
    branch, head = somebody("b", Role.BRANCH_SECRETARY, street.sunny_first, MADE), somebody("s", Role.STREET_SECRETARY, street.street, MADE)
    done(sign(by=branch, agreement=mine, side=Side.TAKER, signing=Signing(MADE)))
    done(sign(by=head, agreement=mine, side=Side.GIVER, signing=Signing(MADE)))
    assert codes(sign(by=branch, agreement=other, side=Side.TAKER, signing=Signing(MADE))) == ["not_yours"]
    assert codes(sign(by=head, agreement=other, side=Side.TAKER, signing=Signing(MADE))) == ["not_yours"]
    fresh = Agreement.objects.unguarded(WHY).get(pk=mine.pk)
    assert (fresh.taker_signed_by, fresh.giver_signed_by) == (branch.label, head.label)
    assert Agreement.objects.unguarded(WHY).filter(pk=other.pk, taker_signed_on=None).exists()


def test_a_clerk_names_who_signed_on_paper(street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(MADE), scheme=scheme))
    mine = of(scheme, street.sunny_first)
    clerk = somebody("c", Role.STREET_CLERK, street.street, MADE)
    assert codes(sign(by=clerk, agreement=mine, side=Side.TAKER, signing=Signing(MADE))) == ["no_signer"]
    done(sign(by=clerk, agreement=mine, side=Side.TAKER, signing=Signing(MADE, "王芳")))
    assert Agreement.objects.unguarded(WHY).get(pk=mine.pk).taker_signed_by == f"王芳（纸质签字，{clerk.label}代录）"


def test_the_year_does_not_begin_before_all_have_signed(scheme: Scheme) -> None:
    done(make_agreements(by=actor(MADE), scheme=scheme))
    assert codes(begin_year(by=actor(BEGUN), scheme=scheme)) == ["unsigned"]
    assert year_of(scheme).it is None


def test_each_step_says_what_is_missing(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    done(begin_year(by=actor(BEGUN), scheme=scheme))
    assert codes(begin_year(by=actor(BEGUN), scheme=scheme)) == ["begun"]
    assert codes(step(scheme, "statements", BEGUN)) == ["not_stated"]
    assert codes(step(scheme, "tell", BEGUN)) == ["not_yet"]
    for one in agreements_of(scheme):
        done(state(by=actor(BEGUN), agreement=one, remarks=""))
    done(step(scheme, "statements", BEGUN))
    application = Application("区先进", "区委文件", Decimal(2))
    assert codes(apply_bonus(by=actor(BEGUN), agreement=of(scheme, street.sunny_first), application=application)) == ["no_bonus"]
    assert codes(step(scheme, "judge", BEGUN)) == ["unjudged"]


def test_a_bonus_counts_once_it_was_decided(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    Scheme._base_manager.filter(pk=scheme.pk).update(bonus_cap=Decimal(3))
    scheme.refresh_from_db()
    mine = of(scheme, street.sunny_first)
    before = standings(scheme, [mine], BEGUN)[0].points
    done(apply_bonus(by=actor(BEGUN), agreement=mine, application=Application("区先进", "区委文件", Decimal(3))))
    assert standings(scheme, [mine], BEGUN)[0].points == before
    bonus = Bonus.objects.unguarded(WHY).get(agreement=mine)
    assert codes(decide_bonus(by=actor(BEGUN), bonus=bonus, given=Decimal(2), reason="")) == ["no_reason"]
    done(decide_bonus(by=actor(BEGUN), bonus=bonus, given=Decimal(2), reason="只有一项符合"))
    assert standings(scheme, [mine], BEGUN)[0].points == before + 2
    assert codes(decide_bonus(by=actor(BEGUN), bonus=bonus, given=Decimal(3), reason="")) == ["decided"]


def test_only_what_a_scorer_changed_is_written(scheme: Scheme) -> None:
    signed(scheme)
    judged(scheme)
    judged(scheme)
    (row,) = judged_rows(scheme)
    first = agreements_of(scheme)[0]
    done(judge(by=actor(BEGUN), scheme=scheme, indicator=row.id, given={first.code: (Decimal(8), "少一次服务")}, scorer="组织办"))
    assert Judgement.objects.unguarded(WHY).count() == 4
    auto = next(line.row.id for line in standings(scheme, [first], BEGUN)[0].lines if line.row.measure.name == MEETINGS)
    assert codes(judge(by=actor(BEGUN), scheme=scheme, indicator=auto, given={}, scorer="组织办")) == ["not_judged"]


def test_an_objection_is_answered_before_anybody_approves(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    mine = of(scheme, street.sunny_second)
    assert codes(raise_objection(by=actor(BEGUN), agreement=mine, said="漏记")) == ["not_told"]
    told(scheme)
    other = somebody("o", Role.BRANCH_SECRETARY, street.spring_first, TOLD)
    assert codes(raise_objection(by=other, agreement=mine, said="漏记")) == ["not_yours"]
    own = somebody("b", Role.BRANCH_SECRETARY, street.sunny_second, TOLD)
    for _ in range(2):
        done(raise_objection(by=own, agreement=mine, said="五月开过会，漏记了"))
    assert codes(step(scheme, "settle", TOLD)) == ["still_open", "unanswered"]
    objection = ScoreObjection.objects.unguarded(WHY).get(agreement=mine)
    assert objection.answer_by == date(2026, 12, 21)
    done(answer_objection(by=actor(SETTLED), objection=objection, upheld=True, answer="核对属实，已补录"))
    assert codes(answer_objection(by=actor(SETTLED), objection=objection, upheld=False, answer="再答一次试试")) == ["answered"]
    done(step(scheme, "settle", SETTLED))
    assert codes(raise_objection(by=actor(SETTLED), agreement=mine, said="还有一条")) == ["too_late", "settled"]


def test_what_is_published_equals_the_live_score_of_the_review_and_never_changes(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme)
    met(street.sunny_second, people(street.sunny_second, 4), date(2026, 5, 10), there=4)
    for key in ("settle", "review", "approve", "publish"):
        done(step(scheme, key, SETTLED))
    fresh = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=scheme.pk)
    live = {one.agreement.pk: (one.points, one.band) for one in standings(fresh, agreements_of(fresh), SETTLED)}
    kept = {one.agreement_id: one for one in Result.objects.unguarded(WHY).all()}
    assert {pk: (one.points, one.band) for pk, one in kept.items()} == live
    assert all(one.fingerprint == fingerprint(one.content) for one in kept.values())
    raised = kept[of(fresh, street.sunny_second).pk]
    assert raised.points is not None
    assert raised.points > raised.told_points
    assert (fresh.state, fresh.published_on) == (SchemeState.PUBLISHED, SETTLED)
    met(street.spring_first, people(street.spring_first, 4), date(2026, 5, 12), there=4)
    frozen = Result.objects.unguarded(WHY).get(agreement=of(fresh, street.spring_first))
    assert (frozen.points, frozen.content) == (kept[frozen.agreement_id].points, kept[frozen.agreement_id].content)


def kept_of(scheme: Scheme) -> dict[int, tuple[Decimal | None, str]]:
    return {one.agreement_id: (one.points, one.fingerprint) for one in Result.objects.unguarded(WHY).filter(agreement__scheme=scheme)}


def test_a_record_that_comes_after_the_review_moves_the_live_score_and_not_what_two_people_stand_for(
    street: Street, scheme: Scheme
) -> None:
    signed(scheme)
    told(scheme)
    done(step(scheme, "settle", SETTLED))
    done(step(scheme, "review", SETTLED))
    kept, mine = kept_of(scheme), of(scheme, street.sunny_second)
    met(street.sunny_second, people(street.sunny_second, 4), date(2026, 5, 10), there=4)
    done(step(scheme, "approve", SETTLED))
    met(street.spring_first, people(street.spring_first, 4), date(2026, 5, 12), there=4)
    done(step(scheme, "publish", SETTLED))
    assert kept_of(scheme) == kept
    published = Result.objects.unguarded(WHY).get(agreement=mine)
    assert (published.points, published.band) == (published.told_points, published.told_band)
    assert published.points is not None
    assert standings(scheme, [mine], SETTLED)[0].points > published.points


def test_a_review_that_was_voided_is_done_anew_with_what_was_recorded_since(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme)
    for key in ("settle", "review", "approve"):
        done(step(scheme, key, SETTLED))
    mine = of(scheme, street.sunny_second)
    before = kept_of(scheme)[mine.pk]
    met(street.sunny_second, people(street.sunny_second, 4), date(2026, 5, 10), there=4)
    it = year_of(scheme).it
    assert it is not None
    done(void(by=actor(SETTLED), case=it.case, seen=it.state.last, step="review", reason="漏记了一次会议，补录后重新审核"))
    assert year_of(scheme).kept is False
    assert codes(step(scheme, "publish", SETTLED)) == ["not_yet"]
    done(step(scheme, "review", SETTLED))
    assert kept_of(scheme)[mine.pk] != before
    assert kept_of(scheme)[mine.pk][0] == standings(scheme, [mine], SETTLED)[0].points


def test_once_scorers_are_done_nobody_joins_the_table(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme)
    make_organisation("中共阳光社区第三支部委员会", parent=street.sunny, short_name="阳光社区第三党支部")
    assert codes(make_agreements(by=actor(TOLD), scheme=scheme)) == ["judged"]
    done(step(scheme, "settle", SETTLED))
    assert codes(make_agreements(by=actor(SETTLED), scheme=scheme)) == ["judged"]
    assert len(agreements_of(scheme)) == 3


def test_after_publication_nothing_is_judged_signed_stated_or_applied_for(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme)
    for key in ("settle", "review", "approve", "publish"):
        done(step(scheme, key, SETTLED))
    fresh = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=scheme.pk)
    mine, (row,) = of(fresh, street.sunny_first), judged_rows(fresh)
    given = {mine.code: (Decimal(1), "改一改看")}
    assert codes(judge(by=actor(SETTLED), scheme=fresh, indicator=row.id, given=given, scorer="组织办")) == ["closed"]
    assert codes(state(by=actor(SETTLED), agreement=mine, remarks="补充")) == ["published", "judged"]
    assert codes(sign(by=actor(SETTLED), agreement=mine, side=Side.TAKER, signing=Signing(SETTLED, "王"))) == ["published", "signed"]
    assert codes(step(fresh, "publish", SETTLED)) == ["not_open"]
    assert [one.year for one in results_of(street.sunny_first.pk)] == [2026]
    assert results_of(street.sunny_first.pk, 2025) == []


def test_review_and_approval_are_those_of_two_people(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme)
    done(step(scheme, "settle", SETTLED))
    one = somebody("one", Role.STREET_SECRETARY, street.street, SETTLED)
    done(step(scheme, "review", SETTLED, by=one))
    assert codes(step(scheme, "approve", SETTLED, by=one)) == ["same_person"]
    done(step(scheme, "approve", SETTLED, by=somebody("two", Role.STREET_SECRETARY, street.street, SETTLED)))


def test_once_objections_were_heard_nobody_moves_a_point_by_another_rule(scheme: Scheme) -> None:
    """Neither past those whom it concerns nor behind the two who stand for it; the clerk who prepares the table is none of them."""
    signed(scheme)
    told(scheme)
    first = Indicator.objects.unguarded(WHY).get(scheme=scheme, number=1)
    easier = RowDraft(first.title, first.points, Deduct(Decimal(1)), MEETINGS)
    change = partial(change_rule, by=actor(SETTLED), scheme=scheme, indicator=first, row=easier, basis="街道〔2026〕30号")
    done(change(on=date(2026, 3, 1)))
    done(step(scheme, "settle", SETTLED))
    assert codes(change(on=date(2026, 4, 1))) == ["heard"]
    assert list(IndicatorRule.objects.unguarded(WHY).filter(indicator=first, valid_from=date(2026, 4, 1))) == []


def test_once_objections_were_heard_no_scorer_takes_a_point_away(street: Street, scheme: Scheme) -> None:
    """Whoever lost one then could say nothing about it; what has to be put right is put right before the hearing is heard anew."""
    Scheme._base_manager.filter(pk=scheme.pk).update(bonus_cap=Decimal(3))
    scheme.refresh_from_db()
    signed(scheme)
    told(scheme)
    mine, (row,) = of(scheme, street.sunny_first), judged_rows(scheme)
    done(apply_bonus(by=actor(TOLD), agreement=mine, application=Application("区先进", "区委文件", Decimal(3))))
    lower = partial(judge, by=actor(SETTLED), scheme=scheme, indicator=row.id, given={mine.code: (Decimal(1), "后来想起来的")}, scorer="办")
    done(step(scheme, "settle", SETTLED))
    points = standings(scheme, [mine], SETTLED)[0].points
    bonus = Bonus.objects.unguarded(WHY).get(agreement=mine)
    assert codes(lower()) == ["closed"]
    assert codes(decide_bonus(by=actor(SETTLED), bonus=bonus, given=Decimal(3), reason="")) == ["closed"]
    assert standings(scheme, [mine], SETTLED)[0].points == points
    it = year_of(scheme).it
    assert it is not None
    done(void(by=actor(SETTLED), case=it.case, seen=it.state.last, step="settle", reason="采纳的意见漏改了"))
    assert codes(lower()) == ["told"]


def test_once_results_were_told_a_judgement_changes_by_an_objection_that_was_upheld(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme, points="6", reason="走访次数不够")
    mine, other, (row,) = of(scheme, street.sunny_second), of(scheme, street.sunny_first), judged_rows(scheme)
    again = partial(judge, by=actor(TOLD), scheme=scheme, indicator=row.id, scorer="组织办")
    raised = {mine.code: (Decimal(8), "核对后补两分"), other.code: (Decimal(6), "走访次数不够")}
    refused = again(given=raised)
    assert [(one.code, one.article) for one in refused.decision.objections] == [("told", scheme.basis)]
    secretary = somebody("b", Role.BRANCH_SECRETARY, street.sunny_second, TOLD)
    done(raise_objection(by=secretary, agreement=mine, said="漏算了两次走访", indicator=row.id))
    objection = ScoreObjection.objects.unguarded(WHY).get(agreement=mine)
    done(answer_objection(by=actor(TOLD), objection=objection, upheld=True, answer="核对属实，补两分"))
    lower = {mine.code: (Decimal(5), "再想想还要扣"), other.code: (Decimal(7), "一起补一分")}
    assert codes(again(given=lower)) == ["told", "lowered"]
    assert {one.points for one in given_for(row.id, [mine, other]).values()} == {Decimal(6)}
    done(again(given=raised))
    assert [given_for(row.id, [mine, other])[one.pk].points for one in (mine, other)] == [Decimal(8), Decimal(6)]


def test_the_same_matter_is_asked_for_once_and_taken_back_before_it_is_decided(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    Scheme._base_manager.filter(pk=scheme.pk).update(bonus_cap=Decimal(3))
    scheme.refresh_from_db()
    mine = of(scheme, street.sunny_first)
    branch = somebody("b", Role.BRANCH_SECRETARY, street.sunny_first, BEGUN)
    other = somebody("o", Role.BRANCH_SECRETARY, street.spring_first, BEGUN)

    def asked(title: str, evidence: str = "区委文件") -> list[str]:
        return codes(apply_bonus(by=branch, agreement=mine, application=Application(title, evidence, Decimal(2))))

    assert [asked("获区先进"), asked("获 区先进。"), asked("获区先进", "另一份文件")] == [[], ["twice"], ["twice"]]
    bonus = Bonus.objects.unguarded(WHY).get(agreement=mine)
    assert codes(withdraw_bonus(by=other, bonus=bonus)) == ["not_yours"]
    done(withdraw_bonus(by=branch, bonus=bonus))
    assert codes(withdraw_bonus(by=branch, bonus=bonus)) == ["withdrawn"]
    assert codes(decide_bonus(by=actor(BEGUN), bonus=bonus, given=Decimal(2), reason="")) == ["withdrawn"]
    assert list(Bonus.objects.unguarded(WHY).all()) == []
    assert asked("获区先进") == []
    bonus = Bonus.objects.unguarded(WHY).get(agreement=mine)
    done(decide_bonus(by=actor(BEGUN), bonus=bonus, given=Decimal(0), reason="文件不是区委发的"))
    assert codes(withdraw_bonus(by=branch, bonus=bonus)) == ["decided"]
    assert [asked("获区先进"), asked("获区先进", "区委〔2026〕9号")] == [["twice"], []]


def test_a_year_does_not_wait_for_the_signature_of_what_was_dissolved(street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(MADE), scheme=scheme))
    gone = of(scheme, street.spring_first)
    Organisation._base_manager.filter(pk=gone.taker_id).update(dissolved_on=date(2026, 6, 1))
    found = agreements_of(scheme)
    facts = begun_of(scheme, found, begun=False)
    assert (facts.signed, facts.agreements) == (1, 3)


def test_nothing_is_settled_while_a_box_is_open_that_may_still_move_it(street: Street, scheme: Scheme) -> None:
    signed(scheme)
    told(scheme)
    with recording(actor(SETTLED), "agreement.poll") as work:
        asked = {"title": "工作满意度", "questions": "[]", "purpose": "service", "opened_by": "组织办", "key_name": "poll-1"}
        days = {"roll_on": SETTLED, "until": SETTLED + timedelta(days=9), "opened_at": actor(SETTLED).at, "entitled": 9}
        poll = work.add(Poll, code="W000001", organisation_id=street.sunny_first.pk, **asked, **days)
        work.add(SatisfactionPoll, agreement_id=of(scheme, street.sunny_first).pk, poll_id=poll)
    assert codes(step(scheme, "settle", SETTLED)) == ["poll_open"]
    with recording(actor(SETTLED), "poll.close") as work:
        work.change(Poll, poll, closed_at=actor(SETTLED).at, answered=0)
    done(step(scheme, "settle", SETTLED))
    done(step(scheme, "review", SETTLED))


def test_a_band_that_holds_too_many_waits_for_people_to_decide(street: Street, scheme: Scheme) -> None:
    Scheme._base_manager.filter(pk=scheme.pk).update(bands="优秀:60:40,良好:50")
    scheme.refresh_from_db()
    signed(scheme)
    told(scheme)
    done(step(scheme, "settle", SETTLED))
    done(step(scheme, "review", SETTLED))
    assert codes(step(scheme, "approve", SETTLED)) == ["quota"]
    results = list(Result.objects.unguarded(WHY).filter(told_band="优秀").order_by("agreement__taker__now_path"))
    for one in results[1:]:
        assert codes(place(by=actor(SETTLED), result=one, band="良好", reason="")) == ["no_reason"]
        done(place(by=actor(SETTLED), result=one, band="良好", reason="党工委会议研究，留一个"))
    done(step(scheme, "approve", SETTLED))
    done(step(scheme, "publish", SETTLED))
    bands = list(Result.objects.unguarded(WHY).order_by("agreement__taker__now_path").values_list("band", flat=True))
    assert bands.count("优秀") == 1


def test_each_secretary_is_told_where_to_look(street: Street, scheme: Scheme) -> None:
    secretary = make_person(street.sunny_first, "周书记")
    done(hold_post(by=actor(), organisation=street.sunny_first, person=secretary, kind=PostKind.SECRETARY, on=date(2025, 1, 1)))
    signed(scheme)
    told(scheme)
    message = Message.objects.unguarded(WHY).get()
    assert (message.person_id, message.organisation_id, message.shown_from) == (secretary.pk, street.sunny_first.pk, TOLD)
    assert message.shown_to > TOLD + timedelta(days=7)
