"""Pages of local parameters: seen by who sees rules, changed by two."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.parameters.desks import BASIS, NOTICE, WHY, Desks, accepted, make_desks, proposal, proposed, spans
from tests.register.factories import actor, make_organisation, make_person
from tests.register.state import nothing_written, one_operation
from tests.register.views.asking import fields_of, refusals, said, send
from zhibu.access.services import give_grant
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.parameters.models import ParameterProposal
from zhibu.register.terms.organisations import OrganisationKind

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
SMALL = "general_branch.members_usual_least"


@pytest.fixture
def desks() -> Desks:
    return make_desks()


@pytest.fixture
def clerk(desks: Desks) -> Client:
    return signed_in(desks.clerk)


@pytest.fixture
def secretary(desks: Desks) -> Client:
    return signed_in(desks.secretary)


def page(desks: Desks, name: str = NOTICE, end: str = "") -> str:
    return f"/parameters/{desks.place.code}/{name}/{end}"


def decide_page(pk: int) -> str:
    return reverse("parameter_decide", args=[pk])


def test_the_list_shows_values_with_their_basis_and_who_decided(desks: Desks, clerk: Client) -> None:
    accepted(desks, "90", on=DAY)
    text = words(clerk.get("/parameters/"))
    assert f"任期届满前多少天提醒 90 天 本街道 180 天 0 到 365 天 2026-03-01 {BASIS} 刘志远" in text
    assert "预备期届满前多少天提醒 30 天 默认 30 天 0 到 180 天" in text
    assert "机关、事业单位离退休人员的组织关系可以留在原单位 是 默认 是 是或否" in text


def test_the_list_of_another_day_shows_what_counted_then(desks: Desks, clerk: Client) -> None:
    accepted(desks, "90", on=DAY)
    text = words(clerk.get("/parameters/?on=2026-02-28"))
    assert ["任期届满前多少天提醒 180 天 默认" in text, "任期届满前多少天提醒 90 天" in text] == [True, False]


def test_somebody_who_works_above_looks_into_a_street(desks: Desks) -> None:
    district = signed_in(make_account("quwei", Role.STREET_CLERK, desks.street.district))
    accepted(desks, "90", on=DAY)
    assert "任期届满前多少天提醒 180 天 默认" in words(district.get("/parameters/"))
    assert "任期届满前多少天提醒 90 天 本街道" in words(district.get(f"/parameters/?within={desks.place.code}"))


def test_somebody_who_works_in_two_places_goes_from_one_to_the_other(desks: Desks) -> None:
    both = make_account("liang", Role.COMMUNITY_SECRETARY, desks.street.sunny)
    by = actor(today())
    give_grant(
        by=by,
        account_id=both.pk,
        role=Role.COMMUNITY_SECRETARY,
        organisation_id=desks.street.spring.pk,
        valid_from=DAY,
        valid_to=FAR,
        basis="兼任",
    )
    page = signed_in(both).get("/parameters/").content.decode()
    assert f'<a class="btn plain" href="?within={desks.street.spring.code}">春晖社区党委</a>' in page


def test_a_place_out_of_reach_is_not_there(desks: Desks, clerk: Client) -> None:
    beyond = desks.street.district.code
    assert [clerk.get(url).status_code for url in (f"/parameters/?within={beyond}", f"/parameters/{beyond}/{NOTICE}/")] == [404, 404]


@pytest.mark.parametrize("name", ["branch.full_members.least", "no.such"])
def test_only_local_parameters_have_a_page_here(desks: Desks, clerk: Client, name: str) -> None:
    assert [clerk.get(page(desks, name, end)).status_code for end in ("", "propose")] == [404, 404]


def test_a_parameter_shows_its_history_and_what_reads_it(desks: Desks, clerk: Client) -> None:
    accepted(desks, "90", on=DAY)
    accepted(desks, "", on=date(2026, 5, 1))
    text = words(clerk.get(page(desks)))
    assert "现行数值 180 天 默认 默认值 180 天 可选范围 0 到 365 天 编号 term.notice_days" in text
    assert "2026年5月1日 向阳街道党工委：恢复默认值" in text
    assert f"2026年3月1日 向阳街道党工委：90 天 依据：{BASIS} 周敏提出，刘志远（{today()}）确定" in text
    assert "党委换届 党的基层委员会每届任期五年；街道党工委由上级任命，没有任期和换届。（《基层组织选举工作条例》第三条）" in text
    assert 'href="/rules/term.committee/"' in clerk.get(page(desks)).content.decode()


def test_a_parameter_without_history_says_so(desks: Desks, clerk: Client) -> None:
    assert "一直是默认值 本街道有文件另作规定的，由组织干事提出修改，书记确定。" in words(clerk.get(page(desks)))


def test_the_clerk_proposes_with_a_document(desks: Desks, clerk: Client) -> None:
    assert fields_of(clerk, page(desks, end="propose")) == ["value", "on", "basis", "note"]
    with one_operation("parameter.propose"):
        answer = send(clerk, page(desks, end="propose"), value="90", on=DAY, basis=BASIS, note="换届多")
    text = said(clerk, answer)
    assert "已提出，待书记确定。" in text
    assert f"待确定 任期届满前多少天提醒：90 天 周敏 {today().year}年" in text
    assert "现行数值 180 天 默认" in text
    assert page(desks, end="propose") not in clerk.get(page(desks)).content.decode()


def test_everything_wrong_with_a_proposal_is_said_at_once(desks: Desks, clerk: Client) -> None:
    with nothing_written():
        told = refusals(send(clerk, page(desks, end="propose"), value="999", on="2010-01-01", basis=BASIS))
        assert told == [
            "数值：“999”超出范围。怎么办：请填0到365天。",
            "从哪一天起：这项规定从2018-10-28起才有。怎么办：请填这一天或以后的日期。",
        ]
        empty = refusals(send(clerk, page(desks, end="propose"), value="", on="明天", basis=""))
    assert [one.partition("。")[0] for one in empty] == ["请填写「数值」", "从哪一天起：“明天”不是能识别的日期", "请填写「依据文件」"]
    assert not ParameterProposal.objects.unguarded(WHY).exists()


def test_the_default_is_offered_where_there_is_an_own_value(desks: Desks, clerk: Client) -> None:
    accepted(desks, "90", on=DAY)
    assert fields_of(clerk, page(desks, end="propose")) == ["value", "default", "on", "basis", "note"]
    with nothing_written():
        told = [
            refusals(send(clerk, page(desks, end="propose"), value=value, on=today(), basis=BASIS, **more))
            for value, more in (("60", {"default": "on"}), ("", {}))
        ]
    assert told == [["填了数值，又选了恢复默认值。请只留一样。"], ["请填写数值。"]]
    send(clerk, page(desks, end="propose"), value="", default="on", on=today(), basis=BASIS)
    assert "任期届满前多少天提醒：恢复默认值" in words(clerk.get(page(desks)))


def test_the_secretary_sees_what_would_change_and_decides(desks: Desks, secretary: Client) -> None:
    small = make_organisation("中共向阳街道老街总支部委员会", OrganisationKind.GENERAL_BRANCH, parent=desks.street.street)
    branch = make_organisation("中共向阳街道老街第一支部委员会", parent=small)
    for number in range(4):
        make_person(branch, f"张{number}")
    found = proposal(proposed(desks, "4", on=today(), name=SMALL))
    text = words(secretary.get(decide_page(found.pk)))
    assert f"到这一天的数值 50 名 建议的数值 4 名 从哪一天起 {today()} 依据文件 {BASIS} 说明 换届多 提出 周敏（{today()}）" in text
    assert "规定要求 按现在的数值 按建议的数值 党总支规模较小 需核实 1 件 没有" in text
    with one_operation("parameter.accept"):
        answer = send(secretary, decide_page(found.pk), decision="accept", answer="")
    assert "现行数值 4 名 本街道" in said(secretary, answer)
    assert spans(desks.place, SMALL) == [("4", today(), FAR)]


def test_nothing_is_counted_about_persons_for_who_may_not_know(desks: Desks, secretary: Client) -> None:
    found = proposal(proposed(desks, "60", on=today(), name="probation.notice_days"))
    text = words(secretary.get(decide_page(found.pk)))
    assert "预备期届满 涉及个人，不在这里计数 涉及个人，不在这里计数" in text


def test_a_parameter_that_no_requirement_reads_says_so(desks: Desks, secretary: Client) -> None:
    found = proposal(proposed(desks, "0", on=today(), name="retired.may_stay_with_office"))
    assert "没有提醒事项按它来判断" in words(secretary.get(decide_page(found.pk)))


def test_declining_asks_for_a_reason_and_tells_it(desks: Desks, clerk: Client, secretary: Client) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    with nothing_written():
        told = refusals(send(secretary, decide_page(found.pk), decision="decline", answer=""))
    assert told == ["答复：没有填写不采纳的原因。怎么办：请写一句，提出的同志看得到。"]
    send(secretary, decide_page(found.pk), decision="decline", answer="今年不改")
    assert "建议：90 天（从 2026-03-01 起） 未采纳" in words(clerk.get(page(desks)))
    assert "周敏提出；刘志远：今年不改" in words(clerk.get(page(desks)))


def test_what_was_proposed_and_not_taken_is_told_to_nobody_below(desks: Desks, secretary: Client) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, desks.street.sunny))
    below = f"/parameters/{desks.street.sunny.code}/{NOTICE}/"
    assert "90 天" not in words(community.get(below))
    send(secretary, decide_page(found.pk), decision="decline", answer="今年不改")
    assert "90 天" not in words(community.get(below))


def test_the_clerk_takes_a_proposal_back(desks: Desks, clerk: Client) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    with one_operation("parameter.withdraw"):
        answer = send(clerk, reverse("parameter_withdraw", args=[found.pk]), reason="写错了")
    assert "已撤回。" in said(clerk, answer)
    (told,) = refusals(send(clerk, reverse("parameter_withdraw", args=[found.pk])))
    assert told == "这项建议已经处理，不能撤回。怎么办：需要再改的，请重新提出。"


def test_each_act_is_its_own_role_s(desks: Desks, clerk: Client, secretary: Client) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    other = signed_in(make_account("lin", Role.STREET_SECRETARY, desks.street.spring))
    with nothing_written():
        assert send(secretary, page(desks, end="propose"), value="60", on=DAY, basis=BASIS).status_code == 403
        assert send(clerk, decide_page(found.pk), decision="accept").status_code == 403
        assert send(other, decide_page(found.pk), decision="accept").status_code == 404
        assert send(secretary, reverse("parameter_withdraw", args=[found.pk])).status_code == 403
    assert ParameterProposal.objects.unguarded(WHY).get().state == "open"


def test_the_secretary_s_workbench_says_what_waits(desks: Desks, clerk: Client, secretary: Client) -> None:
    make_person(desks.street.sunny_first)
    proposed(desks, "90", on=DAY)
    home = words(secretary.get("/"))
    assert "待确定的本地参数" in home
    assert "任期届满前多少天提醒：90 天" in home
    assert "待确定的本地参数" not in words(clerk.get("/"))


def test_the_trail_tells_it_in_words(desks: Desks) -> None:
    found = accepted(desks, "90", on=DAY)
    auditor = signed_in(make_account("shenji", Role.AUDITOR))
    assert "刘志远 确定本地参数 本地参数建议：任期届满前多少天提醒" in words(auditor.get("/audit/"))
    link = auditor.get("/audit/?act=parameter.accept").content.decode().partition('href="/audit/operations/')[2].partition("/")[0]
    text = words(auditor.get(f"/audit/operations/{link}/"))
    assert "更正本地参数建议" in text
    assert "状态 待确定 改为 → 已确定" in text
    assert "新增本地参数" in text
    assert f"参数 任期届满前多少天提醒 数值 90 依据 {BASIS}" in text
    assert found.state == "accepted"


def test_it_stands_among_the_recent_changes_and_is_taken_back_there(desks: Desks, secretary: Client) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    send(secretary, decide_page(found.pk), decision="accept")
    text = words(secretary.get(reverse("changes")))
    assert "确定本地参数：本地参数建议：任期届满前多少天提醒" in text
    operation = secretary.get(reverse("changes")).content.decode().partition("/operations/")[2].partition("/")[0]
    assert secretary.post(f"/operations/{operation}/take-back").status_code == 302
    assert spans(desks.place) == []
    assert "待确定" in words(secretary.get(page(desks)))


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_a_constant_number_of_queries(desks: Desks, clerk: Client, secretary: Client, count: int) -> None:
    for month in range(count):
        accepted(desks, str(90 + month), on=date(2026, 1 + month, 1))
    found = proposal(proposed(desks, "60", on=today() + timedelta(days=1)))
    costs = [
        queries(lambda: clerk.get("/parameters/")),
        queries(lambda: clerk.get(page(desks))),
        queries(lambda: secretary.get(decide_page(found.pk))),
    ]
    assert costs == [5, 6, 9]
