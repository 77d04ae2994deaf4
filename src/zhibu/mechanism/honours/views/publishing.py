"""What the one who is honoured said about being named in public: asked alike of honours granted here and of those from above."""

from collections.abc import Sequence

from django.http import HttpResponse

from zhibu.kernel.clock import today
from zhibu.mechanism.honours.forms import PublicForm
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.presentation import who_of
from zhibu.mechanism.honours.services.granted import make_public
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb


def publish_page(request: ReaderRequest, found: Honour | HonourReceived, crumbs: Sequence[Crumb]) -> HttpResponse:
    """Agreed on a day, or not any more."""
    return act_page(
        request,
        title="登记同意公开",
        lead=f"{who_of(found)[0]}：{found.title}。同意以后，姓名（名称）、荣誉、年度在对外的光荣榜上显示；随时可以收回。",
        form=PublicForm(sent(request), today=today(), initial={"agreed_on": found.public_on or today()}),
        run=lambda form: make_public(by=actor(request), honour=found, agreed_on=form.cleaned_data["agreed_on"]),
        done="已登记。",
        back=crumbs[-1].url,
        crumbs=crumbs,
    )
