"""Square codes drawn in the page itself: no request, no image address, nothing that the content security policy would have to allow."""

import segno
from django.utils.safestring import SafeString

from zhibu.web.html import escape


def qr_code(text: str, *, label: str, scale: int = 5) -> SafeString:
    """Black on white in every scheme: cameras read nothing else well."""
    drawn = segno.make(text, error="l", boost_error=False, micro=False)
    picture = drawn.svg_inline(scale=scale, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=False)
    return SafeString(picture.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))
