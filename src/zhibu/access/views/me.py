"""One's own record, and who has read it."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, actor, page
from zhibu.access.queries.audit import reads_of
from zhibu.access.tables import OWN_READINGS, UNCOUNTED, Chronicle
from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.register.presentation import facts_of_record, posts_of_record, to_settle
from zhibu.register.queries.record import person_record
from zhibu.register.queries.timeline import timeline_of
from zhibu.store.keys import key_store
from zhibu.trail.reads import note_read
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import About, later_panels
from zhibu.web.state import PageState

WHY: Final = "本人查看自己的信息"
NOBODY: Final = Empty(
    "这个账号还没有对应到党员名册", "请把您的党员编号告诉授权管理员，由其在账号页关联；关联后这里会显示您的信息和查阅记录。"
)


def own_person(request: ReaderRequest) -> Person | None:
    """The person whom the account belongs to."""
    person_id = request.reader.person_id
    return Person.objects.unguarded(WHY).filter(pk=person_id).first() if person_id is not None else None


@page(ANYBODY)
def me(request: ReaderRequest) -> HttpResponse:
    """The own record; numbers masked here too, screens are seen by others."""
    person = own_person(request)
    if person is None:
        return render(request, "access/nobody.html", {"head": Head("我的党员信息"), "empty": NOBODY})
    record = person_record(person, today())
    note_read(actor(request), "own", person_id=person.pk, path=person.now_path)
    key = key_store().of([person.key_name]).get(person.key_name)
    acts = (
        Act("谁能看到", reverse("my_readers")),
        Act("查阅记录", reverse("my_reads")),
        Act("逐项复制", reverse("member_copy", args=[person.code])),
        Act("资料保存期限", reverse("retention")),
    )
    lead = "有误请告诉所在党支部更正；号码默认打码，查看完整号码会留下记录。"
    context = {
        "head": Head("我的党员信息", lead, acts=acts),
        "groups": facts_of_record(record, request.reader, key, contact=True),
        "name": person.name,
        "posts": posts_of_record(record, request.reader),
        "settle": to_settle(record, request.reader),
        "timeline": timeline_of(record),
        "later": later_panels("member", About(request.reader, person.pk, person.code, person.now_path)),
    }
    return render(request, "access/me.html", context)


@page(ANYBODY)
def my_reads(request: ReaderRequest) -> HttpResponse:
    """Who has opened the own record, when, and for what reason."""
    crumbs = (Crumb("我的党员信息", reverse("me")),)
    if request.reader.person_id is None:
        return render(request, "access/nobody.html", {"head": Head("查阅记录", crumbs=crumbs), "empty": NOBODY})
    state = PageState.read(request, today=today())
    rows, neighbours = reads_of([request.reader.person_id, *request.reader.former], after=state.after, before=state.before)
    listing = Chronicle(
        label="查阅记录",
        table=OWN_READINGS,
        state=state,
        acts=request.reader.acts,
        rows=rows,
        count=UNCOUNTED,
        neighbours=neighbours,
        empty=Empty("还没有人查阅过您的信息", "有人打开您的个人页、查看完整号码，都会列在这里。"),
        choosable=False,
    )
    return render(
        request, "web/list_page.html", {"head": Head("查阅记录", "谁看过您的信息，什么时候，为什么。", crumbs), "listing": listing}
    )
