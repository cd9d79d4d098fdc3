"""The pages behind the links of mails, as a person uses them."""

import email
import email.policy
import re

import pytest
from playwright.async_api import expect

from tests.acceptance.operations import OPERATIONS
from tests.browser.conftest import OpenPage
from tests.support.buyer import eventually
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

ANOTHER = "another passphrase, 43"


async def test_a_person_confirms_an_address_and_chooses_a_password(
    live_server: LiveServer, buyer: GraphQLClient, open_page: OpenPage
) -> None:
    address = (await buyer.execute(OPERATIONS["Me"]))["me"]["email"]
    await buyer.execute(OPERATIONS["RequestPasswordReset"], {"email": address})

    async def links() -> dict[str, str]:
        files = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in mail.glob("*.eml")]
        texts = [each.get_body(["plain"]).get_content() for each in files if each["to"] == address]
        return dict(re.findall(r"(?=http\S+/(\S+)\?)(http\S+)", "".join(texts)))

    mail = live_server.data_dir / "mail"
    found = await eventually(links, lambda links: len(links) == 2)
    watched = await open_page()
    page = watched.page

    await page.goto(found["verify-email"])
    await expect(page.get_by_role("heading", level=1)).to_have_text("Confirm your e-mail address")
    await watched.look("verify")
    await page.get_by_label("Password").fill(PASSWORD)
    await watched.press_by_keyboard("Confirm")
    await expect(page.get_by_role("status")).to_contain_text(address)
    assert "token" not in page.url

    await page.goto(found["reset-password"])
    await page.get_by_label("New password").fill(ANOTHER)
    await watched.look("reset")
    await page.get_by_role("button", name="Set password").click()
    await expect(page.get_by_role("status")).to_have_text("Your password is set. Sign in with it.")
    assert watched.problems == []
    assert len(watched.hosts) == 1

    buyer.token = None
    await buyer.login(address, ANOTHER)
    assert (await buyer.execute("{ me { emailVerified } }"))["me"] == {"emailVerified": True}
