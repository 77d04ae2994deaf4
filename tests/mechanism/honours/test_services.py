"""A selection from its call to the honours it writes; who was not chosen is sealed, and what is refused changes nothing."""

import json
import re
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.db import connection

from tests.access.cast import make_account
from tests.mechanism.honours.granted import honour
from tests.mechanism.honours.selections import (
    AFTER,
    NOTICE,
    Selection,
    again,
    called,
    codes,
    decided,
    make_selection,
    nominations,
    number_of,
    proposed,
    put_on_the_board,
    reviewed,
    session,
    stand,
    well,
    written,
)  # fmt: skip
from tests.register.factories import TODAY, actor, make_person
from tests.register.state import last_operation
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.cases.services import cancel, void
from zhibu.files.intake import Upload
from zhibu.files.models import FileRecord
from zhibu.files.services import attach
from zhibu.mechanism.appraisal.models import Agreement, Result, Scheme
from zhibu.mechanism.honours.models import Honour, HonourReceived, Nomination
from zhibu.mechanism.honours.queries.beside import missed_on
from zhibu.mechanism.honours.queries.certificates import checked
from zhibu.mechanism.honours.queries.facts import of_people
from zhibu.mechanism.honours.queries.medals import fifty_years
from zhibu.mechanism.honours.queries.roll import of_person
from zhibu.mechanism.honours.services.calling import Call, call
from zhibu.mechanism.honours.services.deciding import answer, decide, settle, take_objection, take_vote
from zhibu.mechanism.honours.services.forgetting import forget_nominations
from zhibu.mechanism.honours.services.granted import Given, enter_received, make_public, remove_received, revoke
from zhibu.mechanism.honours.services.nominating import Proposal, nominate, review, withdraw
from zhibu.mechanism.honours.terms import Answered, HonourKind, Level, Receiver, Verdict
from zhibu.postbox.models import Publication
from zhibu.register.models import MembershipState, Person
from zhibu.register.sealed_fields import context_of
from zhibu.register.services.erasing import erase_people
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.undo import changes_of, take_back
from zhibu.store.keys import key_store
from zhibu.store.sealing import unseal
from zhibu.team.assessment.models import Grade
from zhibu.team.assessment.terms import GradeOf
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
WHY = "测试"


@pytest.fixture
def it() -> Selection:
    return make_selection()


def test_a_selection_goes_from_the_call_to_the_honours(it: Selection) -> None:
    """Five working days from the fifteenth of June: the nineteenth is 端午节."""
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row, 2)
    put_on_the_board(it, row)
    (honour,) = decided(it, row)
    assert (honour.person, honour.title, honour.document) == (it.excellent, "2026年优秀共产党员", "向阳街工委〔2026〕15 号")
    assert (honour.place, honour.giver, honour.decided_on) == (it.nominator, it.street, AFTER)
    assert re.fullmatch(r"2026B\d{6}001", honour.certificate)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{10}", honour.check_code)
    case = Case.objects.unguarded(WHY).get(pk=row.case_id)
    assert (case.now_state, case.now_steps, again(row).notice_until) == ("done", "", NOTICE + timedelta(days=8))


def test_who_was_not_chosen_is_sealed_with_the_own_key_and_stands_nowhere(it: Selection) -> None:
    """Every text column of the whole database, and what the trail keeps in the open, is looked through for name, code and number."""
    row = called(it)
    well(proposed(it, row, it.excellent))
    well(proposed(it, row, it.second))
    reviewed(it, row, 2)
    put_on_the_board(it, row)
    decided(it, row)
    (left,) = nominations(row)
    assert (left.person_id, left.deeds, left.verdict_because, left.sealed_on) == (None, "", "", AFTER)
    name = it.second.key_name
    key = key_store().of([name])[name]
    assert (
        unseal(key, bytes(left.sealed or b""), context_of(name, f"nomination/{row.pk}/{left.number}")).decode()
        == f"党员 {it.second.code} 王㛃"
    )
    assert where(it.second.name) == where(it.second.code) == {"register_person"}
    assert {one for one in where("带头包楼") if one.startswith(("honours", "cases", "trail"))} == set()
    assert stand(row).proposed == []


