"""Who signs, who answers for an organisation, who judges: worked out here, never in a view."""

from zhibu.kernel.readers import Reader
from zhibu.letters.permissions import Signs
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.terms import ANSWER, ON_BEHALF, PREPARE, SIGN, Side


def path_of(agreement: Agreement, side: Side) -> str:
    """Where a side stands; ``scheme__organisation`` and ``taker`` have been read."""
    found = agreement.scheme.organisation if side is Side.GIVER else agreement.taker
    return found.now_path or "-"


def signs(reader: Reader, agreement: Agreement, side: Side) -> Signs:
    """For one side of an agreement."""
    return signs_at(reader, path_of(agreement, side))


def signs_at(reader: Reader, path: str) -> Signs:
    """The head of that very organisation; the street's clerk enters who has signed on paper."""
    if reader.may(ON_BEHALF, path):
        return Signs.BEHALF
    return Signs.OWN if reader.may_at(SIGN, path) else Signs.NOT


def sides_open(reader: Reader, agreement: Agreement) -> list[Side]:
    """The sides for which somebody may sign now."""
    done = {Side.GIVER: agreement.giver_signed_on, Side.TAKER: agreement.taker_signed_on}
    return [side for side in Side if done[side] is None and signs(reader, agreement, side) is not Signs.NOT]


def answers(reader: Reader, agreement: Agreement) -> bool:
    """States, applies and objects for the organisation: its own people, or the clerk on their behalf."""
    path = path_of(agreement, Side.TAKER)
    return reader.may_at(ANSWER, path) or reader.may(ON_BEHALF, path)


def prepares(reader: Reader, scheme: Scheme) -> bool:
    """Prepares a table, judges, decides on bonuses, answers objections: whoever does so for the organisation whose table it is."""
    return reader.may(PREPARE, scheme.organisation.now_path)
