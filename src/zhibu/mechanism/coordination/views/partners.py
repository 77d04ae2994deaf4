"""Partners: what each gave and asked, the sheet of a year, the letter of thanks for it."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.exchange.limits import Unusable
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.kernel.readers import AccountReader, SystemReader
from zhibu.mechanism.coordination import presentation, services
from zhibu.mechanism.coordination.arrival_words import arrival_items
from zhibu.mechanism.coordination.documents import ENDINGS, LETTER_ENDINGS, THANKS, thanks_letter, year_sheet
from zhibu.mechanism.coordination.forms import EndForm, PartnerForm
from zhibu.mechanism.coordination.models import PartnerUnit
from zhibu.mechanism.coordination.permissions import steers
from zhibu.mechanism.coordination.queries.one import partner_stand
from zhibu.mechanism.coordination.queries.yearly import Year, year_of
from zhibu.mechanism.coordination.terms import ENTER, PRINT, SEE, PartnerKind
from zhibu.mechanism.coordination.views.reaching import partner_of, steered, way, way_to
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Figure
from zhibu.web.downloads import new_file, not_made, paper_response, sheet_response
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Act, Head

LABELS: Final = {"xlsx": "Excel", **presentation.FORMATS}
WHOLE: Final = "单位的年度情况表：已经确认可以看到这个共建方，与联络员领取的是同一份"
FIRST_YEAR, LAST_YEAR = 2000, 2100


@page(SEE)
def partner(request: ReaderRequest, code: str) -> HttpResponse:
    """Who it is, what it gave, what is open, its links."""
    found, reader, day = partner_of(request, code), request.reader, today()
    stand = partner_stand(reader, found, day)
    year = year_of(reader, found, day.year, day)
    steering = steers(reader, found)
    more = _papers(reader, found, day.year)
    entering = steering or PartnerUnit.objects.seen_by(reader, ENTER).filter(pk=found.pk).exists()
    acts = [] if found.ended_on is not None or not entering else _entering(code)
    if steering and found.ended_on is None:
        more.append(Act("结束共建", reverse("coordination_partner_end", args=[code])))
    context = {
        "head": Head(found.name, PartnerKind.word(found.kind), way(), acts, more),
        "figures": _figures(year),
        "facts": presentation.partner_facts(found, sees_unit=reader.may("see_register", found.organisation.now_path)),
        "projects": presentation.project_items(stand.projects),
        "offers": presentation.offer_items(stand.offers),
        "needs": presentation.need_items(stand.needs),
        "links": presentation.link_items(stand.links, day, steers_it=steering),
        "arrivals": arrival_items(stand.arrivals, sees_to=steering),
        "link_url": reverse("coordination_link_new", args=[code]) if steering and found.ended_on is None else "",
    }
    return render(request, "coordination/partner.html", context)


def _papers(reader: AccountReader, found: PartnerUnit, year: int) -> list[Act]:
    """The sheet for whoever reaches the partner and prints, its own Party organisation as well; thanks come from the other side."""
    if not PartnerUnit.objects.seen_by(reader, PRINT).filter(pk=found.pk).exists():
        return []
    acts = [Act(f"{one}年情况表 {LABELS[ending]}", _year_url(found.code, ending, one)) for one in (year, year - 1) for ending in ENDINGS]
    if reader.may(PRINT, found.organisation.now_path):
        url = reverse("coordination_partner_thanks", args=[found.code, "docx"])
        acts.append(Act(f"{year}年感谢信 Word", f"{url}?year={year}"))
    return acts


def _entering(code: str) -> list[Act]:
    return [
        Act("登记需求", f"{reverse('coordination_need_new')}?partner={code}"),
        Act("登记资源", f"{reverse('coordination_offer_new')}?partner={code}", "go"),
    ]


def _year_url(code: str, ending: str, year: int) -> str:
    return f"{reverse('coordination_year', args=[code, ending])}?year={year}"


def _figures(year: Year) -> list[Figure]:
    """This year, and only what was confirmed."""
    return [
        Figure(f"{year.year}年已确认的项目", str(len(year.done))),
        Figure("其中由其提供", str(len(year.given))),
        Figure(f"{year.year}年登记的资源", str(len(year.offered))),
        Figure(f"{year.year}年提出的需求", str(len(year.own))),
    ]


@page(ENTER)
def new(request: ReaderRequest) -> HttpResponse:
    """Somebody takes part."""
    form = PartnerForm(sent(request), today=today(), initial={"on": today(), "organisation": request.reader.home_name})
    form.offer("organisation", names_offered(request.reader, ENTER), fill=True)

    def run(form: PartnerForm) -> Outcome:
        data = form.cleaned_data

        def do(home: Organisation) -> Outcome:
            kind = PartnerKind.stored(data["kind"])
            return services.add_partner(by=actor(request), organisation=home, kind=kind, name=data["name"], on=data["on"])

        return at_named(request, data["organisation"], field="organisation", act=ENTER, do=do)

    def back(outcome: Outcome) -> str:
        code = PartnerUnit.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
        return reverse("coordination_partner", args=[code])

    return act_page(request, title="新增共建方", form=form, run=run, done="已新增共建方。", back=back, crumbs=way())


@page(ENTER)
def end(request: ReaderRequest, code: str) -> HttpResponse:
    """Takes part no more."""
    found = partner_of(request, code, ENTER)
    steered(request, found.organisation.now_path)
    return act_page(
        request,
        title=f"结束共建：{found.name}",
        lead="已经做过的事都保留；联络员的链接一并失效。",
        form=EndForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: services.end_partner(by=actor(request), partner=found, on=form.cleaned_data["on"]),
        done="已结束共建。",
        back=reverse("coordination_partner", args=[code]),
        crumbs=way_to(found),
        submit="结束共建",
    )


def _asked_year(request: ReaderRequest) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
    return year if FIRST_YEAR <= year <= LAST_YEAR else today().year


@page(PRINT)
def year(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """For the unit's own appraisal: asked, offered, done."""
    found = partner_of(request, code, PRINT)
    if ending not in ENDINGS:
        raise Http404
    told = year_of(SystemReader(WHOLE), found, _asked_year(request), today())
    stream = new_file()
    try:
        stream.write(year_sheet(told, ending, by=actor(request), on=today()))
    except Unusable as refusal:
        return not_made(request, refusal.reason, way_to(found))
    name = f"{found.name}_{told.year}年共驻共建情况.{ending}"
    return sheet_response(stream, name) if ending == "xlsx" else paper_response(stream, name)


@page(PRINT)
def thanks(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """For all that the partner gave in a year, where it was confirmed."""
    found = partner_of(request, code, PRINT)
    if ending not in LETTER_ENDINGS:
        raise Http404
    told = year_of(request.reader, found, _asked_year(request), today())
    if not told.given:
        nothing = Objection("nothing", f"{told.year}年还没有由其提供并确认的项目。", remedy="落实以后请对方确认，再打印感谢信。")
        head = Head(THANKS, crumbs=way_to(found))
        return render(request, "web/refused.html", {"head": head, "decision": Decision.of(nothing)})
    stream = new_file()
    try:
        stream.write(thanks_letter(found, told.given, ending, by=actor(request), on=today()))
    except Unusable as refusal:
        return not_made(request, refusal.reason, way_to(found))
    return paper_response(stream, f"{THANKS}_{found.name}_{told.year}年.{ending}")
