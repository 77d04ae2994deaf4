"""The tables of what happened. A gathering has parts; a part is held by one or several organisations, each with its own list."""

from zhibu.gatherings.models.decisions import AgendaItem, Minutes, Resolution, Vote, VoteCount
from zhibu.gatherings.models.feeds import CalendarFeed
from zhibu.gatherings.models.gatherings import Gathering, Holding, Moved, Part, RecordsFrom
from zhibu.gatherings.models.presence import Attendance, LeftOut
from zhibu.gatherings.models.templates import PaperTemplate

__all__ = [
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "Gathering",
    "Holding",
    "LeftOut",
    "Minutes",
    "Moved",
    "PaperTemplate",
    "Part",
    "RecordsFrom",
    "Resolution",
    "Vote",
    "VoteCount",
]
