"""What teams refuse.

TokentillError
├── TeamsNotOfferedError          TEAMS_ENABLED is off
├── TeamRoleMissingError          the caller is in the team, and this is for its owner, or for owner and admins
├── TooManyTeamsError             as many teams as one user may own or be in
├── TeamFullError                 as many members as a team may have
├── TeamOwnerStaysError           the owner gives the team away, or closes it, before they leave
├── TeamNotEmptyError             its wallet has tokens that would be lost
├── TeamBusyError                 something of its wallet is on its way
├── TeamInDebtError               its wallet owes tokens
├── TeamCapReachedError           the member's cap leaves too little
├── TeamInvitationInvalidError    the invitation lets nobody in; why is not told
├── TooManyTeamInvitationsError   as many open invitations as a team may have
└── TeamsUnavailableError         the database is away
"""

from datetime import datetime

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "TeamBusyError",
    "TeamCapReachedError",
    "TeamFullError",
    "TeamInDebtError",
    "TeamInvitationInvalidError",
    "TeamNotEmptyError",
    "TeamOwnerStaysError",
    "TeamRoleMissingError",
    "TeamsNotOfferedError",
    "TeamsUnavailableError",
    "TooManyTeamInvitationsError",
    "TooManyTeamsError",
]


class TeamsNotOfferedError(TokentillError):
    """Nothing was done."""

    code = "TEAMS_NOT_OFFERED"

    def __init__(self) -> None:
        super().__init__("There are no teams here.")


class TeamRoleMissingError(TokentillError):
    """Nothing was done."""

    code = "TEAM_ROLE_REQUIRED"

    def __init__(self, *, owner: bool) -> None:
        super().__init__(
            Phrase("Only the owner of this team may do this.")
            if owner
            else Phrase("Only the owner and the admins of this team may do this.")
        )


class TooManyTeamsError(TokentillError):
    """Two calls at once may pass the limit by one."""

    code = "TOO_MANY_TEAMS"

    def __init__(self, most: int, *, owned: bool) -> None:
        super().__init__(
            Phrase("You own {most} teams, which is the most.", most=most)
            if owned
            else Phrase("You are in {most} teams, which is the most; leave one.", most=most)
        )


class TeamFullError(TokentillError):
    """Nobody was let in, and the invitation is as good as before."""

    code = "TEAM_FULL"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("A team has at most {most} members.", most=most))


class TeamOwnerStaysError(TokentillError):
    """Nothing was done."""

    code = "TEAM_OWNER_STAYS"

    def __init__(self) -> None:
        super().__init__("You own this team: give it to another member first, or close it.")


class TeamNotEmptyError(TokentillError):
    """The team was not closed."""

    code = "TEAM_NOT_EMPTY"

    def __init__(self, tokens: int) -> None:
        super().__init__(
            Phrase("The team has {tokens} tokens; close it with forfeitTokens, and they are gone.", tokens=tokens)
        )


class TeamBusyError(TokentillError):
    """The team was not closed."""

    code = "TEAM_BUSY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Replies are being written, or purchases are open, for this team; wait for them to end.")


class TeamInDebtError(TokentillError):
    """The team was not closed."""

    code = "TEAM_IN_DEBT"

    def __init__(self, debt: int) -> None:
        super().__init__(Phrase("The team owes {debt} tokens; buy as many before you close it.", debt=debt))


class TeamCapReachedError(TokentillError):
    """The chat was not let in. Nothing was held."""

    code = "TEAM_CAP_REACHED"
    retryable = True

    def __init__(self, cap: int, resets_at: datetime, *, daily: bool) -> None:
        self.resets_at = resets_at
        super().__init__(
            Phrase(
                "You may use {cap} of the team's tokens a day, and this could use more than is left; there are new "
                "ones at midnight UTC.",
                cap=cap,
            )
            if daily
            else Phrase(
                "You may use {cap} of the team's tokens a month, and this could use more than is left; there are new "
                "ones with the next month, UTC.",
                cap=cap,
            )
        )


class TeamInvitationInvalidError(TokentillError):
    """Wrong, used, expired, taken back, or for another address: all the same to whoever has it."""

    code = "TEAM_INVITATION_INVALID"

    def __init__(self) -> None:
        super().__init__("This invitation is not valid, or not any more; ask the team for another.")


class TooManyTeamInvitationsError(TokentillError):
    """No mail was sent."""

    code = "TOO_MANY_TEAM_INVITATIONS"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("A team has at most {most} open invitations; take one back first.", most=most))


class TeamsUnavailableError(TokentillError):
    """The database does not answer."""

    code = "TEAMS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Teams cannot be reached right now; repeat the call.")
