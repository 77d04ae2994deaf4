"""From which day on the absence of a record says something: laid down by the street's clerk, with a reason."""

from typing import Final

from django.http import HttpResponse

from zhibu.gatherings.forms.recording import RecordsFromForm
from zhibu.gatherings.queries.recording import said_of
from zhibu.gatherings.services.recording import set_records_from
from zhibu.kernel.clock import today
from zhibu.register.pages import EDIT, organisation_of, page_of, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page

NOTHING: Final = "还没有定过日期：首次签批会议记录后，从下一个月起算。"


@page(EDIT)
def records_from(request: ReaderRequest, code: str) -> HttpResponse:
    """Before that day nothing is late; what was recorded of earlier days counts all the same."""
    one = organisation_of(request, code)
    form = RecordsFromForm(sent(request), today=today(), initial={"on": today().replace(day=1)})
    form.offer_kinds(one.now_kind)
    told = "；".join(said_of(one.now_path))
    return act_page(
        request,
        title=f"会议记录从哪一天起齐全：{one}",
        lead=f"现在：{told}。" if told else NOTHING,
        form=form,
        run=lambda form: set_records_from(by=actor(request), organisation=one, **form.cleaned_data),
        done="已登记。",
        back=page_of(one),
        crumbs=way_to(one),
    )
