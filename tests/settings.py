"""Settings of a test run: those of an installation, over a data directory that is thrown away."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  nothing is read from there
"""Keys are safe on the disk before anything is sealed with them, which tests need not wait for."""
ROOMY = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30
NOWHERE = tempfile.TemporaryDirectory(prefix="zhibu-test-", dir=MEMORY if ROOMY else None)
os.environ["ZHIBU_DATA_DIR"] = NOWHERE.name
os.environ.pop("ZHIBU_DEMO", None)

from zhibu.config.settings import *  # noqa: E402, F403  the data directory is read on import

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",  # Argon2 is slow by design
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
