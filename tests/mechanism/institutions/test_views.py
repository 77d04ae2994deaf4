"""Pages of institutions: what is seen above and below, what a draft shows to whom, a revision from form to form."""

import io
import re
import zipfile
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.files.samples import PLAIN_PDF
from tests.gatherings.meetings import make_gathering, mark, part, parts, sign, write
from tests.mechanism.institutions.shelves import LATER, STUDY, Shelf, done, make_shelf
from tests.register.factories import actor, make_person
from zhibu.access.terms import Role
from zhibu.files.models import FileRecord
from zhibu.gatherings.models import AgendaItem
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.mechanism.institutions.models import InForce, Institution, InstitutionClause, InstitutionVersion
from zhibu.parameters.models import ParameterProposal
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db

WHY = "测试"
BEGAN = date(2025, 3, 3)


@pytest.fixture
def shelf() -> Shelf:
    return make_shelf()


@pytest.fixture
def clerk(shelf: Shelf) -> Client:
    return signed_in(shelf.desks.clerk)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1]))


def read(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_the_empty_shelf_offers_the_five_that_a_street_has_to_fill(clerk: Client, shelf: Shelf) -> None:
    page = clerk.get(reverse("institutions")).content.decode()
    offered = ["党工委议事规则", "中心组学习制度", "民主生活会制度", "联系群众制度", "流动党员管理制度"]
    assert [title in page for title in offered] == [True] * 5
    assert f"{reverse('institution_new', args=[shelf.place.code])}?named=rules_of_procedure" in page
    reader = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, shelf.desks.street.sunny_first))
    assert "党工委议事规则" not in reader.get(reverse("institutions")).content.decode()


def test_a_place_of_the_shelf_is_filled_from_its_form(clerk: Client, shelf: Shelf) -> None:
    address = f"{reverse('institution_new', args=[shelf.place.code])}?named=rules_of_procedure"
    assert 'value="党工委议事规则"' in clerk.get(address).content.decode()
    answer = clerk.post(address, {"title": "党工委议事规则", "text": "第一条　集体研究。"})
    found = Institution.objects.unguarded(WHY).get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("institution_version", args=[found.code, 1]))
    page = read(clerk, "institutions")
    assert "党工委议事规则 起草中" in page
    assert "常用的制度，还没有登记" in page
    assert page.count("党工委议事规则") == 1


def test_a_draft_is_seen_by_those_who_write_there_and_what_is_in_force_by_all_below(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun(text="第一条　还在商量的话。")
    below = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, shelf.desks.street.sunny_first))
    pages = ("institution", "institution_compare", "institution_write", "institution_adopt")
    assert [below.get(reverse(name, args=[found.code])).status_code for name in pages] == [404, 404, 403, 403]
    assert below.get(reverse("institution_version", args=[found.code, 1])).status_code == 404
    assert "中心组学习制度" not in read(below, "institutions")
    done(shelf.adopted(found, BEGAN))
    assert "中心组学习制度 施行中 向阳街道党工委" in read(below, "institutions")
    assert "还在商量的话" in read(below, "institution", found.code)
    assert "修订" not in read(below, "institution", found.code)
    shelf.revised(found, "第一条　新的一版，还没有定。")
    assert ["新的一版" in read(one, "institution", found.code) for one in (below, clerk)] == [False, False]
    assert "正在起草" in read(clerk, "institution", found.code)
    assert below.get(reverse("institution_version", args=[found.code, 2])).status_code == 404
    assert below.get(reverse("institution_word", args=[found.code, 2])).status_code == 404


def test_what_a_neighbour_has_laid_down_is_nobodys_business(shelf: Shelf) -> None:
    found = shelf.begun("春晖学习办法", place=shelf.desks.street.spring)
    done(shelf.adopted(found, BEGAN))
    other = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, shelf.desks.street.sunny))
    assert other.get(reverse("institution", args=[found.code])).status_code == 404
    assert "春晖学习办法" not in read(other, "institutions")


def test_a_resolution_of_a_signed_meeting_brings_its_own_day_and_words(clerk: Client, shelf: Shelf) -> None:
    street = shelf.desks.street
    people = [make_person(street.sunny_first, name) for name in ("王芳", "李强")]
    for one in people:
        assert hold_post(by=actor(), organisation=street.street, person=one, kind=PostKind.COMMITTEE_MEMBER, on=date(2026, 1, 5)).done
    meeting = make_gathering(street.street, part(GatheringKind.WORKING_COMMITTEE_SESSION, street.street), title="党工委会议")
    mark(meeting, dict.fromkeys(people, Presence.PRESENT))
    write(meeting, "逐条讨论。", "原则同意中心组学习制度。")
    found = shelf.begun()
    form = reverse("institution_adopt", args=[found.code])
    typed = {"resolution": "", "adopted_on": "", "adopted_by": "", "valid_from": "2026-06-05", "review_due": "2027-06-05"}
    assert "原则同意" not in clerk.get(form).content.decode()
    refused = clerk.post(form, typed)
    assert (refused.status_code, "没有写由什么会议、哪一天通过" in refused.content.decode()) == (422, True)
    sign(meeting)
    page = clerk.get(form).content.decode()
    chosen = re.search(r'<option value="(\d+)">[^<]*原则同意中心组学习制度', page)
    assert chosen is not None
    assert clerk.post(form, typed | {"resolution": chosen[1]}).status_code == 302
    span = InForce.objects.unguarded(WHY).get()
    assert (span.adopted_on, span.adopted_by, span.resolution_id) == (
        meeting.on,
        "党工委会议（2026-06-01）决议：原则同意中心组学习制度。",
        int(chosen[1]),
    )
    page = clerk.get(reverse("institution", args=[found.code])).content.decode()
    assert reverse("gathering", args=[meeting.code]) in page


