"""Purchases for a team: the team's wallet, the buyer's money, discounts and caps (B9, A10, A11)."""

import pytest

from models.ids import new_id
from models.payment import PaymentStatus
from models.team import Team
from models.team_member import TeamMember, TeamRole
from services.errors import InvalidInputError, NotFoundError
from services.ledger.audit import audit_ledger
from services.mail import Outbox
from services.payments.opening import Openings
from services.promotions.errors import PromoCodeRefusedError
from services.teams import TeamCaps, Teams
from services.teams.errors import TeamBusyError, TeamRoleMissingError
from tests.services.conftest import SIGNING_SECRET
from tests.support.mailbox import Mailbox


@pytest.fixture(scope="module")
def first_purchase_percent() -> int:
    return 20


class TeamOf:
    """A team, and whoever is in it. It has a wallet as viewers have."""

    def __init__(self, shop, team):
        self.shop, self.id, self.wallet_id = shop, team.id, team.wallet_id

    async def join(self, viewer, role):
        row = {"id": f"{self.id}:{viewer.user_id}", "team_id": self.id, "wallet_id": self.wallet_id}
        await TeamMember(**row, user_id=viewer.user_id, role=role, joined_at=self.shop.clock()).insert()

    async def balance(self):
        found = await self.shop.ledger.balance(self.wallet_id)
        return found.available, found.debt


@pytest.fixture
async def team(shop):
    made = Team(name="Aces", made_as="Aces", created_by="usr_1", client_key=new_id("key"), created_at=shop.clock())
    await made.insert()
    return TeamOf(shop, made)


@pytest.fixture
async def buyer(team, registered):
    viewer = await registered()
    await team.join(viewer, TeamRole.ADMIN)
    return viewer


@pytest.fixture
def paid(shop, team, buyer, buy):
    async def make(**options):
        payment = await buy(buyer, team_id=team.id, **options)
        await shop.confirm(payment)
        return await shop.becomes(payment, PaymentStatus.SUCCEEDED)

    return make


@pytest.fixture
async def owner(team, registered):
    viewer = await registered()
    await team.join(viewer, TeamRole.OWNER)
    return viewer


@pytest.fixture
def close(shop, settings, team, owner):
    """Close the team, whatever it holds; the services that do it are `close.teams`."""
    parts = {"outbox": Outbox(Mailbox(), shop.clock), "caps": TeamCaps(shop.clock, offered=True)}
    teams = Teams(settings=settings, ledger=shop.ledger, clock=shop.clock, signing_secret=SIGNING_SECRET, **parts)

    async def closing():
        return await teams.close(owner.user_id, team.id, forfeit_tokens=True)

    closing.teams = teams
    return closing


async def refund(shop, payment, **part):
    await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", **part)
    await shop.reversals.converge(payment.id)


async def audit_is_clean(shop):
    assert (await audit_ledger(shop.database)).findings == []


async def test_the_team_gets_the_tokens_and_the_bonus_and_the_buyer_the_discount(shop, team, buyer, paid, code):
    payment = await paid(promo_code=await code(bonus_tokens=9))
    assert (payment.user_id, payment.team_id, payment.gift) == (buyer.user_id, team.id, None)
    assert (payment.wallet_id, payment.payer_wallet_id) == (team.wallet_id, buyer.wallet_id)
    assert (payment.first_purchase, payment.amount) == (True, 2800)
    assert await shop.credits(team) == [(f"payment:{payment.id}", 500_000), (f"bonus:{payment.id}", 9)]
    assert await shop.credits(buyer) == []
    balance = await shop.ledger.balance(team.wallet_id)
    assert (balance.purchased, balance.lifetime_purchased) == (500_000, 500_000)
    assert [row.id for row in (await shop.payments.history(buyer, shop.page(5))).rows] == [payment.id]
    await audit_is_clean(shop)


async def test_the_discount_of_a_first_purchase_is_had_once_whatever_is_bought_for(team, buyer, buy):
    assert [(await buy(buyer)).amount, (await buy(buyer, team_id=team.id)).amount] == [2800, 3500]


async def test_a_promo_codes_cap_for_a_user_counts_what_they_buy_for_a_team(team, buyer, buy, code):
    promo = await code(percent=50, per_user_cap=1)
    assert (await buy(buyer, team_id=team.id, promo_code=promo)).promo_code == promo
    with pytest.raises(PromoCodeRefusedError):
        await buy(buyer, promo_code=promo)


