"""Which pages there are: found by following links from the workbench, as each kind of reader, until nothing new comes up."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext, FilePayload, Playwright

from tests.journeys.rosters import for_the_sample_street
from zhibu.config.demo import PASSWORD
from zhibu.kernel.clock import today

READERS = ("ganshi", "shuji", "shouquan", "shenji", "xitong", "zhibu", "dangyuan")
"""The clerk sees most; the keepers have pages of their own; a secretary and a member see the same pages with less on them."""

EXAMPLES = 2
"""How many links from one kind of page to another are followed: the posts of an organisation lead to members with posts."""

SENT_TO = {
    "ganshi": (
        "/floating/?list=lost",
        "/members/find",
        "/topics/?state=tabled",
        "/topics/?state=proposed",
        "/gatherings/?state=signed",
        "/agreements/?unsigned=yes",
        "/schemes/K000005/year/",
    ),
    "zhibu": ("/gatherings/?state=unsigned",),
    "shequ": ("/gatherings/?kind=visit&state=signed",),
}
"""Where the walk also begins: who types a whole number into the search is sent there; and lists whose first two lines say more than the
next two meetings do; the year of targets that is under way.
"""

ANSWERS_OF_ITS_OWN = {
    "healthz": "no page",
    "web:appearance": "a choice is sent there",
    "sign_out": "sent",
    "persona": "sent",
    "draft": "answers a script",
    "take_back": "sent",
    "postbox_exchange": "sent",
    "settling_reconsider": "sent",
    "members_export": "a file",
    "organisations_export": "a file",
    "units_export": "a file",
    "findings_export": "a file",
    "gatherings_export": "a file",
    "calendar_feed": "a file",
    "ledger_file": "a file",
    "gathering_paper": "a file",
    "gathering_ledger": "a file",
    "paper_template_file": "a file",
    "paper_template_back": "sent",
    "scheme_import_rows": "sent",
    "scheme_row": "offered while a table is a draft: test_appraisal goes there",
    "scheme_row_out": "the same",
    "scheme_row_new": "the same",
    "scheme_pick": "the same",
    "scheme_head": "the same",
    "scheme_in_force": "the same",
    "scheme_discard": "the same",
    "institution_word": "a file",
    "institution_attach": "sent",
    "institution_adopt": "offered while a version is a draft: test_institutions goes there",
    "institution_clause": "the same",
    "institution_clause_remove": "the same",
    "study_make_up": "offered where somebody missed a session: test_study goes there",
    "settling_export": "a file",
    "proposals_export": "a file",
    "unsaid_export": "a file",
    "drafts_export": "a file",
    "election_paper": "a file",
    "election_report": "a file",
    "election_ballot_count": "offered while a ballot is counted: test_elections goes there",
    "election_meeting": "offered before the meeting is planned: test_elections goes there",
    "coordination_export": "a file",
    "coordination_year": "a file",
    "coordination_thanks": "a file",
    "coordination_partner_thanks": "a file",
    "coordination_need_step": "a step of a need's case: its page",
    "floating_export": "a file",
    "floating_back": "offered where somebody is away: test_floating goes there",
    "floating_received": "the same",
    "floating_register": "the same",
    "floating_slip": "the same",
    "floating_phone": "offered where the reader's organisation receives somebody: tests/team/floating goes there",
    "steering_chart": "a file",
    "appointment_end": "offered where somebody was appointed: tests/mechanism/steering goes there",
    "steering_member_end": "offered where somebody was given a seat: tests/mechanism/steering goes there",
    "conference_late": "offered while a matter is late: tests/mechanism/steering goes there",
    "responsibility_paper": "a file",
    "responsibility_letters": "off by default: tests/mechanism/responsibility goes there",
    "handover_paper": "a file",
    "handover_confirm": "offered while a hand-over waits: test_responsibility goes there",
    "handover_new": "offered for whoever holds a post: test_responsibility goes there",
    "priorities_paper": "a file",
    "priority_unpoint": "offered once a record was chosen: tests/mechanism/responsibility goes there",
    "topics_decisions": "a file",
    "roll_export": "a file",
    "honours_summary_export": "a file",
    "selection_notice": "a file",
    "selection_answer": "offered while an objection waits: test_honours goes there",
    "honour_received_attach": "sent",
    "certificate": "a file",
    "certificates_printed": "a file",
    "certificates_paper": "a file",
    "ceremony_paper": "a file",
    "ceremony_cancel": "offered while a ceremony is planned: tests/mechanism/commemoration goes there",
    "ceremony_line_remove": "offered on the line's page: tests/mechanism/commemoration goes there",
    "ceremony_guest_remove": "offered on the guest's page: tests/mechanism/commemoration goes there",
    "ceremony_seats_reset": "offered where somebody changed seats: tests/mechanism/commemoration goes there",
    "session_paper": "a file",
    "session_recuse_undo": "offered where somebody left the room: test_sessions goes there",
    "cases_export": "a file",
    "case_dossier": "a file",
    "case_resume": "offered while a case rests: test_cases goes there",
    "case_reopen": "offered while an answer waits to be confirmed: test_cases goes there",
    "life_list": "a file",
    "life_talks_note": "sent",
    "life_talks_done": "offered while talks are noted: test_life_meetings goes there",
    "life_step": "offered while a life meeting is prepared: test_life_meetings goes there",
    "assessment_begin": "offered on the day of the meeting: test_life_meetings goes there",
    "assessment_poll": "offered while the poll is counted: test_life_meetings goes there",
    "assessments_export": "a file",
    "agreement_paper": "a file",
    "score_year_paper": "a file",
    "envelope_cover": "a file",
    "coordination_arrival_seen": "offered where something came that could not be entered: tests/mechanism/coordination goes there",
    "coordination_link_renew": "offered where a link was given out: test_coordination goes there",
    "coordination_link_revoke": "the same",
    "coordination_link_letter": "a file",
    "agreement_statement": "offered while the year's statements are collected: test_target_year goes there",
    "agreement_poll": "offered where satisfaction has a weight: test_target_year goes there",
    "agreements_sign": "offered until the giver has signed: test_target_year goes there",
    "appraisal_begin": "offered once all have signed: test_target_year goes there",
    "bonus_decide": "offered while an application waits: tests/mechanism/appraisal/views goes there",
    "bonus_withdraw": "the same",
    "reports_summary": "a file",
    "report_held": "offered until a grade was given: tests/mechanism/secretary_reports goes there",
    "report_count": "the same",
    "report_count_void": "offered once a count was entered: the same",
    "reports_take_back": "offered on the day of the opening alone: the same",
    "report_grade": "the same",
    "report_problem": "the same",
    "reports_own": "a part of a page",
    "assessment_summary": "a file",
    "import_progress": "a part of a page",
    "audit_head": "a file",
    "audit_verify_progress": "a part of a page",
    "import_confirm": "sent",
    "import_take_back": "sent",
    "import_refused": "a file",
    "export_file": "a file",
    "export_decide": "offered to a second person while an export waits: test_keeping goes there",
    "file": "a photo or a file",
    "file_preview": "a picture",
    "file_remove": "offered where something is attached: test_messages goes there",
    "messages_count": "a number, asked for by a script",
    "message_attach": "sent",
    "letter_attach": "sent",
    "letter_paper": "a file",
    "conference_guests": "offered from the day of a conference until it is signed: tests/mechanism/steering goes there",
    "gathering_tell": "offered for who has an account: tests/gatherings/views goes there",
    "gathering_here": "behind the code on the wall: tests/gatherings/views/test_wall_code.py goes there",
    "gathering_counted_again": "offered for somebody who is left out of the number expected",
    "gathering_minutes_attach": "sent",
    "case_paper": "offered where a document has come: tests/cases/views goes there",
    "case_paper_attach": "sent",
    "gathering_minutes_check": "offered while minutes are a draft",
    "gathering_minutes_correct": "offered once minutes are signed: test_gatherings_hold goes there",
    "gathering_sign_correction": "offered after a correction: test_gatherings_hold goes there",
    "gathering_vote": "there once something was voted on: test_gatherings_hold goes there",
    "gathering_vote_count": "the same",
    "gathering_vote_void": "the same",
    "api_schema": "a file",
    **dict.fromkeys(
        (
            "api_token",
            "api_organisations",
            "api_organisation",
            "api_members",
            "api_member",
            "api_gatherings",
            "api_gathering",
            "api_attendance",
            "api_minutes",
            "api_cases",
            "api_case",
            "api_case_step",
            "api_case_void",
            "api_case_reopen",
            "api_case_hand_over",
            "api_case_documents",
            "api_member_status",
            "api_member_category",
            "api_member_marks",
            "api_member_education",
            "api_member_occupation",
            "api_member_posts",
            "api_member_leave",
            "api_case_pause",
            "api_case_resume",
            "api_case_cancel",
            "api_findings",
        ),
        "answers another system: test_api goes there",
    ),
    "account_open": "offered on a closed account only: test_accounts goes there",
    "second_step": "asked after the password: test_second_factor goes there",
    "second_factor_off": "offered where one is set that is not required: test_second_factor goes there",
    "session_end": "sent",
    "sessions_end_others": "sent",
    "device_forget": "sent",
    "account_factor": "offered where a second factor is set: test_second_factor goes there",
    "factor_reset_confirm": "offered while somebody asks: test_second_factor goes there",
    "factor_reset_withdraw": "offered while somebody asks: test_second_factor goes there",
}
"""Addresses behind which there is no page to look at, and why."""

LINK = re.compile(r'<a [^>]*?href="([^"#]+)')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Place:
    """One page as one reader sees it."""

    reader: str
    name: str
    address: str
    status: int = 200
    linked_from: str = ""


def names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """The name of every address."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}"


