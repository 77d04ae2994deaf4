"""A text is begun and written, given files and the values that it carries."""

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.files.attaching import OPEN, attach_page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.institutions.files import ADOPTED, KIND, code_of
from zhibu.mechanism.institutions.forms import BeginForm, ClauseForm, WriteForm
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.histories import history_of
from zhibu.mechanism.institutions.queries.one import version_of
from zhibu.mechanism.institutions.rules.acting import Carried
from zhibu.mechanism.institutions.services import drafting
from zhibu.mechanism.institutions.terms import EDIT, Named
from zhibu.mechanism.institutions.views.lists import way_to
from zhibu.mechanism.institutions.views.one import show_version
from zhibu.mechanism.institutions.views.reaching import institution_at, steps_to
from zhibu.parameters.queries import PROPOSE
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest, takes_files


@page(EDIT)
def begin(request: ReaderRequest, code: str) -> HttpResponse:
    """From an empty place of the shelf, or one more."""
    place = reach(Organisation.objects.all(), request.reader, EDIT, code=code)
    asked = request.GET.get("named", "")
    named = asked if asked in Named.labels() else ""
    form = BeginForm(sent(request), today=today(), initial={"title": Named.word(named)})

    def run(form: BeginForm) -> Outcome:
        data = form.cleaned_data
        return drafting.begin_institution(by=actor(request), organisation=place, title=data["title"], named=named, text=data["text"])

    def back(outcome: Outcome) -> str:
        made = Institution.objects.seen_by(request.reader, EDIT).get(pk=outcome.row_id)
        return reverse("institution_version", args=[made.code, 1])

    return act_page(
        request,
        title="登记制度",
        lead="登记的是本组织自己定的制度；先存成文稿，登记通过以后才施行。",
        form=form,
        run=run,
        done="已存成文稿。下一步：登记由什么会议通过。",
        back=back,
        crumbs=way_to(request.reader, place),
        draft=f"institution-{code}",
    )


@page(EDIT)
def write(request: ReaderRequest, code: str) -> HttpResponse:
    """Over the draft, or a new version that begins with the text of the last."""
    found = institution_at(request, code, EDIT)
    history = history_of(found.pk)
    draft, last = history.draft(today()), history.versions[-1]
    stored = version_of(found, last.number)
    text = stored.text if stored else ""
    seen = stored.revision if draft and stored else 0
    start = {"text": text, "changes": draft.changes if draft else "", "seen": seen}
    form = WriteForm(sent(request), today=today(), initial=start)

    def run(form: WriteForm) -> Outcome:
        data = form.cleaned_data
        done = drafting.write_version(by=actor(request), institution=found, text=data["text"], changes=data["changes"], seen=data["seen"])
        if any(one.code == "changed" for one in done.decision.objections):
            form.start_over_from(seen)
        return done

    def back(_: Outcome) -> str:
        return reverse("institution_version", args=[code, history_of(found.pk).versions[-1].number])

    title = f"修改文稿：{found.title}" if draft else f"修订：{found.title}"
    lead = "现行版本照旧施行，新的一版通过以后才代替它。" if history.spans else ""
    return act_page(
        request,
        title=title,
        lead=lead,
        form=form,
        run=run,
        done="文稿已保存。",
        back=back,
        crumbs=steps_to(request.reader, found),
        draft=f"institution-write-{code}",
        template="institutions/write.html",
        beside={"stored": text if form.is_bound and draft else ""},
    )


@page(PROPOSE)
def clause(request: ReaderRequest, code: str) -> HttpResponse:
    """An article that fixes a local parameter."""
    found = institution_at(request, code, PROPOSE)
    form = ClauseForm(sent(request), today=today())

    def run(form: ClauseForm) -> Outcome:
        data = form.cleaned_data
        return drafting.carry(by=actor(request), institution=found, clause=Carried(data["parameter"], data["value"], data["article"]))

    return act_page(
        request,
        title=f"本地规定：{found.title}",
        lead="这一条定下的数值，登记通过时提给书记；书记确定以后，提醒事项按它判断，并写明出自这一条。",
        form=form,
        run=run,
        done="已写入文稿。",
        back=_draft_page(found),
        crumbs=steps_to(request.reader, found),
        submit="写入文稿",
    )


def _draft_page(found: Institution) -> str:
    return reverse("institution_version", args=[found.code, history_of(found.pk).versions[-1].number])


@page(PROPOSE)
def clause_remove(request: ReaderRequest, code: str, clause_id: int) -> HttpResponse:
    """Taken out of the draft."""
    found = institution_at(request, code, PROPOSE)
    return act_page(
        request,
        title=f"去掉一条本地规定：{found.title}",
        lead="只从文稿里去掉，现行数值不变。",
        form=PageForm(sent(request)),
        run=lambda _: drafting.carry_no_more(by=actor(request), institution=found, clause_id=clause_id),
        done="已去掉。",
        back=_draft_page(found),
        crumbs=steps_to(request.reader, found),
        submit="去掉",
    )


@takes_files
@page(EDIT)
def attach(request: ReaderRequest, code: str) -> HttpResponse:
    """A copy of the draft as a file."""
    found = institution_at(request, code, EDIT)
    history = history_of(found.pk)
    draft = history.draft(today())
    number = draft.number if draft else history.versions[-1].number
    return attach_page(
        request,
        subject=(KIND, code_of(found, number)),
        show=lambda form, status: show_version(request, found, number, form, status),
        back=reverse("institution_version", args=[code, number]),
        closed=OPEN if draft else ADOPTED,
    )
