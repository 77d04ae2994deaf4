"""Who proposes, who screens, who keeps the agenda."""

from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.mechanism.sessions.models import Topic
from zhibu.mechanism.sessions.terms import PROPOSE, SCREEN

ON_BEHALF: Final = "sign_on_behalf"


def screens(reader: Reader, topic: Topic) -> bool:
    """The head of the committee, or its clerk who names him."""
    return reader.may(SCREEN, topic.committee.now_path)


def on_behalf(reader: Reader, topic: Topic) -> bool:
    """Whoever enters what somebody else decided names that person."""
    return reader.may(ON_BEHALF, topic.committee.now_path)


def proposes(reader: Reader, topic: Topic) -> bool:
    """Whoever proposes for that organisation may take it back."""
    return reader.may(PROPOSE, topic.proposer.now_path)
