"""Pages of agreements and of the year: what is offered, what is refused, what a paper says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.mechanism.appraisal.tables import WHY, add_indicator, make_scheme
from tests.mechanism.appraisal.years import done, step
from tests.register.factories import Street, actor, make_organisation, make_person, make_street
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.cases.services import Opening, hand_over, open_case
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Judgement, Result, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.year import judged_rows, year_of
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.services.agreements import Signing, make_agreements, sign, sign_all, state
from zhibu.mechanism.appraisal.services.judging import judge
from zhibu.mechanism.appraisal.services.year import begin_year
from zhibu.mechanism.appraisal.terms import SCHEME, Side
from zhibu.register.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def scheme(street: Street) -> Scheme:
    """Of this year, with one indicator on which somebody judges."""
    made = make_scheme(street.street, year=today().year)
    add_indicator(made, "服务群众", Judged(), points="10")
    return Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=made.pk)


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))


def of(taker: Organisation) -> Agreement:
    return Agreement.objects.unguarded(WHY).get(taker=taker)


def test_a_clerk_makes_all_agreements_in_one_step_and_signs_for_the_street_at_once(clerk: Client, street: Street, scheme: Scheme) -> None:
    year = reverse("appraisal_year", args=[scheme.code])
    assert "拟定责任书" in clerk.get(year).content.decode()
    assert clerk.post(reverse("agreements_make", args=[scheme.code])).status_code == 302
    sent = {"on": today().isoformat(), "signer": "刘志远"}
    assert clerk.post(reverse("agreements_sign", args=[scheme.code]), sent).status_code == 302
    signed = Agreement.objects.unguarded(WHY).exclude(giver_signed_on=None)
    assert (signed.count(), signed.filter(taker_signed_on=None).count()) == (3, 3)


def test_whoever_signs_is_told_at_once_and_nobody_else(clerk: Client, secretary: Client, street: Street, scheme: Scheme) -> None:
    make_person(street.sunny_first, "赵国强")
    done(make_agreements(by=actor(today()), scheme=scheme))
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    year = reverse("appraisal_year", args=[scheme.code])
    home = reverse("home")
    assert "3 份目标责任书等您签订" in words(head.get(home))
    assert "上级一并签订" in words(head.get(year))
    assert "本组织的目标责任书等您签订" in words(secretary.get(home))
    assert "等您签订" not in words(clerk.get(home))
    done(sign_all(by=actor(today()), scheme=scheme, signing=Signing(today(), "刘志远")))
    assert "等您签订" not in words(head.get(home))
    assert "上级一并签订" not in words(head.get(year))


def test_a_secretary_signs_the_own_agreement_and_sees_no_other(secretary: Client, street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(today()), scheme=scheme))
    own, other = of(street.sunny_first), of(street.sunny_second)
    listed = secretary.get(reverse("agreements")).content.decode()
    assert (own.code in listed, other.code in listed) == (True, False)
    assert secretary.post(reverse("agreement_sign", args=[own.code, "taker"]), {"on": today().isoformat()}).status_code == 302
    assert secretary.post(reverse("agreement_sign", args=[own.code, "giver"]), {"on": today().isoformat()}).status_code == 403
    assert secretary.get(reverse("agreement", args=[other.code])).status_code == 404
    fresh = of(street.sunny_first)
    assert (fresh.taker_signed_on, fresh.giver_signed_on) == (today(), None)


def test_a_scorer_judges_all_organisations_on_one_page(clerk: Client, street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(today()), scheme=scheme))
    sheet = reverse("appraisal_judge", args=[scheme.code, 1])
    own = of(street.sunny_first).code
    for typed in ("x", "NaN", "1e9999999"):
        wrong = clerk.post(sheet, {"scorer": "组织办", f"p-{own}": "7", f"r-{own}": "", f"p-{of(street.sunny_second).code}": typed})
        assert (wrong.status_code, Judgement.objects.unguarded(WHY).count()) == (422, 0)
        assert [row.wrong for row in wrong.context["rows"] if any(row.wrong)] == [(False, True), (True, False)]
    assert clerk.post(sheet, {"scorer": "组织办", f"p-{own}": "7", f"r-{own}": "少一次服务", "rest": "full"}).status_code == 302
    given = Judgement.objects.unguarded(WHY).order_by("agreement__taker__now_path").values_list("points", "reason")
    assert sorted((str(points), reason) for points, reason in given) == [("10.00", ""), ("10.00", ""), ("7.00", "少一次服务")]


def test_a_bonus_is_applied_for_below_and_decided_above(clerk: Client, secretary: Client, street: Street, scheme: Scheme) -> None:
    Scheme._base_manager.filter(pk=scheme.pk).update(bonus_cap=3)
    done(make_agreements(by=actor(today()), scheme=scheme))
    own = of(street.sunny_first)
    said = {"title": "获区先进", "evidence": "区委〔2026〕5 号", "asked": "2"}
    assert secretary.post(reverse("bonus_apply", args=[own.code]), said).status_code == 302
    bonus = Bonus.objects.unguarded(WHY).get()
    decide = reverse("bonus_decide", args=[bonus.pk])
    assert secretary.post(decide, {"given": "2"}).status_code == 403
    assert clerk.post(decide, {"given": "0", "reason": ""}).status_code == 422
    assert clerk.post(decide, {"given": "1", "reason": "只认定一项"}).status_code == 302
    assert str(Bonus.objects.unguarded(WHY).get().given) == "1.00"


def test_the_paper_carries_both_sides_and_the_table(secretary: Client, street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(today()), scheme=scheme))
    own = of(street.sunny_first)
    for ending, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert b"".join(secretary.get(reverse("agreement_paper", args=[own.code, ending])))[: len(begins)] == begins
    assert secretary.get(reverse("agreement_paper", args=[own.code, "txt"])).status_code == 404


def test_the_list_asks_as_many_queries_for_four_as_for_three(clerk: Client, street: Street, scheme: Scheme) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            clerk.get(reverse("agreements"))
        return len(found)

    done(make_agreements(by=actor(today()), scheme=scheme))
    asked()
    before = asked()
    make_organisation("中共阳光社区第三支部委员会", parent=street.sunny, short_name="阳光社区第三党支部")
    done(make_agreements(by=actor(today()), scheme=scheme))
    asked()
    assert (asked(), Agreement.objects.unguarded(WHY).count()) == (before, 4)


def test_the_year_is_led_page_by_page(clerk: Client, secretary: Client, street: Street) -> None:
    made = make_scheme(street.street, year=today().year - 1)
    add_indicator(made, "服务群众", Judged(), points="10")
    scheme = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=made.pk)
    by, signing = actor(today()), Signing(today(), "刘志远")
    done(make_agreements(by=by, scheme=scheme))
    done(sign_all(by=by, scheme=scheme, signing=signing))
    for one in agreements_of(scheme):
        done(sign(by=by, agreement=one, side=Side.TAKER, signing=signing))
    own = of(street.sunny_first).code

    def done_by_clerk(key: str) -> int:
        it = year_of(scheme).it
        assert it is not None
        return clerk.post(reverse("appraisal_step", args=[it.case.code, key]), {"seen": str(it.state.last)}).status_code

    assert clerk.post(reverse("appraisal_begin", args=[scheme.code]), {"submission": "a" * 32}).status_code == 302
    assert done_by_clerk("statements") == 422
    for one in agreements_of(scheme):
        assert clerk.post(reverse("agreement_statement", args=[one.code]), {"remarks": ""}).status_code == 302
    assert (done_by_clerk("statements"), done_by_clerk("judge")) == (302, 422)
    assert clerk.post(reverse("appraisal_judge", args=[scheme.code, 1]), {"scorer": "组织办", "rest": "full"}).status_code == 302
    assert done_by_clerk("judge") == 302
    it = year_of(scheme).it
    assert it is not None
    assert f"{street.sunny_first} 100 分 得分明细" in words(clerk.get(reverse("appraisal_step", args=[it.case.code, "tell"])))
    assert done_by_clerk("tell") == 302
    assert "初步得分" in secretary.get(reverse("agreement", args=[own])).content.decode()
    assert secretary.post(reverse("objection_new", args=[own]), {"said": "漏记一次会议"}).status_code == 302
    objection = ScoreObjection.objects.unguarded(WHY).get()
    said = {"upheld": "yes", "answer": "核对属实，已补录"}
    assert secretary.post(reverse("objection_answer", args=[objection.pk]), said).status_code == 403
    assert clerk.post(reverse("objection_answer", args=[objection.pk]), said).status_code == 302
    assert (done_by_clerk("settle"), done_by_clerk("review")) == (422, 422)
    assert "已采纳" in clerk.get(reverse("appraisal_year", args=[scheme.code])).content.decode()


def test_a_year_says_what_is_missing_before_it_begins(clerk: Client, street: Street, scheme: Scheme) -> None:
    year = reverse("appraisal_year", args=[scheme.code])
    begin = reverse("appraisal_begin", args=[scheme.code])
    assert "还没有责任书。" in clerk.get(year).content.decode()
    done(make_agreements(by=actor(today()), scheme=scheme))
    told = clerk.get(year).content.decode()
    assert "还有 3 份责任书没有签完。" in told
    assert begin not in told
    Scheme._base_manager.filter(pk=scheme.pk).update(year=today().year + 1)
    assert f"{today().year + 1}年还没有到十月。" in clerk.get(year).content.decode()


def test_the_head_of_the_street_reads_the_year_and_a_branch_does_not(secretary: Client, street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(today()), scheme=scheme))
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    year = reverse("appraisal_year", args=[scheme.code])
    told = head.get(year).content.decode()
    assert "由评分人评定的指标" in told
    for way in ("appraisal_judge", "agreements_make", "appraisal_begin"):
        address = reverse(way, args=[scheme.code, 1] if way == "appraisal_judge" else [scheme.code])
        assert (address in told, head.get(address).status_code) == (False, 403)
    assert year in head.get(reverse("scheme", args=[scheme.code])).content.decode()
    assert secretary.get(year).status_code == 404


def test_a_claim_is_taken_back_on_the_page_of_its_agreement(clerk: Client, secretary: Client, street: Street, scheme: Scheme) -> None:
    Scheme._base_manager.filter(pk=scheme.pk).update(bonus_cap=Decimal(3))
    done(make_agreements(by=actor(today()), scheme=scheme))
    own = of(street.sunny_first)
    claim = {"title": "获区先进", "evidence": "区委文件", "asked": "2"}
    assert [secretary.post(reverse("bonus_apply", args=[own.code]), claim).status_code for _ in range(2)] == [302, 422]
    bonus = Bonus.objects.unguarded(WHY).get()
    way, page = reverse("bonus_withdraw", args=[bonus.pk]), reverse("agreement", args=[own.code])
    assert [way in one.get(page).content.decode() for one in (secretary, clerk)] == [True, True]
    assert "撤回以后可以重新申请" in secretary.get(way).content.decode()
    assert secretary.post(way).status_code == 302
    assert (Bonus.objects.unguarded(WHY).count(), secretary.post(way).status_code) == (0, 404)


def test_a_year_that_was_handed_over_lets_no_taker_take_its_steps(street: Street, scheme: Scheme) -> None:
    """The community would else review, approve and publish what it got itself."""
    opening = Opening(TARGET_YEAR, scheme.title, today(), subject_kind=SCHEME, subject_code=scheme.code)
    case = Case.objects.unguarded(WHY).get(pk=done(open_case(by=actor(today()), organisation=street.street, opening=opening)).row_id)
    done(hand_over(by=actor(today()), case=case, seen=case.now_last, to=street.sunny, reason="转交"))
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    assert community.get(reverse("case", args=[case.code])).status_code == 200
    assert community.get(reverse("appraisal_step", args=[case.code, "statements"])).status_code == 403


def test_the_head_of_the_street_finds_where_to_sign_all_at_once(clerk: Client, secretary: Client, street: Street, scheme: Scheme) -> None:
    done(make_agreements(by=actor(today()), scheme=scheme))
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    way, listed = reverse("agreements_sign", args=[scheme.code]), reverse("agreements")
    assert [way in one.get(listed).content.decode() for one in (head, clerk, secretary)] == [True, True, False]
    assert head.post(way, {"on": today().isoformat()}).status_code == 302
    assert way not in head.get(listed).content.decode()
    assert f"考评办法：{scheme.title}" in head.get(f"{listed}?scheme={scheme.code}").content.decode()


def test_whoever_approves_has_what_was_reviewed_before_the_eyes(clerk: Client, street: Street) -> None:
    scheme, day = reviewed(street), today()
    it = year_of(scheme).it
    assert it is not None
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    way = reverse("appraisal_step", args=[it.case.code, "approve"])
    shown = head.get(way).content.decode()
    assert [str(one.taker) in shown for one in agreements_of(scheme)] == [True] * 3
    assert "按审核那天的记录" in shown
    assert head.post(way, {"seen": str(it.state.last)}).status_code == 302
    done(step(scheme, "publish", day))
    Result._base_manager.filter(agreement=of(street.sunny_first)).update(band="", band_reason="会议研究确定")
    Scheme._base_manager.filter(pk=scheme.pk).update(bands="良好:60")
    assert "按得分是“良好”；会议研究确定" in clerk.get(reverse("appraisal_year", args=[scheme.code])).content.decode()
    assert "会议研究确定" in clerk.get(f"{reverse('agreements')}?year={scheme.year}").content.decode()
    score = clerk.get(reverse("score", args=[of(street.sunny_first).code])).content.decode()
    assert f"{day.isoformat()} 公布的结果是 70 分、不评等次" in score


def reviewed(street: Street) -> Scheme:
    """Last year's, some weeks ago: everybody got seven of ten points."""
    made = make_scheme(street.street, year=today().year - 1)
    add_indicator(made, "服务群众", Judged(), points="10")
    scheme = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=made.pk)
    begun, over = today() - timedelta(days=60), today() - timedelta(days=5)
    by, signing = actor(begun), Signing(begun, "刘志远")
    done(make_agreements(by=by, scheme=scheme))
    done(sign_all(by=by, scheme=scheme, signing=signing))
    for one in agreements_of(scheme):
        done(sign(by=by, agreement=one, side=Side.TAKER, signing=signing))
    done(begin_year(by=by, scheme=scheme))
    given = {one.code: (Decimal(7), "活动偏少") for one in agreements_of(scheme)}
    for one in agreements_of(scheme):
        done(state(by=by, agreement=one, remarks=""))
    (row,) = judged_rows(scheme)
    done(judge(by=by, scheme=scheme, indicator=row.id, given=given, scorer="组织办"))
    for key, on in (("statements", begun), ("judge", begun), ("tell", begun), ("settle", over), ("review", over)):
        done(step(scheme, key, on))
    return scheme