def crawl(playwright: Playwright, base_url: str) -> tuple[Place, ...]:
    """All pages that readers come to."""
    found = [Place("", "sign_in", "/login"), Place("", "sign_in_slip", "/login/slip")]
    for reader in READERS:
        request = playwright.request.new_context(base_url=base_url)
        enter(request, reader)
        found += _walk(request, reader)
        request.dispose()
    return tuple(found)


def one_of_each(places: Iterable[Place]) -> tuple[Place, ...]:
    """One example of each page, as the first reader who comes to it; the workbench as everybody sees it."""
    found: dict[tuple[str, str], Place] = {}
    for place in places:
        if place.status == 200:
            found.setdefault((place.reader if place.name == "home" else "", place.name), place)
    return tuple(found.values())


def leave_an_upload(playwright: Playwright, base_url: str) -> None:
    """What a clerk has put in for a preview."""
    request = playwright.request.new_context(base_url=base_url)
    enter(request, "ganshi")
    page = request.get("/imports/").text()
    token = TOKEN.search(page)
    assert token is not None
    file: FilePayload = {"name": "新到党员.xlsx", "mimeType": "application/octet-stream", "buffer": for_the_sample_street()}
    fields: dict[str, Any] = {"csrfmiddlewaretoken": token[1], "rosters": file, "on": today().isoformat()}
    done = request.post("/imports/", multipart=fields, max_redirects=0)
    assert done.status == 302
    request.dispose()


def enter(request: APIRequestContext, reader: str) -> None:
    """Sign in without a browser."""
    token = TOKEN.search(request.get("/login").text())
    assert token is not None
    done = request.post("/login", form={"username": reader, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}, max_redirects=0)
    assert done.status == 302, reader


def _walk(request: APIRequestContext, reader: str) -> Iterator[Place]:
    begin = [*SENT_TO.get(reader, ()), "/"]
    waiting, followed, seen = deque([("", address) for address in begin]), Counter[tuple[str, str]](), set(begin)
    while waiting:
        source, address = waiting.popleft()
        name = name_of(address)
        if name is None or name in ANSWERS_OF_ITS_OWN or followed[name_of(source) or "", name] >= EXAMPLES:
            continue
        followed[name_of(source) or "", name] += 1
        answer = request.get(address)
        yield Place(reader, name, address, answer.status, source)
        for link in LINK.findall(answer.text()):
            target = urlsplit(urljoin(answer.url, html.unescape(link)))
            onward = target.path + (f"?{target.query}" if target.query else "")
            if onward not in seen:
                seen.add(onward)
                waiting.append((address, onward))


def name_of(address: str) -> str | None:
    """Which page an address opens; None for files and for addresses that are none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
