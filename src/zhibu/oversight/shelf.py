"""Where the articles and parameters that other pages cite can be read; wired in ``config``."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.urls import reverse

from zhibu.oversight.provisions import by_regulation, rule_named
from zhibu.rulebook.loading import rulebook


@lru_cache(maxsize=1)
def articles() -> Mapping[str, str]:
    """For each article as it is cited, by short or full title: its only rule's name, or the anchor under which all of them stand."""
    found: dict[str, str] = {}
    for regulation in by_regulation(rulebook()):
        for article in regulation.articles:
            place = article.rules[0].id if len(article.rules) == 1 else f"#{article.anchor}"
            found |= {f"《{title}》{article.name}": place for title in (regulation.source.short, regulation.source.title)}
    return found


class RuleShelf:
    """Answers for the rulebook."""

    def article(self, cited: str) -> str:
        """The page of the only rule of an article, else the place of the article among its regulation."""
        found = articles().get(cited, "")
        if found.startswith("#"):
            return reverse("rules") + found
        return reverse("rule", args=[found]) if found else ""

    def rule(self, name: str) -> str:
        """Every parameter, clause and decision has a page."""
        return reverse("rule", args=[name]) if rule_named(rulebook(), name) else ""


SHELF: Final = RuleShelf()
