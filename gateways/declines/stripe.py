"""Stripe's decline codes, and the error codes that a payment can end in.

Sources: docs.stripe.com/declines/codes and docs.stripe.com/error-codes. Where Stripe asks not to tell the payer more
(`fraudulent`, `lost_card`, `merchant_blacklist`, `pickup_card`, `stolen_card`, and other words of a suspicion) the code
is the one without a reason.
"""

from collections.abc import Mapping
from types import MappingProxyType

from gateways.declines.codes import DeclineCode as Code

__all__ = ["STRIPE_CODES"]

_BY_CODE: Mapping[Code, str] = {
    Code.PAYMENT_DECLINED: "card_declined fraudulent generic_decline lost_card merchant_blacklist pickup_card "
    "stolen_card highest_risk_level rule elevated_risk_level payment_method_provider_decline request_blocked",
    Code.CONTACT_BANK: "call_issuer do_not_honor do_not_try_again no_action_taken not_permitted restricted_card "
    "revocation_of_all_authorizations revocation_of_authorization security_violation service_not_allowed "
    "stop_payment_order transaction_not_allowed refer_to_customer debit_not_authorized",
    Code.TRY_AGAIN: "approve_with_id processing_error reenter_transaction try_again_later lock_timeout rate_limit "
    "payment_intent_payment_attempt_failed payment_intent_rate_limit_exceeded",
    Code.BANK_UNAVAILABLE: "issuer_not_available payment_method_provider_timeout "
    "three_d_secure_authentication_upstream_error",
    Code.BILLING_ADDRESS_WRONG: "customer_tax_location_invalid",
    Code.AUTHENTICATION_REQUIRED: "authentication_required mobile_device_authentication_required "
    "payment_intent_action_required",
    Code.AUTHENTICATION_FAILED: "authentication_not_handled authentication_failure authentication_failed "
    "payment_intent_authentication_failure setup_intent_authentication_failure",
    Code.INSUFFICIENT_FUNDS: "insufficient_funds balance_insufficient",
    Code.LIMIT_EXCEEDED: "card_velocity_exceeded withdrawal_count_limit_exceeded card_decline_rate_limit_exceeded "
    "charge_exceeds_source_limit charge_exceeds_transaction_limit",
    Code.CARD_EXPIRED: "expired_card expired_payment_method",
    Code.CARD_REPLACED: "new_account_information_available",
    Code.CARD_NOT_SUPPORTED: "card_not_supported invalid_card_type three_d_secure_authentication_not_supported",
    Code.CURRENCY_NOT_SUPPORTED: "currency_not_supported payment_method_currency_mismatch",
    Code.DUPLICATE_PAYMENT: "duplicate_transaction",
    Code.CARD_NUMBER_WRONG: "incorrect_number invalid_number",
    Code.SECURITY_CODE_WRONG: "incorrect_cvc invalid_cvc",
    Code.EXPIRY_DATE_WRONG: "invalid_expiry_month invalid_expiry_year",
    Code.POSTAL_CODE_WRONG: "incorrect_zip incorrect_postal_code incorrect_address postal_code_invalid",
    Code.PIN_WRONG: "incorrect_pin invalid_pin",
    Code.PIN_REQUIRED: "offline_pin_required online_or_offline_pin_required",
    Code.TOO_MANY_TRIES: "pin_try_exceeded",
    Code.ACCOUNT_INVALID: "invalid_account account_closed account_invalid bank_account_declined "
    "bank_account_restricted bank_account_unusable payment_method_bank_account_blocked payment_method_unactivated",
    Code.AMOUNT_NOT_ALLOWED: "invalid_amount amount_too_large amount_too_small invalid_charge_amount",
    Code.TEST_CARD: "testmode_decline live_mode_test_card test_mode_live_card testmode_charges_only",
    Code.PAYER_CANCELLED: "payment_method_customer_decline",
    Code.PAYMENT_TIMED_OUT: "payment_intent_payment_attempt_expired setup_intent_setup_attempt_expired",
    Code.METHOD_UNAVAILABLE: "payment_method_unavailable payment_method_not_available payment_method_restricted "
    "payment_method_unsupported_type payment_intent_incompatible_payment_method",
    Code.SHOP_NOT_READY: "capability_not_active payment_method_configuration_failures livemode_mismatch",
    Code.START_AGAIN: "idempotency_error payment_intent_unexpected_state payment_method_unexpected_state "
    "payment_intent_mandate_invalid india_recurring_payment_mandate_canceled",
}

STRIPE_CODES: Mapping[str, Code] = MappingProxyType(
    {word: code for code, words in _BY_CODE.items() for word in words.split()}
)
