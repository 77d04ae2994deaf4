"""One row for every address: how to build it for an object at a place, and what differs from what its right says.

The expected answer is derived (``expected``): nobody signed in goes to the log-in; whoever may not do the view's act
anywhere gets 403; an object out of reach gets 404; one that is seen, but not open to the act, 403. A row names what
can't be derived. A new address without a row fails ``test_every_address_has_a_row``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tests.access.cast import PASSWORD
from tests.access.world import INSIDE, WHY, WITHOUT_RIGHTS, Place
from zhibu.access.terms import ROLE_ACTS, TOKEN_ACTS, Role
from zhibu.gatherings.models import Holding, Vote
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.models import Bonus, Indicator, ScoreObjection
from zhibu.mechanism.commemoration.models import Guest
from zhibu.mechanism.responsibility.models import Handover, Matter, MatterTag, PriorityEvidence, PriorityLine, WorkArea
from zhibu.mechanism.sessions.models import ListedMatter, Recusal, Tabling
from zhibu.mechanism.steering.models import SteeringMember
from zhibu.register.terms.occupation import Occupation
from zhibu.team.elections.models import Ballot
from zhibu.web.gate import ANYBODY

Arguments = Callable[[Place], tuple[object, ...]]
Sent = Callable[[Place], Mapping[str, object]]


ON_BEHALF: Final = "sign_on_behalf"


@dataclass(frozen=True, slots=True)
class Row:
    """One address."""

    at: Arguments | None = None
    """Arguments for the object at a place; None: the address names no object of the register."""
    post: Sent | None = None
    """What a POST sends; None: the address only shows. A write that may be done does not have to succeed here."""
    only_post: bool = False
    act: str = ""
    """The right on the object, where it is another than the one that opens the view."""
    seen: str = "see_names"
    """The right by which a reader knows that the object is there: without the act that is 403, without this 404."""
    status: int = 200
    """What pages answer that ask for no right: open to everybody, or to everybody signed in."""
    also: int = 0
    """Another answer of such a page, to those who are signed in already."""
    nowhere: bool = False
    """The address names something that stands at no place, such as a rule: whoever may open the view may open it."""
    theirs: bool = False
    """The object is its owner's alone, and here it is somebody else's."""
    above: bool = False
    """What stands above is seen, too: what was laid down there binds here."""
    seat: bool = False
    """Done at the very organisation of a grant: who stands above does not do it in its place, but for the clerk who enters on behalf."""
    lists: tuple[str, ...] = ()
    """Ways to ask a list; none may tell of what lies out of reach."""
    tells: bool = False
    """The list names the people or units of whoever may see them."""
    api: bool = False
    """Other systems ask here, each method with a right of its own; what is sent is JSON, and nobody is sent to the log-in."""


def person(place: Place) -> tuple[object, ...]:
    """By the code of the person there."""
    return (place.person.code,)


def organisation(place: Place) -> tuple[object, ...]:
    """By the code of the organisation there."""
    return (place.organisation.code,)


def unit(place: Place) -> tuple[object, ...]:
    """By the code of the unit there."""
    return (place.unit.code,)


def account(place: Place) -> tuple[object, ...]:
    """By the number of the account that is granted there."""
    return (place.account.pk,)


def upload(place: Place) -> tuple[object, ...]:
    """By the key of what somebody there has uploaded."""
    return (place.upload.key,)


def copy(place: Place) -> tuple[object, ...]:
    """By the number of the copy of the place."""
    return (place.export_id,)


def message(place: Place) -> tuple[object, ...]:
    """By the code of what was published there."""
    return (place.message_code,)


def gathering(place: Place) -> tuple[object, ...]:
    """By the code of the gathering that the organisation there holds."""
    return (place.gathering_code,)


def on_the_list(place: Place) -> tuple[object, ...]:
    """Somebody on the list of that gathering."""
    holding = Holding.objects.unguarded(WHY).get(gathering__code=place.gathering_code, part__number=1)
    return (place.gathering_code, holding.pk, place.person.code)


def first_part(place: Place) -> tuple[object, ...]:
    """The lecture of that gathering."""
    return (place.gathering_code, 1)


def held_there(place: Place) -> tuple[object, ...]:
    """As the organisation there holds it."""
    return on_the_list(place)[:2]


def guest(place: Place) -> tuple[object, ...]:
    """Somebody invited to the ceremony there."""
    return (place.gathering_code, Guest.objects.unguarded(WHY).get(ceremony__gathering__code=place.gathering_code).pk)


def honoured(place: Place) -> tuple[object, ...]:
    """The honours that the organisation there gave in this year."""
    return (place.organisation.code, today().year)


def vote(place: Place) -> tuple[object, ...]:
    """What is voted on there."""
    found = Vote.objects.unguarded(WHY).get(holding__gathering__code=place.gathering_code)
    return (place.gathering_code, found.pk)


def scheme(place: Place) -> tuple[object, ...]:
    """By the code of the table there."""
    return (place.scheme,)


def agreement(place: Place) -> tuple[object, ...]:
    """By the code of the agreement there."""
    return (place.agreement,)


def indicator(place: Place) -> tuple[object, ...]:
    """A row of the table there."""
    return (Indicator.objects.unguarded(WHY).get(scheme__code=place.scheme).pk,)


def institution(place: Place) -> tuple[object, ...]:
    """By the code of what was laid down there."""
    return (place.institution_code,)


def institution_version(place: Place) -> tuple[object, ...]:
    """Its first version."""
    return (place.institution_code, 1)


def study_line(place: Place) -> tuple[object, ...]:
    """A line of the plan there."""
    return (place.study_line_id,)


def study_held(place: Place) -> tuple[object, ...]:
    """A session that was held there."""
    return (place.study_code, place.study_holding_id)


def case(place: Place) -> tuple[object, ...]:
    """By the code of the case that is held there, and waits there."""
    return (place.case,)


def paper(place: Place) -> tuple[object, ...]:
    """A document of that case."""
    return (place.case, place.case_document)


def assigning(place: Place) -> tuple[object, ...]:
    """The first step of that case."""
    return (place.case, "assign")


def letter(place: Place) -> tuple[object, ...]:
    """By the code of the draft of the organisation there."""
    return (place.letter_code,)


def incoming(place: Place) -> tuple[object, ...]:
    """By the code of what has come to it."""
    return (place.incoming_code,)


def life_meeting(place: Place) -> tuple[object, ...]:
    """By the code of the life meeting there."""
    return (place.life_meeting,)


def life_of(place: Place) -> tuple[object, ...]:
    """As the organisation there holds it."""
    return (place.life_meeting, place.organisation.code)


def preparation(place: Place) -> tuple[object, ...]:
    """The preparation of that meeting."""
    return (place.life_preparation,)


def topic(place: Place) -> tuple[object, ...]:
    """By the code of the topic that the organisation there proposed."""
    return (place.topic,)


def session(place: Place) -> tuple[object, ...]:
    """By the code of the session that is held there."""
    return (place.session,)


def tabled(place: Place) -> tuple[object, ...]:
    """The topic on its agenda."""
    return (place.session, Tabling.objects.unguarded(WHY).get(item__part__gathering__code=place.session).pk)


def recused(place: Place) -> tuple[object, ...]:
    """Who left the room for it."""
    return (place.session, Recusal.objects.unguarded(WHY).get(tabling__item__part__gathering__code=place.session).pk)


def session_paper(place: Place) -> tuple[object, ...]:
    """The agenda of that session."""
    return (place.session, "agenda")


def listed_matter(place: Place) -> tuple[object, ...]:
    """A line of the list of 三重一大 there."""
    return (ListedMatter.objects.unguarded(WHY).get(committee=place.organisation).pk,)


def selection(place: Place) -> tuple[object, ...]:
    """By the code of the selection that the organisation there conducts."""
    return (place.selection,)


def received(place: Place) -> tuple[object, ...]:
    """By the code of the honour from above there."""
    return (place.received,)


def election(place: Place) -> tuple[object, ...]:
    """By the code of the election there."""
    return (place.election,)


def requesting(place: Place) -> tuple[object, ...]:
    """Its first step."""
    return (place.election, "request")


def balloting(place: Place) -> tuple[object, ...]:
    """The ballot that is out there."""
    return (place.election, Ballot.objects.unguarded(WHY).get(election__case__code=place.election).pk)


def assessment(place: Place) -> tuple[object, ...]:
    """By the code of the assessment there."""
    return (place.assessment,)


def assessment_of(place: Place) -> tuple[object, ...]:
    """As the organisation there holds it."""
    return (place.assessment, place.organisation.code)


def bonus(place: Place) -> tuple[object, ...]:
    """What was applied for there."""
    return (Bonus.objects.unguarded(WHY).get(agreement__code=place.agreement).pk,)


def score_objection(place: Place) -> tuple[object, ...]:
    """What was said there against a result."""
    return (ScoreObjection.objects.unguarded(WHY).get(agreement__code=place.agreement).pk,)


def report(place: Place) -> tuple[object, ...]:
    """A secretary's, to the organisation there."""
    return (place.report_code,)


