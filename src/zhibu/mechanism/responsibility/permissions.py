"""Who confirms a hand-over, and who keeps the yearly list."""

from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.responsibility.models import Handover, Matter, PriorityList
from zhibu.mechanism.responsibility.terms import EDIT, ON_BEHALF, PLAN


def receives(reader: AccountReader, handover: Handover) -> bool:
    """Who takes over confirms it under the own name."""
    return reader.person_id is not None and reader.person_id == handover.receiver_id


def confirms(reader: AccountReader, handover: Handover) -> bool:
    """The receiver; else whoever enters it by the paper that the receiver has signed."""
    path = handover.organisation.now_path
    return receives(reader, handover) or reader.may(ON_BEHALF, path) or reader.may(EDIT, path)


def plans(reader: AccountReader, kept: PriorityList | Matter) -> bool:
    """Whoever keeps the list of the organisation."""
    return reader.may(PLAN, kept.organisation.now_path)
