"""A7: what a payer is told of a declined payment."""

import re
from pathlib import Path

from gateways.declines import RAZORPAY_REASONS, STRIPE_CODES, DeclineCode
from services.payments.declines import SENTENCES, explain_decline

PAGE = (Path(__file__).parents[3] / "docs" / "errors.md").read_text("utf-8")


def test_every_code_has_a_sentence_of_its_own():
    assert SENTENCES.keys() == set(DeclineCode)
    assert len(set(SENTENCES.values())) == len(DeclineCode)


def test_the_sentence_and_whether_a_retry_helps():
    short = explain_decline("insufficient_funds")
    assert (short.code, short.retry_helps) == ("INSUFFICIENT_FUNDS", False)
    assert short.message == "There is not enough money on this card or account; use another one."
    wrong = explain_decline("incorrect_cvc")
    assert (wrong.code, wrong.retry_helps) == ("SECURITY_CODE_WRONG", True)
    assert explain_decline("unknown").code == "PAYMENT_DECLINED"


def test_every_code_is_documented_as_it_is():
    section = PAGE.split("## Declined payments")[1].split("\n## ")[0]
    documented = dict(re.findall(r"^\| `([A-Z_]+)` \| .+ \| (yes|no) \|$", section, re.MULTILINE))
    gateway_code = {code: word for word, code in {**RAZORPAY_REASONS, **STRIPE_CODES}.items()}
    assert documented == {
        code.value: "yes" if explain_decline(gateway_code[code]).retry_helps else "no" for code in DeclineCode
    }