def where(text: str) -> set[str]:
    """Tables in which a text stands in the open."""
    found = set()
    for model in apps.get_models():
        texts = [one.column for one in model._meta.concrete_fields if one.get_internal_type() in {"CharField", "TextField", "JSONField"}]
        parts = " OR ".join(f"CAST({column} AS TEXT) LIKE %s" for column in texts)
        with connection.cursor() as cursor:
            if texts:
                query = f'SELECT count(*) FROM "{model._meta.db_table}" WHERE {parts}'  # noqa: S608  names of our own tables
                cursor.execute(query, [f"%{text}%"] * len(texts))
                if cursor.fetchone()[0]:
                    found.add(model._meta.db_table)
    return found | {"trail" for one in AuditEntry.objects.all() if text in json.dumps(plain(one), ensure_ascii=False)}


def plain(entry: AuditEntry) -> object:
    """What an entry says to whoever holds no key; JSON that is not sealed."""
    try:
        return json.loads(bytes(entry.changes))
    except ValueError:
        return None


def test_the_trail_says_that_a_nomination_came_and_not_whom_it_names(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.second))
    told = json.dumps([plain(one) for one in AuditEntry.objects.filter(operation__act="honour.nominate")], ensure_ascii=False)
    assert "nominator_id" in told
    assert [word for word in ("person_id", "deeds", "王㛃", it.second.code) if word in told] == []


def test_conditions_are_read_from_the_records(it: Selection) -> None:
    row = called(it)
    assert codes(proposed(it, row, it.plain)) == ["grade"]
    assert nominations(row) == []
    well(proposed(it, row, it.plain, exception="抗洪中表现突出"))
    stranger = make_person(it.committee.street.spring_first, "外支部")
    assert codes(proposed(it, row, stranger, exception="x")) == ["on_roll"]


def test_whoever_may_not_see_grades_learns_none_by_proposing_everybody(it: Selection) -> None:
    """A member of the branch's committee proposes; a grade is that person's, the secretary's and the clerk's."""
    row, said = called(it), Proposal(it.plain.pk)
    officer = make_account("weiyuan", Role.BRANCH_OFFICER, it.nominator, name="李委员")
    told = {}
    for account in (officer, it.branch):
        (found,) = nominate(by=it.by(account), campaign=row, nominator=it.nominator, proposal=said).decision.objections
        told[account.username] = (found.code, "合格" in found.message)
    assert told == {"weiyuan": ("grade", False), "zhibu": ("grade", True)}


def test_nobody_is_proposed_twice_and_a_quota_holds(it: Selection) -> None:
    row = called(it, quotas={it.committee.street.sunny.pk: 1})
    well(proposed(it, row, it.excellent))
    assert codes(proposed(it, row, it.excellent)) == ["known", "quota"]
    assert codes(proposed(it, row, it.second)) == ["quota"]
    well(withdraw(by=it.by(it.branch), campaign=again(row), number=number_of(row, it.excellent)))
    well(proposed(it, row, it.second))


def test_one_of_a_kind_and_year_and_the_same_form_begins_one(it: Selection) -> None:
    row = called(it)
    assert called(it) == row
    said = Call(HonourKind.EXCELLENT_MEMBER, 2026, AFTER)
    assert codes(call(by=it.by(), organisation=it.street, said=said, submission="b" * 32)) == ["twice"]
    assert Case.objects.unguarded(WHY).count() == 1


@pytest.mark.parametrize(("paper", "for_it", "objection"), [(False, 3, "no_vote"), (True, 1, "not_passed")])
def test_a_show_of_hands_or_a_lost_vote_does_not_carry_the_list(it: Selection, paper: bool, for_it: int, objection: str) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    meeting = session(it, paper=paper, for_it=for_it)
    assert codes(take_vote(by=it.by(), campaign=again(row), gathering=meeting.pk, written=written(row))) == [objection]
    assert again(row).gathering_id is None


def test_after_a_lost_vote_the_review_is_declared_void_and_done_again(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row)
    session(it, for_it=1)
    case = Case.objects.unguarded(WHY).get(pk=row.case_id)
    well(void(by=it.by(), case=case, seen=case.now_last, step="review", reason="名单没有通过，重新研究"))
    first, second = (one.number for one in nominations(row))
    verdicts = {first: (Verdict.NOT_SUPPORTED, "研究以后不列入"), second: (Verdict.SUPPORTED, "")}
    well(review(by=it.by(), campaign=again(row), verdicts=verdicts, written=written(row)))
    put_on_the_board(it, row)
    assert [found.person for found in decided(it, row)] == [it.second]


