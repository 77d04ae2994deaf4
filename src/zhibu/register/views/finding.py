"""Somebody by the whole identity number: in the body of a form, since an address stays in histories and logs."""

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.forms import FindForm
from zhibu.register.models import Person
from zhibu.store.keys import key_store
from zhibu.web.acting import sent
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.pages import Crumb, Head

ACT: Final = "search_last_four"
UNKNOWN: Final = Objection("unknown", "您的负责范围内没有登记这个号码。", remedy="请核对号码；也可以按姓名查找。", field="number")


@sensitive_post_parameters("number")
@never_cache
@page(ACT)
def find(request: ReaderRequest) -> HttpResponse:
    """The person of a number within reach; opening the page is logged there."""
    form = FindForm(sent(request), today=today())
    if request.method == "POST" and form.is_valid():
        index = key_store().index_of_number(form.cleaned_data["number"])
        found = Person.objects.seen_by(request.reader, ACT).filter(id_number_index=index, merged_into=None).first()
        if found is not None:
            return HttpResponseRedirect(reverse("member", args=[found.code]))
        form.refuse(Decision.of(UNKNOWN))
    roll = reverse("members")
    head = Head("按完整号码查找", "号码只用于这一次查找，不留在网址和浏览记录里。", (Crumb("党员名册", roll),))
    context = {"head": head, "page": FormPage(form, "查找", roll)}
    return render(request, "web/form_page.html", context, status=422 if form.is_bound else 200)
