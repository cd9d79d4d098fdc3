"""Rules for what people type about themselves. Pure: no clock, no database."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from messages import Phrase
from services.errors import InvalidInputError
from services.identity.errors import WeakPasswordError

__all__ = [
    "PASSWORD_MAXIMUM_CHARACTERS",
    "PASSWORD_MINIMUM_CHARACTERS",
    "checked_name",
    "checked_new_password",
    "known_email",
    "normal_email",
    "normal_password",
]

EMAIL_MAXIMUM_CHARACTERS = 254  # RFC 5321 section 4.5.3.1.3, less the angle brackets
NAME_MAXIMUM_CHARACTERS = 100
PASSWORD_MINIMUM_CHARACTERS = 8
PASSWORD_MAXIMUM_CHARACTERS = 256

_RAW_MAXIMUM_CHARACTERS = 4_096
"""Text longer than this is refused before anything looks at its characters."""
_JOINERS = "\u200c\u200d"
"""Zero-width joiners: format characters that names in Persian, Hindi and emoji need."""
_FORBIDDEN_IN_NAMES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def normal_email(email: str) -> str:
    """`email` trimmed, in Unicode NFC and lower case, with its domain in Unicode.

    Addresses are checked by syntax alone, without DNS: sign-up must work while DNS does not. Domains that RFC 2606
    and RFC 6761 keep for examples and tests are taken; names that can never be mailed (`localhost`) are refused.
    Raises InvalidInputError.
    """
    text = _storable("email", email).strip()
    if len(text) > EMAIL_MAXIMUM_CHARACTERS:
        raise InvalidInputError("email", Phrase("must have at most {most} characters", most=EMAIL_MAXIMUM_CHARACTERS))
    try:
        checked = validate_email(text, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError as error:
        raise InvalidInputError("email", "must be an e-mail address such as ada@example.com") from error
    normal = unicodedata.normalize("NFC", checked.normalized.lower())
    if len(normal) > EMAIL_MAXIMUM_CHARACTERS:
        raise InvalidInputError("email", Phrase("must have at most {most} characters", most=EMAIL_MAXIMUM_CHARACTERS))
    return normal


def known_email(email: str) -> str | None:
    """`email` as `normal_email` gives it, or None when no account can have it.

    Raises InvalidInputError only for text that cannot be stored at all.
    """
    _storable("email", email)
    try:
        return normal_email(email)
    except InvalidInputError:
        return None


def checked_name(name: str) -> str:
    """`name` trimmed and in Unicode NFC; raises InvalidInputError unless it has 1 to 100 visible characters.

    Control characters and those that reorder text (U+202E and its kin) are refused: a name is shown to other people.
    """
    text = unicodedata.normalize("NFC", _storable("name", name)).strip()
    if not 1 <= len(text) <= NAME_MAXIMUM_CHARACTERS:
        raise InvalidInputError("name", Phrase("must have 1 to {most} characters", most=NAME_MAXIMUM_CHARACTERS))
    if any(unicodedata.category(char) in _FORBIDDEN_IN_NAMES and char not in _JOINERS for char in text):
        raise InvalidInputError("name", "must not contain control or formatting characters")
    if all(char in _JOINERS for char in text):
        raise InvalidInputError("name", "must contain a visible character")
    return text


def checked_new_password(password: str, *, email: str) -> str:
    """A password that may be set for `email` (normalised); raises WeakPasswordError or InvalidInputError.

    Length is what counts, not kinds of characters (NIST SP 800-63B section 3.1.1.2).
    """
    text = normal_password(password)
    if len(text) < PASSWORD_MINIMUM_CHARACTERS:
        raise WeakPasswordError(Phrase("it must have at least {least} characters", least=PASSWORD_MINIMUM_CHARACTERS))
    if len(text) > PASSWORD_MAXIMUM_CHARACTERS:
        raise WeakPasswordError(Phrase("it must have at most {most} characters", most=PASSWORD_MAXIMUM_CHARACTERS))
    if text.strip().lower() == email:
        raise WeakPasswordError("it must differ from the e-mail address")
    return text


def normal_password(password: str) -> str:
    """`password` in Unicode NFC, so that it is the same from every keyboard (RFC 8265 section 4.2).

    Raises InvalidInputError for text that cannot be stored.
    """
    return unicodedata.normalize("NFC", _storable("password", password))


def _storable(field: str, text: str) -> str:
    """`text`, unless it is huge, holds NUL, or holds lone surrogates, which UTF-8 cannot carry."""
    if len(text) > _RAW_MAXIMUM_CHARACTERS:
        raise InvalidInputError(field, "is far too long")
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidInputError(field, "must be valid Unicode text without NUL")
    return text
