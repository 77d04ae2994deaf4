"""One institution: what holds on a day, its versions, two of them compared, a version as Word."""

from itertools import pairwise
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.files.forms import TOKEN, AttachForm
from zhibu.files.presentation import shown as shown_files
from zhibu.files.queries import attached
from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.kernel.clock import today
from zhibu.mechanism.institutions import documents, presentation
from zhibu.mechanism.institutions.files import KIND, code_of
from zhibu.mechanism.institutions.models import Institution, InstitutionVersion
from zhibu.mechanism.institutions.queries.histories import history_of
from zhibu.mechanism.institutions.queries.one import clauses_of, resolution_page, version_of
from zhibu.mechanism.institutions.queries.shelf import ShelfRow
from zhibu.mechanism.institutions.rules.standing import History
from zhibu.mechanism.institutions.rules.texts import blocks, compared
from zhibu.mechanism.institutions.terms import EDIT, SEE, Standing
from zhibu.mechanism.institutions.views.lists import way_to
from zhibu.mechanism.institutions.views.reaching import institution_at, steps_to, version_at
from zhibu.parameters.queries import PROPOSE
from zhibu.web.downloads import new_file, paper_response
from zhibu.web.filters import number_of
from zhibu.web.gate import ReaderRequest
from zhibu.web.html import prose_date
from zhibu.web.pages import Act, Head
from zhibu.web.state import PageState

NO_TEXT: Final = "正文见附件。"


@page(SEE)
def institution(request: ReaderRequest, code: str) -> HttpResponse:
    """What holds on the day; a draft stands beside it for those who write."""
    found, state = institution_at(request, code, SEE), PageState.read(request, today=today())
    row = _row(request, found, history_of(found.pk), state)
    if not row.drafts_seen and not row.history.spans:
        raise Http404
    span, draft = row.span, row.history.draft(state.on) if row.drafts_seen else None
    number = span.version if span else draft.number if draft else row.history.versions[0].number
    adopted = {one.version for one in row.history.spans}
    shown = [one for one in row.history.versions if row.drafts_seen or one.number in adopted]
    opens = request.reader.may(SEE_GATHERINGS, found.organisation.now_path)
    context = {
        "head": Head(
            found.title,
            lead=row.organisation,
            crumbs=way_to(request.reader, found.organisation),
            acts=_acts(found, row) if state.is_today else (),
            more=_more(found, row, number) if state.is_today else (),
            as_of=state,
        ),
        "facts": presentation.facts_of(row, resolution_page(span.id) if span and opens else ""),
        "draft_url": reverse("institution_version", args=[code, draft.number]) if draft and span else "",
        "history": presentation.versions_of(found, row.history, shown),
        "compare": [_compare(found, one.number, other.number) for one, other in pairwise(shown)][::-1],
        "text": row.standing is not Standing.NOT_YET,
        **_text(request, found, version_of(found, number), row, state),
    }
    return render(request, "institutions/institution.html", context)


def _row(request: ReaderRequest, found: Institution, history: History, state: PageState) -> ShelfRow:
    edits = request.reader.may(EDIT, found.organisation.now_path)
    return ShelfRow(found.code, found.title, str(found.organisation), True, found.named, history, state.on, edits)  # noqa: FBT003  a row


def _acts(found: Institution, row: ShelfRow) -> list[Act]:
    """What comes next for those who write there."""
    if not row.drafts_seen:
        return []
    draft = row.history.draft(row.on)
    if draft is None:
        again = row.standing is Standing.REPEALED
        return [Act("重新起草" if again else "修订", reverse("institution_write", args=[found.code]), "go")]
    return [
        Act("继续起草", reverse("institution_version", args=[found.code, draft.number])),
        Act("登记通过", reverse("institution_adopt", args=[found.code]), "go"),
    ]


def _more(found: Institution, row: ShelfRow, number: int) -> list[Act]:
    word = [Act("下载 Word", reverse("institution_word", args=[found.code, number]))]
    if not row.drafts_seen or row.history.in_force(row.on) is None:
        return word
    return [
        Act("登记复审", reverse("institution_review", args=[found.code])),
        Act("废止", reverse("institution_repeal", args=[found.code])),
        *word,
    ]


