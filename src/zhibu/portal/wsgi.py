"""The WSGI entry point: apart from its first line on, whichever server loads it."""

import os

from zhibu.portal.apart import keep_apart
from zhibu.portal.places import own_place, queue_place

keep_apart(own_place(), queue_place())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhibu.portal.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  nothing is loaded before the process is apart

from zhibu.portal.store import Store  # noqa: E402  the same

Store(own_place()).make()
application = get_wsgi_application()
