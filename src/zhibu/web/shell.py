"""What stands around every page: who reads, the navigation, the search box, type size and scheme.

``config`` declares one ``Site``; its context processor is ``lambda request: {"shell": SITE.shell(request)}``.
The frame is the same for every page that one reader opens under one entry, so it is rendered once and kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from zhibu.web.appearance import size_of, theme_of
from zhibu.web.navigation import Navigation
from zhibu.web.places import address

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


NOBODY: Final = Visitor(name="")


@dataclass(frozen=True, eq=False)
class Site:
    """The wiring of the shell; names are url names, an empty one leaves its part out."""

    navigation: Navigation
    visitor: Callable[[HttpRequest], Visitor | None]
    home: str = "home"
    search: str = ""
    search_hint: str = "搜索党员、组织"
    """Short enough for the box on a phone."""
    search_help: str = "可以打姓名、组织名称，或它们的拼音首字母"
    numbers: str = ""
    """Where a whole identity number is looked for, by a form instead of an address."""
    record: str = ""
    password: str = ""
    logout: str = "logout"
    persona: str = ""
    bell: str = ""
    """Where messages are read."""
    bell_count: str = ""
    """Where their number is asked for once a page stands: no page waits for it."""

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


class Frame(NamedTuple):
    """What stands around a page's own part."""

    persona: SafeString
    side: SafeString
    top: SafeString
    foot: SafeString


@dataclass(frozen=True, slots=True)
class View:
    """All that a frame depends on."""

    site: Site
    visitor: Visitor
    size: str
    theme: str
    current: int
    search_text: str = ""

    def rendered(self) -> Frame:
        """All its parts."""
        site, visitor = self.site, self.visitor
        context = {
            "view": self,
            "name": NAME,
            "subtitle": SUBTITLE,
            "navigation": site.navigation.rendered(acts=visitor.acts, now=self.current, badges=visitor.badges),
            "search_url": address(site.search),
            "numbers_url": address(site.numbers),
            "home_url": address(site.home),
            "record_url": address(site.record),
            "password_url": address(site.password),
            "logout_url": address(site.logout),
            "persona_url": address(site.persona),
            "bell_url": address(site.bell),
            "bell_count_url": address(site.bell_count),
            "appearance_url": address("web:appearance"),
        }
        return Frame(*(render_to_string(f"web/frame/{part}.html", context) for part in Frame._fields))


@lru_cache(maxsize=256)
def kept(view: View) -> Frame:
    """The frame, rendered once for all pages under one entry."""
    return view.rendered()


class Outside:
    """What also the pages outside the log-in have: name, size, scheme, assets."""

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


class Shell(Outside):
    """Answers what ``base.html`` asks; nothing is worked out that a page doesn't show."""

    def __init__(self, request: HttpRequest, site: Site) -> None:
        super().__init__(request)
        self.site = site

    @property
    def root(self) -> SafeString:
        """With the account, to which the browser binds what it could not send."""
        account = getattr(getattr(self.request, "reader", None), "account_id", None)
        return SafeString(super().root + (f' data-account="{account}"' if account else ""))

    @cached_property
    def visitor(self) -> Visitor | None:
        """Who is signed in."""
        return self.site.visitor(self.request)

    @cached_property
    def frame(self) -> Frame:
        """What stands around the page's own part."""
        visitor, path = self.visitor or NOBODY, self.request.path
        now = self.site.navigation.current(path=path, acts=visitor.acts)
        text = self.request.GET.get("q", "") if path == address(self.site.search) else ""
        view = View(self.site, visitor, self.size, self.theme, now, text)
        return view.rendered() if text else kept(view)
