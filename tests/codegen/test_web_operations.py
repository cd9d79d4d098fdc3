"""The operations of the web client's screens."""

import re
from pathlib import Path

from resolvers.access import ACCESS
from services.identity.caller import Caller

OPERATIONS = Path(__file__).parents[2] / "web" / "operations"


def test_whatever_admins_may_do_has_a_screen() -> None:
    """An operator of a shop needs neither the command line nor GraphiQL."""
    documents = "\n".join(file.read_text("utf-8") for file in OPERATIONS.glob("*.graphql"))
    fields = [name.partition(".")[2] for name, row in ACCESS.items() if row.least is Caller.ADMIN]
    assert [field for field in fields if not re.search(rf"\b{field}\s*[({{]", documents)] == []