def linked_place(place: Place) -> tuple[object, ...]:
    """By the code of the stairwell there."""
    return (place.linked_place,)


def link(place: Place) -> tuple[object, ...]:
    """Who is linked to it."""
    return (place.linked_place, place.link_id)


def appointment(place: Place) -> tuple[object, ...]:
    """By the code of the case of a concurrent member there."""
    return (place.appointment,)


def seated(place: Place) -> tuple[object, ...]:
    """By the committee there, and the seat that was given by hand."""
    return (place.organisation.code, SteeringMember.objects.unguarded(WHY).get(organisation=place.organisation).pk)


def post_there(place: Place) -> tuple[object, ...]:
    """A post that somebody holds there."""
    return (place.post_id,)


def work_area(place: Place) -> tuple[object, ...]:
    """An area on the list of the organisation there."""
    return (WorkArea.objects.unguarded(WHY).get(organisation=place.organisation).pk,)


def area_of(place: Place) -> tuple[object, ...]:
    """That area in the organisation itself."""
    return (place.organisation.code, *work_area(place))


def handover(place: Place) -> tuple[object, ...]:
    """A post that was handed over there."""
    return (Handover.objects.unguarded(WHY).get(organisation=place.organisation).code,)


def year_of(place: Place) -> tuple[object, ...]:
    """The list of that year."""
    return (place.organisation.code, today().year)


def priority_line(place: Place) -> tuple[object, ...]:
    """A line of the list there."""
    return (PriorityLine.objects.unguarded(WHY).get(organisation=place.organisation).pk,)


def priority_evidence(place: Place) -> tuple[object, ...]:
    """What that line rests on."""
    return (PriorityEvidence.objects.unguarded(WHY).get(organisation=place.organisation).pk,)


def matter(place: Place) -> tuple[object, ...]:
    """What the organisation there does together with another."""
    return (Matter.objects.unguarded(WHY).get(organisation=place.organisation).code,)


def matter_tag(place: Place) -> tuple[object, ...]:
    """What shows one of the five there."""
    return (MatterTag.objects.unguarded(WHY).get(organisation=place.organisation).pk,)


def poll(place: Place) -> tuple[object, ...]:
    """By the code of what is asked there."""
    return (place.poll_code,)


def nothing(_: Place) -> Mapping[str, str]:
    """An empty form."""
    return {}


def reason(_: Place) -> Mapping[str, str]:
    """A form that asks why."""
    return {"reason": "测试", "choice": "核对信息", "on": "2026-01-05"}


def picked(place: Place) -> Mapping[str, str]:
    """A proposal that is declined."""
    return {"pick": f"{place.person.code}-{place.proposal_id}", "do": "decline", "reason": "测试"}


ROLL: Final = (
    "",
    "?q=",
    "?q=赵",
    "?q=李旁",
    "?q=lp",
    "?q=周外",
    "?sort=-name",
    "?sort=organisation",
    "?sort=birth_date",
    "?group=all",
    "?page=2",
    "?category=resident",
    "?on=2026-01-05",
    "?columns=phone&columns=id_number&columns=residence",
    "?letter=L",
    "?q=5678",
)
UNITS: Final = ("", "?q=单位", "?q=李旁", "?sort=-name", "?on=2026-01-05")
TREE: Final = ("", "?on=2026-01-05")
PROPOSED: Final = ("", "?sort=-name", "?sort=target", "?q=李旁", "?category=resident", "?source=导入的名册", "?all=1", "?page=2")
FOUND: Final = ("", "?state=check", "?state=unknown", "?sort=-subject", "?clause=branch.secretary", "?on=2026-01-05", "?page=2")
MET: Final = ("", "?q=会议", "?state=planned", "?kind=lecture", "?since=2026-01-05", "?late=yes", "?page=2")

LEDGERS: Final = ("", "?kind=theme-days", "?kind=study", "?year=2026", "?page=2")

CASES: Final = (
    "",
    "?state=open",
    "?late=yes",
    "?q=反映",
    "?q=周外",
    "?procedure=visit_matter",
    "?step=visit_matter.assign",
    "?sort=-code",
    "?page=2",
)

NOTICE: Final = "term.notice_days"

