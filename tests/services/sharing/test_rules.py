"""Who may do what, and what an invitation is. Pure rules."""

import pytest

from services.errors import NotFoundError
from services.sharing.access import Access, permit
from services.sharing.errors import ConversationReadOnlyError, NotConversationOwnerError
from services.sharing.invitations import Invitations

SECRET = "a signing secret of more than 32 characters"
SHARE = "shr_0123456789abcdefghjkmnpqrs"


@pytest.mark.parametrize(
    ("access", "refusals"),
    [
        (None, [NotFoundError, NotFoundError, NotFoundError]),
        (Access.READ, [None, ConversationReadOnlyError, NotConversationOwnerError]),
        (Access.WRITE, [None, None, NotConversationOwnerError]),
        (Access.OWN, [None, None, None]),
    ],
)
def test_each_access_holds_what_stands_before_it(access: Access | None, refusals: list[type[Exception] | None]) -> None:
    for needed, refusal in zip(Access, refusals, strict=True):
        if refusal is None:
            permit(access, needed)
        else:
            with pytest.raises(refusal):
                permit(access, needed)


def test_an_invitation_names_its_share_and_is_the_same_again():
    invitation = Invitations(SECRET).make(SHARE)
    assert Invitations(SECRET).make(SHARE) == invitation
    assert Invitations(SECRET).share_of(invitation) == SHARE


@pytest.mark.parametrize(
    "forged",
    [
        "",
        ".",
        SHARE,
        f"{SHARE}.",
        Invitations(SECRET).make(SHARE)[:-1],
        Invitations(SECRET).make(SHARE) + "=",
        Invitations(SECRET).make(SHARE).replace("shr_0", "shr_1"),
        Invitations(SECRET + "x").make(SHARE),
        "\ud800.x",
    ],
)
def test_what_was_not_made_here_is_no_invitation(forged: str) -> None:
    assert Invitations(SECRET).share_of(forged) is None
