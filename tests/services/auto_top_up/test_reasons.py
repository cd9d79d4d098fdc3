"""Whatever keeps an auto top-up from charging is said in a sentence."""

import pytest

from gateways.declines import DeclineCode
from messages import Language, in_language
from services.auto_top_up.reasons import SENTENCES, explain_reason


@pytest.mark.parametrize("code", [*SENTENCES, *(code.value for code in DeclineCode)])
def test_every_reason_has_a_sentence_in_both_languages(code: str) -> None:
    sentence = explain_reason(code)
    assert sentence.endswith(".")
    assert in_language(sentence, Language.ZH) != sentence
