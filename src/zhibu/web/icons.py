"""Line drawings of our own for the foot bar and buttons; always beside a word or a label."""

from typing import Final

from django.utils.safestring import SafeString

PATHS: Final = {
    "home": "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5",
    "calendar": "M5 6.5h14v13H5zM5 10.5h14M8.5 4v4M15.5 4v4M8.5 14.5h3",
    "people": "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3.5 19c0-3.3 2.4-5.5 5.5-5.5s5.5 2.2 5.5 5.5"
    "M15.5 5.3a3 3 0 0 1 0 5.4M17 13.8c2.1.6 3.5 2.5 3.5 5.2",
    "table": "M4.5 5.5h15v13h-15zM4.5 10h15M4.5 14.3h15M10 10v8.5",
    "menu": "M4.5 7h15M4.5 12h15M4.5 17h15",
    "search": "M10.5 16.5a6 6 0 1 0 0-12 6 6 0 0 0 0 12M15 15l4.5 4.5",
    "person": "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M5 20c0-3.9 3-6.5 7-6.5s7 2.6 7 6.5",
    "tree": "M9 4h6v4H9zM4 16h6v4H4zM14 16h6v4h-6zM12 8v4M7 16v-4h10v4",
    "bell": "M6.5 16.5v-5a5.5 5.5 0 0 1 11 0v5l1.5 1.5H5zM10 20.5h4",
    "book": "M5 5.5c2.7-.8 5-.5 7 1 2-1.5 4.3-1.8 7-1v13c-2.7-.8-5-.5-7 1-2-1.5-4.3-1.8-7-1zM12 6.5v13",
}


def icon(name: str) -> SafeString:
    """The drawing, silent for screen readers."""
    return SafeString(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{PATHS[name]}"/></svg>')
