"""The WSGI entry point that the production server loads."""

import logging.config
import os

from django.core.wsgi import get_wsgi_application

from zhibu.config.logs import SERVER_LOGS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhibu.config.settings")

application = get_wsgi_application()
logging.config.dictConfig(SERVER_LOGS)
"""Setting Django up has put back the plain lines of commands."""
