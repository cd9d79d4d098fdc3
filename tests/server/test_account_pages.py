"""The links of mails, from the mutation over the mail in the data folder to the page in a browser."""

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.logs import redact
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import PASSWORD, GraphQLClient

ANOTHER = "another passphrase, 43"
ADA = "ada@example.com"


def mails(settings: Settings) -> list[str]:
    """The texts of all mails, the oldest first."""
    files: list[Path] = sorted((settings.data_dir / "mail").glob("*.eml"))
    parsed = (email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files)
    return [mail.get_body(["plain"]).get_content() for mail in parsed]


async def newest_link(app: Starlette, settings: Settings) -> httpx.URL:
    await app.state.container.services.identity.send_mails()
    links = re.findall(r"http://\S+\?token=\S+", "".join(mails(settings)))
    return httpx.URL(links[-1])


@pytest.fixture(scope="module", autouse=True)
def _no_sweeper() -> Iterator[None]:
    """The tests say when mail is sent."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("server.sweeps.MAIL_SWEEP_SECONDS", 3_600)
        yield


@pytest.fixture
async def browser(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_a_link_proves_an_address_by_the_password_alone(
    app: Starlette,
    client: GraphQLClient,
    browser: httpx.AsyncClient,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    await client.register(ADA)
    link = await newest_link(app, settings)
    token = link.params["token"]
    for _ in range(3):  # a mail scanner, say
        page = await browser.get(link.raw_path.decode())
    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "private, no-store"
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        page.headers["content-security-policy"],
    )
    assert '<form method="post" action="verify-email"' in page.text
    assert "<script" not in page.text
    assert not (await me(client))["emailVerified"]
    for wrong in ({}, {"password": "another passphrase"}):
        refused = await browser.post("/verify-email", data={"token": token, **wrong})
        assert (refused.status_code, 'role="alert"' in refused.text, token in refused.text) == (422, True, True)
    assert not (await me(client))["emailVerified"]
    form = {"token": token, "password": PASSWORD}
    done = await browser.post("/verify-email", data=form, headers={"accept-language": "zh"})
    assert (done.status_code, "您的电子邮箱已确认" in done.text, ADA in done.text) == (200, True, True)
    assert (await me(client))["emailVerified"]
    again = await browser.post("/verify-email", data=form)
    assert (again.status_code, "This link is not valid any more" in again.text) == (410, True)
    logged = [record.getMessage() for record in caplog.records if record.name.startswith(("server", "gateways"))]
    assert token not in str(logged)
    assert "mail_written" in str(logged)


async def test_a_link_sets_a_password(
    app: Starlette, client: GraphQLClient, browser: httpx.AsyncClient, settings: Settings
) -> None:
    await client.login(ADA)
    refused = await client.execute(OPERATIONS["RequestPasswordReset"], {"email": "no address"})
    assert refused["requestPasswordReset"]["code"] == "INVALID_INPUT"
    for address in (ADA, "nobody@example.com"):
        asked = await client.execute(OPERATIONS["RequestPasswordReset"], {"email": address})
        assert asked == {"requestPasswordReset": {"__typename": "PasswordResetRequested"}}
    token = (await newest_link(app, settings)).params["token"]
    weak = await browser.post("/reset-password", data={"token": token, "password": "short"})
    assert (weak.status_code, "at least 8 characters" in weak.text, token in weak.text) == (422, True, True)
    done = await browser.post("/reset-password", data={"token": token, "password": ANOTHER})
    assert (done.status_code, "Your password is set" in done.text) == (200, True)
    assert (await client.send(OPERATIONS["Me"])).status_code == 401
    client.token = None
    await client.login(ADA, ANOTHER)


async def test_the_api_does_what_the_pages_do(app: Starlette, client: GraphQLClient, settings: Settings) -> None:
    await client.login(ADA, ANOTHER)
    changed = await client.execute(OPERATIONS["ChangePassword"], {"currentPassword": ANOTHER, "newPassword": PASSWORD})
    assert changed["changePassword"]["__typename"] == "PasswordChanged"
    wrong = await client.execute(OPERATIONS["ChangePassword"], {"currentPassword": ANOTHER, "newPassword": PASSWORD})
    assert wrong["changePassword"]["code"] == "WRONG_PASSWORD"
    verified = await client.execute(OPERATIONS["SendVerificationEmail"])
    assert verified["sendVerificationEmail"]["code"] == "EMAIL_ALREADY_VERIFIED"
    started = await client.execute(OPERATIONS["ChangeEmail"], {"newEmail": "New@example.com", "password": PASSWORD})
    assert started["changeEmail"] == {"__typename": "EmailChangeStarted", "newEmail": "new@example.com"}
    token = (await newest_link(app, settings)).params["token"]
    session, client.token = client.token, None
    followed = await client.execute(OPERATIONS["VerifyEmail"], {"token": token})
    assert followed["verifyEmail"]["code"] == "PASSWORD_NEEDED"
    client.token = session
    followed = await client.execute(OPERATIONS["VerifyEmail"], {"token": token})
    assert followed["verifyEmail"] == {"__typename": "EmailVerified", "email": "new@example.com"}
    assert (await me(client))["email"] == "new@example.com"
    reset = await client.execute(OPERATIONS["ResetPassword"], {"token": token, "newPassword": ANOTHER})
    assert reset["resetPassword"]["code"] == "LINK_INVALID"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"token=x", "application/json"),
        (b"token=" + b"x" * 9_000, "application/x-www-form-urlencoded"),
        (b"token=\xff", "application/x-www-form-urlencoded"),
        (b"&".join(b"token=x" for _ in range(50)), "application/x-www-form-urlencoded"),
    ],
)
async def test_what_is_no_form_is_refused(browser: httpx.AsyncClient, body: bytes, content_type: str) -> None:
    answer = await browser.post("/verify-email", content=body, headers={"content-type": content_type})
    assert answer.status_code == 400


async def test_what_stands_in_the_address_is_escaped(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/verify-email", params={"token": '"><script>alert(1)</script>'})
    assert "<script>" not in page.text


async def test_the_page_of_an_invitation_shows_its_token_and_how_to_accept_it(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/team-invitation", params={"token": "tiv_1.<b>"}, headers={"accept-language": "zh"})
    assert (page.status_code, page.headers["referrer-policy"]) == (200, "no-referrer")
    assert "<code>tiv_1.&lt;b&gt;</code>" in page.text
    assert "邀请您加入团队" in page.text
    assert (await browser.post("/team-invitation")).status_code == 405


@pytest.mark.parametrize("kind", ["lnk", "tiv"])
def test_no_log_shows_the_token_of_a_link(kind: str) -> None:
    token = f"{kind}_{'0' * 26}.{'x' * 43}"
    event = redact(None, "info", {"event": f"GET /verify-email?token={token}", "path": token.replace(".", "%2E")})
    assert "x" * 43 not in str(event)


async def me(client: GraphQLClient) -> dict[str, object]:
    return (await client.execute("{ me { email emailVerified } }"))["me"]
