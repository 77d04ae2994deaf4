"""The words of meetings: kinds, presence, states."""

from zhibu.gatherings.terms.kinds import GatheringKind
from zhibu.gatherings.terms.words import Ballot, GatheringState, MinutesState, Presence, Standing

__all__ = ["Ballot", "GatheringKind", "GatheringState", "MinutesState", "Presence", "Standing"]
