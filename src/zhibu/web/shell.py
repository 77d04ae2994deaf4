"""What stands around every page: who reads, the navigation, the search box, type size and scheme.

``config`` declares one ``Site``; its context processor is ``lambda request: {"shell": SITE.shell(request)}``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from zhibu.web.appearance import size_of, theme_of
from zhibu.web.navigation import Navigation, Rendered

NAME: Final = "一次记"
SUBTITLE: Final = "街道党建工作台"


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the sample street's people, as whom the demo can be seen."""

    key: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person signed in, in the words and figures that the shell shows."""

    name: str
    role: str = ""
    acts: frozenset[str] = frozenset()
    badges: tuple[tuple[str, int], ...] = ()
    """Pairs of url name and count of things waiting there."""
    personas: tuple[Persona, ...] = ()
    """Only where the sample street is served; empty everywhere else."""


@dataclass(frozen=True, slots=True)
class Site:
    """The wiring of the shell; names are url names, an empty one leaves its part out."""

    navigation: Navigation
    visitor: Callable[[HttpRequest], Visitor | None]
    home: str = "home"
    search: str = ""
    search_hint: str = "搜索党员、组织（支持拼音首字母）"
    record: str = ""
    logout: str = "logout"
    persona: str = ""

    def shell(self, request: HttpRequest) -> "Shell":
        """The shell of one request."""
        return Shell(request, self)


@lru_cache(maxsize=1)
def head_links() -> SafeString:
    """Icon, style and script; the same on every page."""
    return SafeString(
        f'<link rel="icon" href="{static("mark.svg")}"><link rel="stylesheet" href="{static("main.css")}">'
        f'<script type="module" src="{static("main.js")}"></script>',
    )


class Frame:
    """What also the pages outside the log-in have: size, scheme, assets."""

    name = NAME
    subtitle = SUBTITLE

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.size = size_of(request)
        self.theme = theme_of(request)

    @property
    def root(self) -> SafeString:
        """Attributes of the root element."""
        large = ' class="large"' if self.size == "large" else ""
        theme = f' data-theme="{self.theme}"' if self.theme != "auto" else ""
        return SafeString(large + theme)

    @property
    def links(self) -> SafeString:
        """Icon, style and script."""
        return head_links()


class Shell(Frame):
    """Answers what ``base.html`` asks; nothing is worked out that a page doesn't show."""

    def __init__(self, request: HttpRequest, site: Site) -> None:
        super().__init__(request)
        self.site = site

    @cached_property
    def visitor(self) -> Visitor | None:
        """Who is signed in."""
        return self.site.visitor(self.request)

    @cached_property
    def navigation(self) -> Rendered:
        """Side navigation and foot bar."""
        visitor = self.visitor or Visitor(name="")
        return self.site.navigation.rendered(path=self.request.path, acts=visitor.acts, badges=visitor.badges)

    @property
    def search_text(self) -> str:
        """What was searched for, kept in the box."""
        return self.request.GET.get("q", "") if self.request.path == self.search_url else ""

    @property
    def search_url(self) -> str:
        """Where the search box leads."""
        return address(self.site.search)

    @property
    def search_hint(self) -> str:
        """What may be searched for, in the box while it is empty."""
        return self.site.search_hint

    @property
    def home_url(self) -> str:
        """The workbench."""
        return address(self.site.home)

    @property
    def record_url(self) -> str:
        """The reader's own record."""
        return address(self.site.record)

    @property
    def logout_url(self) -> str:
        """Takes a POST."""
        return address(self.site.logout)

    @property
    def persona_url(self) -> str:
        """Takes a POST with ``persona``; demo only."""
        return address(self.site.persona)

    @property
    def appearance_url(self) -> str:
        """Takes a POST with ``size`` or ``theme``."""
        return address("web:appearance")


def address(url_name: str) -> str:
    """An address by its name; empty stays empty."""
    return reverse(url_name) if url_name else ""
