"""What is told, written and asked there."""

from tests.access.world.relations import WHY
from tests.register.factories import actor
from zhibu.kernel.clock import now, today
from zhibu.letters.models import Letter
from zhibu.letters.services import Text, draft_letter, send_letter
from zhibu.letters.terms import LetterKind
from zhibu.messages.models import Message
from zhibu.messages.services import publish
from zhibu.messages.terms import Audience
from zhibu.polls.models import Poll
from zhibu.register.models import (
    Organisation,
)
from zhibu.trail.door import recording


def message_of(node: Organisation, surname: str) -> str:
    body = f"{surname}的会议安排"
    done = publish(by=actor(today()), organisation=node, audience=Audience.SECRETARIES, title=f"{surname}开会", body=body, until=today())
    return Message.objects.unguarded(WHY).values_list("code", flat=True).get(pk=done.row_id)


def letters_of(node: Organisation, branch: Organisation, surname: str) -> tuple[str, str]:
    """A draft to the superior, and what came to the node from its superior, or from a branch below it."""
    by, parent = actor(today()), node.now_parent
    draft = draft_letter(by=by, kind=LetterKind.REPORT, of=node, text=Text(f"{surname}的报告", [f"{surname}的情况"]))
    sender, kind = (parent, LetterKind.NOTICE) if node.now_kind == "branch" and parent is not None else (branch, LetterKind.REQUEST)
    came = draft_letter(by=by, kind=kind, of=sender, text=Text(f"给{surname}的{kind.label}", ["请办理。"], [node]))
    letters = Letter.objects.unguarded(WHY).select_related("sender").in_bulk([draft.row_id, came.row_id])
    assert send_letter(by=by, letter=letters[came.row_id], signer=surname).done
    return letters[draft.row_id].code, letters[came.row_id].code


def poll_of(node: Organisation, surname: str) -> str:
    """As its row stands; how one comes to be opened is for others to test."""
    facts = {"questions": "[]", "roll_on": today(), "entitled": 9, "until": today(), "opened_at": now(), "key_name": ""}
    with recording(actor(today()), "poll.open") as work:
        work.add(Poll, code=f"{node.pk:016d}", organisation_id=node.pk, purpose="opinion", title=f"{surname}的征求意见", **facts)
    return f"{node.pk:016d}"
