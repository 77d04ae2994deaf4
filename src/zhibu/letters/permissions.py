"""Who signs a letter, in the words of grants and paths."""

from enum import StrEnum

from zhibu.kernel.readers import Reader
from zhibu.letters.terms import ON_BEHALF, SIGN


class Signs(StrEnum):
    """How somebody may sign for an organisation."""

    OWN = "own"
    BEHALF = "behalf"
    """Enters who has signed on paper."""
    NOT = "not"


def signs(reader: Reader, path: str) -> Signs:
    """Whoever signs for an organisation holds a grant on it; the street's clerk enters who has signed on paper."""
    if reader.may(ON_BEHALF, path):
        return Signs.BEHALF
    return Signs.OWN if reader.may_at(SIGN, path) else Signs.NOT
