"""What each page says, to whom, and that an act on it does what it says."""

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, part
from tests.mechanism.responsibility.duties import SINCE, WHY, Division, answering, area, hand, make_division, post_of, set_all
from tests.register.factories import actor, make_person
from zhibu.access.terms import Role
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.mechanism.responsibility.models import Handover, HandoverLine, Matter, MatterTag, PriorityEvidence, PriorityLine, WorkArea
from zhibu.mechanism.responsibility.packs import PackLine
from zhibu.mechanism.responsibility.queries import handing
from zhibu.mechanism.responsibility.terms import LineKind
from zhibu.parameters.models import LocalParameter
from zhibu.register.models import Post
from zhibu.register.services.posts import end_post
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def division() -> Division:
    return make_division()


@pytest.fixture
def clerk(division: Division) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, division.place))


@pytest.fixture
def secretary(division: Division) -> Client:
    return signed_in(make_account("shuji", Role.STREET_SECRETARY, division.place))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def says(answer: Any, *words: str) -> list[bool]:
    page = text(answer)
    return [word in page for word in words]


def table(division: Division) -> str:
    return reverse("responsibility_of", args=[division.place.code])


def test_the_table_names_each_tier_on_any_day(division: Division, clerk: Client) -> None:
    set_all(division)
    assert says(clerk.get(reverse("responsibility")), "组织建设", "王书记（书记）", "李副书记（副书记）", "调整") == [True] * 4
    assert says(clerk.get(f"{table(division)}?on=2026-01-09"), "还没有责任分工表", "王书记") == [True, False]
    by_area = clerk.get(reverse("responsibility_area", args=[division.area.pk]))
    assert says(by_area, "向阳街道党工委", "王书记（书记）", "阳光社区党委", "未明确", "春晖社区党委") == [True] * 5


def test_where_nobody_is_named_the_page_says_who_names_them_and_leads_there_whoever_may(division: Division, clerk: Client) -> None:
    branch = division.street.sunny_first
    reader = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, branch))
    pages = [reverse(name, args=[branch.code]) for name in ("organisation_duties", "responsibility_of")]
    for address in pages:
        assert says(reader.get(address), "还没有明确责任人", "由街道组织干事", "登记责任人", "未明确") == [True, True, False, False]
    panel, whole = (clerk.get(address) for address in pages)
    assert says(panel, "还没有明确责任人", "登记责任人", pages[1]) == [True, True, True]
    assert says(whole, "逐项点“调整”登记", reverse("responsibility_change", args=[branch.code, division.area.pk])) == [True, True]


def test_a_post_that_has_ended_is_said_beside_the_name(division: Division, clerk: Client) -> None:
    set_all(division)
    assert end_post(by=actor(today()), post=post_of(division.head), on=today()).done
    assert says(clerk.get(table(division)), "职务已结束") == [True]


def test_the_table_takes_the_same_queries_with_one_area_and_with_three(
    division: Division, clerk: Client, django_assert_num_queries: Queries
) -> None:
    set_all(division)
    clerk.get(table(division))
    with django_assert_num_queries(5):
        clerk.get(table(division))
    for name in ("宣传思想", "群众工作"):
        area(division.street, name)
    clerk.get(table(division))
    with django_assert_num_queries(5):
        clerk.get(table(division))


def test_names_stand_in_the_boxes_and_are_changed_together(division: Division, clerk: Client) -> None:
    set_all(division)
    address = reverse("responsibility_change", args=[division.place.code, division.area.pk])
    form = clerk.get(address).context["page"].form
    assert [form[name].value() for name in ("first", "direct", "executing")] == ["王书记", "李副书记", "赵委员"]
    sent = {"first": "李副书记", "direct": "李副书记", "executing": "", "on": today().isoformat(), "basis": "党工委会议"}
    assert clerk.post(address, sent).status_code == 302
    assert answering(division.place, today()) == [("first", "李副书记", False), ("direct", "李副书记", False)]
    refused = clerk.post(address, {**sent, "first": "没有此人", "direct": "也没有", "on": "2026-02-30"})
    assert (refused.status_code, says(refused, "没有找到“没有此人”", "没有找到“也没有”", "有 3 处需要改")) == (422, [True, True, True])


def test_a_clerk_adds_and_ends_an_area_and_a_community_cannot(division: Division, clerk: Client) -> None:
    new = reverse("work_area_new", args=[division.place.code])
    assert clerk.post(new, {"name": "群众工作", "on": today().isoformat()}).status_code == 302
    made = WorkArea.objects.unguarded(WHY).get(name="群众工作")
    assert says(clerk.get(reverse("work_areas", args=[division.place.code])), "群众工作", "移出") == [True, True]
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, division.street.sunny))
    assert community.post(reverse("work_area_end", args=[made.pk]), {"on": today().isoformat()}).status_code == 404
    assert WorkArea.objects.unguarded(WHY).get(pk=made.pk).valid_to == made.valid_to
    assert community.get(reverse("responsibility_area", args=[made.pk])).status_code == 200