def test_an_objection_found_true_takes_somebody_off_and_is_sealed(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row)
    put_on_the_board(it, row)
    about = number_of(row, it.excellent)
    for _ in range(2):
        well(take_objection(by=it.by(on=NOTICE), campaign=again(row), received_on=NOTICE, said="材料里的日期不对", about=about))
    assert codes(settle(by=it.by(on=AFTER), campaign=again(row), written=written(row, AFTER))) == ["unanswered"]
    (one,) = stand(row).objections
    assert (one.about, one.said, where("材料里的日期")) == (about, "材料里的日期不对", set())
    well(answer(by=it.by(on=AFTER), campaign=again(row), number=1, outcome=Answered.FOUNDED, text="查实"))
    assert [found.person for found in decided(it, row)] == [it.second]


def test_the_list_is_not_decided_before_its_days_are_over(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    put_on_the_board(it, row)
    last = again(row).notice_until
    assert last is not None
    assert codes(settle(by=it.by(on=last), campaign=again(row), written=written(row, last))) == ["notice_runs"]
    assert not Honour.objects.unguarded(WHY).exists()


def test_at_the_decision_the_records_are_looked_at_once_more(it: Selection) -> None:
    """All that changed since is said at once; a reason sets aside what it does with a nomination, and nothing else."""
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row)
    put_on_the_board(it, row)
    well(settle(by=it.by(on=AFTER), campaign=again(row), written=written(row, AFTER)))
    Grade._base_manager.filter(person=it.excellent).update(grade=GradeOf.QUALIFIED.value)
    standing = MembershipState._base_manager.filter(person=it.second)
    standing.update(state="suspended")
    deciding = partial(decide, by=it.by(it.head, AFTER), campaign=again(row), written=written(row, AFTER, number="15 号"))
    refused = deciding()
    assert sorted((one.code, one.field) for one in refused.decision.objections) == [("grade", "exception"), ("in_force", "")]
    assert codes(deciding(exception="抢险救灾表现突出")) == ["in_force"]
    assert not Honour.objects.unguarded(WHY).exists()
    standing.update(state="in_force")
    well(deciding(exception="抢险救灾表现突出"))
    assert Honour.objects.unguarded(WHY).count() == 2
    assert Operation.objects.get(act="honour.decide").reason == "2026年优秀共产党员评选；例外：抢险救灾表现突出"


def test_the_medal_lists_itself_once_in_a_life(it: Selection) -> None:
    branch = it.committee.street.sunny_second
    old = make_person(branch, "老党员", joined_on=TODAY.replace(year=1976), confirmed_on=None)
    make_person(branch, "差一年", joined_on=TODAY.replace(year=1977, month=7, day=2), confirmed_on=None)
    assert [one.person_id for one in fifty_years(it.street.now_path, on=TODAY, reached=TODAY)] == [old.pk]
    row = called(it, HonourKind.FIFTY_YEAR_MEDAL)
    assert [(one.person, one.nominator) for one in nominations(row)] == [(old, branch)]
    assert missed_on(stand(row), TODAY - timedelta(days=2)) == {1: []}  # it counts who reaches fifty years by the first of July


def test_what_was_sealed_goes_for_good_after_a_year(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row, 2)
    put_on_the_board(it, row)
    decided(it, row)
    assert forget_nominations(by=actor(AFTER.replace(year=2027) - timedelta(days=1))) == 0
    assert forget_nominations(by=actor(AFTER.replace(year=2027))) == 1
    assert nominations(row) == []


