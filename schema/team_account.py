"""Teams as admins see them."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from models.team import Team as StoredTeam
from models.team_member import TeamMember as StoredMember
from schema.balance import Balance
from schema.context import Info
from schema.costs import READ, cost, page_of
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.person import Person
from schema.team_member import TeamMember

__all__ = ["TeamAccount"]


@strawberry.type(description="A team, also one that is closed. For admins.")
class TeamAccount:
    id: strawberry.ID = strawberry.field(description="The team.")
    name: str = strawberry.field(description="What it is called.")
    wallet_id: strawberry.ID = strawberry.field(description="What the ledger calls it, as `tokentill statement` does.")
    created_by: Person = strawberry.field(description="Who made it.")
    created_at: datetime = strawberry.field(description="When it was made.")
    closed_at: datetime | None = strawberry.field(description="Since when nobody is in it any more.")

    @strawberry.field(description="Who owns it; null when it is closed.", directives=[cost(READ)])
    async def owner(self, info: Info) -> Person | None:
        """All owners of one answer are looked up together."""
        loader = info.context.loader("team owners", info.context.services.teams.listing.owners)
        owner = await loader.load(str(self.id))
        return None if owner is None else Person.of(owner)

    @strawberry.field(description="What its wallet holds now.", directives=[cost(READ)])
    async def balance(self, info: Info) -> Balance:
        """Read the wallet's newest entry."""
        return Balance.of(await info.context.services.teams.balance(str(self.wallet_id)))

    @strawberry.field(description="Who is in it, in no order that means anything.", directives=[cost(READ), page_of()])
    async def members(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
        after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    ) -> Connection[TeamMember]:
        """Read one page."""
        services, now = info.context.services, info.context.services.clock()
        request = page_request("members", first, after, maximum=services.settings.max_page_size)
        page = await services.teams.listing.members(str(self.id), request)

        def node(row: StoredMember) -> TeamMember:
            return TeamMember.of(row, row, now)

        return connection("members", page, node=node, position=lambda row: row.user_id, request=request)

    @classmethod
    def of(cls, team: StoredTeam) -> Self:
        """The GraphQL form of `team`."""
        return cls(
            id=strawberry.ID(team.id),
            name=team.name,
            wallet_id=strawberry.ID(team.wallet_id),
            created_by=Person.of(team.created_by),
            created_at=team.created_at,
            closed_at=team.closed_at,
        )
