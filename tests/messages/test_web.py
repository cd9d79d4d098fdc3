"""The texts of the web client: whole in both languages, each of them used, and none in the code itself.

That each key that is used has a text is for the compiler to see: `web/src/i18next.d.ts` types the keys.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from resolvers.access import ACCESS
from services.identity.caller import Caller

SOURCES = Path(__file__).parents[2] / "web" / "src"
MESSAGES = SOURCES / "messages"
NAMESPACES = sorted(path.stem for path in (MESSAGES / "en").glob("*.json"))

_PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
_LITERAL = re.compile(r'"([^"\n]*)"')
_COMPUTED = re.compile(r"`([\w.:-]*(?:\$\{[^`{}]*\}[\w.-]*)+)`")
_TRANSLATOR = re.compile(r"(?:useTranslation\(|TFunction\b)([^)>]*)|i18next\.t\(")
# What stands before a closing tag, and what is said by an attribute: words there would be in one language only.
_TEXT = re.compile(r"[>}]\s*([^<>{}]*[^\W\d_]{2}[^<>{}]*)</")
_ATTRIBUTE = re.compile(r'\b(?:label|title|placeholder|description|alt|aria-label)="([^"]*[^\W\d_]{2}[^"]*)"')


def texts(language: str, namespace: str) -> dict[str, str]:
    """Texts by their keys, as `claim.title`; plural forms apart."""
    file = MESSAGES / language / f"{namespace}.json"
    return dict(_flat(json.loads(file.read_text("utf-8")))) if file.exists() else {}


def _flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for key, value in tree.items():
        found += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return found


def keys(language: str, namespace: str) -> set[str]:
    return {_PLURAL.sub("", key) for key in texts(language, namespace)}


@cache
def sources() -> dict[Path, str]:
    files = [path for path in SOURCES.rglob("*.ts*") if "gql" not in path.relative_to(SOURCES).parts]
    return {path: path.read_text("utf-8") for path in files}


def used(namespace: str) -> set[str]:
    """What may be keys of this namespace: literals of the files that use it, as patterns where a part is computed."""
    patterns = set()
    for text in sources().values():
        translators = _TRANSLATOR.findall(text)
        own = any(f'"{namespace}"' in each or (namespace == "app" and not each.strip()) for each in translators)
        for literal in _LITERAL.findall(text) + _COMPUTED.findall(text):
            if own or literal.startswith(f"{namespace}:"):
                parts = re.split(r"\$\{[^}]*\}", literal.removeprefix(f"{namespace}:"))
                patterns.add(".+".join(map(re.escape, parts)))
    return patterns - {"", ".+"}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_both_languages_have_the_same_texts(namespace: str) -> None:
    assert keys("zh", namespace) == keys("en", namespace)


def test_no_namespace_is_in_chinese_only_and_the_keys_of_all_are_typed() -> None:
    assert sorted(path.stem for path in (MESSAGES / "zh").glob("*.json")) == NAMESPACES
    declared = (SOURCES / "i18next.d.ts").read_text("utf-8")
    assert [each for each in NAMESPACES if f"{each}: typeof {each};" not in declared] == []


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_the_same_is_filled_in_in_both_languages(namespace: str) -> None:
    def filled(language: str) -> dict[str, set[str]]:
        by_key: dict[str, set[str]] = {}
        for key, text in texts(language, namespace).items():
            by_key.setdefault(_PLURAL.sub("", key), set()).update(re.findall(r"\{\{(\w+)\}\}", text))
        return by_key

    assert filled("zh") == filled("en")


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_text_is_used(namespace: str) -> None:
    patterns = re.compile("|".join(used(namespace)) or "$^")
    assert [key for key in sorted(keys("en", namespace)) if not patterns.fullmatch(key)] == []


def test_no_text_stands_in_the_code() -> None:
    """Codes in capitals, as `CNY`, are the same in every language."""
    found = [
        f"{path.relative_to(SOURCES)}: {words}"
        for path, text in sources().items()
        if path.suffix == ".tsx"
        for words in _TEXT.findall(text) + _ATTRIBUTE.findall(text)
        if not words.isupper()
    ]
    assert found == []


def test_whatever_the_record_of_admin_actions_names_has_a_text() -> None:
    """So that the record can be read, and filtered by it. Actions are named as the mutations are."""
    admins = [name for name, row in ACCESS.items() if row.least is Caller.ADMIN and name.startswith("Mutation.")]
    actions = {re.sub("[A-Z]", lambda each: f"_{each[0].lower()}", name.removeprefix("Mutation.")) for name in admins}
    others = {"export_all_usage": "export_usage", "test_provider_key": "erase_user"}  # a test changes nothing
    assert {f"actions.{others.get(each, each)}" for each in actions} == {
        key for key in texts("en", "admin") if key.startswith("actions.")
    }