async def test_a_refund_takes_the_teams_tokens_and_owes_what_the_team_has_spent(shop, team, buyer, paid):
    payment = await paid()
    await refund(shop, payment, amount=1400)
    assert await team.balance() == (250_000, 0)
    await shop.ledger.spend(team.wallet_id, "test:spend", amount=100_000)
    await refund(shop, payment, amount=1400)
    assert await team.balance() == (0, 100_000)
    assert await shop.keys(buyer) == []
    await audit_is_clean(shop)


async def test_a_dispute_freezes_and_takes_the_teams_tokens(shop, team, buyer, paid):
    payment = await paid()
    dispute = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
    await shop.reversals.converge(payment.id)
    assert await team.balance() == (0, 0)
    await shop.control(f"/disputes/{dispute['id']}/lose")
    await shop.reversals.converge(payment.id)
    assert await team.balance() == (0, 0)
    assert await shop.keys(buyer) == []
    await shop.becomes(payment, PaymentStatus.DISPUTED)
    await audit_is_clean(shop)


async def test_the_wallet_is_frozen_when_the_purchase_is_made(shop, team, buyer, buy):
    payment = await buy(buyer, team_id=team.id)
    await TeamMember.find({"user_id": buyer.user_id}).update({"$set": {"role": None}})
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(team) == [(f"payment:{payment.id}", 500_000)]


async def test_on_stripes_page_the_team_gets_the_tokens_too(shop, team, buyer):
    started = await shop.checkout(buyer, team_id=team.id)
    assert (started.payment.wallet_id, started.payment.team_id) == (team.wallet_id, team.id)


async def test_members_and_strangers_buy_nothing_for_it_and_no_gift_goes_with_it(shop, team, buyer, buy, registered):
    member, stranger = await registered(), await registered()
    await team.join(member, TeamRole.MEMBER)
    before = await shop.documents()
    with pytest.raises(TeamRoleMissingError):
        await buy(member, team_id=team.id)
    for team_id in (team.id, new_id("team"), "x"):
        with pytest.raises(NotFoundError):
            await buy(stranger, team_id=team_id)
    with pytest.raises(InvalidInputError):
        await buy(buyer, team_id=team.id, gift_to=member.user_id)
    assert await shop.documents() == before


async def test_a_team_that_something_is_bought_for_is_closed_only_once_that_has_ended(shop, team, buyer, buy, close):
    payment = await buy(buyer, team_id=team.id)
    with pytest.raises(TeamBusyError):
        await close()
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (await close()).closed_at is not None
    assert await team.balance() == (0, 0)


async def test_nothing_is_bought_for_a_team_that_is_closed_meanwhile(shop, team, buyer, buy, close, monkeypatch):
    opens = Openings.open

    async def then_open(self, order):
        await close()
        return await opens(self, order)

    monkeypatch.setattr(Openings, "open", then_open)
    with pytest.raises(NotFoundError):
        await buy(buyer, team_id=team.id)
    assert await shop.database["payments"].count_documents({"team_id": team.id}) == 0


async def test_a_team_that_something_is_bought_for_meanwhile_is_not_closed(team, buyer, buy, close, monkeypatch):
    check = Teams._check_closing

    async def then_buy(self, wallet_id, *, forfeit_tokens):
        await check(self, wallet_id, forfeit_tokens=forfeit_tokens)
        await buy(buyer, team_id=team.id)

    monkeypatch.setattr(Teams, "_check_closing", then_buy)
    with pytest.raises(TeamBusyError):
        await close()
    assert (await Team.get(team.id)).closed_at is None


async def test_what_is_paid_after_the_team_was_closed_goes_back(shop, team, buyer, buy, close):
    payment = await buy(buyer, team_id=team.id)
    given_up = {"open": False, "status": PaymentStatus.CANCELLED.value}
    await shop.database["payments"].update_one({"_id": payment.id}, {"$set": given_up})
    await close()
    await shop.confirm(payment)
    stored = await shop.becomes_by_sweeping(payment, PaymentStatus.REFUNDED)
    assert ([flag.code for flag in stored.flags], stored.credited_at) == (["TEAM_CLOSED"], None)
    there = (await shop.gateway.reversals(payment.gateway_reference)).refunds
    assert [refund.amount for refund in there] == [stored.amount]
    assert (await shop.credits(team), await shop.credits(buyer)) == ([], [])
    await audit_is_clean(shop)
