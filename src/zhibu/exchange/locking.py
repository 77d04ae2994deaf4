"""A workbook behind a password, as Office itself locks it (ECMA-376 agile: AES-256, SHA-512, 100,000 rounds).

Whoever loses the password has lost the file: nothing here keeps it.
"""

from typing import BinaryIO

from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile


class NotLocked(RuntimeError):
    """The locked file does not open with its password, or does not need it: it must not be handed out."""


def lock(plain: BinaryIO, locked: BinaryIO, *, password: str) -> None:
    """Write the locked workbook, and open it again to be sure that the password is the right one."""
    OOXMLFile(plain).encrypt(password, locked)
    if not opens(locked, password=password):
        raise NotLocked


def opens(locked: BinaryIO, *, password: str) -> bool:
    """Whether a file is locked, and by this password."""
    file = OOXMLFile(locked)
    if not file.is_encrypted():
        return False
    try:
        file.load_key(password=password, verify_password=True)
    except InvalidKeyError:
        return False
    return True


def unlock(locked: BinaryIO, plain: BinaryIO, *, password: str) -> None:
    """The workbook again, checked against its own sum."""
    file = OOXMLFile(locked)
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain, verify_integrity=True)
