"""Where an article or a parameter that a page names can be read: pages stand below the package that shows rules, ``config`` puts it in."""

from typing import Final, Protocol


class Shelf(Protocol):
    """What knows the pages of rules."""

    def article(self, cited: str) -> str:
        """The address of what is cited, as 《支部工作条例》第四条; empty when it is not known."""
        ...

    def rule(self, name: str) -> str:
        """The address of a parameter, clause or decision; empty when it is not known."""
        ...


_shelf: Final[list[Shelf]] = []


def use(shelf: Shelf) -> None:
    """Put it in, once at start-up."""
    _shelf[:] = [shelf]


def article_url(cited: str) -> str:
    """The page of an article; empty when there is none."""
    return next((shelf.article(cited) for shelf in _shelf if cited), "")


def rule_url(name: str) -> str:
    """The page of a rule; empty when there is none."""
    return next((shelf.rule(name) for shelf in _shelf), "")
