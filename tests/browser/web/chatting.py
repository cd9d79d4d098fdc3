"""What tests of the chat's screen do in it again and again."""

from playwright.async_api import Locator, Page, expect

from tests.browser.web.conftest import Visitor

__all__ = ["charges", "choose_essay", "message_box", "replies", "say", "stored"]

MESSAGES = """query ($conversation: ID!) {
  messages(conversationId: $conversation, first: 100) {
    edges { node { id role content finishReason usage { cost } } }
  }
}"""
CHARGES = "{ usageHistory(first: 10) { edges { node { cost } } } }"


def message_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Write a message")


def replies(page: Page) -> Locator:
    """Each reply's article, its heading included."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name="offline/"))


async def say(page: Page, message: str) -> None:
    """Send a message by keyboard, and wait for the end of the reply."""
    await message_box(page).fill(message)
    await message_box(page).press("Enter")
    await expect(page.get_by_role("button", name="Stop")).to_be_visible()
    await expect(page.get_by_role("button", name="Send")).to_be_visible()


async def choose_essay(page: Page) -> None:
    """A model that writes for some seconds."""
    await page.get_by_role("button", name="Model: ").click()
    await page.get_by_role("option", name="Offline essay").click()


async def charges(visitor: Visitor) -> list[str]:
    return [edge["node"]["cost"] for edge in (await visitor.ask(CHARGES))["usageHistory"]["edges"]]


async def stored(visitor: Visitor) -> list[dict]:
    """The messages of the conversation that the page shows, as the server has them."""
    conversation = visitor.page.url.rpartition("/")[2]
    edges = (await visitor.ask(MESSAGES, conversation=conversation))["messages"]["edges"]
    return [edge["node"] for edge in edges]
