"""What answering a field takes, told in the schema by the directives of the GraphQL cost draft.

Source: the Cost Directives Specification, a draft by IBM (ibm.github.io/graphql-specs/cost-spec.html). The server
weighs operations by them before it runs them, and clients can do the same.
"""

import strawberry
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

from schema.pagination import DEFAULT_PAGE_SIZE

__all__ = ["GATEWAY", "MEMORY", "MODEL", "PASSWORD", "READ", "WRITE", "Cost", "ListSize", "cost", "list_of", "page_of"]

MEMORY = 1
"""What this process knows already. Also what a field without `@cost` weighs."""
READ = 5
"""A question to the database."""
WRITE = 20
"""A transaction."""
GATEWAY = 50
"""A request to Stripe or Razorpay."""
PASSWORD = 100
"""A password is hashed, which takes memory and a core on purpose."""
MODEL = 500
"""A model writes."""

PAGE_ARGUMENT = "first"
_ROWS = "edges"


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="cost",
    description="What answering the field takes, without what is selected below it. A field without it weighs 1.",
)
class Cost:
    weight: str


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="listSize",
    description="How many values a list has, by which the cost of what is selected for each of them is multiplied: as "
    "many as a slicing argument asks for, else the assumed size. Of a page it is the rows, which are its sized field.",
)
class ListSize:
    assumed_size: int | None
    slicing_arguments: list[str] | None = strawberry.UNSET
    sized_fields: list[str] | None = strawberry.UNSET
    require_one_slicing_argument: bool | None = strawberry.UNSET


def cost(weight: int) -> Cost:
    """The directive of a field that weighs so much."""
    return Cost(weight=str(weight))


def list_of(assumed_size: int) -> ListSize:
    """The directive of a list that is weighed as so long: as long as it gets, or usually is where it has no bound."""
    return ListSize(assumed_size=assumed_size)


def page_of(default_rows: int = DEFAULT_PAGE_SIZE) -> ListSize:
    """The directive of a connection, whose page has so many rows when `first` is not given."""
    return ListSize(
        assumed_size=default_rows,
        slicing_arguments=[PAGE_ARGUMENT],
        sized_fields=[_ROWS],
        require_one_slicing_argument=False,
    )


def has_pages(field: StrawberryField) -> bool:
    """Whether the field is a connection, which is told by its argument `first`."""
    return any(argument.python_name == PAGE_ARGUMENT for argument in field.arguments)
