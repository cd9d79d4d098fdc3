"""A7: the codes that Stripe and Razorpay document, each under one of ours."""

from gateways.declines import RAZORPAY_REASONS, STRIPE_CODES, DeclineCode, decline_code_of, told_gateway_code

# docs.stripe.com/declines/codes, "Card decline codes"
STRIPE_DECLINE_CODES = {
    "authentication_required",
    "approve_with_id",
    "call_issuer",
    "card_not_supported",
    "card_velocity_exceeded",
    "currency_not_supported",
    "do_not_honor",
    "do_not_try_again",
    "duplicate_transaction",
    "expired_card",
    "fraudulent",
    "generic_decline",
    "incorrect_number",
    "incorrect_cvc",
    "incorrect_pin",
    "incorrect_zip",
    "insufficient_funds",
    "invalid_account",
    "invalid_amount",
    "invalid_cvc",
    "invalid_expiry_month",
    "invalid_expiry_year",
    "invalid_number",
    "invalid_pin",
    "issuer_not_available",
    "lost_card",
    "merchant_blacklist",
    "new_account_information_available",
    "no_action_taken",
    "not_permitted",
    "offline_pin_required",
    "online_or_offline_pin_required",
    "pickup_card",
    "pin_try_exceeded",
    "processing_error",
    "reenter_transaction",
    "restricted_card",
    "revocation_of_all_authorizations",
    "revocation_of_authorization",
    "security_violation",
    "service_not_allowed",
    "stolen_card",
    "stop_payment_order",
    "testmode_decline",
    "transaction_not_allowed",
    "try_again_later",
    "withdrawal_count_limit_exceeded",
}
UNTOLD = ("fraudulent", "lost_card", "merchant_blacklist", "pickup_card", "stolen_card", "payment_risk_check_failed")


def test_every_documented_decline_code_has_one_of_ours():
    assert STRIPE_DECLINE_CODES - STRIPE_CODES.keys() == set()


def test_both_gateways_mean_the_same_by_the_same_word():
    shared = STRIPE_CODES.keys() & RAZORPAY_REASONS.keys()
    assert {"insufficient_funds", "card_declined"} <= shared
    assert {word for word in shared if STRIPE_CODES[word] is not RAZORPAY_REASONS[word]} == set()


def test_a_suspicion_is_not_told():
    assert {decline_code_of(code) for code in UNTOLD} == {DeclineCode.PAYMENT_DECLINED}
    assert {told_gateway_code(code) for code in UNTOLD} == {"generic_decline"}
    assert told_gateway_code("insufficient_funds") == "insufficient_funds"


def test_what_is_not_known_is_a_decline_without_a_reason():
    assert decline_code_of("a_code_of_next_year") is DeclineCode.PAYMENT_DECLINED


def test_every_code_of_ours_is_used():
    assert {*STRIPE_CODES.values(), *RAZORPAY_REASONS.values()} == set(DeclineCode)
