"""A text comes into force, is looked at again, ends."""

from typing import Final

from django.http import HttpResponse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.kernel.dates import months_after
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.institutions.forms import AdoptForm, RepealForm, ReviewForm
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.histories import history_of
from zhibu.mechanism.institutions.queries.one import resolutions
from zhibu.mechanism.institutions.services import acting
from zhibu.mechanism.institutions.terms import EDIT
from zhibu.mechanism.institutions.views.reaching import institution_at, page_of, steps_to
from zhibu.parameters.queries import local_values
from zhibu.rulebook.loading import rulebook
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest

REVIEW_AFTER: Final = "institution.review_months"


def _months(found: Institution) -> int:
    """After how long a street looks at its institutions again."""
    path = found.organisation.now_path
    return rulebook().on(today(), local_values([path], on=today()).of(path)).number(REVIEW_AFTER)


@page(EDIT)
def adopt(request: ReaderRequest, code: str) -> HttpResponse:
    """By a resolution of the records, or in words; the values that it carries are proposed in the same act."""
    found = institution_at(request, code, EDIT)
    offered = resolutions(request.reader, found.organisation, today(), title=found.title)
    start = {"valid_from": today(), "review_due": months_after(today(), _months(found))}
    form = AdoptForm(sent(request), today=today(), offered=offered, initial=start)
    return act_page(
        request,
        title=f"登记通过：{found.title}",
        lead="从施行日期起按这一版办，原来的一版到那天为止；带有本地规定的，同时向书记提出数值。",
        form=form,
        run=lambda form: acting.adopt(by=actor(request), institution=found, adoption=form.adoption),
        done="已登记通过。",
        back=page_of(found),
        crumbs=steps_to(request.reader, found),
        submit="登记通过",
    )


@page(EDIT)
def review(request: ReaderRequest, code: str) -> HttpResponse:
    """Looked at again, and left as it is."""
    found = institution_at(request, code, EDIT)
    form = ReviewForm(sent(request), today=today(), initial={"on": today(), "next_due": months_after(today(), _months(found))})

    def run(form: ReviewForm) -> Outcome:
        data = form.cleaned_data
        return acting.review(by=actor(request), institution=found, on=data["on"], next_due=data["next_due"], note=data["note"])

    return act_page(
        request,
        title=f"登记复审：{found.title}",
        lead="看过以后继续施行的，在这里登记；要改的，请修订。",
        form=form,
        run=run,
        done="已登记复审。",
        back=page_of(found),
        crumbs=steps_to(request.reader, found),
    )


@page(EDIT)
def repeal(request: ReaderRequest, code: str) -> HttpResponse:
    """From a day on nothing of it holds; all versions stay to be read."""
    found = institution_at(request, code, EDIT)
    carries = bool(history_of(found.pk).in_force(today()))

    def run(form: RepealForm) -> Outcome:
        data = form.cleaned_data
        return acting.repeal(by=actor(request), institution=found, on=data["on"], because=data["because"])

    return act_page(
        request,
        title=f"废止：{found.title}",
        lead="各版文本留着，可以按日期查看；由它定下的本地参数，同时提请书记恢复默认值。" if carries else "现在没有施行中的版本。",
        form=RepealForm(sent(request), today=today(), initial={"on": today()}),
        run=run,
        done="已登记废止。",
        back=page_of(found),
        crumbs=steps_to(request.reader, found),
        submit="废止",
    )
