"""What is attached to a message is seen by those who see the message, and changed by its publishers."""

from django.urls import reverse

from zhibu.access.readers import AccountReader as Granted
from zhibu.files.owners import Belonging, Owner
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import AccountReader
from zhibu.messages.queries import PUBLISH, message_seen, places_of

KIND = "message"
WITHDRAWN = Decision.of(Objection("withdrawn", "这条消息已经撤回。", remedy="需要的，请另发一条。"))


def belonging(reader: AccountReader, code: str) -> Belonging | None:
    """As the page of the message shows it today."""
    message = message_seen(reader, code, today()) if isinstance(reader, Granted) else None
    if message is None:
        return None
    fixed = WITHDRAWN if message.withdrawn_at else Decision()
    return Belonging(message.organisation.now_path, message.title, reverse("message", args=[code]), PUBLISH, fixed=fixed)


OWNER = Owner("消息", belonging, places_of)
