"""A slip of log-in codes for a member who wants no password; printed once, saying nothing of what it opens."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from zhibu.access.pages import actor, page, reach
from zhibu.access.presentation_factors import SLIP_NOTE, in_fours
from zhibu.access.services import print_slip
from zhibu.accounts.terms import SLIP_CODES
from zhibu.register.models import Person
from zhibu.register.queries.merged import kept_record
from zhibu.web.forms import Confirm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head

ACT: Final = "print_slips"


@never_cache
@page(ACT)
def slip(request: ReaderRequest, code: str) -> HttpResponse:
    """Ask first, then show what to print."""
    person = reach(Person.objects.all(), request.reader, ACT, pk=kept_record(code))
    here = reverse("member", args=[person.code])
    decision = None
    if request.method == "POST":
        printed = print_slip(by=actor(request), person=person)
        decision = printed.decision
        if decision.allowed and printed.expires_at is not None:
            context = {
                "head": Head("登录码", "只显示这一次，请现在打印，当面交给本人。", (Crumb(person.name, here),)),
                "name": person.name,
                "codes": [in_fours(one) for one in printed.codes],
                "expires": timezone.localtime(printed.expires_at).date(),
                "address": request.build_absolute_uri(reverse("sign_in_slip")),
                "done": here,
            }
            return render(request, "access/slip_shown.html", context)
    consequences = (
        f"得到 {SLIP_CODES} 个登录码，一行一个，每个只能登录一次；纸条上不写组织名称。",
        "还没有账号的，同时建一个，只能看本人的信息。",
        "以前给这个人打印的登录码立即作废。",
        "谁在什么时候打印的会留下记录，本人看得到。",
        SLIP_NOTE,
    )
    confirm = Confirm(f"给{person.name}打印登录码", "打印登录码", here, consequences=consequences, decision=decision, harm=False)
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if decision else 200)