def _compare(found: Institution, old: int, new: int) -> Act:
    return Act(f"第 {new} 版改了什么", f"{reverse('institution_compare', args=[found.code])}?old={old}&new={new}")


def _text(
    request: ReaderRequest, found: Institution, version: InstitutionVersion | None, row: ShelfRow, state: PageState
) -> dict[str, object]:
    """The words of a version, what they carry, and its attached copies."""
    if version is None:
        raise Http404
    adopted = any(one.version == version.number for one in row.history.spans)
    writing = row.drafts_seen and not adopted
    code = code_of(found, version.number)
    carries = writing and request.reader.may(PROPOSE, found.organisation.now_path)
    leads = request.reader.may(SEE, found.organisation.now_path)
    clauses = clauses_of(version, found, state.on)
    files = attached(KIND, [code])[code]
    return {
        "title": found.title,
        "number": version.number,
        "under": _under(row.history, version.number),
        "changes": version.changes,
        "blocks": blocks(version.text),
        "no_text": "" if version.text else NO_TEXT if files else "还没有正文。",
        "clauses": presentation.clause_items(found, clauses, writing=carries, adopted=adopted, leads=leads),
        "clause_url": reverse("institution_clause", args=[found.code]) if carries else "",
        "clause_link": "加一条" if carries else "",
        "files": shown_files(files, changing=writing),
    }


def _under(history: History, number: int) -> str:
    """By when it was adopted, and from when it holds; as it stands under the title of a paper."""
    span = next((one for one in history.spans if one.version == number), None)
    return f"，{prose_date(span.adopted_on)}通过，{prose_date(span.since)}起施行" if span else "，文稿，还没有通过"


@page(SEE)
def version(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """One text; a draft is gone on with here."""
    found = institution_at(request, code, SEE)
    return show_version(request, found, number, None, 200)


def show_version(request: ReaderRequest, found: Institution, number: int, form: AttachForm | None, status: int) -> HttpResponse:
    """With a form for files while it is a draft."""
    history, state = history_of(found.pk), PageState.read(request, today=today())
    one, row = version_at(found, number, history, request), _row(request, found, history, state)
    writing = row.drafts_seen and all(span.version != number for span in history.spans)
    acts = [Act("下载 Word", reverse("institution_word", args=[found.code, number]))]
    if writing:
        acts += [
            Act("修改正文", reverse("institution_write", args=[found.code])),
            Act("登记通过", reverse("institution_adopt", args=[found.code]), "go"),
        ]
    title = f"{found.title}（第 {number} 版{'，文稿' if writing else ''}）"
    context = {
        "head": Head(title, lead=row.organisation, crumbs=steps_to(request.reader, found), acts=acts),
        "compare": [_compare(found, number - 1, number)] if number > 1 else [],
        "attach": (form or AttachForm()) if writing else None,
        "attach_url": reverse("institution_attach", args=[found.code]) if writing else "",
        "token_field": TOKEN,
        **_text(request, found, one, row, state),
    }
    return render(request, "institutions/version.html", context, status=status)


@page(SEE)
def compare(request: ReaderRequest, code: str) -> HttpResponse:
    """What one version altered of another; the newest two where nothing is asked."""
    found = institution_at(request, code, SEE)
    history = history_of(found.pk)
    numbers = [one.number for one in history.versions]
    new = number_of(request.GET.get("new", "")) or numbers[-1]
    old = number_of(request.GET.get("old", "")) or max(new - 1, 1)
    before, after = (version_at(found, one, history, request) for one in (old, new))
    head = Head(f"{found.title}：第 {old} 版和第 {new} 版", lead=str(found.organisation), crumbs=steps_to(request.reader, found))
    lines = compared(before.text, after.text)
    context = {"head": head, "lines": lines, "same": all(one.change == "same" for one in lines), "changes": after.changes}
    return render(request, "institutions/compare.html", context)


@page(SEE)
def word(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """The text as a file."""
    found = institution_at(request, code, SEE)
    history = history_of(found.pk)
    one = version_at(found, number, history, request)
    span = next((span for span in history.spans if span.version == number), None)
    stream = new_file()
    documents.write_text(stream, institution=found, version=one, span=span, actor=actor(request))
    return paper_response(stream, f"{found.title}（第 {number} 版）.docx")
