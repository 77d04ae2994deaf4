"""工作交接: what a post leaves open, the change of hands, the paper, and that it was received."""

from itertools import groupby
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import NotAllowed, actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.responsibility import documents, presentation_handing
from zhibu.mechanism.responsibility.forms import ConfirmForm, HandForm
from zhibu.mechanism.responsibility.models import Handover
from zhibu.mechanism.responsibility.packs import PackLine
from zhibu.mechanism.responsibility.permissions import confirms, receives
from zhibu.mechanism.responsibility.queries.answers import resting_on
from zhibu.mechanism.responsibility.queries.handing import handed, handed_before, lines_of, pack, to_hand_over, ways_in
from zhibu.mechanism.responsibility.queries.people import somebody
from zhibu.mechanism.responsibility.services.handing import Handing, confirm, hand_over
from zhibu.mechanism.responsibility.terms import EDIT, OWN, SEE, WHOLE_WORK, LineKind, PaperKind
from zhibu.mechanism.responsibility.views.papers import handed_out
from zhibu.mechanism.responsibility.views.reaching import place_at, way_to
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.terms.organisations import PostKind
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

TITLE: Final = "工作交接"
LEAD: Final = "交接的内容由系统列出，不用填写：负责的工作、重点任务，还有本组织未办完的事和要到期的事项。"


def _here(place: Organisation) -> list[Crumb]:
    return [*way_to(place), Crumb(TITLE, reverse("handovers", args=[place.code]))]


@page(SEE)
def listing(request: ReaderRequest, code: str) -> HttpResponse:
    """The hand-overs of an organisation."""
    place = place_at(request, code, SEE)
    hint = "还没有工作交接。职务变动时，在任职人的页面点“更多办理”里的“工作交接”。"
    items = [presentation_handing.item(one) for one in handed(place.pk)]
    context = {"head": Head(TITLE, str(place), way_to(place)), "panels": [Panel(TITLE, items, "" if items else hint)]}
    return render(request, "responsibility/page.html", context)


@page(EDIT)
def of_member(request: ReaderRequest, code: str) -> HttpResponse:
    """Which of somebody's posts."""
    person = reach(Person.objects.all(), request.reader, EDIT, code=code)
    found = [one for one in to_hand_over(person, today()) if request.reader.may(EDIT, one.organisation.now_path)]
    hint = "" if found else f"{person.name}现在没有要交接的职务。"
    head = Head(f"{TITLE}：{person.name}", crumbs=[Crumb(person.name, reverse("member", args=[code]))])
    panels = [Panel("选择职务", [presentation_handing.post_item(one) for one in found], hint)]
    return render(request, "responsibility/page.html", {"head": head, "panels": panels})


@page(EDIT)
def new(request: ReaderRequest, post_id: int) -> HttpResponse:
    """What goes over is shown beside the form; who takes it and when is asked."""
    post = row_of(Post.objects.seen_by(request.reader, EDIT).select_related("organisation", "person"), post_id)
    if not request.reader.may(EDIT, post.organisation.now_path):
        raise Http404
    known = handed_before(request.reader, post)
    if known and request.method != "POST":
        messages.info(request, "这个职务已经做过交接，这是原来的交接单。")
        return HttpResponseRedirect(reverse("handover", args=[known]))
    day = post.valid_to if _has_ended(post) else today()
    form = HandForm(sent(request), today=today(), initial={"on": day})
    lines = pack(post, request.reader, day)
    open_work = {one.key: one.words for one in lines if not one.of_post}
    form.choose_from(list(open_work.items()), ticked=PostKind.stored(post.kind) in WHOLE_WORK)
    return act_page(
        request,
        title=f"{TITLE}：{presentation_handing.post_called(post)}",
        lead=LEAD,
        form=form,
        run=lambda form: _hand(request, post, form, lines),
        done="已交接，请接收人确认。",
        back=lambda outcome: _page_of(request, outcome),
        crumbs=_here(post.organisation),
        submit="办理交接",
        template="responsibility/hand.html",
        beside={
            "panels": [
                *_packed([one for one in lines if one.of_post]),
                presentation_handing.access_panel(ways_in(post, post.person, today()), ending=True),
            ]
        },
    )


