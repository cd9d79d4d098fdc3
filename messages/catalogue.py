"""Says a text in another language: gettext's catalogues, read once at the start of the process."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from messages.language import Language
from messages.phrase import ApiName, Phrase, filled

__all__ = ["in_language", "texts_in"]

_FOLDER = Path(__file__).parent


def _read(language: Language) -> Mapping[str, str]:
    with (_FOLDER / f"{language.value}.po").open("rb") as file:
        entries = read_po(file, locale=language.value, abort_invalid=True)
    texts = {entry.id: entry.string for entry in entries}
    return {text: said for text, said in texts.items() if isinstance(text, str) and isinstance(said, str) and text}


_TEXTS: Mapping[Language, Mapping[str, str]] = {Language.EN: {}, Language.ZH: _read(Language.ZH)}


def texts_in(language: Language) -> Mapping[str, str]:
    """What the catalogue of `language` says for each English text or template; English has none."""
    return _TEXTS[language]


def in_language(text: str, language: Language) -> str:
    """`text`, or what the catalogue says for it; what it does not know stays English."""
    if language is Language.EN or isinstance(text, ApiName):
        return str(text)
    texts = _TEXTS[language]
    if not isinstance(text, Phrase):
        return texts.get(text, text)
    template = texts.get(text.template)
    if template is None:
        return str(text)
    values = {
        name: in_language(value, language) if isinstance(value, str) else value
        for name, value in text.arguments.items()
    }
    return filled(template, values)