def test_a_selection_that_was_called_off_names_nobody_and_its_nominations_go_the_same_day(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    case = Case.objects.unguarded(WHY).get(pk=row.case_id)
    well(cancel(by=it.by(), case=case, seen=case.now_last, reason="今年不评"))
    assert (stand(row).proposed, len(nominations(row))) == ([], 2)
    assert forget_nominations(by=actor()) == 2
    assert (nominations(row), where(it.second.code)) == ([], {"register_person"})


def test_what_was_objected_is_read_until_the_decision_and_by_nobody_afterwards(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row)
    put_on_the_board(it, row)
    well(
        take_objection(by=it.by(on=NOTICE), campaign=again(row), received_on=NOTICE, said="王㛃的材料不对", about=number_of(row, it.second))
    )
    well(answer(by=it.by(on=AFTER), campaign=again(row), number=1, outcome=Answered.FOUNDED, text="查实王㛃"))
    decided(it, row)
    assert [(one.about, one.said, one.answer, one.outcome) for one in stand(row).objections] == [(0, "", "", Answered.FOUNDED)]


def test_once_nominations_are_closed_trying_again_tells_nobody_who_was_nominated(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    assert codes(proposed(it, row, it.excellent)) == codes(proposed(it, row, it.second)) == ["closed"]


def test_an_honour_is_taken_back_and_stays_to_be_seen(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    put_on_the_board(it, row)
    (honour,) = decided(it, row)
    assert codes(revoke(by=it.by(it.head), honour=honour, reason="", document="")) == ["reason", "document"]
    well(revoke(by=it.by(it.head), honour=honour, reason="申报材料不实", document="〔2026〕30 号"))
    honour = Honour.objects.unguarded(WHY).get(pk=honour.pk)
    assert (honour.revoked_on, honour.revoked_document) == (TODAY, "〔2026〕30 号")


def outside(page: str) -> list[str]:
    """What the portal is given of a kind of page."""
    found = Publication.objects.unguarded(WHY).filter(page=page, withdrawn_at=None).order_by("pk")
    return list(found.values_list("content", flat=True))


def test_a_certificate_is_genuine_no_more_once_it_is_taken_back_whatever_the_name_is_now(it: Selection) -> None:
    """The key outside follows from the surname of the day of the decision."""
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row)
    put_on_the_board(it, row)
    first, second = decided(it, row)
    facts = {"name": "庞䶮", "sort_key": "pangyan"}
    with recording(actor(), "person.correct") as work:
        work.change(Person, it.excellent.pk, **facts)
    well(revoke(by=it.by(it.head), honour=first, reason="申报材料不实", document="〔2026〕30 号"))
    assert [json.loads(one)["number"] for one in outside("certificate")] == [second.certificate]


def test_the_name_that_somebody_agreed_to_show_outside_goes_when_the_person_is_erased(it: Selection) -> None:
    said = Given(Receiver.PERSON, it.second.pk, it.nominator.pk, Level.CITY, "中共新州市委", "全市优秀共产党员", TODAY, "〔2026〕1 号")
    well(enter_received(by=actor(), given=said))
    granted = honour(it.street, person=it.second), honour(it.street, person=it.excellent), HonourReceived.objects.unguarded(WHY).get()
    for one in granted:
        well(make_public(by=actor(), honour=one, agreed_on=TODAY))
    photo = certificate_of(granted[2], "王㛃的证书.txt")
    with recording(actor(), "keeping.erase") as work:
        erase_people(work, [it.second.pk])
    assert is_gone(photo)
    assert [json.loads(one)["name"] for one in outside("honours")] == ["龚䶮"]
    assert where("王㛃") == set()


def certificate_of(received: HonourReceived, name: str) -> FileRecord:
    """As somebody attaches it."""
    upload = Upload(name, "证书".encode())
    done = attach(by=actor(), subject_kind="honour_received", subject_code=received.code, upload=upload, token="t")
    assert done.record is not None
    return done.record


def is_gone(photo: FileRecord) -> bool:
    """Row, name and key."""
    fresh = FileRecord.objects.unguarded(WHY).get(pk=photo.pk)
    return fresh.removed_at is not None and not fresh.name and not key_store().wrapped([photo.key_name])


def test_what_was_entered_by_mistake_goes_with_its_papers(it: Selection) -> None:
    said = Given(Receiver.PERSON, it.second.pk, it.nominator.pk, Level.CITY, "中共新州市委", "全市优秀共产党员", TODAY)
    well(enter_received(by=actor(), given=said))
    received = HonourReceived.objects.unguarded(WHY).get()
    photo = certificate_of(received, "别人的证书.txt")
    well(remove_received(by=actor(), row=received))
    assert (is_gone(photo), HonourReceived.objects.unguarded(WHY).exists()) == (True, False)


def test_an_honour_from_above_stands_once_and_the_trail_seals_a_members(it: Selection) -> None:
    said = Given(Receiver.PERSON, it.excellent.pk, it.nominator.pk, Level.CITY, "中共新州市委", "全市优秀共产党员", TODAY, "〔2026〕1 号")
    first, second = (well(enter_received(by=actor(), given=said)).row_id for _ in range(2))
    assert first == second
    assert HonourReceived.objects.unguarded(WHY).get().code == f"S{first:06d}"
    assert where("全市优秀共产党员") == {"honours_honourreceived"}


def test_a_person_whose_time_is_over_takes_the_nomination_along(it: Selection) -> None:
    from zhibu.register.services.erasing import GONE, STAYING  # noqa: PLC0415  filled at start-up

    assert Nomination in GONE
    assert {Honour, HonourReceived} <= set(STAYING)


@pytest.mark.parametrize(
    ("band", "published", "objections"),
    [("优秀", True, []), ("良好", True, ["band"]), ("优秀", False, ["band"])],
)
def test_an_organisation_is_measured_by_the_published_result_of_the_year_before(
    it: Selection, band: str, published: bool, objections: list[str]
) -> None:
    row = called(it, HonourKind.ADVANCED_ORGANISATION)
    with recording(actor(), "appraisal.publish") as work:
        facts = {"title": "考评办法", "kind": "branch", "basis": "", "bands": "优秀:95,良好:90"}
        scheme = work.add(Scheme, code="K000001", organisation_id=it.street.pk, year=2025, **facts)
        agreement = work.add(Agreement, code="Z000001", scheme_id=scheme, taker_id=it.nominator.pk)
        told = {"told_on": TODAY, "told_points": 96, "band": band, "published_on": TODAY if published else None}
        work.add(Result, agreement_id=agreement, **told)
    found = nominate(by=it.by(it.branch), campaign=row, nominator=it.nominator, proposal=Proposal(it.nominator.pk))
    assert [one for one in codes(found) if one == "band"] == objections


def test_an_honour_goes_over_to_the_record_that_stays_with_its_trail_and_the_name_on_its_paper(it: Selection) -> None:
    keep, other = make_person(it.nominator, "单明"), make_person(it.nominator, "张明")
    medal = honour(it.street, person=other, kind=HonourKind.FIFTY_YEAR_MEDAL.value)
    merged = merge_persons(by=actor(), keep=keep, other=other)
    assert merged.done
    assert [one.key for one in of_person(keep.pk)] == [medal.certificate]
    facts = of_people([keep.pk], "", kind=HonourKind.FIFTY_YEAR_MEDAL, year=2027, on=TODAY)
    assert facts[keep.pk].honoured == medal.title
    assert [checked(medal.check_code, surname) is not None for surname in ("单", "张", "李")] == [True, True, False]
    entries = list(AuditEntry.objects.filter(subject_kind="honour", subject_id=medal.pk).order_by("pk"))
    assert [[change[0] for change in changes or ()] for _, changes in changes_of(entries)] == [["honours_honour"]] * 2
    assert take_back(by=actor(), operation=last_operation()).done
    assert Honour.objects.unguarded(WHY).get(pk=medal.pk).person_id == other.pk


def test_somebody_nominated_under_two_records_is_honoured_once_and_the_trail_names_nobody(it: Selection) -> None:
    row = called(it)
    for one in (it.excellent, it.second):
        well(proposed(it, row, one))
    reviewed(it, row)
    assert merge_persons(by=actor(), keep=it.second, other=it.excellent).done
    told = AuditEntry.objects.filter(operation=last_operation(), subject_kind="case")
    assert (told.count(), nominations(row)[0].person_id) == (0, it.excellent.pk)
    assert [one.code for one in stand(row).proposed] == [it.second.code] * 2
    put_on_the_board(it, row)
    assert [one.person_id for one in decided(it, row)] == [it.second.pk]
    (left,) = nominations(row)
    assert (left.person_id, left.verdict, bool(left.sealed)) == (None, Verdict.NOT_SUPPORTED.value, True)


def test_whoever_was_nominated_under_a_merged_record_is_not_nominated_again(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    assert merge_persons(by=actor(), keep=it.second, other=it.excellent).done
    assert "known" in codes(proposed(it, row, it.second))
