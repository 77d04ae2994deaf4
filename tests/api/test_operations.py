"""What each operation tells and does: the same as its page, for the same rights."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.cast import make_account
from tests.access.in_the_world import rows_of_everything
from tests.api.callers import Caller, caller, codes, token_of
from tests.gatherings.meetings import holdings, make_gathering, part, parts, sign, write
from tests.register.factories import Street, actor, identity_number, make_person, make_street
from tests.team.floating.people import lost
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.api import limits
from zhibu.cases.models import Case
from zhibu.cases.services.opening import case_code
from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Minutes, Vote
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.mechanism.ties.services import Matter, open_matter
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.models import Organisation
from zhibu.register.services.facts import set_mark
from zhibu.register.terms.people import MarkKind
from zhibu.team.floating.services import open_search
from zhibu.trail.door import recording
from zhibu.trail.models import ReadEntry

WHY = "测试"
PHONE = "13912345678"


@pytest.fixture
def street(db: None) -> Street:
    limits.forget()
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Caller:
    return caller(Role.STREET_CLERK, street.street)


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content.decode()
    return json.loads(response.content)


def lecture(street: Street, **more: Any) -> Gathering:
    branch = street.sunny_first
    return make_gathering(branch, part(GatheringKind.LECTURE, branch), on=today(), by=actor(today()), title="上党课", **more)


def matter(street: Street) -> str:
    opened = open_matter(
        by=actor(today()), organisation=street.sunny, matter=Matter("三号楼道灯不亮", "晚上看不见台阶", today(), f"王阿姨 {PHONE}")
    )
    return case_code(opened.row_id)


def every_page(system: Caller, address: str, **asked: str | int) -> list[Any]:
    rows, after = [], ""
    while True:
        page = told(system.get(address, **asked, after=after))
        rows += page["rows"]
        if page["next"] is None:
            return rows
        after = page["next"]


def test_the_token_tells_what_it_may(street: Street) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    made = token_of(account, street.sunny, ["see_register", "see_cases"])
    said = told(Caller(made.secret).get("token"))
    assert (said["name"], said["owner"], said["organisation"]) == ("区平台", "周敏", street.sunny.code)
    assert [one["act"] for one in said["acts"]] == ["see_register", "see_cases"]
    assert said["valid_until"] == (today() + timedelta(days=90)).isoformat()


def test_organisations_come_page_by_page_in_the_order_of_the_tree(street: Street, clerk: Caller) -> None:
    found = Organisation.objects.unguarded(WHY).filter(now_path__startswith=street.street.now_path).order_by("now_path")
    assert [row["code"] for row in every_page(clerk, "organisations", limit=2)] == [one.code for one in found]
    within = every_page(clerk, "organisations", within=street.spring.code.lower())
    assert {row["code"] for row in within} == {one.code for one in found if one.now_path.startswith(street.spring.now_path)}


def test_one_organisation_tells_what_stands_around_it(street: Street, clerk: Caller) -> None:
    make_person(street.sunny_first, "张三")
    said = told(clerk.get(f"organisations/{street.sunny.code}"))
    assert [one["code"] for one in said["above"]] == [street.street.code]
    assert [one["code"] for one in said["below"]] == [street.sunny_first.code, street.sunny_second.code]
    assert said["members"] == 1


def test_members_come_page_by_page_without_any_number(street: Street, clerk: Caller) -> None:
    number = identity_number(today().replace(year=1970), 1)
    for name in ("张三", "李四", "王五"):
        make_person(street.sunny_first, name, phone=PHONE)
    make_person(street.spring_first, "赵六", id_number=number)
    rows = every_page(clerk, "members", limit=2)
    assert [row["name"] for row in rows] == ["李四", "王五", "张三", "赵六"]
    assert set(rows[0]) & {"phone", "id_number", "residence"} == set()
    raw = clerk.get("members").content.decode()
    assert (PHONE in raw, PHONE[:3] in raw, number in raw) == (False, False, False)


def test_hardship_is_told_to_nobody(street: Street, clerk: Caller) -> None:
    one = make_person(street.sunny_first, "张三")
    for mark in (MarkKind.HARDSHIP, MarkKind.HOME_BOUND):
        set_mark(by=actor(today()), person=one, mark=mark, on=one_day())
    said = told(clerk.get(f"members/{one.code}"))
    assert [fact["value"] for fact in said["facts"] if fact["kind"] == "mark"] == ["home_bound"]
    assert "困难" not in clerk.get("members").content.decode()


def one_day() -> Any:
    return today() - timedelta(days=1)


def test_a_record_is_told_and_the_reading_is_logged_as_on_the_page(street: Street, clerk: Caller) -> None:
    one = make_person(street.sunny_first, "张三", phone=PHONE)
    said = told(clerk.get(f"members/{one.code}"))
    assert (said["name"], said["organisation"]["code"]) == ("张三", street.sunny_first.code)
    assert PHONE not in json.dumps(said)
    read = ReadEntry.objects.get()
    assert (read.kind, read.person_id) == ("page", one.pk)


def test_a_gathering_is_planned_marked_and_written_and_people_sign_it(street: Street, clerk: Caller) -> None:
    three = [make_person(street.sunny_first, name) for name in ("张三", "李四", "王五")]
    body = {
        "on": today().isoformat(),
        "parts": [{"kind": "lecture", "topic": "党章", "lecturer": "王芳"}],
        "organisations": [street.sunny_first.code],
    }
    code = told(clerk.post("gatherings", {**body, "begins": "09:00", "ends": "10:30", "place": "会议室"}))["code"]
    marked = clerk.put(
        f"gatherings/{code}/attendance", {"marks": {three[0].code: "on_leave"}, "rest": "present", "in_attendance": ["何主任"]}
    )
    people = {one["name"]: one["presence"] for one in told(marked)["rolls"][0]["people"]}
    assert people == {"张三": "on_leave", "李四": "present", "王五": "present"}
    saved = told(clerk.put(f"gatherings/{code}/parts/1/minutes", {"text": "学习了党章。", "resolutions": [{"text": "每月学一次"}]}))
    assert saved == {"revision": 0}
    found = Gathering.objects.unguarded(WHY).get()
    sign(found, by=actor(today()), on=today())
    said = told(clerk.get(f"gatherings/{code}"))
    (shown,) = said["parts"][0]["holdings"]
    assert (said["state"], shown["expected"], shown["present"], shown["on_leave"], shown["signed"]) == ("signed", 3, 2, 1, True)
    assert told(clerk.get(f"gatherings/{code}/parts/1/minutes"))["resolutions"] == [
        {"text": "每月学一次", "agenda": None, "by_vote": False}
    ]


def test_what_was_signed_is_not_written_over(street: Street, clerk: Caller) -> None:
    make_person(street.sunny_first, "张三")
    found = lecture(street)
    write(found, by=actor(today()))
    clerk.put(f"gatherings/{found.code}/attendance", {"rest": "present"})
    sign(found, by=actor(today()), on=today())
    before = rows_of_everything()
    answers = [
        clerk.put(f"gatherings/{found.code}/attendance", {"rest": "absent"}),
        clerk.put(f"gatherings/{found.code}/parts/1/minutes", {"text": "别的"}),
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert rows_of_everything() == before


def test_whoever_was_overtaken_writes_over_nobodys_words(street: Street, clerk: Caller) -> None:
    found = lecture(street)
    first = told(clerk.put(f"gatherings/{found.code}/parts/1/minutes", {"text": "第一稿"}))
    told(clerk.put(f"gatherings/{found.code}/parts/1/minutes", {"text": "第二稿", "seen": first["revision"]}))
    late = clerk.put(f"gatherings/{found.code}/parts/1/minutes", {"text": "也是第二稿", "seen": first["revision"]})
    assert (late.status_code, codes(late)) == (409, ["changed"])
    assert Minutes.objects.unguarded(WHY).get().text == "第二稿"


def test_somebody_who_is_not_on_the_list_is_not_marked(street: Street, clerk: Caller) -> None:
    found, other = lecture(street), make_person(street.spring_first, "李四")
    answer = clerk.put(f"gatherings/{found.code}/attendance", {"marks": {other.code: "present"}})
    assert (answer.status_code, codes(answer), Attendance.objects.unguarded(WHY).count()) == (422, ["not_on_the_list"], 0)


def test_gatherings_are_listed_by_kind_day_and_state(street: Street, clerk: Caller) -> None:
    found = lecture(street)
    make_gathering(street.spring_first, part(GatheringKind.THEME_DAY, street.spring_first), on=today(), by=actor(today()))
    assert [row["code"] for row in every_page(clerk, "gatherings", kind="lecture")] == [found.code]
    assert [row["code"] for row in every_page(clerk, "gatherings", within=street.sunny.code)] == [found.code]
    assert every_page(clerk, "gatherings", before=today().isoformat()) == []
    assert len(every_page(clerk, "gatherings", state="planned", since=today().isoformat())) == 2


def test_whoever_sees_the_calendar_alone_is_told_no_numbers(street: Street) -> None:
    found = lecture(street)
    system = caller(Role.STREET_CLERK, street.street, acts=["see_calendar"])
    assert told(system.get(f"gatherings/{found.code}"))["parts"][0]["holdings"] == []
    assert "numbers" not in told(system.get("gatherings"))["rows"][0]
    assert system.get(f"gatherings/{found.code}/parts/1/minutes").status_code == 403


def test_a_case_is_shown_without_who_asked(street: Street, clerk: Caller) -> None:
    code = matter(street)
    answer = clerk.get(f"cases/{code}")
    said = told(answer)
    assert [one["step"] for one in said["waiting"]] == ["assign"]
    assert ("晚上看不见台阶" in answer.content.decode(), "王阿姨" in answer.content.decode(), PHONE in answer.content.decode()) == (
        True,
        False,
        False,
    )


def test_a_step_is_done_once_and_whoever_saw_less_is_told(street: Street, clerk: Caller) -> None:
    code = matter(street)
    seen = told(clerk.get(f"cases/{code}"))["seen"]
    body = {"seen": seen, "on": today().isoformat(), "organisation": street.spring.code}
    done = told(clerk.post(f"cases/{code}/steps/assign", body))
    assert (done["assignee"], done["seen"]) == (street.spring.code, seen + 1)
    late = clerk.post(f"cases/{code}/pause", {"seen": seen, "reason": "等物业"})
    assert (late.status_code, codes(late)) == (409, ["changed_since"])
    rests = told(clerk.post(f"cases/{code}/pause", {"seen": seen + 1, "reason": "等物业"}))
    assert rests["state"] == "paused"
    assert told(clerk.post(f"cases/{code}/resume", {"seen": seen + 2}))["state"] == "open"
    assert told(clerk.post(f"cases/{code}/cancel", {"seen": seen + 3, "reason": "不用办了"}))["state"] == "cancelled"


def test_a_step_that_is_none_and_texts_that_nobody_asked_for_are_refused(street: Street, clerk: Caller) -> None:
    code = matter(street)
    before = rows_of_everything()
    body = {"seen": 1, "on": today().isoformat()}
    assert codes(clerk.post(f"cases/{code}/steps/nothing", body)) == ["unknown_step"]
    assert codes(clerk.post(f"cases/{code}/steps/assign", {**body, "texts": {"gossip": "x"}})) == ["extra_forbidden"]
    assert rows_of_everything() == before


def test_a_case_is_opened_as_on_its_page(street: Street, clerk: Caller) -> None:
    body = {"procedure": "visit_matter", "organisation": street.sunny.code, "title": "路灯不亮", "on": today().isoformat()}
    refused = clerk.post("cases", body)
    assert (refused.status_code, codes(refused)) == (422, ["text_missing"])
    code = told(clerk.post("cases", {**body, "texts": {"matter": "路口的灯"}}))["code"]
    assert [row["code"] for row in every_page(clerk, "cases", limit=1)] == [code]


def test_cases_come_page_by_page_the_nearest_last_day_first(street: Street, clerk: Caller) -> None:
    opened = [matter(street) for _ in range(3)]
    assert [row["code"] for row in every_page(clerk, "cases", limit=1)] == opened
    assert every_page(clerk, "cases", state="done") == []


def test_findings_are_those_of_the_page(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    system = Caller(token_of(account, street.street).secret)
    rows = every_page(system, "findings", limit=2)
    reader = reader_of(account_id=account.pk, label="", on=today())
    found = findings(Asked.by(reader, on=today()))
    assert sorted((row["clause"], row["code"], row["message"]) for row in rows) == sorted(
        (one.clause.id, one.subject.code, one.message) for one in found
    )
    assert len(rows) > 2
    assert {row["kind"] for row in every_page(system, "findings", within=street.sunny.code, state="check")} <= {
        "organisation",
        "person",
        "unit",
    }


def test_findings_about_persons_need_their_own_right(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    system = caller(Role.STREET_CLERK, street.street, acts=["see_findings"])
    assert [row for row in every_page(system, "findings") if row["kind"] == "person"] == []


def test_a_scope_above_a_street_is_too_wide_for_findings(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.district)
    answer = system.get("findings")
    assert (answer.status_code, codes(answer)) == (422, ["too_wide"])
    assert system.get("findings", within=street.street.code).status_code == 200


@pytest.mark.parametrize(("address", "queries"), [("organisations", 3), ("members", 2), ("gatherings", 3), ("cases", 2)])
def test_a_list_takes_the_same_number_of_queries_for_one_row_and_for_three(
    street: Street, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    system = caller(Role.COMMUNITY_SECRETARY, street.sunny)
    made = [(make_person(street.sunny_first, "张三"), lecture(street), matter(street))]
    system.get(address)
    with django_assert_num_queries(queries):
        assert len(told(system.get(address))["rows"]) >= 1
    made += [(make_person(street.sunny_first, name), lecture(street), matter(street)) for name in ("李四", "王五")]
    with django_assert_num_queries(queries):
        assert len(told(system.get(address))["rows"]) >= len(made)


def test_one_gathering_takes_as_many_queries_for_one_branch_as_for_two(street: Street, django_assert_num_queries: Any) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    branches = (street.sunny_first, street.spring_first)
    for branch in branches:
        make_person(branch, "张三")
    lone = make_gathering(street.sunny, part(GatheringKind.LECTURE, branches[0]), on=today(), by=actor(today()))
    both = make_gathering(street.street, part(GatheringKind.LECTURE, *branches), on=today(), by=actor(today()))
    system.get(f"gatherings/{lone.code}")
    with CaptureQueriesContext(connection) as first:
        assert len(told(system.get(f"gatherings/{lone.code}"))["parts"][0]["holdings"]) == 1
    with django_assert_num_queries(len(first)):
        assert len(told(system.get(f"gatherings/{both.code}"))["parts"][0]["holdings"]) == 2


def test_findings_are_worked_out_once_and_then_read_from_memory(street: Street, django_assert_num_queries: Any) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    make_person(street.sunny_first, "张三")
    first = told(system.get("findings"))
    with django_assert_num_queries(2):
        assert told(system.get("findings")) == first


def test_the_result_of_a_vote_stays_and_a_decision_stands_under_its_line(street: Street, clerk: Caller) -> None:
    found = lecture(street)
    one = parts(found)[0]
    with recording(actor(today()), "gathering.vote") as work:
        item = work.add(AgendaItem, gathering_id=found.pk, part_id=one.pk, number=1, title="学习计划")
        asked = {"question": "是否同意", "matter": "ordinary", "opened_on": today(), "settled_on": today(), "entitled": 1, "there": 1}
        vote = work.add(
            Vote, gathering_id=found.pk, holding_id=holdings(found)[0].pk, computation="1 人赞成，通过", article="第十一条", **asked
        )
    write_minutes(by=actor(today()), part=one, text="讨论", resolutions=[Resolved("", None, vote)])
    address = f"gatherings/{found.code}/parts/1/minutes"
    told(clerk.put(address, {"text": "讨论", "resolutions": [{"text": "照计划学习", "agenda": 1}]}))
    assert told(clerk.get(address))["resolutions"] == [
        {"text": "照计划学习", "agenda": 1, "by_vote": False},
        {"text": "是否同意：1 人赞成，通过（第十一条）", "agenda": None, "by_vote": True},
    ]
    assert item > 0
    assert codes(clerk.put(address, {"resolutions": [{"text": "别的", "agenda": 2}]})) == ["no_such_item"]


def test_a_case_is_handed_over_a_step_voided_and_a_paper_registered(street: Street, clerk: Caller) -> None:
    code, day = matter(street), today().isoformat()
    assigned = told(clerk.post(f"cases/{code}/steps/assign", {"seen": 1, "on": day, "organisation": street.sunny_first.code}))
    assert assigned["assignee"] == street.sunny_first.code
    handed = told(clerk.post(f"cases/{code}/hand-over", {"seen": 2, "organisation": street.sunny_second.code, "reason": "归他们管"}))
    assert (handed["assignee"], handed["log"][-1]["kind"]) == (street.sunny_second.code, "handed")
    voided = told(clerk.post(f"cases/{code}/steps/assign/void", {"seen": 3, "reason": "登记有误"}))
    assert [one["step"] for one in voided["waiting"]] == ["assign"]
    assert [line["void"] for line in voided["log"]] == [False, True, False, False]
    late = clerk.post(f"cases/{code}/steps/assign/void", {"seen": 3, "reason": "又一次"})
    assert late.status_code == 409
    assert clerk.post(f"cases/{code}/steps/nowhere/reopen", {"seen": 4, "reason": "没办好"}).status_code == 422


def test_a_paper_is_told_as_missing_until_it_is_registered(street: Street, clerk: Caller) -> None:
    assert open_search(by=actor(today()), person=lost(street), last_contact="去年春节通过电话").done
    code = Case.objects.unguarded(WHY).get().code
    listed = told(clerk.get(f"cases/{code}"))["documents"]
    assert [(one["document"], one["present_on"]) for one in listed] == [("decision", None), ("official_letter", None)]
    unknown = clerk.post(f"cases/{code}/documents", {"document": "nothing_such", "on": today().isoformat(), "kept_at": "铁柜"})
    assert (unknown.status_code, codes(unknown)) == (422, ["unknown_document"])
    body = {"document": "decision", "on": today().isoformat(), "kept_at": "党政办铁柜"}
    there = told(clerk.post(f"cases/{code}/documents", body))["documents"]
    assert [(one["document"], one["kept_at"]) for one in there] == [("decision", "党政办铁柜"), ("official_letter", "")]
