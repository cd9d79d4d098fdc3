"""Teams: made, somebody invited, capped, and left; each as the API says it."""

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser

TEAM = """{ teams(first: 5) { edges { node { id name role memberCount
  membership { dailyCap monthlyCap } } } } }"""


async def test_a_team_from_its_making_to_its_end(visit: Visit) -> None:
    owner, member = await visit("user"), await visit("user")
    await member.verify()  # invitations are shown to whoever reads the mail of an address
    page = await owner.open("/teams")
    await expect(page.get_by_text("You are in no team.")).to_be_visible()
    await page.get_by_label("Name").fill("Analysts")
    await page.get_by_role("button", name="Make a team").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Analysts")
    await page.get_by_label("E-mail").fill(member.email)
    await page.get_by_role("button", name="Invite").click()
    await expect(page.get_by_text(f"{member.email} as Member")).to_be_visible()
    await page.get_by_role("button", name="Send again").click()
    await expect(page.get_by_role("status").filter(has_text="The mail is on its way.")).to_have_count(2)
    await page.get_by_label("Name").fill("Analysts of Paris")
    await page.get_by_role("button", name="Rename").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Analysts of Paris")
    assert await owner.violations() == []
    await owner.look("team")

    other = await member.open("/teams")
    await expect(other.get_by_text("Ada invites you to Analysts of Paris as Member")).to_be_visible()
    await other.get_by_role("button", name="Accept").click()
    await other.get_by_role("link", name="Analysts of Paris").click()
    await expect(other.get_by_role("heading", level=1)).to_have_text("Analysts of Paris")
    await expect(other.get_by_role("button", name="Invite")).to_have_count(0)

    await page.reload()
    await page.get_by_role("button", name="Change Ada").last.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Tokens a day (UTC)").fill("500")
    await dialog.get_by_role("button", name="Set the caps").click()
    await expect(dialog.get_by_role("status")).to_have_text("Saved")
    capped = {}
    for visitor in (owner, member):
        node = (await visitor.ask(TEAM))["teams"]["edges"][0]["node"]
        capped[node["role"]] = (node["memberCount"], node["membership"]["dailyCap"])
    assert sorted(capped) == ["MEMBER", "OWNER"]
    assert [count for count, _ in capped.values()] == [2, 2]
    assert sorted(str(cap) for _, cap in capped.values()) == ["500", "None"]
    await page.keyboard.press("Escape")

    await other.get_by_role("button", name="Leave the team").click()
    await other.get_by_role("dialog").get_by_role("button", name="Leave the team").last.click()
    await expect(other.get_by_text("You are in no team.")).to_be_visible()
    await page.get_by_role("button", name="Close the team").click()
    await page.get_by_role("dialog").get_by_role("button", name="Close the team").last.click()
    await expect(page.get_by_text("You are in no team.")).to_be_visible()
    assert owner.watched.problems + member.watched.problems == []
