"""Variables as JSON has them."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from tokentill_client.generated.base_model import UNSET

__all__ = ["jsonable"]


def jsonable(variables: dict[str, Any] | None) -> dict[str, Any]:
    """Inputs with the fields that were set; what is UNSET is not sent at all, which is something else than null."""
    return {name: _value(value) for name, value in (variables or {}).items() if value is not UNSET}


def _value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    return to_jsonable_python(value)
