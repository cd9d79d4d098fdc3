"""What all generated models are built on."""

from typing import Any, Self

import pydantic

from tokentill_client.errors import RequestError

__all__ = ["Model"]


class Model(pydantic.BaseModel):
    """A result or an input. Errors and logs do not show what is in it, which may be a token."""

    model_config = pydantic.ConfigDict(hide_input_in_errors=True)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """The model of `obj`. Raises RequestError when a server answers what this client does not know."""
        try:
            return super().model_validate(obj, **options)
        except pydantic.ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(str(each) for each in problem["loc"])
            message = f"The server's answer has what this client does not know, at {place}: {problem['msg']}"
            raise RequestError("ANSWER_NOT_UNDERSTOOD", message) from error
