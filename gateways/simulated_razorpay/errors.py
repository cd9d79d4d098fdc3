"""Razorpay's error answers (https://razorpay.com/docs/errors)."""

from typing import Any

__all__ = ["ApiError", "bad_request", "unknown_id"]


class ApiError(Exception):
    """An error answer."""

    def __init__(
        self, status: int, code: str, description: str, *, reason: str = "NA", field: str | None = None
    ) -> None:
        self.status = status
        self.body: dict[str, Any] = {
            "error": {
                "code": code,
                "description": description,
                "source": "NA" if reason == "NA" else "business",
                "step": "NA" if reason == "NA" else "payment_initiation",
                "reason": reason,
                "metadata": {},
            }
        }
        if field is not None:
            self.body["error"]["field"] = field
        super().__init__(description)


def bad_request(description: str, *, field: str | None = None) -> ApiError:
    """400: what was sent is wrong; nothing was done."""
    return ApiError(400, "BAD_REQUEST_ERROR", description, reason="input_validation_failed", field=field)


def unknown_id() -> ApiError:
    """400, which is what Razorpay answers for an id that it does not know."""
    return bad_request("The id provided does not exist")
