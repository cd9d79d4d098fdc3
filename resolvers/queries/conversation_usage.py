"""`conversationUsage`: what a conversation cost the caller."""

from typing import Annotated

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.context import Info
from schema.usage import ConversationUsage

__all__ = ["conversation_usage"]


@strawberry.field(
    description="All that the caller's wallet, or a team's, was ever charged for a conversation, deleted ones "
    "included; zeros for one that it paid nothing for. Of a team's, members see what they spent. "
    "`conversation.totalCost` has what others paid, too."
)
async def conversation_usage(
    info: Info,
    conversation_id: Annotated[strawberry.ID, strawberry.argument(description="The conversation.")],
    team_id: TeamId = None,
) -> ConversationUsage:
    """Sum up."""
    wallet = await wallet_of(info, team_id)
    totals = await info.context.services.usage.conversation_totals(wallet.id, conversation_id, wallet.only_member)
    return ConversationUsage.of(conversation_id, totals)
