"""A8: what stands on a receipt, in both languages, from the payment's frozen facts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from messages import Language
from models.payment import (
    DiscountKind,
    Payment,
    PaymentDiscount,
    PaymentGift,
    PaymentMethod,
    PaymentStatus,
    TaxBehavior,
)
from models.receipt import Receipt
from models.reversal import DisputeState, RefundStatus, Reversal, SeenDispute, SeenRefund
from services.receipts.document import Party, ReceiptDocument, receipt_document
from services.receipts.html import receipt_html

PAID = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARCH_5, MARCH_7, MARCH_9 = (datetime(2026, 3, day, tzinfo=UTC) for day in (5, 7, 9))
SELLER = Party("Tokens & Sons <Ltd>", ("1 Main Street", "Tax id: DE123"))
BUYER = Party("Ada", ("ada@example.com",))


def payment(**changes: Any) -> Payment:
    values: dict[str, Any] = {
        "id": "pay_1",
        "user_id": "usr_1",
        "wallet_id": "wal_1",
        "client_key": "k",
        "input_hash": "h",
        "package_id": "package_500k",
        "tokens": 500_000,
        "amount": 3500,
        "currency": "CNY",
        "method": PaymentMethod.CARD,
        "gateway": "stripe",
        "gateway_reference": "pi_1",
        "livemode": True,
        "status": PaymentStatus.SUCCEEDED,
        "created_at": PAID,
        "expires_at": PAID,
        "next_check_at": PAID,
        "credited_at": PAID,
    }
    return Payment.model_construct(**(values | changes))


def receipt(language: Language = Language.EN, **changes: Any) -> ReceiptDocument:
    issued = Receipt.model_construct(id=7, payment_id="pay_1", issued_at=datetime(2026, 3, 2, tzinfo=UTC))
    return receipt_document(
        payment(**changes), issued, number="R-000007", seller=SELLER, buyer=BUYER, language=language
    )


def rows(document: ReceiptDocument) -> list[tuple[str, str]]:
    return [(row.label, row.amount) for row in document.rows]


def test_a_plain_purchase() -> None:
    document = receipt()
    assert document.title == "Receipt"
    assert document.facts == (
        ("Receipt number", "R-000007"),
        ("Issued on", "March 2, 2026"),
        ("Paid on", "March 1, 2026"),
        ("Paid with", "Card"),
        ("Payment", "pay_1"),
        ("Reference", "pi_1"),
    )
    assert document.line == ("500,000 AI tokens (package_500k)", "1", "CN¥35.00", "CN¥35.00")
    assert rows(document) == [("Total paid", "CN¥35.00")]


def test_a_purchase_for_a_team_says_so() -> None:
    assert receipt(team_id="team_1").notes == ("The tokens went to a team.",)


def test_in_chinese() -> None:
    document = receipt(Language.ZH, method=PaymentMethod.WECHAT_PAY)
    assert (document.language, document.title) == ("zh-Hans", "收据")
    assert document.facts[1:4] == (("开具日期", "2026年3月2日"), ("付款日期", "2026年3月1日"), ("付款方式", "微信支付"))
    assert document.line == ("500,000 个 AI 代币（package_500k）", "1", "¥35.00", "¥35.00")
    assert rows(document) == [("实付总额", "¥35.00")]


def test_tax_that_the_price_contains_stands_below_the_total() -> None:
    document = receipt(tax_amount=318, tax_behavior=TaxBehavior.INCLUSIVE)
    assert rows(document) == [("Total paid", "CN¥35.00"), ("Tax in it", "CN¥3.18")]
    chinese = receipt(Language.ZH, tax_amount=318, tax_behavior=TaxBehavior.INCLUSIVE)
    assert rows(chinese) == [("实付总额", "¥35.00"), ("其中税款", "¥3.18")]


def test_several_packages_with_discounts_tax_bonus_and_gift() -> None:
    document = receipt(
        quantity=3,
        tokens=1_500_000,
        bonus_tokens=20_000,
        subtotal=10_500,
        discounts=[
            PaymentDiscount(kind=DiscountKind.VOLUME, amount=525),
            PaymentDiscount(kind=DiscountKind.PROMO, code="SPRING", amount=1000),
        ],
        amount=8975,
        tax_amount=808,
        gift=PaymentGift(receiver_user_id="usr_2"),
    )
    assert document.line == ("500,000 AI tokens (package_500k)", "3", "CN¥35.00", "CN¥105.00")
    assert document.notes == ("With 20,000 bonus tokens.", "A gift: the tokens went to another account.")
    assert rows(document) == [
        ("Subtotal", "CN¥105.00"),
        ("Volume discount", "-CN¥5.25"),
        ("Promo code SPRING", "-CN¥10.00"),
        ("Tax", "CN¥8.08"),
        ("Total paid", "CN¥97.83"),
    ]


def test_what_went_back_so_far() -> None:
    reversal = Reversal(
        refunds=[
            SeenRefund(id="re_2", amount=500, status=RefundStatus.PENDING, created_at=MARCH_9),
            SeenRefund(id="re_1", amount=1000, status=RefundStatus.SUCCEEDED, created_at=MARCH_5),
            SeenRefund(id="re_0", amount=3500, status=RefundStatus.FAILED, created_at=PAID),
        ],
        disputes=[
            SeenDispute(id="dp_1", amount=300, state=DisputeState.LOST, reason="x", created_at=MARCH_7),
            SeenDispute(id="dp_2", amount=300, state=DisputeState.WON, reason="x", created_at=PAID),
        ],
    )
    assert rows(receipt(reversal=reversal)) == [
        ("Total paid", "CN¥35.00"),
        ("Refunded on March 5, 2026", "-CN¥10.00"),
        ("Paid back after a dispute of March 7, 2026", "-CN¥3.00"),
        ("Refund of March 9, 2026, on its way", "-CN¥5.00"),
        ("Total after refunds", "CN¥17.00"),
    ]


@pytest.mark.parametrize(
    ("currency", "amount", "english", "chinese"),
    [("USD", 1050, "$10.50", "US$10.50"), ("JPY", 700, "¥700", "JP¥700"), ("KWD", 12_340, "KWD12.340", "KWD12.340")],
)
def test_other_currencies(currency: str, amount: int, english: str, chinese: str) -> None:
    assert rows(receipt(currency=currency, amount=amount)) == [("Total paid", english)]
    assert rows(receipt(Language.ZH, currency=currency, amount=amount)) == [("实付总额", chinese)]


@pytest.mark.parametrize("method", PaymentMethod)
def test_every_way_to_pay_has_a_name(method: PaymentMethod) -> None:
    assert dict(receipt(method=method).facts)["Paid with"]


def test_every_value_is_escaped() -> None:
    attack = "<img src='http://127.0.0.1/x'>"
    issued = Receipt.model_construct(id=1, payment_id="pay_1", issued_at=PAID)
    document = receipt_document(
        payment(package_id=attack, gateway_reference=attack),
        issued,
        number=attack,
        seller=Party(attack, (attack,)),
        buyer=Party(attack, (attack,)),
        language=Language.EN,
    )
    html = receipt_html(document)
    assert "<img" not in html
    assert html.count("&lt;img src=&#x27;http://127.0.0.1/x&#x27;&gt;") == 8
