"""Stripe's error answers (https://docs.stripe.com/api/errors)."""

from typing import Any

__all__ = ["ApiError", "card_declined", "invalid_request", "missing_parameter", "no_such", "unexpected_state"]


class ApiError(Exception):
    """An error answer.

    `executed` tells whether the endpoint had begun its work: then what it did is kept, and the answer is stored under
    the idempotency key; refusals before that are neither (https://docs.stripe.com/api/idempotent_requests).
    """

    def __init__(self, status: int, kind: str, message: str, *, executed: bool = False, **details: Any) -> None:
        self.status = status
        self.executed = executed
        self.error: dict[str, Any] = {"type": kind, "message": message}
        self.error.update({name: value for name, value in details.items() if value is not None})
        if "code" in self.error:
            self.error["doc_url"] = f"https://docs.stripe.com/error-codes#{self.error['code'].replace('_', '-')}"
        super().__init__(message)

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"error": self.error}


def invalid_request(message: str, *, param: str | None = None, code: str | None = None) -> ApiError:
    """400: the parameters are wrong; nothing was begun."""
    return ApiError(400, "invalid_request_error", message, param=param, code=code)


def missing_parameter(param: str) -> ApiError:
    """400: a required parameter is not there."""
    return invalid_request(f"Missing required param: {param}.", param=param, code="parameter_missing")


def no_such(kind: str, object_id: str, *, param: str = "id", status: int = 404) -> ApiError:
    """404 for the object of the path, 400 for one that a parameter names."""
    message = f"No such {kind}: '{object_id}'"
    return ApiError(status, "invalid_request_error", message, param=param, code="resource_missing")


def unexpected_state(message: str, intent: dict[str, Any]) -> ApiError:
    """400: the PaymentIntent is past what was asked."""
    return ApiError(
        400,
        "invalid_request_error",
        message,
        executed=True,
        code="payment_intent_unexpected_state",
        payment_intent=intent,
    )


def card_declined(error: dict[str, Any], intent: dict[str, Any]) -> ApiError:
    """402: the bank said no. `error` is the PaymentIntent's `last_payment_error`."""
    details = {name: value for name, value in error.items() if name not in {"type", "message", "doc_url"}}
    return ApiError(402, error["type"], error["message"], executed=True, payment_intent=intent, **details)
