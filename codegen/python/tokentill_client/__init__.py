"""The Python client of Tokentill: a method for each of its operations, typed. docs/clients.md shows how it is used.

    async with TokentillClient("http://127.0.0.1:8000/graphql") as tokentill:
        session = await tokentill.login(email="ada@example.com", password="correct horse battery")
        if isinstance(session, UserError):
            raise SystemExit(session.message)
        print((await tokentill.balance()).available)

Inputs, enums and the classes of results are in `tokentill_client.generated`, which `python -m codegen` writes.
"""

from tokentill_client.errors import RequestError, UserError
from tokentill_client.generated.client import TokentillClient
from tokentill_client.session import Tokens

__all__ = ["RequestError", "Tokens", "TokentillClient", "UserError"]
