"""Who conducts a selection, whom its call reaches, and whose nominations somebody reads."""

from dataclasses import replace
from typing import Final

from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.queries.standing import Objected, Proposed, Stand
from zhibu.mechanism.honours.terms import NOMINATE, RECORD

ABOUT_YOU: Final = "反映的是您本人，由别的同志核实、答复。"


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


def is_about(reader: Reader, stand: Stand, objection: Objected) -> bool:
    """Whether somebody objected to the reader's own nomination: whoever conducts a selection may well be proposed in it."""
    if reader.person_id is None:
        return False
    return any(one.number == objection.about and one.row.person_id == reader.person_id for one in stand.proposed)


def heard(reader: Reader, stand: Stand) -> list[Objected]:
    """What was objected, for whoever conducts it; what is said of himself nobody reads, so that others dare to say it."""
    return [replace(one, said=ABOUT_YOU, answer="") if is_about(reader, stand, one) else one for one in stand.objections]
