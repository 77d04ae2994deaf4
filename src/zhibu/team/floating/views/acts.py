"""Acts at either end, each a form and one service."""

from typing import Any, Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.cases.models import Case
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.pages import person_of
from zhibu.register.queries.lookups import names_offered
from zhibu.register.services import hosting
from zhibu.team.floating import services
from zhibu.team.floating.forms import BackForm, ContactForm, FoundForm, OutForm, ReceivedForm, RegistrationForm, SearchForm
from zhibu.team.floating.queries.one import Floating, floating_of, own_end
from zhibu.team.floating.services import Reached
from zhibu.team.floating.terms import EDIT, Channel, ContactKind, Ending, RegistrationKind, Way
from zhibu.team.floating.views.reaching import floating, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page

STEER: Final = "steer_cases"
ELSEWHERE: Final = "see_names"
"""Another organisation may be named by whoever knows of it."""


def _at_home(request: ReaderRequest, code: str, act: str = EDIT) -> Floating:
    return floating_of(person_of(request, code, act), today())


def _act(request: ReaderRequest, one: Floating, form: Any, run: Any, *, title: str, done: str, submit: str, lead: str = "") -> HttpResponse:
    return act_page(
        request,
        title=f"{title}：{one.person.name}",
        lead=lead,
        form=form,
        run=run,
        done=done,
        back=reverse("floating_member", args=[one.person.code]),
        crumbs=way_to(one),
        submit=submit,
    )


@page(EDIT)
def out(request: ReaderRequest, code: str) -> HttpResponse:
    """Said at the home end."""
    one = _at_home(request, code)
    form = OutForm(sent(request), today=today(), initial={"on": today()})
    form.offer("host", names_offered(request.reader, ELSEWHERE))

    def run(form: OutForm) -> Outcome:
        data = form.cleaned_data

        def do(host: Organisation | None = None) -> Outcome:
            return hosting.float_out(by=actor(request), person=one.person, on=data["on"], where=data["where"], host=host)

        return at_named(request, data["host"], field="host", act=ELSEWHERE, do=do) if data["host"].strip() else do()

    lead = "连续六个月以上不能参加本支部活动、组织关系没有转走的，登记为流动党员；组织关系和表决权仍在本支部。"
    return _act(request, one, form, run, title="登记外出流动", done="已登记外出流动。", submit="登记", lead=lead)


@page(EDIT)
def received(request: ReaderRequest, code: str) -> HttpResponse:
    """Which organisation receives."""
    one = _at_home(request, code)
    form = ReceivedForm(sent(request), today=today(), initial={"on": today(), "host": one.host.name if one.host else ""})
    form.offer("host", names_offered(request.reader, ELSEWHERE))

    def run(form: ReceivedForm) -> Outcome:
        data = form.cleaned_data

        def do(host: Organisation) -> Outcome:
            return hosting.receive(by=actor(request), person=one.person, host=host, on=data["on"])

        return at_named(request, data["host"], field="host", act=ELSEWHERE, do=do)

    return _act(request, one, form, run, title="登记流入地党组织", done="已登记流入地党组织。", submit="登记")


@page(EDIT)
def register(request: ReaderRequest, code: str) -> HttpResponse:
    """The shadow of an act in the national system, at either end."""
    one = floating(request, code, EDIT)
    at_home = request.reader.may(EDIT, one.person.now_path)
    kind = RegistrationKind.HOME if at_home else RegistrationKind.HOST
    initial = {"on": today(), "kind": kind.value, "channel": Channel.NATIONAL.value}
    form = RegistrationForm(sent(request), today=today(), initial=initial)

    def run(form: RegistrationForm) -> Outcome:
        data = form.cleaned_data
        return services.record_registration(
            by=actor(request),
            person=one.person,
            kind=RegistrationKind.stored(data["kind"]),
            channel=Channel.stored(data["channel"]),
            on=data["on"],
            number=data["number"],
        )

    lead = "正式登记在全国党员管理信息系统办理；这里只记办了没有。"
    return _act(request, one, form, run, title="流动登记情况", done="已登记。", submit="登记", lead=lead)


@page(EDIT)
def contact(request: ReaderRequest, code: str) -> HttpResponse:
    """There was contact, from either end."""
    one = floating(request, code, EDIT)
    asked = request.GET.get("kind", "")
    kind = asked if asked in ContactKind.labels() else ContactKind.CONTACT.value
    form = ContactForm(sent(request), today=today(), initial={"on": today(), "by_whom": request.reader.label, "kind": kind})

    def run(form: ContactForm) -> Outcome:
        data = form.cleaned_data
        reached = _reached(request, one, data, ContactKind.stored(data["kind"]))
        return services.record_contact(by=actor(request), person=one.person, reached=reached)

    return _act(request, one, form, run, title="登记联系", done="已登记联系。", submit="登记")


def _reached(request: ReaderRequest, one: Floating, data: Any, kind: ContactKind) -> Reached:
    """For the organisation at whose end the reader stands."""
    organisation = own_end(request.reader, one, EDIT)
    if organisation is None:
        raise Http404
    return Reached(data["on"], Way.stored(data["way"]), data["by_whom"], organisation, kind)


@page(EDIT)
def back(request: ReaderRequest, code: str) -> HttpResponse:
    """Away no more; said at the home end."""
    one = _at_home(request, code)
    form = BackForm(sent(request), today=today(), initial={"on": today()})

    def run(form: BackForm) -> Outcome:
        data = form.cleaned_data
        return hosting.float_back(by=actor(request), person=one.person, on=data["on"], reason=Ending.word(data["how"]))

    return _act(request, one, form, run, title="流动结束", done="已登记流动结束。", submit="登记")


@page(STEER)
def search(request: ReaderRequest, code: str) -> HttpResponse:
    """The branch begins to look for somebody who cannot be reached."""
    one = _at_home(request, code, STEER)
    form = SearchForm(sent(request), today=today(), initial={"submission": uuid4().hex})

    def run(form: SearchForm) -> Outcome:
        return services.open_search(by=actor(request), person=one.person, **form.cleaned_data)

    lead = "只用规定的途径，逐项记下结果，由党组织研究；系统不作任何自动处理。写下的他人情况，结案的第二天起销毁。"
    return act_page(
        request,
        title=f"开始查找：{one.person.name}",
        lead=lead,
        form=form,
        run=run,
        done="已开始查找。",
        back=lambda outcome: reverse("case", args=[Case.objects.seen_by(request.reader, STEER).code_of(outcome.row_id)]),
        crumbs=way_to(one),
        submit="开始查找",
    )


@page(EDIT)
def found(request: ReaderRequest, code: str) -> HttpResponse:
    """Reached at last; what was under way ends."""
    one = _at_home(request, code)
    form = FoundForm(sent(request), today=today(), initial={"on": today(), "by_whom": request.reader.label})

    def run(form: FoundForm) -> Outcome:
        reached = _reached(request, one, form.cleaned_data, ContactKind.CONTACT)
        return services.found_again(by=actor(request), person=one.person, reached=reached)

    lead = "“失联”标记从这一天起终止；正在进行的查找一并结束，写下的他人情况按期销毁。"
    return _act(request, one, form, run, title="已联系上", done="已登记联系上。", submit="登记", lead=lead)
