"""Conversations with more than one person: invited by a link, reading, writing, and leaving."""

import pytest
from playwright.async_api import Page, expect

from models.ids import new_id
from tests.browser.conftest import PHONE
from tests.browser.web.chatting import message_box, replies, say
from tests.browser.web.conftest import Visit, Visitor
from tests.support.graphql import PASSWORD

pytestmark = pytest.mark.browser

CHAT = """mutation ($message: String!, $key: String!) {
  chat(input: { message: $message, idempotencyKey: $key }) { ... on ChatCompleted { conversation { id } } }
}"""
SHARE = """mutation ($conversation: ID!, $access: ShareAccess!, $key: String!) {
  shareConversation(input: { conversationId: $conversation, access: $access, idempotencyKey: $key }) {
    ... on ConversationShared { invitation }
  }
}"""


async def begun(owner: Visitor, message: str) -> str:
    """The id of a new conversation."""
    said = await owner.ask(CHAT, message=message, key=new_id("key"))
    conversation: str = said["chat"]["conversation"]["id"]
    return conversation


async def invited(page: Page) -> str:
    """The link that the dialog makes."""
    await page.get_by_role("button", name="More about this conversation").click()
    await page.get_by_role("menuitem", name="Share").click()
    await page.get_by_role("button", name="Make a link").click()
    return await page.get_by_role("textbox", name="Link for one person").input_value()


async def test_somebody_is_let_in_by_a_link_writes_and_is_shown_out(visit: Visit) -> None:
    owner, other = await visit("user"), await visit()
    page = await owner.open(f"/chat/{await begun(owner, 'Where do penguins live?')}")
    link = await invited(page)
    assert link.startswith(f"{owner.server.url}/chat/join#")
    assert await owner.violations() == []
    await owner.look("share")

    theirs = await other.open(link.removeprefix(owner.server.url))
    await expect(theirs).to_have_url(f"{owner.server.url}/chat/join")  # without the secret
    await theirs.get_by_role("link", name="Sign up").last.click()
    await theirs.get_by_role("textbox", name="Name").fill("Bert")
    await theirs.get_by_label("E-mail").fill(other.email)
    await theirs.get_by_role("textbox", name="Password").fill(PASSWORD)
    await theirs.get_by_role("button", name="Create the account").click()
    await expect(theirs.get_by_text("You join as Bert")).to_be_visible()
    await theirs.get_by_role("button", name="Open the conversation").click()
    await expect(theirs.get_by_text("Shared by Ada")).to_be_visible()
    await expect(theirs.get_by_text("This conversation is shared with you to read.")).to_be_visible()
    await expect(theirs.get_by_role("button", name="Write another reply")).to_have_count(0)
    assert await theirs.evaluate("sessionStorage.length") == 0

    await page.get_by_role("combobox", name="What Bert may do").click()
    await page.get_by_role("option", name="May write").click()
    await page.keyboard.press("Escape")
    await say(theirs, "And polar bears?")
    await expect(page.get_by_role("article").nth(2)).to_contain_text("BertAnd polar bears?")
    await expect(replies(page)).to_have_count(2)
    await expect(page.get_by_role("article").nth(2).get_by_role("button", name="Edit")).to_have_count(0)
    await expect(page.get_by_role("heading", name="offline/echo, asked by Bert")).to_be_visible()

    await page.get_by_role("button", name="1 share: see with whom").click()
    await page.get_by_role("button", name="End access").click()
    await expect(theirs.get_by_text("This conversation is not there any more.")).to_be_visible()
    await expect(theirs).to_have_url(f"{owner.server.url}/chat")
    assert owner.watched.problems + other.watched.problems == []


@pytest.mark.nightly
async def test_a_reader_reports_a_message_and_leaves(visit: Visit) -> None:
    owner, reader = await visit("user"), await visit("user", size=PHONE, locale="zh-CN")
    await reader.ask("mutation { updatePreferences(input: { language: ZH }) { __typename } }")
    conversation = await begun(owner, "企鹅住在哪里")
    shared = await owner.ask(SHARE, conversation=conversation, access="READ", key=new_id("key"))
    page = await reader.open(f"/chat/join#{shared['shareConversation']['invitation']}")
    assert await reader.violations() == []
    await page.get_by_role("button", name="打开对话").click()
    await page.get_by_role("button", name="举报此消息").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("combobox", name="问题类型").click()
    await page.get_by_role("option", name="不真实").click()
    await dialog.get_by_role("textbox", name="原因").fill("企鹅不会住在那里")
    await dialog.get_by_role("button", name="举报").click()
    await expect(page.get_by_role("button", name="已举报")).to_be_disabled()
    await page.get_by_role("button", name="此对话的更多操作").click()
    await page.get_by_role("menuitem", name="退出").click()
    await page.get_by_role("dialog").get_by_role("button", name="退出").click()
    await expect(page).to_have_url(f"{reader.server.url}/chat")
    assert (await reader.ask("{ conversations { edges { node { id } } } }"))["conversations"]["edges"] == []
    await reader.open(f"/chat/join#{shared['shareConversation']['invitation']}")
    await page.get_by_role("button", name="打开对话").click()
    await expect(page.get_by_role("alert")).to_have_attribute("data-code", "INVITATION_INVALID")
    assert await message_box(page).count() == 0
    assert reader.watched.problems == []
