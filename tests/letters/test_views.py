"""Pages of letters: written, signed, receipted, answered by those who may, seen at both ends; a refusal changes nothing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.in_the_world import body_of
from tests.letters.writing import WHY, draft, letter, reader, sent
from tests.register.factories import Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.files.intake import Upload
from zhibu.files.queries import attached
from zhibu.files.services import attach_all
from zhibu.kernel.clock import today
from zhibu.letters import prefills
from zhibu.letters.models import Addressee, Letter
from zhibu.letters.panels import on_the_desk
from zhibu.letters.prefills import Prefill, Subject
from zhibu.letters.terms import LetterKind
from zhibu.register.desk import folded
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

pytestmark = pytest.mark.django_db

Kind = LetterKind


@pytest.fixture
def street() -> Street:
    return make_street()


def browser(role: Role, place: Organisation) -> Client:
    return signed_in(make_account(f"{role}-{place.pk}", role, place))


def at(made: Letter, name: str = "letter") -> str:
    return reverse(name, args=[made.code])


def only() -> Letter:
    return letter(Letter.objects.unguarded(WHY).values_list("pk", flat=True).get())


def test_a_branch_writes_a_request_and_types_neither_sender_nor_addressee(street: Street) -> None:
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    page = secretary.get(reverse("letter_new") + "?kind=request").content.decode()
    assert (f'value="{street.sunny_first}"' in page, "妥否，请批示。" in page) == (True, True)
    typed = {"kind": "request", "sender": str(street.sunny_first), "title": "关于换届选举的请示", "body": "任期届满。\n妥否，请批示。"}
    assert secretary.post(reverse("letter_new"), typed).url == at(only())  # type: ignore[attr-defined]  # a redirect
    assert secretary.post(at(only(), "letter_send"), {}).status_code == 302
    assert only().signer == "branch_secretary-" + str(street.sunny_first.pk) + "的姓名"
    above = browser(Role.COMMUNITY_SECRETARY, street.sunny)
    assert "等待批复" in above.get(at(only())).content.decode()


@pytest.mark.parametrize(
    ("role", "place", "shown"),
    [(Role.BRANCH_SECRETARY, "sunny_first", ("request", False)), (Role.COMMUNITY_SECRETARY, "sunny", ("notice", True))],
)
def test_the_usual_letter_of_a_branch_goes_up_and_no_letters_below_are_offered_to_it(
    street: Street, role: Role, place: str, shown: tuple[str, bool]
) -> None:
    client = browser(role, getattr(street, place))
    kinds = re.findall(r'name="kind" value="(\w+)"[^>]* checked', client.get(reverse("letter_new")).content.decode())
    assert (kinds, "下级往来" in client.get(reverse("letters")).content.decode()) == ([shown[0]], shown[1])


def test_an_organisation_that_is_not_known_is_named_and_nothing_is_written(street: Street) -> None:
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    typed = {"kind": "request", "sender": str(street.sunny_first), "to": "别的街道党工委", "title": "请示", "body": "请批示。"}
    answer = secretary.post(reverse("letter_new"), typed)
    assert (answer.status_code, "没有找到“别的街道党工委”" in answer.content.decode()) == (422, True)
    assert Letter.objects.unguarded(WHY).count() == 0


def test_a_request_is_answered_in_one_tap(street: Street) -> None:
    asked = sent(street.sunny_first, number="阳一支〔2026〕3号")
    secretary = browser(Role.COMMUNITY_SECRETARY, street.sunny)
    page = secretary.get(at(asked, "letter_reply")).content.decode()
    text = "你们报来的《关于换届选举的请示》（阳一支〔2026〕3号）收悉。经研究，同意所请。\n此复。"
    assert ("关于换届选举的批复" in page, text in page, "签发批复" in page) == (True, True, True)
    done = secretary.post(at(asked, "letter_reply"), {"title": "关于换届选举的批复", "body": text})
    reply = letter(Letter.objects.unguarded(WHY).values_list("pk", flat=True).get(answers=asked))
    assert (done.status_code, reply.sent_at is not None) == (302, True)
    asker = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    assert [word in asker.get(at(asked)).content.decode() for word in ("已批复", reply.title)] == [True, True]
    again = secretary.post(at(asked, "letter_reply"), {"title": "再批复", "body": text})
    assert (again.status_code, Letter.objects.unguarded(WHY).count()) == (422, 2)


def test_whoever_does_not_sign_leaves_the_reply_as_a_draft(street: Street) -> None:
    asked = sent(street.sunny_first, to=[street.street])
    clerk = browser(Role.STREET_CLERK, street.street)
    assert clerk.post(at(asked, "letter_reply"), {"title": "还在斟酌的批复", "body": "同意。"}).status_code == 302
    reply = letter(Letter.objects.unguarded(WHY).values_list("pk", flat=True).get(answers=asked))
    asker = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    assert reply.sent_at is None
    assert (asker.get(at(reply)).status_code, reply.title in asker.get(at(asked)).content.decode()) == (404, False)


@pytest.mark.parametrize(
    "name", ["letter", "letter_edit", "letter_send", "letter_receive", "letter_reply", "letter_discard", "letter_attach"]
)
def test_what_goes_on_elsewhere_is_not_there(street: Street, name: str) -> None:
    made = sent(street.spring_first, title="机密的请示")
    secretary = browser(Role.COMMUNITY_SECRETARY, street.sunny)
    assert [secretary.get(at(made, name)).status_code, secretary.post(at(made, name), {}).status_code] == [404, 404]
    lists = "".join(secretary.get(f"{reverse('letters')}?box={box}").content.decode() for box in ("in", "out", "drafts", "below"))
    assert "机密的请示" not in lists + secretary.get("/").content.decode()


def test_whoever_receives_a_letter_does_not_change_it(street: Street) -> None:
    made = sent(street.sunny, Kind.NOTICE, "关于学习的通知", body="请学习。")
    officer = browser(Role.BRANCH_OFFICER, street.sunny_first)
    names = ("letter_edit", "letter_discard", "letter_attach", "letter_send")
    assert [officer.post(at(made, name), {"title": "改了"}).status_code for name in names] == [403] * 4
    assert officer.post(at(made, "letter_receive"), {}).status_code == 302
    page = officer.get(at(made)).content.decode()
    assert [word in page for word in ("签收", ">修改<", ">作废<", "签收</a>")] == [True, False, False, False]
    assert officer.post(at(made, "letter_receive"), {}).status_code == 422


def test_a_draft_is_changed_numbered_on_and_discarded(street: Street) -> None:
    sent(street.street, Kind.NOTICE, "前一份通知", number=f"向工委〔{today().year}〕7号")
    made = draft(street.street, Kind.NOTICE, "后一份通知")
    clerk = browser(Role.STREET_CLERK, street.street)
    assert f"向工委〔{today().year}〕8号" in clerk.get(at(made, "letter_edit")).content.decode()
    typed = {"title": "后一份通知（改）", "to": "阳光社区党委、春晖社区党委", "body": "请办理。", "number": f"向工委〔{today().year}〕8号"}
    assert clerk.post(at(made, "letter_edit"), typed).status_code == 302
    assert (letter(made.pk).title, letter(made.pk).number) == ("后一份通知（改）", f"向工委〔{today().year}〕8号")
    assert clerk.post(at(made, "letter_send"), {"dated": today().isoformat()}).status_code == 422
    assert clerk.post(at(made, "letter_discard"), {}).status_code == 302
    assert not Letter.objects.unguarded(WHY).filter(pk=made.pk).exists()


def test_attachments_come_while_it_is_a_draft_and_are_seen_by_those_who_get_it(street: Street) -> None:
    made = draft(street.sunny_first)
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    above, beside = browser(Role.COMMUNITY_SECRETARY, street.sunny), browser(Role.BRANCH_SECRETARY, street.sunny_second)
    upload = {"attachments": SimpleUploadedFile("名册.txt", "张三".encode()), "upload_token": "t" * 32}
    assert secretary.post(at(made, "letter_attach"), upload).status_code == 302
    ((one,),) = attached("letter", [made.code]).values()
    secretary.post(at(made, "letter_send"), {})
    assert [client.get(f"/files/{one.code}").status_code for client in (secretary, above, beside)] == [200, 200, 404]
    assert secretary.post(f"/files/{one.code}/remove", {"reason": "传错了"}).status_code == 422
    later = {"attachments": SimpleUploadedFile("补.txt", b"x"), "upload_token": "u" * 32}
    assert secretary.post(at(made, "letter_attach"), later).status_code == 422
    assert len(attached("letter", [made.code])[made.code]) == 1


def test_a_package_above_brings_the_text_of_its_subject(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(by: Actor, code: str) -> Prefill | None:
        return Prefill(f"关于{code}的请示", [f"{by.label}请批示。"], sender=str(street.sunny_first))

    monkeypatch.setitem(prefills._subjects, "election", Subject("换届选举", "case", {Kind.REQUEST: text}))
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    address = f"{reverse('letter_new')}?kind=request&about=election:B000001"
    assert "关于B000001的请示" in secretary.get(address).content.decode()
    typed = {"kind": "request", "sender": str(street.sunny_first), "title": "关于B000001的请示", "body": "请批示。"}
    assert secretary.post(address, typed).status_code == 302
    assert (only().subject_kind, only().subject_code) == ("election", "B000001")
    page = secretary.get(at(only())).content.decode()
    assert f'href="{reverse("case", args=["B000001"])}"' in page


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_it_is_handed_out_as_word_and_pdf(street: Street, ending: str, start: bytes) -> None:
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    answer = secretary.get(reverse("letter_paper", args=[draft(street.sunny_first).code, ending]))
    assert (answer.status_code, body_of(answer)[: len(start)], answer["Cache-Control"]) == (200, start, "private, no-store")
    assert secretary.get(reverse("letter_paper", args=[only().code, "exe"])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_letter_takes_a_constant_number_of_queries(street: Street, number: int, django_assert_max_num_queries: Any) -> None:
    made = sent(
        street.street, Kind.NOTICE, "关于学习的通知", to=[street.sunny, street.spring, street.sunny_first][:number], body="请学习。"
    )
    secretary = browser(Role.STREET_SECRETARY, street.street)
    secretary.get(at(made))
    with django_assert_max_num_queries(9):
        assert secretary.get(at(made)).status_code == 200


def test_it_waits_on_the_start_page_until_it_is_answered(street: Street) -> None:
    asked = sent(street.sunny_first)
    who = reader("何春燕", Role.COMMUNITY_SECRETARY, street.sunny)
    (panel,) = folded(on_the_desk)(who, actor(today()).at)
    assert [(one.title, one.act, one.url) for one in panel.items] == [(asked.title, "去批复", at(asked))]
    assert list(folded(on_the_desk)(reader("陈立", Role.BRANCH_SECRETARY, street.sunny_first), actor(today()).at)) == []


def test_whoever_does_not_reach_a_subject_hangs_no_letter_on_it(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_reach(by: Actor, code: str) -> None:
        del by, code

    monkeypatch.setitem(prefills._subjects, "election", Subject("换届选举", "case", {Kind.REQUEST: out_of_reach}))
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    typed = {"kind": "request", "sender": str(street.sunny_first), "title": "关于别家换届的请示", "body": "请批示。"}
    assert secretary.post(f"{reverse('letter_new')}?kind=request&about=election:B000002", typed).status_code == 302
    assert (only().subject_kind, only().subject_code) == ("", "")


def test_whoever_sent_a_letter_does_not_receipt_it_for_whom_it_went_to(street: Street) -> None:
    made = sent(street.sunny, Kind.NOTICE, "关于学习的通知", body="请学习。")
    sender, clerk = browser(Role.COMMUNITY_SECRETARY, street.sunny), browser(Role.STREET_CLERK, street.street)
    assert sender.post(at(made, "letter_receive"), {}).status_code == 403
    assert not Addressee.objects.unguarded(WHY).exclude(received_at=None).exists()
    assert clerk.post(at(made, "letter_receive"), {}).status_code == 302


def test_whoever_stands_above_does_not_answer_in_the_place_of_whom_was_asked(street: Street) -> None:
    made = sent(street.sunny_first)
    above = browser(Role.STREET_SECRETARY, street.street)
    assert above.post(at(made, "letter_reply"), {"title": "批复", "body": "同意。"}).status_code == 403
    assert Letter.objects.unguarded(WHY).count() == 1


def test_nothing_is_attached_to_what_was_sent_meanwhile(street: Street) -> None:
    made = sent(street.sunny_first)
    upload = Upload("补.txt", b"x")
    (done,) = attach_all(by=actor(today()), subject_kind="letter", subject_code=made.code, uploads=[upload], token="t" * 32)
    assert [one.code for one in done.decision.objections] == ["sent"]
    assert attached("letter", [made.code])[made.code] == []
