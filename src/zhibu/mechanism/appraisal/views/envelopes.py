"""检查封存件: made of an organisation or of a whole table, listed, with its cover; and the year on paper."""

import base64
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal import presentation_year as presentation
from zhibu.mechanism.appraisal.envelope.content import content_of
from zhibu.mechanism.appraisal.envelope.papers import cover, year_paper
from zhibu.mechanism.appraisal.forms.year import EnvelopeForm
from zhibu.mechanism.appraisal.models import Agreement, Envelope, Scheme
from zhibu.mechanism.appraisal.queries.envelopes import envelopes_seen
from zhibu.mechanism.appraisal.queries.scores import agreements_seen
from zhibu.mechanism.appraisal.services.envelopes import Wanted, make_envelope
from zhibu.mechanism.appraisal.terms import PREPARE, SEE
from zhibu.mechanism.appraisal.views.reaching import agreement_seen, scheme_prepared, scores_crumbs
from zhibu.register.models import Organisation
from zhibu.web.acting import sent
from zhibu.web.components import Item
from zhibu.web.downloads import made_or_not
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.html import prose_date
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

TITLE: Final = "检查封存件"
LEAD: Final = "一年的指标、得分和证明每一分的记录，封成一个文件：不用联网，不用账号，输入口令就能打开并重算。"
SHOWN: Final = 200


@page(SEE)
def listing(request: ReaderRequest) -> HttpResponse:
    """Which were made, for whom, by whom."""
    items = [_item(one) for one in envelopes_seen(request.reader)[:SHOWN]]
    nothing = "在某个党组织的得分页，或者考评办法的页面，可以制作一份。每一份都列在这里，附有签字用的封面。"
    context = {"head": Head(TITLE, LEAD, scores_crumbs()), "panels": [Panel("已制作", items, nothing)]}
    return render(request, "appraisal/panels.html", context)


def _item(one: Envelope) -> Item:
    said = f"{one.scheme.title} · {one.number} 个党组织 · {one.recipient} · {prose_date(one.made_on)}，{one.made_by}"
    return Item(f"{one.code}　{one.organisation}", said, None, reverse("envelope_cover", args=[one.code]), "封面")


@page(SEE)
def of_agreement(request: ReaderRequest, code: str) -> HttpResponse:
    """Of one organisation."""
    found = agreement_seen(request, code)
    back = Crumb(str(found.taker), reverse("score", args=[code]))
    return _made(request, found.scheme, [found], found.taker, [*scores_crumbs(), back])


@page(PREPARE)
def of_scheme(request: ReaderRequest, code: str) -> HttpResponse:
    """Of all that took a table."""
    scheme = scheme_prepared(request, code)
    agreements = list(agreements_seen(request.reader).filter(scheme=scheme))
    back = Crumb(scheme.title, reverse("scheme", args=[code]))
    return _made(request, scheme, agreements, scheme.organisation, [*scores_crumbs(), back])


def _made(
    request: ReaderRequest, scheme: Scheme, agreements: Sequence[Agreement], place: Organisation, crumbs: Sequence[Crumb]
) -> HttpResponse:
    """The form; filled in rightly, the answer is a page that holds the file, the only place where it is."""
    form = EnvelopeForm(sent(request), initial={"submission": uuid4().hex}, today=today())
    if form.is_valid():
        wanted = Wanted(scheme, agreements, place, **form.cleaned_data)
        made = make_envelope(by=actor(request), wanted=wanted, on=today())
        code = made.code or f"X{form.cleaned_data['submission'][:8].upper()}"
        there = envelopes_seen(request.reader).filter(code=code, scheme=scheme, organisation=place).first()
        if there is not None:
            return _handed(request, there, made.file, crumbs)
        form.refuse(made.outcome.decision)
    head = Head(TITLE, f"{LEAD}制作以后在下一页保存文件、打印封面。", crumbs, [Act("已制作的", reverse("envelopes"))])
    filled = FormPage(form=form, submit="制作", cancel=crumbs[-1].url)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "web/form_page.html", {"head": head, "page": filled}, status=status)


def _handed(request: ReaderRequest, one: Envelope, file: bytes, crumbs: Sequence[Crumb]) -> HttpResponse:
    """What was made, its file and its cover; loaded again there is no file any more, and no second envelope either."""
    context = {
        "head": Head(f"{TITLE} {one.code} 已制作", one.scheme.title, crumbs, [Act("已制作的", reverse("envelopes"))]),
        "facts": presentation.envelope_facts(one),
        "file": base64.b64encode(file).decode(),
        "name": f"检查封存件_{one.code}.html",
        "cover": reverse("envelope_cover", args=[one.code]),
    }
    response = render(request, "appraisal/envelope_made.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@page(SEE)
def envelope_cover(request: ReaderRequest, code: str) -> HttpResponse:
    """To be printed and signed."""
    found = reach(Envelope.objects.select_related("scheme", "organisation"), request.reader, SEE, seen=SEE, code=code)
    name = f"封存件封面_{code}.pdf"
    return made_or_not(request, name, [*scores_crumbs(), Crumb(TITLE, reverse("envelopes"))], lambda: cover(found, actor=actor(request)))


@page(SEE)
def year(request: ReaderRequest, code: str) -> HttpResponse:
    """The same year of one organisation, on paper."""
    found = agreement_seen(request, code)
    content = content_of(found.scheme, [found], today())
    name = f"{found.scheme.year}年得分和记录_{found.taker}.pdf"
    return made_or_not(
        request, name, scores_crumbs(), lambda: year_paper(content, actor=actor(request), path=found.taker.now_path or "", code=code)
    )
