"""五同事项: which of the five is missing for each matter, and who was there from both sides."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.responsibility import presentation_planning
from zhibu.mechanism.responsibility.forms import EndForm, MatterForm, NothingForm, TagForm
from zhibu.mechanism.responsibility.models import Matter, MatterTag, PriorityLine
from zhibu.mechanism.responsibility.permissions import plans
from zhibu.mechanism.responsibility.queries.matters import matters_of, shown_matters
from zhibu.mechanism.responsibility.queries.points import point_of, to_tag
from zhibu.mechanism.responsibility.services import matters as services
from zhibu.mechanism.responsibility.terms import PLAN, SEE, Together
from zhibu.mechanism.responsibility.views.reaching import place_at, way_to
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import find_organisation, names_offered
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

TITLE: Final = "五同事项"
LEAD: Final = "党建与社区建设同研究、同规划、同部署、同检查、同落实：选现有记录，缺哪一项自动生成。"


def _here(place: Organisation) -> list[Crumb]:
    return [*way_to(place), Crumb(TITLE, reverse("matters", args=[place.code]))]


def _way(matter: Matter) -> list[Crumb]:
    return [*_here(matter.organisation), Crumb(matter.title, reverse("matter", args=[matter.code]))]


@page(SEE)
def listing(request: ReaderRequest, code: str) -> HttpResponse:
    """Of an organisation, on either side."""
    place = place_at(request, code, SEE)
    found = matters_of(request.reader, place, today())
    add = [Act("新增事项", reverse("matter_new", args=[code]), "go")] if request.reader.may(PLAN, place.now_path) else []
    hint = "党组织和社区一起办的事登记在这里，再从会议、议程、办理事项里选记录，就能看到五同缺哪一项。"
    context = {
        "head": Head(TITLE, str(place), way_to(place), add),
        "panels": [Panel("各个事项", [presentation_planning.matter_item(one) for one in found], LEAD)] if found else [],
        "empty": None if found else Empty("还没有五同事项", hint, add),
    }
    return render(request, "responsibility/page.html", context)


@page(PLAN)
def new(request: ReaderRequest, code: str) -> HttpResponse:
    """Two organisations and a title."""
    place = place_at(request, code, PLAN)
    form = MatterForm(sent(request), today=today(), initial={"on": today(), "organisation": str(place)})
    form.offer("organisation", names_offered(request.reader, PLAN))
    form.offer("partner", names_offered(request.reader, SEE, but=place.pk))

    def run(form: MatterForm) -> Outcome:
        data = form.cleaned_data
        partner = find_organisation(request.reader, data["partner"], SEE, field="partner")
        if partner.organisation is None:
            return Outcome(partner.decision)
        other = partner.organisation

        def do(home: Organisation) -> Outcome:
            return services.begin_matter(by=actor(request), place=home, partner=other, title=data["title"], on=data["on"])

        return at_named(request, data["organisation"], field="organisation", act=PLAN, do=do)

    def back(outcome: Outcome) -> str:
        made = Matter.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
        return reverse("matter", args=[made])

    return act_page(request, title="新增事项", lead=LEAD, form=form, run=run, done="已新增事项。", back=back, crumbs=_here(place))


def _matter(request: ReaderRequest, code: str, act: str) -> Matter:
    return reach(Matter.objects.select_related("organisation", "partner"), request.reader, act, seen=SEE, code=code)


@page(SEE)
def one(request: ReaderRequest, code: str) -> HttpResponse:
    """The five, one below the other."""
    matter = _matter(request, code, SEE)
    (found,) = shown_matters(request.reader, [matter])
    edits = plans(request.reader, matter) and matter.ended_on is None
    acts = [Act("结束", reverse("matter_end", args=[code]))] if edits else []
    lead = f"{matter.organisation} 与 {matter.partner} · {matter.begun_on.isoformat()} 起"
    missing = "、".join(tag.label for tag in found.missing)
    context = {
        "head": Head(matter.title, lead, _here(matter.organisation), acts),
        "note": f"还缺：{missing}。" if missing else "五项都有记录。",
        "panels": presentation_planning.five_panels(found, edits=edits),
    }
    return render(request, "responsibility/page.html", context)


@page(PLAN)
def tag(request: ReaderRequest, code: str) -> HttpResponse:
    """A record that is there shows one of the five."""
    matter = _matter(request, code, PLAN)
    sides = [matter.organisation_id, matter.partner_id]
    form = TagForm(sent(request), today=today(), initial={"tag": request.GET.get("tag", "")})
    form.choose_from(to_tag(request.reader, sides, today()))
    narrowed = form.narrow(request.GET.get("q", "").strip())

    def run(form: TagForm) -> Outcome:
        chosen, which = form.cleaned_data["points"], Together.stored(form.cleaned_data["tag"])
        if chosen.startswith("p"):
            lines = PriorityLine.objects.seen_by(request.reader, SEE).filter(organisation_id__in=sides)
            return services.tag_matter(by=actor(request), matter=matter, tag=which, line=row_of(lines, int(chosen[1:])))
        return services.tag_matter(by=actor(request), matter=matter, tag=which, point=point_of(chosen))

    return act_page(
        request,
        title=f"选记录：{matter.title}",
        lead="从双方的会议、议程、办理事项和重点任务里选。",
        form=form,
        run=run,
        done="已选为记录。",
        back=reverse("matter", args=[code]),
        crumbs=_way(matter),
        submit="选为记录",
        template="responsibility/choose.html",
        beside={**narrowed, "asked_tag": request.GET.get("tag", "")},
    )


@page(PLAN)
def untag(request: ReaderRequest, pk: int) -> HttpResponse:
    """Chosen by mistake."""
    found = row_of(MatterTag.objects.seen_by(request.reader, PLAN).select_related("matter__organisation"), pk)
    return act_page(
        request,
        title=f"移除：{Together.word(found.tag)}",
        lead="只移除这里的对应关系，记录本身不动。",
        form=NothingForm(sent(request), today=today()),
        run=lambda _: services.untag_matter(by=actor(request), tag=found),
        done="已移除。",
        back=reverse("matter", args=[found.matter.code]),
        crumbs=_way(found.matter),
        submit="移除",
    )


@page(PLAN)
def end(request: ReaderRequest, code: str) -> HttpResponse:
    """Nothing more is added to it."""
    matter = _matter(request, code, PLAN)
    return act_page(
        request,
        title=f"结束：{matter.title}",
        form=EndForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: services.end_matter(by=actor(request), matter=matter, on=form.cleaned_data["on"]),
        done="已结束。",
        back=reverse("matter", args=[code]),
        crumbs=_way(matter),
    )