def test_a_resolution_is_offered_with_its_topic_and_what_names_the_institution_comes_first(clerk: Client, shelf: Shelf) -> None:
    street = shelf.desks.street
    people = [make_person(street.sunny_first, name) for name in ("王芳", "李强")]
    for one in people:
        assert hold_post(by=actor(), organisation=street.street, person=one, kind=PostKind.COMMITTEE_MEMBER, on=date(2026, 1, 5)).done
    for on, topic in ((date(2026, 5, 6), "审议《中心组学习制度》"), (date(2026, 6, 1), "审议换届工作安排")):
        session = part(GatheringKind.WORKING_COMMITTEE_SESSION, street.street, items=(topic,))
        meeting = make_gathering(street.street, session, title="党工委会议", on=on)
        mark(meeting, dict.fromkeys(people, Presence.PRESENT))
        (held,) = parts(meeting)
        item = AgendaItem.objects.unguarded(WHY).get(part=held)
        assert write_minutes(by=actor(), part=held, text="逐条讨论。", resolutions=(Resolved("同意。", item.pk),)).done
        sign(meeting)
    page = clerk.get(reverse("institution_adopt", args=[shelf.begun().code])).content.decode()
    assert [unescape(one) for one in re.findall(r'<option value="\d+">([^<]*)', page)] == [
        "2026-05-06 党工委会议，审议《中心组学习制度》：同意。",
        "2026-06-01 党工委会议，审议换届工作安排：同意。",
    ]


def test_a_page_of_a_past_day_reads_what_held_then(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun(text="第一条　老的写法。")
    done(shelf.adopted(found, BEGAN))
    shelf.revised(found, "第一条　新的写法。")
    done(shelf.adopted(found, date(2026, 1, 5)))
    assert "新的写法" in read(clerk, "institution", found.code)
    past = read(clerk, "institution", found.code, on="2025-12-31")
    assert ("老的写法" in past, "新的写法" in past, "第 1 版" in past) == (True, False, True)
    assert "还没有登记制度" in read(clerk, "institutions", on="2025-03-02")


def test_two_versions_are_compared_in_words_and_not_by_colour_alone(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN))
    shelf.revised(found, "第一条　由书记负责。\n第二条　集体学习每季度至少两次，结合调研。")
    page = clerk.get(reverse("institution_compare", args=[found.code]), {"old": "1", "new": "2"}).content.decode()
    assert "<del><b>【删】</b>一次</del><ins><b>【增】</b>两次，结合调研</ins>" in page
    assert clerk.get(reverse("institution_compare", args=[found.code]), {"old": "1", "new": "9"}).status_code == 404


def test_the_text_is_handed_over_as_word_and_logged(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun(text="第一章　总则\n第一条　由书记负责 <不是标记>。")
    answer = clerk.get(reverse("institution_word", args=[found.code, 1]))
    text = zipfile.ZipFile(io.BytesIO(b"".join(answer))).read("word/document.xml").decode()
    assert [said in text for said in ("中心组学习制度", "文稿，未通过", "第一条　由书记负责 &lt;不是标记&gt;。")] == [True] * 3


def test_markup_that_somebody_typed_is_shown_as_typed(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun(text="<script>alert(1)</script>")
    page = clerk.get(reverse("institution_version", args=[found.code, 1])).content.decode()
    assert ("&lt;script&gt;alert(1)" in page, "<script>alert(1)" in page) == (True, False)


def test_a_draft_takes_a_copy_as_a_file_and_an_adopted_version_none(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun(text="")
    address = reverse("institution_attach", args=[found.code])

    def sent() -> int:
        upload = io.BytesIO(PLAIN_PDF)
        upload.name = "定稿.pdf"
        return clerk.post(address, {"attachments": upload, "upload_token": "a" * 32}).status_code

    assert sent() == 302
    done(shelf.adopted(found, BEGAN))
    assert (sent(), FileRecord.objects.unguarded(WHY).count()) == (422, 1)
    record = FileRecord.objects.unguarded(WHY).get()
    below = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, shelf.desks.street.sunny_first))
    assert below.get(reverse("file", args=[record.code])).status_code == 200
    assert below.post(reverse("file_remove", args=[record.code]), {"reason": "测试"}).status_code == 403
    refused = clerk.post(reverse("file_remove", args=[record.code]), {"reason": "测试"})
    assert (refused.status_code, FileRecord.objects.unguarded(WHY).get().removed_at) == (422, None)


def test_a_copy_of_a_draft_is_seen_by_those_alone_who_write_there(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun(text="")
    upload = io.BytesIO(PLAIN_PDF)
    upload.name = "定稿.pdf"
    clerk.post(reverse("institution_attach", args=[found.code]), {"attachments": upload, "upload_token": "a" * 32})
    record = FileRecord.objects.unguarded(WHY).get()
    below = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, shelf.desks.street.sunny_first))
    assert [one.get(reverse("file", args=[record.code])).status_code for one in (clerk, below)] == [200, 404]


