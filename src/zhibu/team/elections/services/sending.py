"""A request that goes out is the step itself: its day and its number are recorded with it, once."""

from typing import Final

from zhibu.cases.permissions import may_do_there, needed_for
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Written
from zhibu.letters.models import Letter
from zhibu.letters.queries import addressees_of
from zhibu.letters.terms import LetterKind
from zhibu.team.elections.models import Election
from zhibu.team.elections.rules.procedure import SENT_UP
from zhibu.team.elections.services.opening import record_step
from zhibu.trail.actors import Actor

WHY: Final = "签发换届的请示时，办理请示的这一步"


def request_went(by: Actor, letter: Letter) -> None:
    """From who elects to who replies, while the step waits, and by somebody who may do it; any other letter changes nothing.

    A reply does no step: it may refuse, and the last one writes posts. Whoever has it records it, with its day and number filled in.
    """
    if letter.kind != LetterKind.REQUEST:
        return
    found = Election.objects.unguarded(WHY).filter(case__code=letter.subject_code, organisation=letter.sender)
    row = found.select_related("case", "organisation", "superior").first()
    if row is None or row.superior_id not in {one.organisation_id for one in addressees_of(letter) if not one.copy}:
        return
    state = standing(row.case).state
    step = next((one.step.key for one in state.waiting if one.step.key in SENT_UP), "")
    if (
        not step
        or letter.dated is None
        or not may_do_there(by.reader, needed_for(state, step), {row.organisation_id: row.organisation.now_path})
    ):
        return
    record_step(by=by, election=row, step=step, written=Written(state.last, letter.dated, {"number": letter.number}))
