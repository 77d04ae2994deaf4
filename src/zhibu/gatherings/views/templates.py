"""Word templates: which count, their fields, a street's own in the place of ours, and back."""

from io import BytesIO
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhibu.gatherings.forms.templates import TemplateForm
from zhibu.gatherings.models import PaperTemplate
from zhibu.gatherings.queries.templates import template_for, templates_of
from zhibu.gatherings.services.templates import back_to_shipped, replace_template
from zhibu.gatherings.shipped import fields_of, shipped
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.kernel.clock import minute_of
from zhibu.register.models import Organisation
from zhibu.web.components import Chip, Event, Item
from zhibu.web.downloads import paper_response
from zhibu.web.forms import FormPage
from zhibu.web.gate import NotAllowed, ReaderRequest, actor, page, takes_files
from zhibu.web.pages import Act, Crumb, Head

ACT: Final = "edit_templates"
ALL: Final = "文书模板"


def _home(request: ReaderRequest) -> Organisation:
    """Templates are those of the organisation on which the grant stands."""
    paths = request.reader.paths(ACT)
    found = Organisation.objects.seen_by(request.reader, ACT).filter(now_path__in=paths).order_by("now_path").first()
    if found is None:
        raise NotAllowed(ACT)
    return found


def _kind(kind: str) -> PaperKind:
    try:
        return PaperKind.stored(kind)
    except ValueError as error:
        raise Http404 from error


@page(ACT)
def templates(request: ReaderRequest) -> HttpResponse:
    """Every paper with what fills it."""
    home = _home(request)
    own = {one.paper: one for one in templates_of(home).filter(withdrawn_at=None)}
    items = [
        Item(
            kind.label,
            f"本街道模板：{own[kind].name}" if kind in own else "自带模板",
            Chip("ok" if kind in own else "none", "已更换" if kind in own else "自带"),
            reverse("paper_template", args=[str(kind)]),
            "查看、更换",
        )
        for kind in PaperKind
    ]
    head = Head(ALL, lead=str(home), crumbs=_crumbs()[:1])
    return render(request, "gatherings/templates.html", {"head": head, "items": items})


@takes_files
@page(ACT)
def template(request: ReaderRequest, kind: str) -> HttpResponse:
    """One paper: its fields, its history, another file for it."""
    wanted, home = _kind(kind), _home(request)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        done = replace_template(by=actor(request), organisation=home, kind=wanted, name=file.name, content=file.read())
        if done.done:
            messages.success(request, f"{wanted.label}的模板已更换，从现在起按新模板生成。")
            return HttpResponseRedirect(reverse("paper_template", args=[kind]))
        form.refuse(done.decision)
    history = list(templates_of(home).filter(paper=kind))
    own = any(one.withdrawn_at is None for one in history)
    here = reverse("paper_template_file", args=[kind])
    acts = [Act("下载自带模板", f"{here}?shipped=1"), *([Act("下载现在的模板", here)] if own else [])]
    fields = fields_of(wanted)
    context = {
        "head": Head(wanted.label, lead="可以用 Word 改好后换上；字段名写在双花括号里", crumbs=_crumbs(), acts=acts),
        "page": FormPage(form=form, submit="检查并换上"),
        "single": [f"{{{{{name}}}}}" for name in fields.single],
        "lists": [
            (name, f"{{%tr for 行 in {name} %}}", [f"{{{{行.{column}}}}}" for column in columns]) for name, columns in fields.lists.items()
        ],
        "history": [_event(one) for one in history],
        "back": reverse("paper_template_back", args=[kind]) if own else "",
    }
    return render(request, "gatherings/template.html", context, status=422 if form.errors else 200)


def _crumbs() -> list[Crumb]:
    return [Crumb("各类台账", reverse("ledgers")), Crumb(ALL, reverse("paper_templates"))]


def _event(one: PaperTemplate) -> Event:
    ended = f"{minute_of(one.withdrawn_at)} 停用（{one.withdrawn_by}）" if one.withdrawn_at else ""
    return Event(minute_of(one.uploaded_at), one.name, one.uploaded_by, ended, None if ended else Chip("ok", "在用"))


@page(ACT)
def file(request: ReaderRequest, kind: str) -> HttpResponse:
    """The file that counts, or the shipped one."""
    wanted, home = _kind(kind), _home(request)
    own = None if "shipped" in request.GET else template_for(wanted, home.now_path)
    return paper_response(BytesIO(own or shipped(wanted)), f"{wanted.label}模板.docx")


@require_POST
@page(ACT)
def shipped_again(request: ReaderRequest, kind: str) -> HttpResponse:
    """The shipped template counts again; the street's own stays in the history."""
    done = back_to_shipped(by=actor(request), organisation=_home(request), kind=_kind(kind))
    if done.done:
        messages.success(request, "已恢复自带模板。")
    return HttpResponseRedirect(reverse("paper_template", args=[kind]))
