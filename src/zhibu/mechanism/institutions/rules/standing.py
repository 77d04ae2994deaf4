"""What holds of an institution on a day: derived from the spans of its versions and from its reviews, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.mechanism.institutions.terms import Standing


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A text, without its words."""

    id: int
    number: int
    written_on: date
    written_by: str = ""
    changes: str = ""


@dataclass(frozen=True, slots=True)
class InForceSpan:
    """A version from a day on; ``until`` is the first day on which it no longer holds."""

    id: int
    version: int
    """The number of the version."""
    since: date
    until: date
    adopted_on: date
    adopted_by: str
    review_due: date
    resolution_id: int | None = None
    ended_because: str = ""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Somebody looked at what is in force and left it as it is; the next look is due on a day."""

    on: date
    next_due: date
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to one institution, in the order of time."""

    versions: Sequence[VersionFacts] = ()
    spans: Sequence[InForceSpan] = ()
    reviews: Sequence[ReviewFacts] = ()

    def in_force(self, on: date) -> InForceSpan | None:
        """What holds on a day."""
        return next((one for one in self.spans if one.since <= on < one.until), None)

    def coming(self, on: date) -> InForceSpan | None:
        """What was adopted by a day and begins later."""
        return next((one for one in self.spans if one.adopted_on <= on < one.since), None)

    def last(self, on: date) -> InForceSpan | None:
        """What holds, or will, or held last."""
        past = [one for one in self.spans if one.until <= on]
        return self.in_force(on) or self.coming(on) or (past[-1] if past else None)

    def draft(self, on: date) -> VersionFacts | None:
        """The text that is being written: the newest, as long as nobody has adopted it."""
        newest = next((one for one in reversed(self.versions) if one.written_on <= on), None)
        adopted = {one.version for one in self.spans if one.adopted_on <= on}
        return None if newest is None or newest.number in adopted else newest

    def standing(self, on: date) -> Standing:
        """In one word."""
        if self.in_force(on):
            return Standing.IN_FORCE
        if self.coming(on):
            return Standing.COMING
        if self.last(on):
            return Standing.REPEALED
        return Standing.DRAFTED if self.draft(on) else Standing.NOT_YET

    def review_due(self, on: date) -> date | None:
        """Of what is in force: the day of the last review's next look, else the one that was set when it was adopted."""
        span = self.in_force(on)
        if span is None:
            return None
        looked_at = [one.next_due for one in self.reviews if span.since <= one.on <= on]
        return looked_at[-1] if looked_at else span.review_due
