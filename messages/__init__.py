"""Every sentence for people, in every language that the server speaks.

English stands where it is said, as a plain text or, with values in it, as a `Phrase`; `zh.po` holds the Chinese of
each.
"""

from messages.catalogue import in_language
from messages.language import Language, language_of, stated_language
from messages.phrase import ApiName, Phrase

__all__ = ["ApiName", "Language", "Phrase", "in_language", "language_of", "stated_language"]