def _has_ended(post: Post) -> bool:
    """Then the day of the change of hands is that of its end."""
    return post.valid_to != FAR and post.valid_to <= today()


def _hand(request: ReaderRequest, post: Post, form: HandForm, lines: list[PackLine]) -> Outcome:
    data = form.cleaned_data
    receiver = somebody(request.reader, data["receiver"], place=post.organisation, field="receiver")
    if isinstance(receiver, Decision):
        return Outcome(receiver)
    on = post.valid_to if _has_ended(post) else data["on"]
    areas = tuple(resting_on(post.pk, on))
    taken = (data["takes_post"], data["takes_areas"], data["takes_priorities"])
    chosen = set(data.get("lines", ()))
    handing = Handing(receiver, on, tuple(one for one in lines if one.of_post or one.key in chosen), areas, *taken, note=data["note"])
    return hand_over(by=actor(request), post=post, handing=handing)


def _page_of(request: ReaderRequest, outcome: Outcome) -> str:
    return reverse("handover", args=[Handover.objects.seen_by(request.reader, OWN).code_of(outcome.row_id)])


def _packed(lines: list[PackLine], *, opens: bool = True) -> list[Panel]:
    order = list(LineKind)
    ordered = sorted(lines, key=lambda one: order.index(one.kind))
    groups = [(kind, list(group)) for kind, group in groupby(ordered, key=lambda one: one.kind)]
    if not groups:
        return [Panel("交接的内容", text="没有随职务移交的责任分工和重点任务。")]
    return [Panel(kind.label, [presentation_handing.line_item(one, opens=opens) for one in group]) for kind, group in groups]


def _at(request: ReaderRequest, code: str) -> Handover:
    found = Handover.objects.select_related("organisation", "post__organisation", "post__person", "receiver")
    return reach(found, request.reader, OWN, seen=OWN, code=code)


@page(OWN)
def one(request: ReaderRequest, code: str) -> HttpResponse:
    """What was handed over, to whom, and whether it was received."""
    found = _at(request, code)
    place, reader = found.organisation, request.reader
    acts = [
        Act("下载 Word", reverse("handover_paper", args=[code, "docx"])),
        Act("下载 PDF", reverse("handover_paper", args=[code, "pdf"])),
    ]
    if found.confirmed_on is None and confirms(reader, found):
        acts.append(Act("确认接收" if receives(reader, found) else "登记接收", reverse("handover_confirm", args=[code]), "go"))
    panels = _packed(lines_of(found), opens=reader.may(SEE, place.now_path))
    if reader.may(SEE, place.now_path):
        panels.append(presentation_handing.access_panel(ways_in(found.post, found.post.person, found.on), ending=True))
        panels.append(presentation_handing.access_panel(ways_in(found.post, found.receiver, today()), ending=False))
    crumbs = _here(place) if reader.may(SEE, place.now_path) else [Crumb("工作台", reverse("home"))]
    context = {
        "head": Head(f"{TITLE}：{presentation_handing.post_called(found.post)}", found.code, crumbs, acts),
        "facts": presentation_handing.facts(found),
        "panels": panels,
    }
    return render(request, "responsibility/page.html", context)


@page(OWN)
def paper(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """工作交接单, to be signed by both and whoever watches over it."""
    found = _at(request, code)
    name = f"{PaperKind.HANDOVER.label}{code}.{ending}"
    return handed_out(request, name, lambda: documents.handover(ending, handover=found, lines=lines_of(found), actor=actor(request)))


@page(OWN)
def receive(request: ReaderRequest, code: str) -> HttpResponse:
    """By the receiver, or by the paper."""
    found = _at(request, code)
    if not confirms(request.reader, found):
        raise NotAllowed(EDIT, found.organisation.now_path)
    own = receives(request.reader, found)
    return act_page(
        request,
        title="确认接收" if own else f"登记接收：{found.receiver.name}",
        lead="" if own else "照接收人在交接单上的签字登记；原件由党组织保存。",
        form=ConfirmForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: confirm(by=actor(request), handover=found, confirmed_by=found.receiver.name, **form.cleaned_data),
        done="已确认接收。",
        back=reverse("handover", args=[code]),
        crumbs=[Crumb(TITLE, reverse("handover", args=[code]))],
        submit="确认",
    )