def test_the_pages_of_a_person_and_of_an_organisation_lead_to_what_they_answer_for(division: Division, clerk: Client) -> None:
    set_all(division)
    assert says(clerk.get(reverse("member", args=[division.head.code])), reverse("member_duties", args=[division.head.code])) == [True]
    own = clerk.get(reverse("member_duties", args=[division.head.code]), headers={"HX-Request": "true"})
    assert says(own, "组织建设：向阳街道党工委", "第一责任人", "<html") == [True, True, False]
    place = clerk.get(reverse("organisation_duties", args=[division.place.code]))
    assert says(place, "组织建设", "第一责任人：王书记（书记）", "已明确") == [True] * 3


def test_letters_are_off_until_the_street_decides_on_a_document(division: Division, clerk: Client) -> None:
    set_all(division)
    address = reverse("responsibility_letters", args=[division.place.code, "docx"])
    refused = clerk.get(address)
    assert (refused.status_code, says(refused, "没有开启责任书")) == (422, [True])
    assert says(clerk.get(table(division)), "打印责任书") == [False]
    with recording(actor(today()), "parameter.accept") as work:
        span = {"valid_from": SINCE, "valid_to": FAR}
        value = {"parameter": "responsibility.letters", "value": "1", "basis": "区委〔2026〕1号"}
        work.add(LocalParameter, organisation_id=division.place.pk, **value, **span)
    assert says(clerk.get(table(division)), "打印责任书") == [True]
    made = Document(BytesIO(b"".join(clerk.get(address))))
    assert [one.text for one in made.paragraphs if "区委〔2026〕1号" in one.text] == [
        f"{name}（{post}）：根据区委〔2026〕1号，你在中共向阳街道工作委员会负责下列工作。"
        for name, post in (("王书记", "书记"), ("李副书记", "副书记"), ("赵委员", "委员"))
    ]


def test_a_post_goes_over_by_one_form_and_the_receiver_confirms(division: Division, clerk: Client) -> None:
    set_all(division)
    post = post_of(division.head)
    new = make_person(division.street.sunny_first, "新书记", by=actor(today()))
    receiver = signed_in(make_account("xin", person=new))
    assert says(clerk.get(reverse("member_handover", args=[division.head.code])), "向阳街道党工委书记", "办理交接") == [True, True]
    address = reverse("handover_new", args=[post.pk])
    assert says(clerk.get(address), "责任分工", "组织建设", "移交人的授权") == [True] * 3
    sent = {"receiver": "新书记", "on": today().isoformat(), "takes_post": "on", "takes_areas": "on", "note": "印章在党政办"}
    answer = clerk.post(address, sent)
    made = Handover.objects.unguarded(WHY).get()
    assert answer.headers["Location"] == reverse("handover", args=[made.code])
    assert clerk.get(address).headers["Location"] == reverse("handover", args=[made.code]), "not asked a second time"
    assert answering(division.place, today())[0] == ("first", "新书记", False)
    assert says(receiver.get(reverse("handover", args=[made.code])), "确认接收", "印章在党政办", "移交人的授权") == [True, True, False]
    assert receiver.post(reverse("handover_confirm", args=[made.code]), {"on": today().isoformat()}).status_code == 302
    fresh = Handover.objects.unguarded(WHY).get()
    assert (fresh.confirmed_on, fresh.confirmed_by) == (today(), "新书记")
    assert says(clerk.get(reverse("handovers", args=[division.place.code])), "已接收", "王书记 → 新书记") == [True, True]


def test_what_the_organisation_has_open_goes_along_with_a_portfolio_only_where_it_is_chosen(
    division: Division, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(division)
    two = [PackLine(LineKind.STEP, "井盖有响声", "答复", today(), "B000001"), PackLine(LineKind.AGREEMENT, "2026年目标责任书")]
    monkeypatch.setattr(handing, "brought", lambda place, on: two)
    pages = {one: clerk.get(reverse("handover_new", args=[post_of(one).pk])).content.decode() for one in (division.head, division.member)}
    boxes = [re.findall(r'name="lines" value="([^"]*)"([^>]*)', page) for page in pages.values()]
    assert [{"checked" in rest for _, rest in found} for found in boxes] == [{True}, {False}]
    chosen = html.unescape(boxes[1][0][0])
    new = make_person(division.street.sunny_first, "新委员", by=actor(today()))
    sent = {"receiver": new.name, "on": today().isoformat(), "takes_areas": "on", "lines": [chosen]}
    assert chosen == "step|B000001|井盖有响声|答复"
    assert clerk.post(reverse("handover_new", args=[post_of(division.member).pk]), sent).status_code == 302
    kinds = list(HandoverLine.objects.unguarded(WHY).order_by("number").values_list("kind", flat=True))
    assert kinds == ["area", "step"]


def test_access_that_ended_with_a_hand_over_does_not_come_back_by_taking_back_half_of_it(division: Division, clerk: Client) -> None:
    post = post_of(division.head)
    before = signed_in(make_account("jiu", Role.STREET_SECRETARY, division.place, person=division.head, post_id=post.pk))
    assert before.get(reverse("organisations")).status_code == 200
    new = make_person(division.street.sunny_first, "新书记", by=actor(today()))
    sent = {"receiver": new.code, "on": today().isoformat(), "takes_post": "on"}
    assert clerk.post(reverse("handover_new", args=[post.pk]), sent).status_code == 302
    assert before.get(reverse("organisations")).status_code == 403
    ended = Operation.objects.get(act="member.post_ended")
    refused = clerk.post(reverse("take_back", args=[ended.pk]))
    assert (refused.status_code, says(refused, "后来的记录建立在这次操作之上")) == (409, [True])
    assert (Post.objects.unguarded(WHY).get(pk=post.pk).valid_to, before.get(reverse("organisations")).status_code) == (today(), 403)


def test_somebody_else_neither_reads_nor_confirms_a_hand_over(division: Division) -> None:
    made = hand(division, make_person(division.street.sunny_first, "新书记"), on=SINCE)
    other = signed_in(make_account("ta", person=division.deputy))
    for name in ("handover", "handover_confirm"):
        assert other.get(reverse(name, args=[made.code])).status_code == 404
    branch = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, division.place))
    assert branch.post(reverse("handover_confirm", args=[made.code]), {"on": today().isoformat()}).status_code == 403
    assert Handover.objects.unguarded(WHY).get().confirmed_on is None
    assert Post.objects.unguarded(WHY).filter(person=division.head, valid_to=SINCE).exists()


