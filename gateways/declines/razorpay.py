"""Razorpay's error reasons that a payment can end in (razorpay.com/docs/errors/error-reasons)."""

from collections.abc import Mapping
from types import MappingProxyType

from gateways.declines.codes import DeclineCode as Code

__all__ = ["RAZORPAY_REASONS"]

_BY_CODE: Mapping[Code, str] = {
    # A risk check is not told to the payer, as with Stripe's `fraudulent`.
    Code.PAYMENT_DECLINED: "card_declined payment_declined payment_failed payment_risk_check_failed "
    "compliance_violation payment_amount_tampered",
    Code.CONTACT_BANK: "debit_declined debit_instrument_blocked credit_not_permitted credit_failed "
    "transaction_on_vpa_restricted payment_pending_approval",
    Code.TRY_AGAIN: "capture_failed duplicate_rrn_found invalid_response_from_gateway mandate_creation_failed "
    "mandate_creation_declined payment_declined_due_to_high_traffic record_not_found server_error verification_failed "
    "vpa_resolution_failed duplicate_request gateway_technical_error",
    Code.BANK_UNAVAILABLE: "bank_cutoff_in_progress bank_not_available bank_technical_error issuer_technical_error "
    "psp_app_not_available psp_not_available upi_app_technical_error authorisation_declined_by_psp "
    "reqauth_mandate_not_acknowledged",
    Code.AUTHENTICATION_FAILED: "authentication_failed incorrect_otp invalid_otp otp_expired",
    Code.TOO_MANY_TRIES: "otp_attempts_exceeded pin_attempts_exceeded",
    Code.INSUFFICIENT_FUNDS: "insufficient_funds funds_blocked_by_mandate",
    Code.LIMIT_EXCEEDED: "credit_limit_exceeded transaction_daily_count_exceeded transaction_daily_limit_exceeded "
    "transaction_limit_exceeded transaction_frequency_limit_exceeded mcc_amount_limit_exceeded",
    Code.CARD_EXPIRED: "card_expired",
    Code.CARD_NOT_SUPPORTED: "card_not_enrolled card_type_invalid international_transaction_not_allowed "
    "card_disabled_for_online_payments",
    Code.CARD_NUMBER_WRONG: "card_number_invalid incorrect_card_details",
    Code.EXPIRY_DATE_WRONG: "incorrect_card_expiry_date",
    Code.CARDHOLDER_WRONG: "incorrect_cardholder_name",
    Code.SECURITY_CODE_WRONG: "incorrect_cvv",
    Code.PIN_WRONG: "incorrect_pin incorrect_atm_pin",
    Code.PIN_REQUIRED: "pin_not_set",
    Code.ACCOUNT_INVALID: "bank_account_invalid bank_account_validation_failed debit_instrument_inactive "
    "credit_limit_expired credit_limit_inactive credit_limit_not_approved user_not_eligible "
    "user_not_registered_for_netbanking invalid_user_details",
    Code.AMOUNT_NOT_ALLOWED: "amount_less_than_minimum_amount emi_greater_than_max_amount emi_plan_unavailable "
    "invalid_amount",
    Code.CURRENCY_NOT_SUPPORTED: "invalid_currency",
    Code.DUPLICATE_PAYMENT: "order_already_paid",
    Code.PAYER_CANCELLED: "payment_cancelled",
    Code.PAYMENT_TIMED_OUT: "payment_timed_out payment_session_expired payment_collect_request_expired "
    "request_timed_out mandate_creation_expired mandate_creation_timeout collect_request_pending payment_pending "
    "deemed_transaction",
    Code.WALLET_DETAILS_WRONG: "invalid_vpa invalid_device invalid_email invalid_mobile_number mobile_number_invalid "
    "psp_not_registered",
    Code.METHOD_UNAVAILABLE: "psp_app_not_supported upi_autopay_not_supported_on_psp collect_on_mcc_blocked "
    "upi_collect_not_enabled upi_intent_not_enabled payment_method_not_enabled bank_not_enabled "
    "card_network_not_enabled",
    Code.SHOP_NOT_READY: "beneficiary_account_does_not_exist beneficiary_account_dormant live_mode_not_enabled "
    "merchant_not_activated recurring_payment_not_enabled",
    Code.START_AGAIN: "input_validation_failed invalid_order_id invalid_request mismatch_in_transaction_details "
    "order_amount_mismatch order_payment_method_mismatch",
}

RAZORPAY_REASONS: Mapping[str, Code] = MappingProxyType(
    {word: code for code, words in _BY_CODE.items() for word in words.split()}
)
