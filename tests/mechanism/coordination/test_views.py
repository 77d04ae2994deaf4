"""The pages: the lists, a need beside what fits it, a project's steps, a partner, links and arrivals."""

from datetime import timedelta
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.mechanism.coordination import sharing
from tests.mechanism.coordination.sharing import agreed, confirmed, link, need, offer, partner, project, school
from tests.mechanism.coordination.test_liaison import came
from tests.register.factories import Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.mechanism.coordination.models import LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.states import project_state
from zhibu.mechanism.coordination.terms import PartnerKind, ProjectState
from zhibu.register.models import Organisation

pytestmark = pytest.mark.django_db

WHY: Final = "测试"


@pytest.fixture
def street() -> Street:
    return make_street()


def secretary(street: Street) -> Client:
    return signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))


def branch_secretary(branch: Organisation) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, branch))


def form_of(client: Client, url: str, **typed: str) -> Any:
    """Opens a page, fills in what is typed, sends the rest as it stands."""
    form = client.get(url).context["page"].form
    kept = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    return client.post(url, {**kept, **typed})


def texts(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_secretary_enters_a_need_matches_it_and_brings_it_to_the_end(street: Street) -> None:
    client, by = secretary(street), actor(today())
    army = partner(street.sunny)
    given = offer(army, by=by)
    answer = form_of(client, reverse("coordination_need_new"), kind="venue", title="暑托班要一间教室")
    wanted = Need.objects.unguarded(WHY).get()
    assert answer["Location"] == reverse("coordination_need", args=[wanted.code])
    page = client.get(answer["Location"])
    assert [(item.title, item.act, item.chip.word) for item in page.context["offers"]] == [("周末可以借用教室", "对接", "合适")]
    answer = form_of(client, reverse("coordination_match", args=[wanted.code, given.code]))
    made = Project.objects.unguarded(WHY).select_related("case").get()
    assert answer["Location"] == reverse("coordination_project", args=[made.code])
    day = today().isoformat()
    for step, typed in (
        ("agree", {"what": "学校出教室", "until": day, "how": "电话答复"}),
        ("deliver", {"outcome": "办了三周"}),
        ("confirm", {"how": "电话确认"}),
        ("thank", {}),
    ):
        shown = client.get(reverse("coordination_project", args=[made.code]))
        assert shown.context["head"].acts[-1].url == reverse("coordination_project_step", args=[made.case.code, step])
        assert form_of(client, reverse("coordination_project_step", args=[made.case.code, step]), **typed).status_code == 302
    assert project_state(sharing.again(made)) is ProjectState.DONE
    assert client.get(reverse("case", args=[made.case.code])).status_code == 200


def test_a_step_that_does_not_wait_says_why(street: Street) -> None:
    made = agreed(project(None, offer(partner(street.sunny))))
    page = secretary(street).get(reverse("coordination_project_step", args=[made.case.code, "thank"]))
    assert "还没有轮到“致谢”" in texts(page)


def test_the_case_of_a_need_leads_to_its_page(street: Street) -> None:
    wanted = need(street.sunny)
    shown = secretary(street).get(reverse("coordination_need_step", args=[wanted.case.code, "answer"]))
    assert reverse("coordination_return", args=[wanted.code]) in [act.url for act in shown.context["head"].acts]


def test_a_need_goes_back_on_its_page_with_the_reason(street: Street) -> None:
    client, wanted = secretary(street), need(street.sunny, of=school(street))
    url = reverse("coordination_return", args=[wanted.code])
    assert form_of(client, url).status_code == 422
    assert form_of(client, url, reason="由区里办理").status_code == 302
    assert "不在街道职责清单内：由区里办理" in texts(client.get(reverse("coordination_need", args=[wanted.code])))


def test_the_secretary_of_the_units_own_branch_enters_for_the_unit_and_confirms_and_no_more(street: Street) -> None:
    found = school(street, branch=street.sunny_first)
    client = branch_secretary(street.sunny_first)
    need(street.sunny, "别人的需求")
    assert form_of(client, reverse("coordination_offer_new"), partner=found.code, kind="venue", title="操场").status_code == 302
    assert Offer.objects.unguarded(WHY).values_list("partner", "organisation").get() == (found.pk, street.sunny.pk)
    given = Offer.objects.unguarded(WHY).select_related("partner", "organisation").get()
    made = project(None, given)
    assert "别人的需求" not in texts(client.get(reverse("coordination")))
    assert client.get(reverse("coordination_project", args=[made.code])).status_code == 200
    assert client.get(reverse("coordination_project_step", args=[made.case.code, "agree"])).status_code == 403
    assert client.get(reverse("coordination_direct", args=[given.code])).status_code == 403
    assert client.get(reverse("coordination_link_new", args=[found.code])).status_code == 403
    sharing.delivered(made)
    assert form_of(client, reverse("coordination_project_step", args=[made.case.code, "confirm"]), how="本单位确认").status_code == 302
    page = texts(client.get(reverse("coordination_partner", args=[found.code])))
    assert [word in page for word in (f"{today().year}年情况表 Excel", "感谢信", "结束共建")] == [True, False, False]
    sheet = client.get(reverse("coordination_year", args=[found.code, "xlsx"]))
    assert b"".join(sheet.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a file


def test_the_secretary_of_the_units_own_branch_writes_no_deeds_of_the_unit_alone(street: Street) -> None:
    """What was confirmed stands on the unit's sheet of the community, which has never seen a project of that branch's own lists."""
    found = school(street, branch=street.sunny_first)
    client, given = branch_secretary(street.sunny_first), offer(found, by=actor(today()))
    own = {"kind": "venue", "organisation": street.sunny_first.code}
    assert form_of(client, reverse("coordination_need_new"), title="支部要一间教室", **own).status_code == 302
    assert form_of(client, reverse("coordination_offer_new"), title="支部会议室", **own).status_code == 302
    wanted = Need.objects.unguarded(WHY).get(organisation=street.sunny_first)
    room = Offer.objects.unguarded(WHY).get(organisation=street.sunny_first)
    for url, typed in (
        (reverse("coordination_match", args=[wanted.code, given.code]), {}),
        (reverse("coordination_direct", args=[room.code]), {"partner": found.code}),
        (reverse("coordination_need_new"), {"title": "向学校要", "asked": found.code, **own}),
    ):
        answer = form_of(client, url, **typed)
        assert (answer.status_code, "不在这个党组织的共建清单里" in texts(answer)) == (422, True)
    assert (Project.objects.unguarded(WHY).count(), Need.objects.unguarded(WHY).count()) == (0, 1)


def test_what_is_the_communitys_own_is_given_to_a_partner_who_is_chosen(street: Street) -> None:
    client, army = secretary(street), partner(street.sunny)
    own = {"kind": "venue", "organisation": street.sunny.code}
    assert form_of(client, reverse("coordination_offer_new"), title="社区礼堂", **own).status_code == 302
    hall = Offer.objects.unguarded(WHY).get()
    url = reverse("coordination_direct", args=[hall.code])
    assert (form_of(client, url).status_code, form_of(client, url, partner=army.code).status_code) == (422, 302)
    made = Project.objects.unguarded(WHY).get()
    assert (made.partner_id, made.offer_id, made.partner_gives) == (army.pk, hall.pk, False)


def test_the_secretary_of_another_branch_finds_nothing(street: Street) -> None:
    school(street, branch=street.sunny_first)
    made = project(None, offer(partner(street.sunny)))
    client = branch_secretary(street.sunny_second)
    assert client.get(reverse("coordination_project", args=[made.code])).status_code == 404
    assert "周末可以借用教室" not in texts(client.get(reverse("coordination_offers")))


def test_a_choice_that_is_out_of_reach_is_none(street: Street) -> None:
    strange = partner(street.spring, "别处的连队")
    client = secretary(street)
    assert "别处的连队" not in texts(client.get(reverse("coordination_offer_new")))
    assert form_of(client, reverse("coordination_offer_new"), partner=strange.code, kind="venue", title="礼堂").status_code == 422
    assert not Offer.objects.unguarded(WHY).exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("coordination", 3), ("coordination_offers", 3), ("coordination_projects", 3), ("coordination_partners", 6)],
)
def test_a_list_asks_as_much_whatever_its_length(street: Street, url: str, queries: int, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        project(need(street.sunny, f"需求{number}"), offer(partner(street.sunny, f"单位{number}"), f"资源{number}"))
    client = secretary(street)
    client.get(reverse(url))
    with django_assert_num_queries(queries):
        client.get(reverse(url))


def test_the_lists_are_narrowed_by_state_kind_partner_and_words(street: Street) -> None:
    army = partner(street.sunny)
    need(street.sunny, "要教室")
    need(street.sunny, "要志愿者", kind="people")
    project(need(street.sunny, "要礼堂"), offer(army))
    client = secretary(street)

    def titles(query: str) -> list[str]:
        return sorted(row.title for row in client.get(reverse("coordination") + query).context["listing"].rows)

    assert titles("") == ["要志愿者", "要教室", "要礼堂"]
    assert titles("?state=matched") == ["要礼堂"]
    assert titles("?kind=people") == ["要志愿者"]
    assert titles("?q=教室") == ["要教室"]
    assert titles(f"?within={street.sunny.code}&state=open") == ["要志愿者", "要教室"]


def test_the_three_lists_leave_as_one_workbook(street: Street) -> None:
    project(need(street.sunny), offer(partner(street.sunny)))
    client = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    answer = client.get(reverse("coordination_export"))
    names = ZipFile(BytesIO(b"".join(answer.streaming_content))).read("xl/workbook.xml").decode()  # type: ignore[attr-defined]  # a file
    assert [name in names for name in ("资源清单", "需求清单", "项目清单", "共建方")] == [True] * 4


def test_a_partner_shows_what_it_gave_and_the_year_leaves_as_a_sheet_and_a_letter(street: Street) -> None:
    by = actor(today())
    army = partner(street.sunny, by=by)
    confirmed(project(need(street.sunny, by=by), offer(army, by=by), by=by), by=by)
    client = secretary(street)
    page = client.get(reverse("coordination_partner", args=[army.code]))
    assert [figure.value for figure in page.context["figures"]] == ["1", "1", "1", "0"]
    for name, ending, begins in (
        ("coordination_year", "xlsx", b"PK"),
        ("coordination_year", "docx", b"PK"),
        ("coordination_partner_thanks", "docx", b"PK"),
    ):
        answer = client.get(f"{reverse(name, args=[army.code, ending])}?year={today().year}")
        assert b"".join(answer.streaming_content)[:2] == begins  # type: ignore[attr-defined]  # the same
    assert client.get(reverse("coordination_year", args=[army.code, "exe"])).status_code == 404


def test_there_is_no_letter_of_thanks_for_what_nobody_confirmed(street: Street) -> None:
    army = partner(street.sunny)
    made = sharing.delivered(project(None, offer(army)))
    client = secretary(street)
    assert "还没有由其提供并确认的项目" in texts(client.get(reverse("coordination_partner_thanks", args=[army.code, "docx"])))
    assert "对方还没有确认" in texts(client.get(reverse("coordination_thanks", args=[made.code, "docx"])))


def test_a_link_is_issued_printed_renewed_and_revoked_on_pages(street: Street, settings: Any) -> None:
    settings.PORTAL_ADDRESS = "https://portal.test"
    army, client = partner(street.sunny), secretary(street)
    answer = form_of(client, reverse("coordination_link_new", args=[army.code]), reason="单位要求")
    found = LiaisonLink.objects.unguarded(WHY).get()
    assert answer["Location"] == reverse("coordination_link_letter", args=[found.code])
    shown = texts(client.get(answer["Location"]))
    assert [f"https://portal.test/liaison/{found.key}/" in shown, "<svg" in shown] == [True, True]
    assert form_of(client, reverse("coordination_link_renew", args=[found.code])).status_code == 302
    newest = LiaisonLink.objects.unguarded(WHY).latest("pk")
    assert form_of(client, reverse("coordination_link_revoke", args=[newest.code]), reason="换人").status_code == 302
    assert "链接已经不能用" in texts(client.get(reverse("coordination_link_letter", args=[newest.code])))


def test_without_a_portal_the_letter_says_what_is_missing(street: Street, settings: Any) -> None:
    settings.PORTAL_ADDRESS = ""
    found = link(partner(street.sunny), by=actor(today()), until=today() + timedelta(days=9))
    assert "没有设置门户的地址" in texts(secretary(street).get(reverse("coordination_link_letter", args=[found.code])))


def test_what_was_refused_stands_for_the_clerk_until_somebody_saw_to_it(street: Street) -> None:
    client = secretary(street)
    arrived = came(link(partner(street.sunny)), "liaison.offer", kind="venue", title="礼" * 61)
    page = client.get(reverse("coordination_arrivals"))
    assert [item.title for item in page.context["items"]] == ["某部驻军连队：登记资源"]
    assert client.post(reverse("coordination_arrival_seen", args=[arrived.pk])).status_code == 302
    assert client.get(reverse("coordination_arrivals")).context["items"] == []


def test_the_pages_of_an_organisation_and_a_unit_tell_of_it(street: Street) -> None:
    client, found = secretary(street), school(street)
    need(street.sunny)
    fetched = {"HX-Request": "true"}
    assert "暑托班要一间教室" in texts(client.get(reverse("organisation_coordination", args=[street.sunny.code]), headers=fetched))
    code = PartnerUnit.objects.unguarded(WHY).select_related("unit").get(pk=found.pk).unit.code  # type: ignore[union-attr]  # a unit's
    assert "还没有项目" in texts(client.get(reverse("unit_coordination", args=[code]), headers=fetched))
    assert reverse("unit_coordination", args=[code]) in texts(client.get(reverse("unit", args=[code])))


def test_partners_of_every_kind_are_added_and_end_on_pages(street: Street) -> None:
    client = secretary(street)
    for kind in PartnerKind:
        if kind is not PartnerKind.UNIT:
            assert form_of(client, reverse("coordination_partner_new"), kind=str(kind), name=f"{kind.label}一").status_code == 302
    first = PartnerUnit.objects.unguarded(WHY).order_by("pk")[0]
    assert form_of(client, reverse("coordination_partner_end", args=[first.code])).status_code == 302
    assert PartnerUnit.objects.unguarded(WHY).get(pk=first.pk).ended_on == today()


def test_what_a_liaison_answered_stands_beside_the_need_and_a_person_matches(street: Street) -> None:
    client, army = secretary(street), partner(street.sunny)
    found, other = link(army), link(school(street))
    wanted = need(street.sunny)
    came(found, "liaison.answer", need=wanted.code, title="礼堂可以借")
    came(other, "liaison.decline", number=2, need=wanted.code)
    page = client.get(reverse("coordination_need", args=[wanted.code]))
    given = Offer.objects.unguarded(WHY).get()
    offered, declined = page.context["answers"]
    assert (offered.title, offered.url) == ("礼堂可以借", reverse("coordination_match", args=[wanted.code, given.code]))
    assert (declined.title, "云溪小学联络员" in declined.why, declined.url) == ("不能提供", True, "")
    assert list(page.context["offers"]) == []
    form_of(client, offered.url)
    assert Project.objects.unguarded(WHY).get().offer_id == given.pk


def test_the_pages_of_a_need_and_an_offer_lead_to_their_correction(street: Street) -> None:
    client, army = secretary(street), partner(street.sunny)
    wanted, given = need(street.sunny), offer(army)
    for view, row, typed in (("need", wanted, "一间大教室"), ("offer", given, "礼堂和教室")):
        url = reverse(f"coordination_{view}_correct", args=[row.code])
        assert url in texts(client.get(reverse(f"coordination_{view}", args=[row.code])))
        assert form_of(client, url, title=typed)["Location"] == reverse(f"coordination_{view}", args=[row.code])
        assert typed in texts(client.get(reverse(f"coordination_{view}", args=[row.code])))
