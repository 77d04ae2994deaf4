"""上级荣誉: the list, one with its paper, entering and removing it."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.files.attaching import attach_page
from zhibu.files.forms import AttachForm
from zhibu.files.presentation import shown
from zhibu.files.queries import attached
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.honours import presentation
from zhibu.mechanism.honours.files import KIND
from zhibu.mechanism.honours.forms import ReceivedForm
from zhibu.mechanism.honours.models import HonourReceived
from zhibu.mechanism.honours.queries.naming import somebody_in
from zhibu.mechanism.honours.queries.roll import code_received, roll
from zhibu.mechanism.honours.services.granted import Given, enter_received, remove_received
from zhibu.mechanism.honours.terms import IMPORT, RECORD, SEE, Level, Receiver
from zhibu.mechanism.honours.views.publishing import publish_page
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty, Item
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest, actor, reach, takes_files
from zhibu.web.pages import Act, Crumb, Head

NOTHING: Final = Empty("还没有上级荣誉", "收到表彰文件、证书以后在这里登记；七一表彰会的宣读名单、推荐和年度总结都从这里取。")
RELATED: Final = ("person", "organisation", "unit", "place")


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """By year, the newest first."""
    by_year: dict[int, list[Item]] = {}
    for one in roll(request.reader, on=today()):
        if not one.granted:
            by_year.setdefault(one.year, []).append(presentation.honour_item(one))
    acts = [Act("光荣册", reverse("roll")), Act("年度汇总", reverse("honours_summary"))]
    if request.reader.paths(IMPORT):
        acts.append(Act("从 Excel 导入", reverse("imports")))
    if request.reader.paths(RECORD):
        acts.append(Act("登记上级荣誉", reverse("honour_received_new"), "go"))
    head = Head("上级荣誉", "区、市和以上授予街道党组织、党员、单位的荣誉。", acts=acts)
    return render(request, "honours/received.html", {"head": head, "years": list(by_year.items()), "empty": NOTHING})


@page(RECORD)
def enter(request: ReaderRequest) -> HttpResponse:
    """In the order of the certificate; the organisation under whose name it stands follows from who received it."""
    crumbs = [Crumb("上级荣誉", reverse("honours_received"))]

    def run(form: ReceivedForm) -> Outcome:
        said = form.cleaned_data
        receiver = Receiver.stored(said.pop("receiver"))
        meant = somebody_in(request.reader, receiver, said["who"], request.reader.paths(RECORD))
        if not meant.id:
            return Outcome(meant.decision)
        level = Level.stored(said["level"])
        given = Given(receiver, meant.id, meant.place, level, said["giver"], said["title"], said["given_on"], said["document"])
        return enter_received(by=actor(request), given=given)

    def back(outcome: Outcome) -> str:
        return reverse("honour_received", args=[code_received(request.reader, outcome.row_id)])

    return act_page(
        request,
        title="登记上级荣誉",
        lead="照证书或者表彰文件填；文件、证书照片登记以后添加。",
        form=ReceivedForm(sent(request), today=today()),
        run=run,
        done="已登记；可以添加文件或者证书照片。",
        back=back,
        crumbs=crumbs,
        submit="登记",
    )


def received_of(request: ReaderRequest, code: str, act: str = SEE) -> HonourReceived:
    """By its code."""
    return reach(HonourReceived.objects.select_related(*RELATED), request.reader, act, seen=SEE, code=code)


def _way(found: HonourReceived) -> list[Crumb]:
    return [Crumb("上级荣誉", reverse("honours_received")), Crumb(found.title, reverse("honour_received", args=[found.code]))]


@page(SEE)
def one(request: ReaderRequest, code: str) -> HttpResponse:
    """With its paper."""
    return show(request, received_of(request, code), AttachForm())


def show(request: ReaderRequest, found: HonourReceived, form: AttachForm, status: int = 200) -> HttpResponse:
    """Its page; after an attachment was refused with the form as it was sent."""
    changing = request.reader.may(RECORD, found.place.now_path or "")
    acts = [Act("登记同意公开", reverse("honour_received_public", args=[found.code]))] if changing else []
    more = [Act("删除误登记", reverse("honour_received_remove", args=[found.code]))] if changing else []
    who, _ = presentation.who_of(found)
    context = {
        "head": Head(f"{who}：{found.title}", crumbs=_way(found)[:1], acts=acts, more=more),
        "facts": presentation.received_facts(found, request.reader),
        "attachments": shown(attached(KIND, [found.code])[found.code], changing=changing),
        "attach_url": reverse("honour_received_attach", args=[found.code]) if changing else "",
        "form": form,
    }
    return render(request, "honours/received_one.html", context, status=status)


@takes_files
@page(RECORD)
def attach(request: ReaderRequest, code: str) -> HttpResponse:
    """The document or the certificate."""
    found = received_of(request, code, RECORD)
    return attach_page(
        request,
        subject=(KIND, code),
        show=lambda form, status: show(request, found, form, status),
        back=_way(found)[-1].url,
        closed=Decision(),
    )


@page(RECORD)
def publish(request: ReaderRequest, code: str) -> HttpResponse:
    """What the one who is honoured said."""
    found = received_of(request, code, RECORD)
    return publish_page(request, found, _way(found))


@page(RECORD)
def remove(request: ReaderRequest, code: str) -> HttpResponse:
    """Entered by mistake."""
    found = received_of(request, code, RECORD)
    return act_page(
        request,
        title="删除误登记的上级荣誉",
        lead=f"{presentation.who_of(found)[0]}：{found.title}。只删登记错了的；日志里保留。",
        form=PageForm(sent(request)),
        run=lambda _: remove_received(by=actor(request), row=found),
        done="已删除。",
        back=reverse("honours_received"),
        crumbs=_way(found),
        submit="删除",
    )
