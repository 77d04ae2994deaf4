"""Pages of messages: one's own, one of them, what was published; publishing, printing, text for a group, attaching, withdrawing."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, actor, page, reach, reader_of_request
from zhibu.files.attaching import OPEN, attach_page
from zhibu.files.forms import AttachForm
from zhibu.files.presentation import shown
from zhibu.files.queries import attached
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.messages import forms, presentation, services
from zhibu.messages.models import Message
from zhibu.messages.owner import KIND, WITHDRAWN
from zhibu.messages.queries import PUBLISH, inbox_lines, message_seen, published_lines, unreached, unread
from zhibu.messages.terms import Audience
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, takes_files
from zhibu.web.pages import Act, Crumb, Head

NOTHING: Final = Empty("没有消息", "党组织发布的通知会出现在这里，右上角的铃铛上有未读的条数。")
NONE_YET: Final = Empty("还没有发布过消息", "点“发布消息”写一条；没有账号的人，打印出来送给他。")


def _published(request: ReaderRequest, code: str) -> Message:
    """A message where the reader publishes."""
    found = Message.objects.select_related("organisation", "person")
    return reach(found, request.reader, PUBLISH, seen=PUBLISH, code=code)


def _way(message: Message | None = None) -> list[Crumb]:
    steps = [Crumb("消息", reverse("messages"))]
    return [*steps, Crumb(message.title, reverse("message", args=[message.code]))] if message else steps


@page(ANYBODY)
def messages(request: ReaderRequest) -> HttpResponse:
    """What the reader is told."""
    items = presentation.inbox_items(inbox_lines(reader_of_request(request), today()))
    publishes = bool(request.reader.paths(PUBLISH))
    acts = [Act("已发布的", reverse("messages_published")), Act("发布消息", reverse("message_new"), "go")] if publishes else []
    context = {"head": Head("消息", lead="看没看过只有您自己知道。", acts=acts), "items": items, "title": "发给我的", "empty": NOTHING}
    return render(request, "messages/list.html", context)


@page(ANYBODY)
def count(request: ReaderRequest) -> HttpResponse:
    """How many were not opened, for the bell: asked for when the page stands, so that no page waits for it."""
    number = unread(reader_of_request(request), today())
    return HttpResponse(str(number), content_type="text/plain; charset=utf-8", headers={"Cache-Control": "private, no-store"})


@page(PUBLISH)
def published(request: ReaderRequest) -> HttpResponse:
    """What was published where the reader publishes."""
    items = presentation.published_items(published_lines(request.reader), today())
    head = Head("已发布的消息", crumbs=_way(), acts=[Act("发布消息", reverse("message_new"), "go")])
    return render(request, "messages/list.html", {"head": head, "items": items, "title": "已发布", "empty": NONE_YET})


@page(PUBLISH)
def new(request: ReaderRequest) -> HttpResponse:
    """A message is written."""
    form = forms.PublishForm(sent(request), today=today(), initial={"organisation": request.reader.home_name})
    form.offer("organisation", names_offered(request.reader, PUBLISH), fill=True)

    def run(form: forms.PublishForm) -> Outcome:
        data = form.cleaned_data
        told = {name: data[name] for name in ("title", "summary", "body", "until")}
        return at_named(
            request,
            data["organisation"],
            field="organisation",
            act=PUBLISH,
            do=lambda place: services.publish(by=actor(request), organisation=place, audience=Audience(data["audience"]), **told),
        )

    return act_page(
        request,
        title="发布消息",
        lead="发布以后不能改，可以撤回。要加照片和文件，发布后在消息页上加。",
        form=form,
        run=run,
        done="已发布。",
        back=_back_to,
        submit="发布",
        crumbs=_way(),
        draft="message-new",
    )


def _back_to(outcome: Outcome) -> str:
    made = Message.objects.unguarded("刚发布的消息的地址").code_of(outcome.row_id)
    return reverse("message", args=[made])


@page(ANYBODY)
def message(request: ReaderRequest, code: str) -> HttpResponse:
    """One message, for those whom it is for and those who publish there; opening it is a mark of one's own."""
    found = message_seen(reader_of_request(request), code, today())
    if found is None:
        raise Http404
    services.mark_read(message=found, account_id=request.reader.account_id)
    return _show(request, found, AttachForm())


def _show(request: ReaderRequest, found: Message, form: AttachForm, status: int = 200) -> HttpResponse:
    publishes = request.reader.may(PUBLISH, found.organisation.now_path)
    changing = publishes and found.withdrawn_at is None
    records = attached(KIND, [found.code])[found.code]
    context = {
        "head": Head(found.title, lead=found.summary, crumbs=_way(), acts=_acts(found) if changing else []),
        "message": found,
        "facts": presentation.facts_of(found),
        "attachments": shown(records, changing=changing),
        "attach_url": reverse("message_attach", args=[found.code]) if changing else "",
        "form": form,
    }
    return render(request, "messages/message.html", context, status=status)


def _acts(found: Message) -> list[Act]:
    return [
        Act("撤回", reverse("message_withdraw", args=[found.code]), "harm"),
        Act("复制为群消息", reverse("message_text", args=[found.code])),
        Act("打印通知", reverse("message_print", args=[found.code])),
    ]


@page(PUBLISH)
def paper(request: ReaderRequest, code: str) -> HttpResponse:
    """The notice on paper in large type, and who needs it."""
    found = _published(request, code)
    context = {
        "head": Head("打印通知", lead=found.title, crumbs=_way(found)),
        "message": found,
        "until": presentation.facts_of(found),
        "unreached": unreached(request.reader, found),
    }
    return render(request, "messages/print.html", context)


@page(PUBLISH)
def text(request: ReaderRequest, code: str) -> HttpResponse:
    """Title and summary for a work group."""
    found = _published(request, code)
    head = Head("群消息", lead="只有标题和摘要；正文留在系统里。", crumbs=_way(found))
    return render(request, "web/text_page.html", {"head": head, "text": presentation.group_text(found)})


@takes_files
@page(PUBLISH)
def attach(request: ReaderRequest, code: str) -> HttpResponse:
    """Photos and files are added; those that cannot be taken are named, the others stay."""
    found = _published(request, code)
    return attach_page(
        request,
        subject=(KIND, code),
        show=lambda form, status: _show(request, found, form, status),
        back=reverse("message", args=[code]),
        closed=OPEN if found.withdrawn_at is None else WITHDRAWN,
    )


@page(PUBLISH)
def withdraw(request: ReaderRequest, code: str) -> HttpResponse:
    """Taken back, for a reason."""
    found = _published(request, code)
    return act_page(
        request,
        title=f"撤回消息：{found.title}",
        lead="撤回后收件人不再看到；已发布的列表里留有记录。",
        form=forms.WithdrawForm(sent(request), today=today()),
        run=lambda form: services.withdraw(by=actor(request), message=found, reason=form.cleaned_data["reason"]),
        done="已撤回。",
        back=reverse("message", args=[code]),
        submit="撤回",
        crumbs=_way(found),
    )
