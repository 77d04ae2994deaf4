"""Agreements are made in one step, signed by both sides, stated about, applied for and objected to."""

from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.letters.permissions import Signs
from zhibu.letters.queries import secretaries_of
from zhibu.mechanism.appraisal.forms.year import BonusForm, ObjectForm, PollForm, SignForm, StatementForm
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.permissions import path_of, signs, signs_at
from zhibu.mechanism.appraisal.queries.agreements import takers_of, without_agreement
from zhibu.mechanism.appraisal.queries.year import indicators_of
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.services.agreements import Signing, make_agreements, sign, sign_all, state
from zhibu.mechanism.appraisal.services.judging import Application, apply_bonus, withdraw_bonus
from zhibu.mechanism.appraisal.services.objections import raise_objection
from zhibu.mechanism.appraisal.services.satisfaction import ask
from zhibu.mechanism.appraisal.terms import ANSWER, PREPARE, SIGN, Side
from zhibu.mechanism.appraisal.views.year.reaching import (
    agreement_at,
    answering,
    claim_at,
    page_of,
    preparing,
    scheme_at,
    way_to,
    way_to_year,
)
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import PageForm
from zhibu.web.gate import NotAllowed, ReaderRequest, actor
from zhibu.web.pages import Crumb

NAMED: Final = 6


@page(PREPARE)
def make(request: ReaderRequest, code: str) -> HttpResponse:
    """For everybody of the table who has none yet."""
    scheme = scheme_at(request, code, PREPARE)
    left = [str(one) for one in without_agreement(scheme, takers_of(scheme))]
    few = "、".join(left[:NAMED]) + (f"等 {len(left)} 个党组织" if len(left) > NAMED else "")
    return act_page(
        request,
        title="拟定责任书",
        lead=f"{scheme.title}：为{few or '新成立的党组织'}各拟定一份，指标取自考评办法，不用另填。",
        form=PageForm(sent(request)),
        run=lambda _: make_agreements(by=actor(request), scheme=scheme),
        done="已拟定，等双方签订。",
        back=f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}",
        crumbs=way_to_year(scheme),
        submit="拟定",
    )


@page(SIGN)
def sign_side(request: ReaderRequest, code: str, side: str) -> HttpResponse:
    """As the head of that side, or with the name of who signed on paper."""
    if side not in set(Side):
        raise Http404
    found, which = agreement_at(request, code, SIGN), Side(side)
    how, path = signs(request.reader, found, which), path_of(found, which)
    if how is Signs.NOT:
        raise NotAllowed(SIGN, path)
    place = found.taker if which is Side.TAKER else found.scheme.organisation
    behalf = how is Signs.BEHALF
    offered = secretaries_of(place, today()) if behalf else []
    form = SignForm(sent(request), today=today(), behalf=behalf, offered=offered, initial={"on": today()})

    def run(form: SignForm) -> Outcome:
        return sign(by=actor(request), agreement=found, side=which, signing=_signing(form))

    return act_page(
        request,
        title=f"签订责任书：{found.taker}",
        lead=f"代表{place}签订。{found.scheme.title}；签订以后不改，指标以考评办法为准。",
        form=form,
        run=run,
        done="已签订。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="登记签订" if behalf else "签订",
    )


def _signing(form: SignForm) -> Signing:
    data = form.cleaned_data
    return Signing(data["on"], data.get("signer", ""))


@page(SIGN)
def sign_every(request: ReaderRequest, code: str) -> HttpResponse:
    """The giver's side of all of a table at once."""
    scheme = scheme_at(request, code, SIGN)
    how = signs_at(request.reader, scheme.organisation.now_path)
    if how is Signs.NOT:
        raise NotAllowed(SIGN, scheme.organisation.now_path)
    behalf = how is Signs.BEHALF
    offered = secretaries_of(scheme.organisation, today()) if behalf else []
    return act_page(
        request,
        title="上级一并签订",
        lead=f"代表{scheme.organisation}签订“{scheme.title}”下还没有签的全部责任书。",
        form=SignForm(sent(request), today=today(), behalf=behalf, offered=offered, initial={"on": today()}),
        run=lambda form: sign_all(by=actor(request), scheme=scheme, signing=_signing(form)),
        done="上级已全部签订，等各责任党组织签订。",
        back=f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}",
        crumbs=_to_table(scheme),
        submit="全部登记签订" if behalf else "全部签订",
    )


def _to_table(scheme: Scheme) -> list[Crumb]:
    every = f"{reverse('agreements')}?year={scheme.year}"
    return [Crumb("目标责任书", every), Crumb(scheme.title, f"{every}&scheme={scheme.code}")]


@page(ANSWER)
def statement(request: ReaderRequest, code: str) -> HttpResponse:
    """Remarks alone."""
    found = answering(request, code)
    return act_page(
        request,
        title=f"年度说明：{found.taker}",
        lead="完成情况由记录自动带出，考评的人看得到；这里只写记录里没有的。",
        form=StatementForm(sent(request), initial={"remarks": found.remarks}),
        run=lambda form: state(by=actor(request), agreement=found, remarks=form.cleaned_data["remarks"]),
        done="已报送年度说明。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="报送",
    )


@page(ANSWER)
def bonus(request: ReaderRequest, code: str) -> HttpResponse:
    """What for, with evidence."""
    found = answering(request, code)

    def run(form: BonusForm) -> Outcome:
        return apply_bonus(by=actor(request), agreement=found, application=Application(**form.cleaned_data))

    return act_page(
        request,
        title=f"申请加分：{found.taker}",
        lead=f"加分上限 {found.scheme.bonus_cap.normalize():f} 分，核定以后计入。",
        form=BonusForm(sent(request)),
        run=run,
        done="已申请，等上级核定。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="申请",
    )


@page(ANSWER)
def withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    """Nothing to fill in: what was asked for is taken back while it waits."""
    found = claim_at(request, pk)
    return act_page(
        request,
        title="撤回加分申请",
        lead=f"{found.agreement.taker}：{found.title}（{found.evidence}），申请 {plain(found.asked)} 分。撤回以后可以重新申请。",
        form=PageForm(sent(request)),
        run=lambda _: withdraw_bonus(by=actor(request), bonus=found),
        done="已撤回。",
        back=page_of(found.agreement),
        crumbs=way_to(found.agreement),
        submit="撤回",
    )


@page(ANSWER)
def objection(request: ReaderRequest, code: str) -> HttpResponse:
    """Against one line, or the whole."""
    found = answering(request, code)
    indicators = indicators_of(found.scheme)
    numbers = {str(one.number): one.pk for one in indicators}

    def run(form: ObjectForm) -> Outcome:
        data = form.cleaned_data
        return raise_objection(by=actor(request), agreement=found, said=data["said"], indicator=numbers.get(data["indicator"]))

    return act_page(
        request,
        title=f"提出意见：{found.taker}",
        lead="对初步结果的意见，上级在规定的工作日内答复并写明理由。",
        form=ObjectForm(sent(request), indicators=indicators),
        run=run,
        done="已提出，等上级答复。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="提出",
    )


@page(PREPARE)
def poll(request: ReaderRequest, code: str) -> HttpResponse:
    """The satisfaction of an organisation's members, without names."""
    found = preparing(request, code)
    return act_page(
        request,
        title=f"征求满意度：{found.taker}",
        lead="向这个党组织的党员问一个问题，不记名；不到八份答卷的不显示，也不计分。",
        form=PollForm(sent(request), today=today()),
        run=lambda form: ask(by=actor(request), agreement=found, until=form.cleaned_data["until"]),
        done="已发起，到期自动计入。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="发起",
    )