ROWS: Final[Mapping[str, Row]] = {
    # web, config
    "healthz": Row(),
    "web:appearance": Row(post=lambda _: {"size": "large"}, only_post=True, status=302),
    # attachments: the owner of what they belong to decides (tests/files/test_views.py); this one belongs to nothing
    "file": Row(lambda _: ("0" * 32,), status=404),
    "file_preview": Row(lambda _: ("0" * 32,), status=404),
    "file_remove": Row(lambda _: ("0" * 32,), post=reason, status=404),
    # messages: whom one is for is no matter of reach (tests/messages/test_views.py); this one is for nobody
    "messages": Row(lists=("",)),
    "messages_count": Row(),
    "messages_published": Row(lists=("",)),
    "message_new": Row(post=nothing),
    "message": Row(lambda _: ("0" * 16,), status=404),
    "message_print": Row(message, seen="publish_messages"),
    "message_text": Row(message, seen="publish_messages"),
    "message_attach": Row(message, post=nothing, only_post=True, seen="publish_messages"),
    "message_withdraw": Row(message, post=reason, seen="publish_messages"),
    # letters: of the sender's while they are drafts; those that were sent are seen at both ends (tests/letters/test_queries.py)
    "letters": Row(lists=("", "?box=out", "?box=drafts", "?box=below")),
    "letter_new": Row(post=nothing),
    "letter": Row(letter, seen="see_letters"),
    "letter_edit": Row(letter, post=nothing, seen="see_letters"),
    "letter_send": Row(letter, post=nothing, seen="see_letters"),
    "letter_receive": Row(incoming, post=nothing, seen="see_letters", seat=True),
    "letter_reply": Row(incoming, post=nothing, seen="see_letters", seat=True),
    "letter_discard": Row(letter, post=nothing, seen="see_letters"),
    "letter_attach": Row(letter, post=nothing, only_post=True, seen="see_letters"),
    "letter_paper": Row(lambda place: (place.letter_code, "docx"), seen="see_letters"),
    # polls: who is asked is a matter of the roll (tests/polls/test_views.py)
    "polls": Row(lists=("",), tells=True),
    "poll_new": Row(post=nothing),
    "poll": Row(lambda _: ("0" * 16,), post=nothing, status=404),
    "poll_paper": Row(poll, post=nothing, seen="hold_polls"),
    "poll_close": Row(poll, post=nothing, seen="hold_polls"),
    # signing in
    "sign_in": Row(post=nothing, also=302),
    "sign_in_slip": Row(post=nothing, also=302),
    "second_step": Row(post=nothing, status=302),
    "sign_out": Row(post=nothing, only_post=True, status=302),
    "password": Row(post=nothing),
    "draft": Row(lambda _: ("member-new",), status=204),
    "persona": Row(post=lambda _: {"persona": "bare"}, only_post=True, status=404),
    # workbench
    "home": Row(lists=("",)),
    "settling": Row(lists=("", "?sort=-name", "?sort=since", "?page=2"), tells=True),
    "settling_export": Row(lists=("", "?sort=-name"), tells=True),
    "settling_proposals": Row(post=picked, lists=PROPOSED, tells=True),
    "proposals_export": Row(lists=PROPOSED, tells=True),
    "unsaid_export": Row(lists=("", "?sort=-name", "?missing=branch"), tells=True),
    "drafts_export": Row(lists=("", "?state=withdrawn")),
    "settling_desk": Row(lists=("",)),
    "settling_unsaid": Row(lists=("", "?sort=-name", "?missing=branch", "?page=2"), tells=True),
    "settling_drafts": Row(lists=("", "?state=withdrawn", "?page=2")),
    "settling_reconsider": Row(lambda place: (place.proposal_id,), post=nothing, only_post=True),
    "managing_member": Row(person, post=picked),
    "managing_said": Row(person),
    # coordination
    "coordination": Row(lists=("", "?state=open", "?kind=venue", "?q=李旁", "?sort=-entered", "?page=2"), tells=True),
    "coordination_offers": Row(lists=("", "?state=ready", "?q=李旁", "?sort=-since"), tells=True),
    "coordination_projects": Row(lists=("", "?state=agree", "?q=李旁", "?sort=-due"), tells=True),
    "coordination_partners": Row(lists=("", "?kind=unit", "?q=李旁", "?sort=-name"), tells=True),
    "coordination_export": Row(lists=("",), tells=True),
    "coordination_need_new": Row(post=nothing),
    "coordination_offer_new": Row(post=nothing),
    "coordination_partner_new": Row(post=nothing),
    "coordination_need": Row(lambda place: (place.shared.code("X"),), seen="see_cases"),
    "coordination_need_step": Row(lambda place: (place.shared.need_case, "answer"), seen="see_cases"),
    "coordination_match": Row(lambda place: (place.shared.code("X"), place.shared.code("Z")), post=nothing, seen="see_cases"),
    "coordination_return": Row(lambda place: (place.shared.code("X"),), post=nothing, seen="see_cases"),
    "coordination_need_correct": Row(lambda place: (place.shared.code("X"),), post=nothing, seen="see_cases"),
    "coordination_need_withdraw": Row(lambda place: (place.shared.code("X"),), post=nothing, seen="see_cases"),
    "coordination_offer": Row(lambda place: (place.shared.code("Z"),), seen="see_cases"),
    "coordination_direct": Row(lambda place: (place.shared.code("Z"),), post=nothing, seen="see_cases"),
    "coordination_offer_correct": Row(lambda place: (place.shared.code("Z"),), post=nothing, seen="see_cases"),
    "coordination_offer_withdraw": Row(lambda place: (place.shared.code("Z"),), post=nothing, seen="see_cases"),
    "coordination_project": Row(lambda place: (place.shared.code("M"),), seen="see_cases"),
    "coordination_project_step": Row(lambda place: (place.shared.project_case, "agree"), post=nothing, seen="see_cases"),
    "coordination_thanks": Row(lambda place: (place.shared.code("M"), "docx"), seen="see_cases"),
    "coordination_partner": Row(lambda place: (place.shared.code("G"),), seen="see_cases"),
    "coordination_partner_end": Row(lambda place: (place.shared.code("G"),), post=nothing, seen="see_cases"),
    "coordination_year": Row(lambda place: (place.shared.code("G"), "xlsx"), seen="see_cases"),
    "coordination_partner_thanks": Row(lambda place: (place.shared.code("G"), "docx"), seen="see_cases"),
    "coordination_link_new": Row(lambda place: (place.shared.code("G"),), post=nothing, seen="see_cases"),
    "coordination_link_letter": Row(lambda place: (place.shared.code("T"),), seen="see_cases"),
    "coordination_link_renew": Row(lambda place: (place.shared.code("T"),), post=nothing, seen="see_cases"),
    "coordination_link_revoke": Row(lambda place: (place.shared.code("T"),), post=nothing, seen="see_cases"),
    "coordination_arrivals": Row(lists=("",), tells=True),
    "coordination_arrival_seen": Row(lambda place: (place.shared.arrival,), post=nothing, seen="see_cases"),
    "organisation_coordination": Row(organisation, seen="see_cases"),
    "unit_coordination": Row(unit, seen="see_cases"),
    # ties with residents
    "ties": Row(lists=("", "?kind=stairwell", "?q=李旁", "?sort=-name", "?page=2"), tells=True),
    "my_links": Row(),
    "linked_place_new": Row(post=nothing),
    "linked_place": Row(linked_place, seen="see_gatherings"),
    "linked_place_visit": Row(linked_place, post=nothing, seen="see_gatherings"),
    "linked_place_notice": Row(linked_place, seen="see_gatherings"),
    "linked_place_link": Row(linked_place, post=nothing, seen="see_gatherings"),
    "linked_place_link_end": Row(link, post=nothing, seen="see_gatherings"),
    # floating members
    "floating": Row(lists=("", "?list=in", "?list=abroad", "?list=lost", "?sort=-name", "?q=李旁", "?page=2"), tells=True),
    "floating_export": Row(lists=("", "?list=in", "?q=李旁"), tells=True),
    "floating_member": Row(person),
    "floating_part": Row(person),
    "floating_phone": Row(person, post=reason),
    "floating_slip": Row(person),
    "floating_out": Row(person, post=nothing),
    "floating_received": Row(person, post=nothing),
    "floating_register": Row(person, post=nothing),
    "floating_contact": Row(person, post=nothing),
    "floating_back": Row(person, post=nothing),
    "floating_search": Row(person, post=nothing),
    "floating_found": Row(person, post=nothing),
    "changes": Row(lists=("",), tells=True),
    "take_back": Row(lambda place: (place.operation_id,), post=nothing, only_post=True, status=404),
    "me": Row(),
    "my_reads": Row(),
    "my_readers": Row(),
    # where one is signed in, and by what
    "my_sessions": Row(),
    "session_end": Row(lambda _: ("0" * 16,), post=nothing, only_post=True, status=404),
    "sessions_end_others": Row(post=nothing, only_post=True, status=302),
    "device_forget": Row(lambda place: (place.device_id,), post=nothing, only_post=True, status=404),
    "second_factor": Row(),
    "second_factor_phone": Row(post=nothing),
    "second_factor_sheet": Row(post=nothing),
    "second_factor_off": Row(post=nothing),
    # tokens for other systems
    "my_tokens": Row(lists=("",)),
    "token_new": Row(post=nothing),
    "token_end": Row(lambda place: (place.token_id,), post=nothing, theirs=True),
    "tokens": Row(),
    "token_revoke": Row(lambda place: (place.token_id,), post=reason, act="give_grants"),
    "api": Row(),
    "api_schema": Row(),
    "api_token": Row(api=True),
    "api_organisations": Row(api=True, lists=("", "?on=2026-01-05", "?limit=1")),
    "api_organisation": Row(organisation, api=True),
    "api_members": Row(api=True, post=nothing, lists=("", "?on=2026-01-05", "?group=all", "?limit=1"), tells=True),
    "api_member": Row(person, api=True, post=lambda _: {"facts": {"joined_on": "1999-07"}}),
    "api_member_status": Row(person, api=True, post=lambda _: {"status": "full", "on": "2026-01-05"}),
    "api_member_category": Row(person, api=True, post=lambda _: {"category": "retired", "on": "2026-01-05"}),
    "api_member_marks": Row(person, api=True, post=lambda _: {"mark": "home_bound", "on": "2026-01-05"}),
    "api_member_education": Row(person, api=True, post=lambda _: {"on": "2026-01-05"}),
    "api_member_occupation": Row(person, api=True, post=lambda _: {"occupation": str(Occupation.FARMER), "on": "2026-01-05"}),
    "api_member_posts": Row(
        person, api=True, post=lambda place: {"organisation": place.organisation.code, "kind": "secretary", "on": "2026-01-05"}
    ),
    "api_member_leave": Row(person, api=True, post=lambda _: {"how": "left", "on": "2026-01-05"}),
    "api_gatherings": Row(api=True, post=nothing, lists=("", "?kind=lecture", "?state=planned"), tells=True),
    "api_gathering": Row(gathering, api=True, seen="see_calendar"),
    "api_attendance": Row(gathering, api=True, post=nothing, seen="see_calendar"),
    "api_minutes": Row(first_part, api=True, post=nothing, seen="see_calendar"),
    "api_cases": Row(api=True, post=nothing, lists=("", "?late=true", "?procedure=visit_matter")),
    "api_case": Row(case, api=True, seen="see_cases"),
    "api_case_step": Row(assigning, api=True, post=lambda _: {"seen": 1, "on": "2026-01-05"}, seen="see_cases"),
    "api_case_void": Row(assigning, api=True, post=lambda _: {"seen": 1, "reason": "误登"}, seen="see_cases"),
    "api_case_reopen": Row(assigning, api=True, post=lambda _: {"seen": 1, "reason": "没办好"}, seen="see_cases"),
    "api_case_hand_over": Row(
        case, api=True, post=lambda place: {"seen": 1, "organisation": place.organisation.code, "reason": "归他们管"}, seen="see_cases"
    ),
    "api_case_documents": Row(
        case, api=True, post=lambda _: {"document": "decision", "on": "2026-01-05", "kept_at": "铁柜"}, seen="see_cases"
    ),
    "api_case_pause": Row(case, api=True, post=lambda _: {"seen": 1}, seen="see_cases"),
    "api_case_resume": Row(case, api=True, post=lambda _: {"seen": 1}, seen="see_cases"),
    "api_case_cancel": Row(case, api=True, post=lambda _: {"seen": 1}, seen="see_cases"),
    "api_findings": Row(api=True, lists=("", "?state=check", "?on=2026-01-05")),
    # accounts and grants
    "accounts": Row(),
    "account_new": Row(post=nothing),
    "account": Row(account, act="give_grants"),
    "account_password": Row(account, post=nothing, act="give_grants"),
    "account_close": Row(account, post=reason, act="give_grants"),
    "account_open": Row(account, post=reason, act="give_grants"),
    "account_person": Row(account, post=nothing, act="give_grants"),
    "account_sees": Row(account, act="give_grants"),
    "account_sessions_end": Row(account, post=reason, act="give_grants"),
    "account_factor": Row(account, post=reason, act="give_grants"),
    "factor_resets": Row(),
    "postbox": Row(),
    "postbox_exchange": Row(post=nothing, only_post=True),
    "factor_reset_confirm": Row(lambda place: (place.reset_id,), post=nothing, act="confirm_reset"),
    "factor_reset_withdraw": Row(lambda place: (place.reset_id,), post=reason, act="confirm_reset"),
    "grant_new": Row(account, post=nothing, act="give_grants"),
    "grant_end": Row(lambda place: (place.grant_id,), post=reason, act="give_grants"),
    # the trail
    "audit": Row(),
    "audit_reads": Row(),
    "audit_chain": Row(),
    "audit_head": Row(),
    "audit_verify": Row(post=nothing),
    "audit_verify_progress": Row(),
    "operation": Row(lambda place: (place.operation_id,), act="read_trail"),
    # members
    "members": Row(lists=ROLL, tells=True),
    "members_export": Row(lists=ROLL, tells=True),
    "members_find": Row(post=nothing),
    "member_register": Row(post=nothing),
    "member": Row(person),
    "member_copy": Row(person, post=reason),
    "member_reveal": Row(lambda place: (place.person.code, "id_number"), post=reason, act="reveal_number", seen="see_record"),
    "member_correct": Row(person, post=nothing),
    "member_leave": Row(person, post=nothing),
    "member_status": Row(person, post=nothing),
    "member_category": Row(person, post=nothing),
    "member_mark": Row(person, post=nothing),
    "member_post": Row(person, post=nothing),
    "member_end_post": Row(lambda place: (place.person.code, place.post_id), post=reason),
    "member_move": Row(person, post=nothing),
    "member_merge": Row(person, post=nothing),
    "member_education": Row(person, post=nothing),
    "member_occupation": Row(person, post=nothing),
    "member_group": Row(person, post=nothing),
    "member_hardship": Row(person, post=nothing),
    "member_note": Row(lambda place: (place.person.code, place.note_id), post=reason),
    "member_readers": Row(person),
    "member_slip": Row(person, post=nothing),
    "member_proposal": Row(lambda place: (place.person.code, place.proposal_id), post=reason),
    # organisations
    "organisations": Row(lists=TREE),
    "organisations_chart": Row(lists=TREE),
    "organisations_list": Row(lists=(*TREE, "?sort=-name", "?q=社区")),
    "organisations_export": Row(lists=TREE),
    "organisation_found": Row(post=nothing),
    "organisation": Row(organisation),
    "organisation_correct": Row(organisation, post=nothing),
    "organisation_rename": Row(organisation, post=nothing),
    "organisation_kind": Row(organisation, post=nothing),
    "organisation_move": Row(organisation, post=nothing),
    "organisation_dissolve": Row(organisation, post=reason),
    "organisation_merge": Row(organisation, post=nothing),
    "organisation_community": Row(organisation, post=nothing),
    "organisation_split": Row(organisation, post=nothing),
    "organisation_readers": Row(organisation),
    "organisation_records_from": Row(organisation, post=nothing),
    # units
    "units": Row(lists=UNITS, tells=True),
    "units_export": Row(lists=UNITS, tells=True),
    "unit_add": Row(post=nothing),
    "unit": Row(unit, seen="see_register"),
    "unit_correct": Row(unit, post=nothing, seen="see_register"),
    "unit_close": Row(unit, post=reason, seen="see_register"),
    "imports": Row(post=nothing),
    "import_run": Row(upload, theirs=True),
    "import_progress": Row(upload, theirs=True),
    "import_confirm": Row(upload, post=lambda _: {"do": "import"}, only_post=True, theirs=True),
    "import_refused": Row(upload, theirs=True),
    "import_take_back": Row(upload, post=nothing, only_post=True, theirs=True),
    # ledgers
    "ledgers": Row(lists=LEDGERS),
    "ledger_file": Row(lists=("", "?kind=theme-days", "?year=2026")),
    "gathering_papers": Row(gathering, seen="see_calendar"),
    "gathering_paper": Row(lambda place: (place.gathering_code, "sign-in", "docx"), seen="see_calendar"),
    "gathering_ledger": Row(lambda place: (place.gathering_code, "three-meetings", "xlsx"), seen="see_calendar"),
    "paper_templates": Row(),
    "paper_template": Row(lambda _: ("notice",), post=nothing, nowhere=True),
    "paper_template_file": Row(lambda _: ("notice",), nowhere=True),
    "paper_template_back": Row(lambda _: ("notice",), post=nothing, only_post=True, nowhere=True),
    # findings
    "findings": Row(lists=FOUND),
    "findings_text": Row(lists=FOUND),
    "findings_export": Row(lists=FOUND),
    "organisation_findings": Row(organisation),
    "person_findings": Row(person),
    # gatherings
    "gatherings": Row(lists=MET, tells=True),
    "gatherings_export": Row(lists=MET, tells=True),
    "my_attendance": Row(lists=("", "?year=2026")),
    "my_calendar": Row(post=lambda _: {"do": "open"}),
    "calendar_feed": Row(lambda _: ("0" * 43,), status=404),
    "gatherings_month": Row(lists=("", "?month=2026-01", "?month=x"), tells=True),
    "gathering": Row(gathering, seen="see_calendar"),
    "gathering_new": Row(post=nothing),
    "gathering_new_for": Row(organisation, post=nothing),
    "gathering_again": Row(gathering, post=nothing, seen="see_calendar"),
    "gathering_notice": Row(gathering, seen="see_calendar"),
    "gathering_tell": Row(gathering, post=nothing, seen="see_calendar"),
    "gathering_move": Row(gathering, post=reason, seen="see_calendar"),
    "gathering_cancel": Row(gathering, post=reason, seen="see_calendar"),
    "gathering_part": Row(lambda place: (place.gathering_code, 1), post=nothing, seen="see_calendar"),
    # gatherings: what happened there
    "gathering_attendance": Row(gathering, post=nothing, seen="see_calendar"),
    "gathering_numbers": Row(gathering, post=nothing, seen="see_calendar"),
    "gathering_paste": Row(gathering, post=nothing, seen="see_calendar"),
    "gathering_wall_code": Row(gathering, post=lambda _: {"do": "show"}, seen="see_calendar"),
    "gathering_here": Row(lambda _: ("G000001-x",), post=nothing, status=404),
    "gathering_left_out": Row(on_the_list, post=nothing, seen="see_calendar"),
    "gathering_counted_again": Row(on_the_list, post=nothing, seen="see_calendar"),
    "gathering_minutes": Row(gathering, seen="see_calendar"),
    "gathering_minutes_write": Row(first_part, post=nothing, seen="see_calendar"),
    "gathering_minutes_attach": Row(first_part, post=nothing, only_post=True, seen="see_calendar"),
    "gathering_minutes_check": Row(first_part, post=nothing, seen="see_calendar"),
    "gathering_minutes_correct": Row(first_part, post=nothing, seen="see_calendar"),
    "gathering_sign": Row(gathering, post=nothing, seen="see_calendar"),
    "gathering_sign_correction": Row(held_there, post=nothing, seen="see_calendar"),
    "gathering_votes": Row(gathering, seen="see_calendar"),
    "gathering_vote_open": Row(held_there, post=nothing, seen="see_calendar"),
    "gathering_vote": Row(vote, seen="see_calendar"),
    "gathering_vote_count": Row(vote, post=nothing, seen="see_calendar"),
    "gathering_vote_void": Row(vote, post=reason, seen="see_calendar"),
    # honours: a call goes down, whom it names does not (tests/mechanism/honours/test_views.py)
    "selections": Row(lists=("",)),
    "selection_new": Row(post=nothing),
    "selection": Row(selection, seen="see_cases", above=True),
    "selection_nominate": Row(selection, post=nothing, seen="see_cases", above=True),
    "selection_withdraw": Row(lambda place: (place.selection, 1), post=nothing, seen="see_cases"),
    "selection_step": Row(lambda place: (place.selection, "nominate"), post=nothing, act="steer_cases", seen="see_cases", above=True),
    "selection_object": Row(selection, post=nothing, seen="see_cases", above=True),
    "selection_answer": Row(lambda place: (place.selection, 1), post=nothing, seen="see_cases", above=True),
    "selection_notice": Row(lambda place: (place.selection, "docx"), seen="see_cases", above=True),
    "roll": Row(lists=("", "?kind=granted", "?kind=received", "?q=优秀", "?sort=who", "?on=2020-01-01"), tells=True),
    "roll_export": Row(lists=("",)),
    "honours_summary": Row(lists=("", "?year=2020")),
    "honours_summary_export": Row(lists=("",)),
    "honours_received": Row(lists=("",), tells=True),
    "honour_received_new": Row(post=nothing),
    "honour": Row(lambda place: (place.honour,)),
    "honour_revoke": Row(lambda place: (place.honour,), post=reason),
    "honour_public": Row(lambda place: (place.honour,), post=nothing),
    "honour_received": Row(received),
    "honour_received_attach": Row(received, post=nothing, only_post=True),
    "honour_received_public": Row(received, post=nothing),
    "honour_received_remove": Row(received, post=lambda _: {"sent": "no"}),
    "member_honours": Row(person),
    "organisation_honours": Row(organisation),
    # elections
    "elections": Row(lists=("", "?state=due", "?q=社区", "?sort=-due", "?page=2")),
    "organisation_election": Row(organisation, seen="see_cases"),
    "election_begin": Row(organisation, post=nothing, seen="see_cases"),
    "election": Row(election, seen="see_cases"),
    "election_step": Row(requesting, post=nothing, seen="see_cases"),
    "election_meeting": Row(election, post=nothing, seen="see_cases"),
    "election_report": Row(lambda place: (place.election, "docx"), seen="see_cases"),
    "election_ballot_open": Row(lambda place: (place.election, "committee"), post=nothing, seen="see_cases"),
    "election_ballot": Row(balloting, seen="see_cases"),
    "election_ballot_count": Row(balloting, post=nothing, seen="see_cases"),
    "election_ballot_void": Row(balloting, post=reason, seen="see_cases"),
    "election_paper": Row(lambda place: (*balloting(place), "ballot", "docx"), seen="see_cases"),
    # cases
    "cases": Row(lists=CASES, tells=True),
    "cases_export": Row(lists=CASES, tells=True),
    "cases_board": Row(lists=("", "?procedure=visit_matter", "?procedure=supervised_matter"), tells=True),
    "case_open": Row(lambda _: ("visit_matter",), post=nothing, nowhere=True),
    "case": Row(case, seen="see_cases"),
    "case_dossier": Row(case, seen="see_cases"),
    "case_step": Row(assigning, post=nothing, seen="see_cases"),
    "case_void": Row(assigning, post=reason, seen="see_cases"),
    "case_reopen": Row(assigning, post=reason, seen="see_cases"),
    "case_pause": Row(case, post=nothing, seen="see_cases"),
    "case_resume": Row(case, post=nothing, seen="see_cases"),
    "case_hand": Row(case, post=nothing, seen="see_cases"),
    "case_cancel": Row(case, post=nothing, seen="see_cases"),
    "case_document": Row(case, post=nothing, seen="see_cases"),
    "case_paper": Row(paper, seen="see_cases"),
    "case_paper_attach": Row(paper, post=nothing, only_post=True, seen="see_cases"),
    # responsibility: the list of areas of a street is read below it
    "responsibility": Row(lists=("", "?on=2026-01-05")),
    "responsibility_of": Row(organisation, seen="see_register"),
    "responsibility_area": Row(work_area, seen="see_register", above=True),
    "responsibility_change": Row(area_of, post=nothing, seen="see_register"),
    "responsibility_paper": Row(lambda place: (*organisation(place), "docx"), seen="see_register"),
    "responsibility_letters": Row(lambda place: (*organisation(place), "pdf"), seen="see_register", also=422),
    "work_areas": Row(organisation, seen="see_register"),
    "work_area_new": Row(organisation, post=nothing, seen="see_register"),
    "work_area_end": Row(work_area, post=nothing, seen="edit_posts"),
    "organisation_duties": Row(organisation, seen="see_register"),
    "member_duties": Row(person),
    "member_handover": Row(person),
    "handovers": Row(organisation, seen="see_register"),
    "handover_new": Row(post_there, post=nothing, seen="edit_posts"),
    "handover": Row(handover, seen="see_record"),
    "handover_confirm": Row(handover, post=nothing, act="edit_posts", seen="see_record"),
    "handover_paper": Row(lambda place: (*handover(place), "docx"), seen="see_record"),
    "priorities": Row(lists=("",)),
    "priorities_of": Row(year_of, seen="see_register"),
    "priorities_paper": Row(lambda place: (place.organisation.code, today().year, "docx"), seen="see_register"),
    "priority_new": Row(year_of, post=nothing, seen="see_register"),
    "priority_line": Row(priority_line, post=nothing, seen="keep_priorities"),
    "priority_done": Row(priority_line, post=nothing, seen="keep_priorities"),
    "priority_unpoint": Row(priority_evidence, seen="keep_priorities"),
    "priority_drop": Row(priority_line, seen="keep_priorities"),
    "matters": Row(organisation, seen="see_register"),
    "matter_new": Row(organisation, post=nothing, seen="see_register"),
    "matter": Row(matter, seen="see_register"),
    "matter_tag": Row(matter, post=nothing, seen="see_register"),
    "matter_end": Row(matter, post=nothing, seen="see_register"),
    "matter_untag": Row(matter_tag, seen="keep_priorities"),
    # sessions
    "topics": Row(lists=("", "?state=ready", "?kind=ordinary", "?party=yes", "?q=议题", "?format=xlsx"), tells=True),
    "topics_decisions": Row(lists=("",)),
    "topic_new": Row(post=nothing),
    "topic": Row(topic, seen="see_topics"),
    "topic_screen": Row(topic, post=nothing, seen="see_topics"),
    "topic_withdraw": Row(topic, post=nothing, seen="see_topics"),
    "session": Row(session, seen="see_calendar"),
    "session_table": Row(session, post=nothing, seen="see_calendar"),
    "session_paper": Row(session_paper, seen="see_calendar"),
    "session_note": Row(tabled, post=nothing, seen="see_calendar"),
    "session_recuse": Row(tabled, post=nothing, seen="see_calendar"),
    "session_supervise": Row(tabled, post=nothing, seen="see_calendar"),
    "session_take_off": Row(tabled, post=nothing, seen="see_calendar"),
    "session_recuse_undo": Row(recused, post=nothing, seen="see_calendar"),
    # certificates and ceremonies
    "certificates": Row(lists=("",)),
    "certificate_check": Row(post=nothing),
    "certificate": Row(lambda place: (place.honour,)),
    "certificates_of_year": Row(honoured),
    "certificates_printed": Row(lambda place: (*honoured(place), "all")),
    "certificates_paper": Row(lambda place: (*honoured(place), "reading", "docx")),
    "ceremonies": Row(lists=("",)),
    "ceremony_new": Row(post=nothing),
    "ceremony": Row(gathering, seen="see_gatherings"),
    "ceremony_cancel": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_line_new": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_line": Row(first_part, post=nothing, seen="see_gatherings"),
    "ceremony_line_remove": Row(first_part, post=nothing, seen="see_gatherings"),
    "ceremony_guests": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_guest": Row(guest, post=nothing, seen="see_gatherings"),
    "ceremony_guest_remove": Row(guest, post=nothing, seen="see_gatherings"),
    "ceremony_delegations": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_seats": Row(gathering, seen="see_gatherings"),
    "ceremony_hall": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_swap": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_seats_reset": Row(gathering, post=nothing, seen="see_gatherings"),
    "ceremony_figures": Row(gathering, seen="see_gatherings"),
    "ceremony_paper": Row(lambda place: (place.gathering_code, "programme", "docx"), seen="see_gatherings"),
    "supervised": Row(lists=("", "?state=open", "?late=yes", "?q=事")),
    "listed_matters": Row(organisation),
    "listed_matter_new": Row(organisation, post=nothing),
    "listed_matter_end": Row(listed_matter, post=nothing, seen="screen_topics"),
    "visit_matters": Row(gathering, act="see_gatherings", seen="see_calendar"),
    "visit_matter_note": Row(gathering, post=nothing, act="see_gatherings", seen="see_calendar"),
    # steering committees
    "steering": Row(lists=("",), tells=True),
    "steering_chart": Row(),
    "steering_set_up": Row(post=nothing),
    "steering_committee": Row(organisation, seen="see_register"),
    "steering_basis": Row(organisation, post=nothing, seen="see_register"),
    "steering_dissolve": Row(organisation, post=nothing, seen="see_register"),
    "steering_member_new": Row(organisation, post=nothing, seen="see_register"),
    "steering_member_end": Row(seated, post=nothing, seen="see_register"),
    "steering_conference": Row(organisation, post=nothing, seen="see_register"),
    "steering_matter": Row(organisation, post=nothing, seen="see_register"),
    "appointment_new": Row(organisation, post=nothing, seen="see_register"),
    "appointment": Row(appointment, seen="see_cases"),
    "appointment_step": Row(lambda place: (place.appointment, "propose"), post=nothing, seen="see_cases"),
    "appointment_end": Row(appointment, post=nothing, seen="see_cases"),
    "conference_matters": Row(gathering, act="see_register", seen="see_calendar"),
    "conference_matter_raise": Row(gathering, post=nothing, seen="see_calendar"),
    "conference_guests": Row(gathering, post=nothing, seen="see_calendar"),
    "conference_late": Row(gathering, post=nothing, seen="see_calendar"),
    # institutions: what was laid down above is read below (ADR 24)
    "institutions": Row(lists=("", "?state=in_force", "?state=drafted", "?on=2026-01-05")),
    "institutions_of": Row(organisation),
    "institution_new": Row(organisation, post=nothing),
    "institution": Row(institution, seen="see_rules", above=True),
    "institution_version": Row(institution_version, seen="see_rules", above=True),
    "institution_word": Row(institution_version, seen="see_rules", above=True),
    "institution_compare": Row(institution, seen="see_rules", above=True),
    "institution_write": Row(institution, post=nothing, seen="see_rules", above=True),
    "institution_attach": Row(institution, post=nothing, only_post=True, seen="see_rules", above=True),
    "institution_clause": Row(institution, post=nothing, seen="see_rules", above=True),
    "institution_clause_remove": Row(institution_version, post=nothing, seen="see_rules", above=True),
    "institution_adopt": Row(institution, post=nothing, seen="see_rules", above=True),
    "institution_review": Row(institution, post=nothing, seen="see_rules", above=True),
    "institution_repeal": Row(institution, post=nothing, seen="see_rules", above=True),
    # study
    "study": Row(lists=("", "?year=2026", "?year=x")),
    "study_of": Row(organisation),
    "study_plan": Row(lambda place: (place.organisation.code, 2026), post=nothing),
    "study_report": Row(lambda place: (place.organisation.code, 2026), post=nothing),
    "study_line": Row(study_line, post=nothing, seen="see_gatherings"),
    "study_line_remove": Row(study_line, post=nothing, seen="see_gatherings"),
    "study_line_plan": Row(study_line, post=nothing, seen="see_gatherings"),
    "study_session": Row(lambda place: (place.study_code,), seen="see_calendar"),
    "study_archive": Row(study_held, post=nothing, seen="see_calendar"),
    "study_make_up": Row(lambda place: (*study_held(place), place.second.code), post=nothing, seen="see_calendar"),
    # life meetings
    "life_meetings": Row(lists=("", "?year=2026", "?page=2")),
    "branch_life_meetings": Row(lists=("", "?year=2026", "?page=2"), tells=True),
    "life_meeting": Row(life_meeting, act="see_gatherings", seen="see_calendar"),
    "life_list": Row(lambda place: (place.life_meeting, "xlsx"), seen="see_calendar"),
    "life_prepare": Row(life_of, post=nothing, seen="see_calendar"),
    "life_matter_new": Row(life_of, post=nothing, seen="see_calendar"),
    "life_step": Row(lambda place: (place.life_preparation, "meet"), post=nothing, seen="see_cases"),
    "life_talks_note": Row(lambda place: (place.life_preparation, place.person.code), post=nothing, only_post=True, seen="see_cases"),
    "life_talks_done": Row(preparation, post=nothing, seen="see_cases"),
    # assessments
    "assessments": Row(lists=("", "?year=2026", "?page=2")),
    "assessments_export": Row(lists=("", "?year=2026")),
    "assessment": Row(assessment, seen="see_calendar"),
    "assessment_of": Row(assessment_of, seen="see_calendar"),
    "assessment_begin": Row(assessment_of, post=nothing, seen="see_calendar"),
    "assessment_poll": Row(assessment_of, post=nothing, seen="see_calendar"),
    "assessment_grades": Row(assessment_of, post=nothing, seen="see_calendar"),
    "assessment_summary": Row(lambda place: (*assessment_of(place), "xlsx"), seen="see_calendar"),
    "assessment_step": Row(lambda place: (place.assessment_case, "self"), post=nothing, seen="see_cases"),
    "member_grades": Row(person),
    # appraisal
    "scores": Row(lists=("", "?band=未定等次", "?q=支部", "?format=xlsx")),
    "score": Row(agreement, seen="see_appraisal"),
    "score_trend": Row(agreement, seen="see_appraisal"),
    "score_envelope": Row(agreement, post=nothing, seen="see_appraisal"),
    "score_year_paper": Row(agreement, seen="see_appraisal"),
    "scheme_envelope": Row(scheme, post=nothing, seen="see_appraisal"),
    "envelopes": Row(),
    "envelope_cover": Row(lambda place: (f"X{place.organisation.pk:05d}",), seen="see_appraisal"),
    "score_line": Row(lambda place: (place.agreement, 1), seen="see_appraisal"),
    "scores_of": Row(organisation),
    "schemes": Row(lists=("",)),
    "scheme_new": Row(post=nothing),
    "scheme_import": Row(post=nothing),
    "scheme_import_rows": Row(post=lambda _: {"rows": "1", "kind": "branch"}, only_post=True),
    "scheme": Row(scheme, seen="see_appraisal"),
    "scheme_head": Row(scheme, post=nothing, seen="see_appraisal"),
    "scheme_copy": Row(scheme, post=nothing, seen="see_appraisal"),
    "scheme_pick": Row(scheme, post=nothing, seen="see_appraisal"),
    "scheme_in_force": Row(scheme, post=nothing, seen="see_appraisal"),
    "scheme_discard": Row(scheme, post=nothing, seen="see_appraisal"),
    "scheme_row_new": Row(scheme, post=nothing, seen="see_appraisal"),
    "scheme_row": Row(indicator, post=nothing, seen="see_appraisal"),
    "scheme_row_out": Row(indicator, post=nothing, seen="see_appraisal"),
    "scheme_rule": Row(indicator, post=nothing, seen="see_appraisal"),
    # the year of agreements
    "agreements": Row(lists=("", "?unsigned=yes", "?year=2025", "?page=2")),
    "agreement": Row(agreement, seen="see_appraisal"),
    "agreement_paper": Row(lambda place: (place.agreement, "docx"), seen="see_appraisal"),
    "agreement_sign": Row(lambda place: (place.agreement, "taker"), post=nothing, seen="see_appraisal", seat=True),
    "agreement_statement": Row(agreement, post=nothing, seen="see_appraisal", seat=True),
    "bonus_apply": Row(agreement, post=nothing, seen="see_appraisal", seat=True),
    "objection_new": Row(agreement, post=nothing, seen="see_appraisal", seat=True),
    "agreement_poll": Row(agreement, post=nothing, seen="see_appraisal"),
    "agreement_band": Row(agreement, post=nothing, seen="see_appraisal"),
    "bonus_withdraw": Row(bonus, post=nothing, seen="see_appraisal", seat=True),
    "bonus_decide": Row(bonus, post=nothing, seen="see_appraisal"),
    "objection_answer": Row(score_objection, post=nothing, seen="see_appraisal"),
    "appraisal_year": Row(scheme),
    "appraisal_begin": Row(scheme, post=nothing, seen="see_appraisal"),
    "agreements_make": Row(scheme, post=nothing, seen="see_appraisal"),
    "agreements_sign": Row(scheme, post=nothing, seen="see_appraisal", seat=True),
    "appraisal_judge": Row(lambda place: (place.scheme, 1), post=nothing, seen="see_appraisal"),
    "appraisal_step": Row(lambda place: (place.appraisal_case, "statements"), post=nothing, seen="see_cases"),
    # reports of secretaries
    "secretary_reports": Row(lists=("", "?year=2025", "?page=2")),
    "reports_open": Row(post=nothing),
    "reports_take_back": Row(post=nothing),
    "reports_own": Row(lists=("",)),
    "reports_summary": Row(lambda _: ("xlsx",), nowhere=True),
    "secretary_report": Row(report, seen="see_reports"),
    "report_held": Row(report, post=nothing, seen="see_reports"),
    "report_count": Row(report, post=nothing, seen="see_reports"),
    "report_count_void": Row(report, post=nothing, seen="see_reports"),
    "report_grade": Row(report, post=nothing, seen="see_reports"),
    "report_problem": Row(report, post=nothing, seen="see_reports"),
    # keeping
    "retention": Row(lists=("",)),
    "retention_due": Row(lists=("", "?view=coming", "?sort=name", "?sort=-due_on"), tells=True),
    "retention_hold": Row(person, post=reason),
    "retention_lift": Row(person, post=reason),
    "exports": Row(lists=("",), tells=True),
    "export_new": Row(post=nothing, lists=ROLL),
    "export": Row(copy, seen="see_copies"),
    "export_decide": Row(copy, post=lambda _: {"decision": "approve"}, seen="see_copies"),
    "export_make": Row(copy, post=lambda _: {"password": PASSWORD}, theirs=True),
    "export_file": Row(copy, post=nothing, only_post=True, theirs=True),
    "export_destroyed": Row(copy, post=nothing, seen="see_copies"),
    # rules and local parameters
    "rules": Row(),
    "rules_subjects": Row(),
    "rules_changes": Row(),
    "rule": Row(lambda _: (NOTICE,), nowhere=True),
    "parameters": Row(lists=("", "?on=2026-01-05")),
    "parameter": Row(lambda place: (place.organisation.code, NOTICE)),
    "parameter_propose": Row(lambda place: (place.organisation.code, NOTICE), post=nothing),
    "parameter_decide": Row(lambda place: (place.parameter_proposal_id,), post=nothing, seen="see_rules"),
    "parameter_withdraw": Row(lambda place: (place.parameter_proposal_id,), post=nothing, seen="see_rules"),
}

