"""What waits to be settled on a person's page: proposals to another branch, values to look at."""

from django.http import HttpResponse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.register import forms
from zhibu.register.models import MoveProposal, MoveState
from zhibu.register.named import at_named
from zhibu.register.pages import person_of
from zhibu.register.queries.lookups import names_offered
from zhibu.register.queries.notes import open_notes
from zhibu.register.services import settling
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.views.member_acts import EDIT, page_of, way_to
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.gate import ReaderRequest, actor, page


@page(EDIT)
def move(request: ReaderRequest, code: str) -> HttpResponse:
    """A proposal to another branch; it moves nobody."""
    person = person_of(request, code, EDIT)
    form = forms.MoveForm(sent(request), today=today())
    form.offer("target", names_offered(request.reader, "see_names", OrganisationKind.BRANCH, but=person.now_organisation_id or 0))

    def run(form: forms.MoveForm) -> Outcome:
        note = form.cleaned_data["note"]
        return at_named(
            request,
            form.cleaned_data["target"],
            field="target",
            act="see_names",
            do=lambda target: settling.propose_move(by=actor(request), person=person, target=target, note=note),
        )

    return act_page(
        request,
        title=f"转接建议：{person.name}",
        lead="只提出建议，不移动组织关系；正式转接在全国党员管理信息系统办理。",
        form=form,
        run=run,
        done="已提出建议。",
        back=page_of(person),
        submit="提出建议",
        crumbs=way_to(person),
    )


@page(EDIT)
def withdraw(request: ReaderRequest, code: str, proposal_id: int) -> HttpResponse:
    """A proposal, or the draft that was made of it, is settled without a move."""
    person = person_of(request, code, EDIT)
    proposal = row_of(MoveProposal.objects.seen_by(request.reader, EDIT).filter(person=person, state__in=settling.UNSETTLED), proposal_id)
    drafted = proposal.state == MoveState.ACCEPTED
    return act_page(
        request,
        title=f"{'转接草稿' if drafted else '转接建议'}：{person.name}",
        lead="取消这份草稿；组织关系不变。" if drafted else "不采纳这条建议；组织关系不变。",
        form=forms.ReasonForm(sent(request), today=today()),
        run=lambda form: settling.withdraw_proposal(by=actor(request), proposal=proposal, **form.cleaned_data),
        done="已处理。",
        back=page_of(person),
        submit="取消草稿" if drafted else "不采纳",
        crumbs=way_to(person),
    )


@page(EDIT)
def close_note(request: ReaderRequest, code: str, note_id: int) -> HttpResponse:
    """Somebody looked: it is right as it stands; a wrong value is corrected instead."""
    person = person_of(request, code, EDIT)
    note = row_of(open_notes(request.reader, EDIT).filter(person=person), note_id)
    return act_page(
        request,
        title=f"核实：{person.name}",
        lead=f"{note.message} 有误的请先“更正信息”；确认无误的点“已核实”。",
        form=forms.ReasonForm(sent(request), today=today()),
        run=lambda form: settling.close_note(by=actor(request), note=note, **form.cleaned_data),
        done="已核实。",
        back=page_of(person),
        submit="已核实",
        crumbs=way_to(person),
    )
