"""Published once with its trace, withdrawn with a reason; a refusal changes nothing."""

from datetime import timedelta

import pytest

from tests.messages.telling import somebody, told
from tests.register.factories import Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.messages.models import Message
from zhibu.messages.queries import inbox_lines
from zhibu.messages.services import publish, withdraw
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def test_the_trail_says_who_told_whom_and_keeps_the_body_to_itself(street: Street) -> None:
    made = told(street.sunny, body="张三需要大家帮助")
    (entry,) = AuditEntry.objects.filter(subject_kind="message", subject_id=made.pk)
    said = bytes(entry.changes).decode()
    assert entry.path == street.sunny.now_path
    assert ("周五下午三点开会" in said, "张三" in said) == (True, False)
    assert (made.shown_from, made.shown_to) == (today(), today() + timedelta(days=1))


def test_what_is_not_neutral_is_refused_and_nothing_is_written(street: Street) -> None:
    done = publish(by=actor(today()), organisation=street.sunny, title="党员大会", body="正文", until=today())
    assert [one.code for one in done.decision.objections] == ["not_neutral"]
    assert (Message.objects.unguarded("测试").count(), Operation.objects.filter(act="message.publish").count()) == (0, 0)


def test_what_was_withdrawn_is_told_to_nobody(street: Street) -> None:
    made = told(street.sunny)
    member = somebody("x", Role.MEMBER, street.sunny_first)
    assert [one.code for one in withdraw(by=actor(), message=made, reason="").decision.objections] == ["reason_missing"]
    assert len(inbox_lines(member, today())) == 1
    assert [withdraw(by=actor(), message=made, reason="写错了").done for _ in range(2)] == [True, False]
    assert inbox_lines(member, today()) == []