GLOBAL_ACTS: Final = frozenset({"give_grants", "read_trail", "run_system", "confirm_reset"})
"""Rights of keepers: they hold the whole installation."""


def acts_of(subject: str) -> frozenset[str]:
    """What a subject of the matrix may do in the subtree of its grant."""
    return frozenset() if subject in (*WITHOUT_RIGHTS, "anonymous") else ROLE_ACTS[Role(subject)]


def acts_of_token(subject: str) -> frozenset[str]:
    """What a token may that was given everything: what it can carry of its account's acts, if the account may hold one."""
    acts = acts_of(subject)
    return acts.intersection(TOKEN_ACTS) if "hold_tokens" in acts else frozenset()


def expected(row: Row, opens: str | None, subject: str, relation: str) -> int:
    """The status that the table of rights demands; ``opens`` is the act of the view, None where it has none."""
    if not opens:
        return row.status
    if subject == "anonymous":
        return 401 if row.api else 302
    if opens == ANYBODY:
        return row.status
    acts = acts_of_token(subject) if row.api else acts_of(subject)
    return on_object(row, opens, acts, relation) if opens in acts else 403


def on_object(row: Row, opens: str, acts: frozenset[str], relation: str) -> int:
    """What somebody gets who may open the view somewhere."""
    needed = row.act or opens
    if row.theirs:
        return 404
    if row.at is None or row.nowhere or needed in acts & GLOBAL_ACTS:
        return 200
    if row.seat and relation == "child" and ON_BEHALF not in acts:
        return 403 if row.seen in acts else 404
    if relation in INSIDE and needed in acts:
        return 200
    seen = relation in INSIDE or (row.above and relation == "parent")
    if seen and needed == row.seen and needed in acts:
        return 200
    return 403 if seen and row.seen in acts else 404
