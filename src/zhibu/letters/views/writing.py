"""Writing, signing, receipting, answering, discarding."""

from typing import Final

from django.contrib import messages as words
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.files.attaching import attach_page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.letters import services
from zhibu.letters.forms import ReplyForm, SendForm, WriteForm
from zhibu.letters.models import Letter
from zhibu.letters.owner import KIND
from zhibu.letters.permissions import Signs, signs
from zhibu.letters.prefills import Prefill, prefill, reply_text
from zhibu.letters.queries import addressees_named, addressees_of, answer_to, has_below, numbers_used, secretaries_of
from zhibu.letters.rules import may_answer, may_change, may_receive, next_number
from zhibu.letters.services import Text
from zhibu.letters.terms import CLOSINGS, SIGN, WRITE, WRITTEN_FREELY, LetterKind
from zhibu.letters.views.reaching import sent_from, sent_here, way
from zhibu.letters.views.reading import show
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import Confirm
from zhibu.web.gate import ReaderRequest, takes_files
from zhibu.web.pages import Head

SENT: Final = "已签发，送到收文的党组织。"


def _back(outcome: Outcome) -> str:
    made = Letter.objects.unguarded("刚起草的公文的地址").code_of(outcome.row_id)
    return reverse("letter", args=[made])


def _unclear(names: list[str], field: str) -> Outcome:
    told = "、".join(f"“{one}”" for one in names)
    remedy = "请填写上级、下级党组织的全称、简称或编号。"
    return Outcome.refused(Objection("unknown", f"没有找到{told}，或者不止一个。", remedy=remedy, field=field))


def _text(sender: Organisation, form: WriteForm | ReplyForm) -> Text | Outcome:
    """What was typed; or which organisation is not known."""
    data, found = form.cleaned_data, {}
    for field in ("to", "copies"):
        found[field], unclear = addressees_named(sender, form.names(field))
        if unclear:
            return _unclear(unclear, field)
    return Text(data["title"], data["body"].split("\n"), found["to"], found["copies"], data["number"])


@page(WRITE)
def new(request: ReaderRequest) -> HttpResponse:
    """A letter is begun; ``kind`` and ``about`` (subject and code) come along from pages that know them."""
    kind, asked = _asked(request)
    known = prefill(actor(request), kind, *asked) if asked[0] else None
    about = asked if known is not None else ("", "")  # whoever does not reach a subject hangs no letter on it
    form = WriteForm(sent(request), today=today(), initial=_initial(request, kind, known))
    form.offer("sender", names_offered(request.reader, WRITE), fill=True)

    def run(form: WriteForm) -> Outcome:
        def do(sender: Organisation) -> Outcome:
            text = _text(sender, form)
            if isinstance(text, Outcome):
                return text
            return services.draft_letter(by=actor(request), kind=form.wanted, of=sender, text=text, subject=about)

        return at_named(request, form.cleaned_data["sender"], field="sender", act=WRITE, do=do)

    return act_page(
        request,
        title="写公文",
        lead="先存成草稿，可以加附件、打印；签发以后不能改。",
        form=form,
        run=run,
        done="已存为草稿。",
        back=_back,
        submit="存为草稿",
        crumbs=way(),
        draft="letter-new",
    )


def _asked(request: ReaderRequest) -> tuple[LetterKind, tuple[str, str]]:
    kind = request.GET.get("kind", "")
    subject, _, code = request.GET.get("about", "").partition(":")
    known = kind in {one.value for one in WRITTEN_FREELY}
    return LetterKind(kind) if known else _usual(request), (subject[:20], code[:40])


def _usual(request: ReaderRequest) -> LetterKind:
    """With nobody below to give notice to, what is written goes up."""
    return LetterKind.NOTICE if has_below(request.reader, WRITE) else LetterKind.REQUEST


def _initial(request: ReaderRequest, kind: LetterKind, known: Prefill | None) -> dict[str, str]:
    text = known or Prefill("", ("", CLOSINGS[kind]) if CLOSINGS[kind] else ())
    return {
        "kind": kind.value,
        "sender": text.sender or request.reader.home_name,
        "to": "、".join(text.to),
        "title": text.title,
        "body": "\n".join(text.paragraphs),
    }


@page(WRITE)
def edit(request: ReaderRequest, code: str) -> HttpResponse:
    """A draft is written anew."""
    letter = sent_from(request, code, WRITE)
    lines = addressees_of(letter)
    names = {copy: "、".join(str(one.organisation) for one in lines if one.copy is copy) for copy in (False, True)}
    number = letter.number or next_number(numbers_used(letter.sender, but=letter.pk), on=today())
    initial = {"to": names[False], "copies": names[True], "number": number, "title": letter.title, "body": letter.body}
    form = WriteForm(sent(request), today=today(), initial=initial)
    form.fix("kind", "sender")

    def run(form: WriteForm) -> Outcome:
        text = _text(letter.sender, form)
        return text if isinstance(text, Outcome) else services.change_letter(by=actor(request), letter=letter, text=text)

    return act_page(
        request,
        title="修改草稿",
        lead=letter.title,
        form=form,
        run=run,
        done="已保存。",
        back=reverse("letter", args=[code]),
        crumbs=way(letter),
        draft=f"letter-{code}",
    )