def test_a_hand_over_sheet_lists_what_was_written_down(division: Division, clerk: Client) -> None:
    made = hand(division, make_person(division.street.sunny_first, "新书记"), on=SINCE)
    paper = Document(BytesIO(b"".join(clerk.get(reverse("handover_paper", args=[made.code, "docx"])))))
    assert paper.paragraphs[0].text == "工作交接单"
    assert clerk.get(reverse("handover_paper", args=[made.code, "exe"])).status_code == 404


def test_the_secretary_keeps_the_yearly_list_from_records(division: Division, secretary: Client) -> None:
    year = today().year
    new = reverse("priority_new", args=[division.place.code, year])
    sent = {"tag": "key", "says": "建好党群服务中心", "who": "王书记", "office": "", "due": f"{year}-12-20"}
    assert secretary.post(new, sent).status_code == 302
    line = PriorityLine.objects.unguarded(WHY).get()
    made = make_gathering(division.place, part(GatheringKind.VISIT, division.place), on=today(), by=actor(today()), title="现场办公")
    address = reverse("priority_line", args=[line.pk])
    assert secretary.post(address, {"points": f"g{made.pk}"}).status_code == 302
    assert secretary.post(address, {"points": "g999999"}).status_code == 422
    assert says(secretary.get(address, {"q": "没有的字"}), "没有含“没有的字”的记录", "现场办公</option>") == [True, False]
    (chosen,) = PriorityEvidence.objects.unguarded(WHY).all()
    remove = reverse("priority_unpoint", args=[chosen.pk])
    assert says(secretary.get(address), remove, "移除") == [True, True]
    assert secretary.post(remove).headers["Location"] == address
    assert secretary.post(address, {"points": f"g{made.pk}"}).status_code == 302
    assert secretary.post(reverse("priority_done", args=[line.pk]), {"on": today().isoformat()}).status_code == 302
    page = secretary.get(reverse("priorities"))
    assert says(page, "抓关键", "建好党群服务中心", "王书记", "现场办公", "完成") == [True] * 5
    paper = Document(BytesIO(b"".join(secretary.get(reverse("priorities_paper", args=[division.place.code, year, "docx"])))))
    assert [cell.text for cell in paper.tables[0].rows[1].cells][1:4] == ["抓关键", "建好党群服务中心", "王书记"]


def test_a_matter_shows_what_is_missing_until_records_are_chosen(division: Division, secretary: Client) -> None:
    sent = {"title": "加装电梯", "organisation": "向阳街道党工委", "partner": "阳光社区党委", "on": today().isoformat()}
    assert secretary.post(reverse("matter_new", args=[division.place.code]), sent).status_code == 302
    matter = Matter.objects.unguarded(WHY).get()
    page = reverse("matter", args=[matter.code])
    assert says(secretary.get(page), "还缺：同研究、同规划、同部署、同检查、同落实") == [True]
    made = make_gathering(
        division.street.sunny, part(GatheringKind.VISIT, division.street.sunny), on=today(), by=actor(today()), title="走访"
    )
    assert secretary.post(reverse("matter_tag", args=[matter.code]), {"tag": "inspect", "points": f"g{made.pk}"}).status_code == 302
    assert says(secretary.get(page), "还缺：同研究、同规划、同部署、同落实", "走访", "只见一方") == [True] * 3
    assert says(secretary.get(reverse("matters", args=[division.place.code])), "缺 4 项") == [True]
    tag = MatterTag.objects.unguarded(WHY).get()
    assert secretary.post(reverse("matter_untag", args=[tag.pk]), {}).status_code == 302
    assert secretary.post(reverse("matter_end", args=[matter.code]), {"on": today().isoformat()}).status_code == 302
    assert says(secretary.get(page), "选记录") == [False]
