"""Why can this person see this, and since when: of a person, of an organisation, of one's own record, of an account."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, page, reach
from zhibu.access.presentation_sight import ABOUT_A_PERSON, ABOUT_AN_ORGANISATION, SHOWN_ACTS, account_lines, role_lines, seer_lines
from zhibu.access.queries.sight import seers_of_organisation, seers_of_person, sights_of_account
from zhibu.access.views.accounts import account_of, accounts_crumb
from zhibu.access.views.me import NOBODY, own_person
from zhibu.kernel.clock import today
from zhibu.register.models import Organisation, Person
from zhibu.register.queries.merged import kept_record
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

TITLE: Final = "谁能看到"
SEERS: Final = "能看到的账号"
KEEPERS_SEE_NOTHING: Final = "授权管理员、审计员、系统管理员看不到名册；审计员在日志里看到的号码是打码的。"


@page("see_record")
def of_person(request: ReaderRequest, code: str) -> HttpResponse:
    """Of one person's record."""
    person = reach(Person.objects.all(), request.reader, "see_record", pk=kept_record(code))
    seers = seers_of_person(person, today())
    here = reverse("member", args=[person.code])
    context = {
        "head": Head(f"{TITLE}：{person.name}", "今天能看到这个人信息的账号，为什么、从什么时候起。", (Crumb(person.name, here),)),
        "title": SEERS,
        "lines": seer_lines(seers, request.reader),
        "roles": role_lines((one.role for one in seers.sights), ABOUT_A_PERSON),
        "notes": ("本人可以看自己的信息和查阅记录。", KEEPERS_SEE_NOTHING),
    }
    return render(request, "access/sight.html", context)


@page("see_register")
def of_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """Of an organisation's roll and posts."""
    found = reach(Organisation.objects.all(), request.reader, "see_register", code=code)
    seers = seers_of_organisation(found, today())
    name = found.now_short_name or found.now_name
    crumbs = (Crumb("党组织", reverse("organisations")), Crumb(name, reverse("organisation", args=[found.code])))
    context = {
        "head": Head(f"{TITLE}：{name}", "今天能看到这个党组织名册和职务的账号，为什么、从什么时候起。", crumbs),
        "title": SEERS,
        "lines": seer_lines(seers, request.reader),
        "roles": role_lines((one.role for one in seers.sights), ABOUT_AN_ORGANISATION),
        "notes": ("只管下级党组织的账号不列在这里，请看那个党组织的这一页。", KEEPERS_SEE_NOTHING),
    }
    return render(request, "access/sight.html", context)


@page(ANYBODY)
def of_me(request: ReaderRequest) -> HttpResponse:
    """Of one's own record: the person concerned is told everything."""
    person = own_person(request)
    crumbs = (Crumb("我的党员信息", reverse("me")),)
    if person is None:
        return render(request, "access/nobody.html", {"head": Head("谁能看到我的信息", crumbs=crumbs), "empty": NOBODY})
    seers = seers_of_person(person, today())
    lead = "今天能看到您信息的账号，为什么、从什么时候起。实际看过的，见查阅记录。"
    context = {
        "head": Head("谁能看到我的信息", lead, crumbs, (Act("查阅记录", reverse("my_reads")),)),
        "title": SEERS,
        "lines": seer_lines(seers, None),
        "roles": role_lines((one.role for one in seers.sights), ABOUT_A_PERSON),
        "notes": ("您自己可以看自己的信息和查阅记录。", KEEPERS_SEE_NOTHING),
    }
    return render(request, "access/sight.html", context)


@page("give_grants")
def of_account(request: ReaderRequest, account_id: int) -> HttpResponse:
    """What one account can see: organisations by name, nobody of the register."""
    found = account_of(account_id)
    sights = sights_of_account(found.pk, today())
    crumbs = (accounts_crumb(), Crumb(found.display_name, reverse("account", args=[found.pk])))
    closed = () if found.active else ("这个账号已停用，现在不能登录。",)
    context = {
        "head": Head(f"能看到什么：{found.display_name}", "今天有效的授权能打开什么，从什么时候起，依据什么。", crumbs),
        "title": "有效的授权",
        "lines": account_lines(sights),
        "roles": role_lines((one.role for one in sights), SHOWN_ACTS),
        "notes": (*closed, "关联了本人的账号，另可查看自己的信息和查阅记录。"),
    }
    return render(request, "access/sight.html", context)