@page(SIGN)
def send(request: ReaderRequest, code: str) -> HttpResponse:
    """Signed and gone."""
    letter = sent_from(request, code, SIGN)
    behalf = signs(request.reader, letter.sender.now_path) is Signs.BEHALF
    offered = secretaries_of(letter.sender, today()) if behalf else []
    form = SendForm(sent(request), today=today(), behalf=behalf, offered=offered, initial={"dated": today()})

    def run(form: SendForm) -> Outcome:
        data = form.cleaned_data
        return services.send_letter(by=actor(request), letter=letter, signer=data.get("signer", ""), dated=data.get("dated"))

    return act_page(
        request,
        title="签发公文",
        lead=f"{letter.title}。签发以后不能改，收文的党组织立即看到。",
        form=form,
        run=run,
        done=SENT,
        back=reverse("letter", args=[code]),
        submit="签发",
        crumbs=way(letter),
    )


@page(WRITE)
def receive(request: ReaderRequest, code: str) -> HttpResponse:
    """It has come."""
    letter, line = sent_here(request, code, copies=True)
    page_ = Confirm(
        title=f"签收：{letter.title}",
        text=f"以{line.organisation}的名义签收。",
        submit="签收",
        cancel=reverse("letter", args=[code]),
        decision=may_receive(received=line.received_at is not None),
        harm=False,
    )
    if request.method == "POST":
        outcome = services.receive_letter(by=actor(request), line=line)
        if outcome.done:
            words.success(request, "已签收。")
            return HttpResponseRedirect(reverse("letter", args=[code]))
    return render(request, "web/confirm.html", {"page": page_}, status=422 if request.method == "POST" else 200)


@page(WRITE)
def reply(request: ReaderRequest, code: str) -> HttpResponse:
    """Written out already from the request; signed in the same tap where the reader signs for the organisation, else kept as a draft."""
    letter, line = sent_here(request, code, copies=False)
    of = line.organisation
    if not (decision := _answerable(letter)).allowed:
        context = {"head": Head("批复", crumbs=way(letter)), "decision": decision}
        return render(request, "web/refused.html", context, status=422 if request.method == "POST" else 200)
    signing = signs(request.reader, of.now_path) is Signs.OWN
    kind, about = LetterKind.REPLY, (letter.subject_kind, letter.subject_code)
    known = prefill(actor(request), kind, *about) if about[0] else None
    text = known or reply_text(asker=str(letter.sender), title=letter.title, number=letter.number)
    number = next_number(numbers_used(of), on=today())
    initial = {"number": number, "title": text.title, "body": "\n".join(text.paragraphs)}
    form = ReplyForm(sent(request), today=today(), initial=initial)

    def run(form: ReplyForm) -> Outcome:
        wanted = _text(of, form)
        if isinstance(wanted, Outcome):
            return wanted
        if signing:
            return services.reply_to(by=actor(request), request=letter, of=of, text=wanted)
        return services.draft_letter(by=actor(request), kind=kind, of=of, text=wanted, answers=letter)

    return act_page(
        request,
        title=f"批复：{letter.title}",
        lead=f"{of}批复{letter.sender}。{'签发以后不能改。' if signing else '存成草稿，由书记签发。'}",
        form=form,
        run=run,
        done=SENT if signing else "已存为草稿，等待签发。",
        back=_back,
        submit="签发批复" if signing else "存为草稿",
        crumbs=way(letter),
        draft=f"letter-reply-{code}",
    )


def _answerable(letter: Letter) -> Decision:
    return may_answer(kind=LetterKind(letter.kind), sent=letter.sent_at is not None, answered=answer_to(letter) is not None)


@page(WRITE)
def discard(request: ReaderRequest, code: str) -> HttpResponse:
    """A draft goes."""
    letter = sent_from(request, code, WRITE)
    decision = may_change(sent=letter.sent_at is not None)
    if request.method == "POST" and decision.allowed:
        outcome = services.discard_letter(by=actor(request), letter=letter)
        if outcome.done:
            words.success(request, "草稿已作废。")
            return HttpResponseRedirect(f"{reverse('letters')}?box=drafts")
    page_ = Confirm(
        title=f"作废草稿：{letter.title}",
        submit="作废",
        cancel=reverse("letter", args=[code]),
        consequences=("草稿和它的附件删除，不能找回。", "日志里留下：谁、什么时候作废的。"),
        decision=decision,
    )
    return render(request, "web/confirm.html", {"page": page_}, status=422 if request.method == "POST" else 200)


@takes_files
@page(WRITE)
def attach(request: ReaderRequest, code: str) -> HttpResponse:
    """Files are added to a draft; those that cannot be taken are named, the others stay."""
    found = sent_from(request, code, WRITE)
    return attach_page(
        request,
        subject=(KIND, code),
        show=lambda form, status: show(request, found, form, status),
        back=reverse("letter", args=[code]),
        closed=may_change(sent=found.sent_at is not None),
    )
