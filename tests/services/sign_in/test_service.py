"""E2: the way to a provider and back. Whoever did not begin it, or comes a second time, gets nothing."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from starlette.responses import Response

from database.setup import Database
from models.session import Session
from models.sign_in import SignIn
from models.user import User
from services.errors import TokentillError
from services.sign_in.errors import SignInCodeInvalidError, SignInProviderUnknownError
from tests.support.sign_in_stand import (
    APP,
    VERIFIER,
    SignInStand,
    challenge_of,
    query_of,
    sign_in_settings,
    sign_in_stand,
)

CHALLENGE = challenge_of(VERIFIER)


async def nothing_came_of_it() -> bool:
    return await User.count() == 0 and await Session.count() == 0


async def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await nothing_came_of_it()


async def test_a_new_person_gets_an_account_and_comes_back_to_it(stand: SignInStand) -> None:
    first = await stand.signed_in()
    assert (first.account.email, first.account.name) == ("ada@example.com", "Ada")
    user = await stand.user("ada@example.com")
    assert (user.email_verified_at, user.password_hash, user.welcome_granted) == (stand.clock(), None, True)
    assert (await stand.identity.authenticate(first.access_token)).user_id == user.id
    stand.remote.person |= {"email": "ada@new.example", "email_verified": False}
    again = await stand.signed_in()
    assert (again.account.id, again.account.email) == (user.id, "ada@example.com"), "the subject is the key"
    assert await stand.rows() == [("example:ada-1", user.id, True)]


async def test_no_secret_is_stored_and_no_token_stands_in_an_address(stand: SignInStand, database: Database) -> None:
    async with stand.browser() as browser:
        begun = await browser.get("/auth/example", params={"challenge": CHALLENGE})
        sent = query_of(begun.headers["location"])
        back = await stand.away(browser)
        cookie = browser.cookies["tokentill-sign-in"]
        told = await stand.back(browser, back)
    assert set(told) == {"code"}
    assert "verifier" not in sent
    stored = str([row async for row in database["sign_ins"].find()])
    for secret in (told["code"], query_of(back)["state"], query_of(back)["code"], cookie):
        assert secret not in stored
    await stand.sign_ins.exchange(told["code"], VERIFIER)
    row = await SignIn.find_one()
    assert row is not None
    assert (row.person, row.code_hash, row.challenge) == (None, None, None)


async def test_the_cookie_is_kept_from_scripts_and_from_other_sites(stand: SignInStand) -> None:
    async with stand.browser() as browser:
        begun = await browser.get("/auth/example", params={"challenge": CHALLENGE})
        attributes = set(begun.headers["set-cookie"].lower().split("; ")[1:])
        assert attributes == {"httponly", "max-age=600", "path=/", "samesite=lax"}
        address = await stand.away(browser)
        ended = await browser.get(address)
    assert 'tokentill-sign-in="";' in ended.headers["set-cookie"]
    assert "Max-Age=0" in ended.headers["set-cookie"]


async def test_over_tls_the_cookie_is_for_this_host_alone(stand: SignInStand, settings, remote, identity) -> None:
    secure = sign_in_settings(settings, remote, public_url="https://api.example.com")
    async with sign_in_stand(secure, remote, identity, stand.clock) as other, other.browser() as browser:
        begun = await browser.get("/auth/example", params={"challenge": CHALLENGE})
    assert begun.headers["set-cookie"].startswith("__Host-tokentill-sign-in=")
    assert "Secure" in begun.headers["set-cookie"]
    assert "Domain" not in begun.headers["set-cookie"]
    assert query_of(begun.headers["location"])["redirect_uri"] == "https://api.example.com/auth/example/callback"


async def test_a_browser_that_did_not_begin_gets_nothing(stand: SignInStand) -> None:
    async with stand.browser() as attackers, stand.browser() as victims:
        address = await stand.away(attackers)
        await refused(await victims.get(address), 400, "SIGN_IN_EXPIRED")
        await stand.away(victims)
        await refused(await victims.get(address), 400, "SIGN_IN_EXPIRED")
    assert await SignIn.count() == 0


async def test_a_state_serves_once_and_for_ten_minutes(stand: SignInStand) -> None:
    async with stand.browser() as browser:
        address = await stand.away(browser)
        cookie = browser.cookies["tokentill-sign-in"]
        assert "code" in await stand.back(browser, address)
        browser.cookies.set("tokentill-sign-in", cookie)
        assert await stand.back(browser, address) == {"error": "SIGN_IN_EXPIRED"}
        late = await stand.away(browser)
        stand.clock.move(seconds=600)
        await refused(await browser.get(late), 400, "SIGN_IN_EXPIRED")


async def test_a_cookie_that_was_changed_is_none(stand: SignInStand) -> None:
    async with stand.browser() as browser:
        address = await stand.away(browser)
        text, expires, signature = browser.cookies["tokentill-sign-in"].split(".")
        for forged in (
            f"{text}.{int(expires) + 1}.{signature}",
            f"A{text[1:]}.{expires}.{signature}",
            f"{text}.{expires}.{'0' * 64}",
            text,
            "..",
            "é" * 10,
            "x" * 5_000,
        ):
            headers = {"cookie": f"tokentill-sign-in={forged}".encode()}
            async with stand.browser() as fresh:
                await refused(await fresh.get(address, headers=headers), 400, "SIGN_IN_EXPIRED")


async def test_another_providers_answer_is_not_taken(stand: SignInStand) -> None:
    async with stand.browser() as browser:
        address = await stand.away(browser)
        await refused(await browser.get(address.replace("/example/", "/other/")), 400, "SIGN_IN_EXPIRED")
        mixed = address.replace("iss=http", "iss=https")
        assert await stand.back(browser, mixed) == {"error": "SIGN_IN_FAILED"}
    assert stand.remote.asked.count("/token") == 0


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("error=access_denied", "SIGN_IN_CANCELLED"),
        ("code=of-another-sign-in", "SIGN_IN_CANCELLED"),
        ("code=", "SIGN_IN_FAILED"),
        ("", "SIGN_IN_FAILED"),
        ("code=a%00b", "SIGN_IN_FAILED"),
        (f"code={'x' * 2_049}", "SIGN_IN_FAILED"),
    ],
)
async def test_what_comes_back_without_a_good_code_is_told_to_the_app(
    stand: SignInStand, query: str, code: str
) -> None:
    async with stand.browser() as browser:
        state = query_of(await stand.away(browser))["state"]
        assert await stand.back(browser, f"/auth/example/callback?state={state}&{query}") == {"error": code}
    assert await nothing_came_of_it()


@pytest.mark.parametrize(
    ("misbehave", "code"),
    [
        (lambda remote: setattr(remote, "form", "forged"), "SIGN_IN_FAILED"),
        (lambda remote: setattr(remote, "change", {"nonce": "another"}), "SIGN_IN_FAILED"),
        (lambda remote: remote.answers.update({"/token": lambda: Response(status_code=503)}), "SIGN_IN_UNAVAILABLE"),
    ],
)
async def test_a_bad_word_of_the_provider_is_told_to_the_app(
    stand: SignInStand, misbehave: Callable[[object], None], code: str
) -> None:
    async with stand.browser() as browser:
        address = await stand.away(browser)
        misbehave(stand.remote)
        assert await stand.back(browser, address) == {"error": code}
    assert await nothing_came_of_it()


async def test_a_provider_that_is_down_is_told_before_anybody_leaves(stand: SignInStand) -> None:
    stand.remote.answers["/.well-known/openid-configuration"] = lambda: Response(status_code=500)
    async with stand.browser() as browser:
        answer = await browser.get("/auth/example", params={"challenge": CHALLENGE})
    await refused(answer, 503, "SIGN_IN_UNAVAILABLE")


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("/auth/google", {"challenge": CHALLENGE}, 404, "SIGN_IN_PROVIDER_UNKNOWN"),
        ("/auth/example", {}, 400, "INVALID_INPUT"),
        ("/auth/example", {"challenge": CHALLENGE + "A"}, 400, "INVALID_INPUT"),
        (
            "/auth/example",
            {"challenge": CHALLENGE, "return_to": "https://evil.example/"},
            400,
            "SIGN_IN_RETURN_NOT_ALLOWED",
        ),
        ("/auth/example", {"challenge": CHALLENGE, "return_to": APP + "/"}, 400, "SIGN_IN_RETURN_NOT_ALLOWED"),
        (
            "/auth/example",
            {"challenge": CHALLENGE, "return_to": APP + "@evil.example"},
            400,
            "SIGN_IN_RETURN_NOT_ALLOWED",
        ),
        ("/auth/example", {"challenge": CHALLENGE, "return_to": ""}, 400, "SIGN_IN_RETURN_NOT_ALLOWED"),
    ],
)
async def test_nobody_is_sent_where_the_settings_do_not_say(
    stand: SignInStand, path: str, query: dict[str, str], status: int, code: str
) -> None:
    async with stand.browser() as browser:
        await refused(await browser.get(path, params=query), status, code)
    assert stand.remote.asked == []


async def test_the_app_chooses_among_its_pages(stand: SignInStand) -> None:
    async with stand.browser() as browser:
        address = await stand.away(browser, return_to="https://app.example.com/settings")
        answer = await browser.get(address)
    assert answer.headers["location"].startswith("https://app.example.com/settings?code=")


async def test_fifty_callbacks_with_one_code_at_once_make_one_session(stand: SignInStand) -> None:
    async with stand.browser() as browser:
        address = await stand.away(browser)
        headers = {"cookie": f"tokentill-sign-in={browser.cookies['tokentill-sign-in']}"}
    async with stand.browser() as browser:
        answers = await asyncio.gather(*(browser.get(address, headers=headers) for _ in range(50)))
    told = [query_of(answer.headers["location"]) for answer in answers]
    codes = [each["code"] for each in told if "code" in each]
    assert len(codes) == 1
    assert told.count({"error": "SIGN_IN_EXPIRED"}) == 49
    exchanges = (stand.sign_ins.exchange(codes[0], VERIFIER) for _ in range(50))
    results = await asyncio.gather(*exchanges, return_exceptions=True)
    assert sum(isinstance(each, SignInCodeInvalidError) for each in results) == 49
    assert (await Session.count(), await User.count()) == (1, 1)
    assert stand.remote.asked.count("/token") == 1


async def test_a_code_is_worth_nothing_to_whoever_did_not_begin_and_then_to_nobody(stand: SignInStand) -> None:
    code = await stand.code()
    for verifier in (VERIFIER + "!", VERIFIER):
        with pytest.raises(SignInCodeInvalidError):
            await stand.sign_ins.exchange(code, verifier)
    assert await nothing_came_of_it()


async def test_a_code_is_good_for_a_minute(stand: SignInStand) -> None:
    code = await stand.code()
    stand.clock.move(seconds=60)
    for late in (code, "", "\udcff", "x" * 10_000):
        with pytest.raises(SignInCodeInvalidError):
            await stand.sign_ins.exchange(late, VERIFIER)
    assert await nothing_came_of_it()


async def test_a_wrong_referral_code_leaves_the_code_good(stand: SignInStand) -> None:
    giver = await stand.identity.register("giver@example.com", "a long enough passphrase, 42", "Giver")
    code = await stand.code()
    with pytest.raises(TokentillError) as caught:
        await stand.sign_ins.exchange(code, VERIFIER, "NOBODY22")
    assert caught.value.code == "REFERRAL_CODE_UNKNOWN"
    referral_code = await stand.identity.referral_code(giver.account.id)
    await stand.sign_ins.exchange(code, VERIFIER, referral_code)
    assert (await stand.user("ada@example.com")).referred_by == giver.account.id


async def test_switched_off_it_is_not_there_even_for_who_is_on_the_way(
    stand: SignInStand, settings, remote, identity
) -> None:
    code = await stand.code()
    closed = sign_in_settings(settings, remote, allow_social_login=False)
    async with sign_in_stand(closed, remote, identity, stand.clock) as other, other.browser() as browser:
        assert other.sign_ins.offered() == []
        answer = await browser.get("/auth/example", params={"challenge": CHALLENGE})
        await refused(answer, 404, "SIGN_IN_PROVIDER_UNKNOWN")
        with pytest.raises(SignInProviderUnknownError):
            await other.sign_ins.exchange(code, VERIFIER)
    assert await nothing_came_of_it()


@pytest.mark.parametrize("told", [{"name": "Ada \ud83d"}, {"email": "\ud83d@example.com"}, {"sub": "\ud83d"}])
async def test_half_a_character_in_what_the_provider_tells_is_a_failed_sign_in(
    stand: SignInStand, told: dict[str, object]
) -> None:
    stand.remote.person |= told
    async with stand.browser() as browser:
        assert await stand.back(browser, await stand.away(browser)) == {"error": "SIGN_IN_FAILED"}
    assert await stand.rows() == []
