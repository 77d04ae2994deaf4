"""Settings of a test run: those of an installation, over a data directory that is thrown away."""

import os
import tempfile

NOWHERE = tempfile.TemporaryDirectory(prefix="zhibu-test-")
os.environ["ZHIBU_DATA_DIR"] = NOWHERE.name
os.environ.pop("ZHIBU_DEMO", None)

from zhibu.config.settings import *  # noqa: E402, F403  the data directory is read on import

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",  # Argon2 is slow by design
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
