"""Pages of letters."""

from zhibu.letters.views.reading import letter, letters, paper
from zhibu.letters.views.writing import attach, discard, edit, new, receive, reply, send

__all__ = ["attach", "discard", "edit", "letter", "letters", "new", "paper", "receive", "reply", "send"]
