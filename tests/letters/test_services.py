"""Drafted, signed by whom it takes, receipted, answered; a refusal writes nothing."""

import pytest

from tests.letters.writing import WHY, draft, letter, sent, signing
from tests.register.factories import Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.letters.models import Addressee, Letter
from zhibu.letters.queries import addressees_of, letters_about
from zhibu.letters.services import Text, change_letter, discard_letter, draft_letter, receive_letter, reply_to, send_letter
from zhibu.letters.terms import LetterKind
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def to_whom(made: Letter) -> list[tuple[str, bool]]:
    return [(str(one.organisation), one.copy) for one in addressees_of(made)]


def test_nobody_types_where_a_letter_goes_as_a_rule(street: Street) -> None:
    assert to_whom(draft(street.sunny_first)) == [(str(street.sunny), False)]
    below = [(str(one), False) for one in sorted((street.sunny, street.spring), key=lambda one: one.now_path)]
    assert to_whom(draft(street.street, LetterKind.NOTICE, "关于学习的通知")) == below


def test_the_trail_says_who_wrote_and_signed_and_keeps_the_body_to_itself(street: Street) -> None:
    made = sent(street.sunny_first, body="张三同志任期届满。\n妥否，请批示。")
    entries = AuditEntry.objects.filter(subject_kind="letter", subject_id=made.pk).order_by("pk")
    said = b"".join(bytes(one.changes) for one in entries).decode()
    assert [one.path for one in entries] == [street.sunny_first.now_path] * 2
    assert ("关于换届选举的请示" in said, "王芳" in said, "张三" in said) == (True, True, False)
    assert list(Operation.objects.filter(act__startswith="letter.").order_by("pk").values_list("act", flat=True)) == [
        "letter.draft",
        "letter.send",
    ]


def test_the_own_secretary_signs_with_the_own_name_and_today(street: Street) -> None:
    made = draft(street.sunny_first)
    by = signing("陈立", Role.BRANCH_SECRETARY, street.sunny_first)
    assert send_letter(by=by, letter=made, signer="别人").done
    fresh = letter(made.pk)
    assert (fresh.signer, fresh.dated, fresh.sent_by) == (by.label, today(), by.label)


@pytest.mark.parametrize("role", [Role.BRANCH_OFFICER, Role.COMMUNITY_SECRETARY])
def test_nobody_else_signs_neither_from_below_nor_from_above(street: Street, role: Role) -> None:
    made = draft(street.sunny_first)
    place = street.sunny if role is Role.COMMUNITY_SECRETARY else street.sunny_first
    done = send_letter(by=signing("x", role, place), letter=made)
    assert [one.code for one in done.decision.objections] == ["not_yours"]
    assert letter(made.pk).sent_at is None


def test_a_clerk_enters_who_has_signed_on_paper(street: Street) -> None:
    made = draft(street.sunny_first)
    clerk = signing("周敏", Role.STREET_CLERK, street.street)
    assert [one.code for one in send_letter(by=clerk, letter=made).decision.objections] == ["signer"]
    assert send_letter(by=clerk, letter=made, signer="陈立", dated=today()).done
    assert (letter(made.pk).signer, letter(made.pk).sent_by) == ("陈立", clerk.label)


def test_what_was_sent_is_never_changed(street: Street) -> None:
    made = sent(street.sunny_first)
    outcomes = [
        change_letter(by=actor(today()), letter=made, text=Text("另一个标题")),
        discard_letter(by=actor(today()), letter=made),
        send_letter(by=actor(today()), letter=made, signer="王芳"),
    ]
    assert [[one.code for one in done.decision.objections] for done in outcomes] == [["sent"], ["sent"], ["sent"]]
    assert letter(made.pk).title == "关于换届选举的请示"


def test_a_draft_is_written_anew_with_those_to_whom_it_goes(street: Street) -> None:
    made = draft(street.sunny_first)
    text = Text("关于选举的请示", ["一。", " ", "二。"], [street.street], [street.district])
    assert change_letter(by=actor(today()), letter=made, text=text).done
    assert (letter(made.pk).title, letter(made.pk).body) == ("关于选举的请示", "一。\n二。")
    assert to_whom(made) == [(str(street.street), False), (str(street.district), True)]


def test_a_reply_names_its_request_takes_its_subject_and_receipts_it(street: Street) -> None:
    asked = sent(street.sunny_first, subject=("election", "C1"))
    by = signing("何春燕", Role.COMMUNITY_SECRETARY, street.sunny)
    done = reply_to(by=by, request=asked, of=street.sunny, text=Text("关于换届选举的批复", ["同意。"]))
    assert done.decision.objections == ()
    reply = letter(done.row_id)
    assert (reply.answers_id, reply.kind, to_whom(reply)) == (asked.pk, "reply", [(str(street.sunny_first), False)])
    assert [one.received_by for one in addressees_of(asked)] == [by.label]
    assert [(one.pk, getattr(one, "is_answered", None)) for one in letters_about("election", "C1")] == [(asked.pk, True), (reply.pk, False)]


def test_a_reply_that_may_not_be_sent_leaves_nothing(street: Street) -> None:
    asked = sent(street.sunny_first)
    officer = signing("x", Role.BRANCH_OFFICER, street.sunny)
    done = reply_to(by=officer, request=asked, of=street.sunny, text=Text("关于换届选举的批复", ["同意。"]))
    assert [one.code for one in done.decision.objections] == ["not_yours"]
    assert Letter.objects.unguarded(WHY).count() == 1
    assert Operation.objects.filter(act="letter.draft").count() == 1


def test_a_request_is_answered_once_and_only_after_it_was_sent(street: Street) -> None:
    unsent, asked = draft(street.sunny_second), sent(street.sunny_first)
    draft(street.sunny, LetterKind.REPLY, "批复", answers=asked)
    again = [
        draft_letter(by=actor(today()), kind=LetterKind.REPLY, of=street.sunny, text=Text("批复"), answers=one) for one in (asked, unsent)
    ]
    assert [[one.code for one in done.decision.objections] for done in again] == [["answered"], ["not_sent"]]


def test_the_same_number_is_not_used_twice(street: Street) -> None:
    sent(street.street, LetterKind.NOTICE, "关于学习的通知", number="向工委〔2026〕1号")
    other = sent(street.sunny, LetterKind.NOTICE, "关于学习的通知", number="向工委〔2026〕1号")
    assert other.number == "向工委〔2026〕1号"
    done = draft_letter(by=actor(today()), kind=LetterKind.NOTICE, of=street.street, text=Text("另一份通知", number="向工委〔2026〕1号"))
    assert [one.code for one in done.decision.objections] == ["number_used"]


def test_a_receipt_is_given_once(street: Street) -> None:
    (line,) = addressees_of(sent(street.sunny_first))
    assert [receive_letter(by=actor(today()), line=line).done for _ in range(2)] == [True, False]


def test_a_discarded_draft_leaves_only_its_trace(street: Street) -> None:
    made = draft(street.sunny_first)
    assert discard_letter(by=actor(today()), letter=made).done
    assert (Letter.objects.unguarded(WHY).count(), Addressee.objects.unguarded(WHY).count()) == (0, 0)
    assert AuditEntry.objects.filter(subject_kind="letter", subject_id=made.pk, path=street.sunny_first.now_path).count() == 2