def test_a_clause_is_written_into_the_draft_and_proposed_when_it_is_adopted(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun()
    typed = {"article": "第二条", "parameter": STUDY, "value": "2"}
    assert clerk.post(reverse("institution_clause", args=[found.code]), typed).status_code == 302
    assert "通过后提出 第二条 党工委理论学习中心组每季度集体学习的次数不少于：2 次" in read(clerk, "institution_version", found.code, 1)
    adopted = {"adopted_on": "2025-03-03", "adopted_by": "党工委会议", "valid_from": "2025-03-03", "review_due": "2099-03-03"}
    assert clerk.post(reverse("institution_adopt", args=[found.code]), adopted).status_code == 302
    assert "待书记确定 第二条" in read(clerk, "institution", found.code)
    proposal = ParameterProposal.objects.unguarded(WHY).get()
    secretary = signed_in(shelf.desks.secretary)
    secretary.post(reverse("parameter_decide", args=[proposal.pk]), {"decision": "accept", "answer": ""})
    assert "现行数值 第二条" in read(clerk, "institution", found.code)
    assert "《中心组学习制度》（第 1 版）第二条" in read(clerk, "rule", STUDY)


def test_a_yes_or_no_is_chosen_in_words_and_asks_for_no_number(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun()
    form, name = reverse("institution_clause", args=[found.code]), "election.members_from_election"
    page = clerk.get(form).content.decode()
    says = "当选的委员（书记、副书记除外）自选举之日起任职"
    assert re.findall(rf'<option value="({name}[^"]*)">([^<]*)', page) == [(f"{name}=1", f"{says}：是"), (f"{name}=0", f"{says}：否")]
    typed = {"article": "第二条", "parameter": f"{name}=0", "value": ""}
    statuses = [
        clerk.post(form, typed | more).status_code for more in ({"value": "1"}, {"parameter": STUDY}, {"parameter": name, "value": "1"}, {})
    ]
    assert statuses == [422, 422, 422, 302]
    kept = InstitutionClause.objects.unguarded(WHY).values_list("parameter", "value")
    assert list(kept) == [(name, "0")]


def test_a_refusal_of_the_form_keeps_what_was_typed_and_shows_what_was_saved(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun()
    address = reverse("institution_write", args=[found.code])
    assert clerk.post(address, {"text": "第一位写的", "changes": "", "seen": "1"}).status_code == 302
    refused = clerk.post(address, {"text": "第二位写的", "changes": "", "seen": "1"})
    page = refused.content.decode()
    assert (refused.status_code, "第二位写的" in page, "第一位写的" in page) == (422, True, True)
    assert 'name="seen" value="2"' in page
    assert InstitutionVersion.objects.unguarded(WHY).get().text == "第一位写的"


def test_the_forms_of_review_and_repeal_write_what_they_say(clerk: Client, shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN))
    on, later = today(), today() + LATER
    reviewed = {"on": on.isoformat(), "next_due": later.isoformat(), "note": "合用"}
    assert clerk.post(reverse("institution_review", args=[found.code]), reviewed).status_code == 302
    assert f"下次复审 {later.isoformat()}；合用" in read(clerk, "institution", found.code)
    repealed = {"on": on.isoformat(), "because": "党工委会议"}
    assert clerk.post(reverse("institution_repeal", args=[found.code]), repealed).status_code == 302
    assert "中心组学习制度 已废止" in read(clerk, "institutions")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_as_many_queries_for_one_as_for_three(
    clerk: Client, shelf: Shelf, number: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for at in range(number):
        found = shelf.begun(f"办法{at}")
        done(shelf.adopted(found, BEGAN))
    clerk.get(reverse("institutions"))
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(7):
        clerk.get(reverse("institutions"))


def test_a_page_costs_as_many_queries_with_one_version_as_with_three(
    clerk: Client, shelf: Shelf, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "1"))
    done(shelf.adopted(found, BEGAN))
    address = reverse("institution", args=[found.code])
    clerk.get(address)
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(11):
        clerk.get(address)
    for number, day in enumerate((date(2025, 9, 1), date(2026, 1, 5)), 2):
        shelf.revised(found, f"第一条　第 {number} 次写。")
        done(shelf.carried(found, "1", parameter="meeting.lecture.per_quarter", article=f"第{number}条"))
        done(shelf.adopted(found, day))
    clerk.get(address)
    with django_assert_num_queries(11):
        clerk.get(address)
