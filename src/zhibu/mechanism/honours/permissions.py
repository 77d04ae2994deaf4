"""Who conducts a selection, whom its call reaches, and whose nominations somebody reads."""

from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.queries.standing import Proposed, Stand
from zhibu.mechanism.honours.terms import NOMINATE, RECORD


def sees(reader: Reader, path: str) -> bool:
    """Whoever reads cases there, and whoever works below: the call is for them."""
    return reader.may(SEE_CASES, path) or any(own.startswith(path) for own in reader.paths(SEE_CASES))


def conducts(reader: Reader, path: str) -> bool:
    """Whoever steers the cases of the organisation that honours."""
    return reader.may(RECORD, path)


def called_upon(reader: Reader, path: str) -> bool:
    """Whoever works on cases below it or there."""
    return reader.may(NOMINATE, path) or any(own.startswith(path) for own in reader.paths(NOMINATE))


def counts(reader: Reader, stand: Stand, path: str, *, taken: bool) -> bool:
    """How many were named out of a quota: like the names, for whoever conducts it until the decision, and of their own for the others."""
    if conducts(reader, stand.row.organisation.now_path or ""):
        return stand.row.decided_on is None
    return taken and reader.may(NOMINATE, path)


def readable(reader: Reader, stand: Stand, *, taken: bool) -> list[Proposed]:
    """All for whoever conducts it; of their own, while nominations are taken, for those who made them; nobody else reads a name."""
    if conducts(reader, stand.row.organisation.now_path or ""):
        return list(stand.proposed)
    return [one for one in stand.proposed if taken and reader.may(NOMINATE, one.row.nominator.now_path or "")]
