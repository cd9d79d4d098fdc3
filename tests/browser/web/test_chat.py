"""The chat's screen: conversations with a model as they are written, and what they cost."""

import json
import re

import pytest
from playwright.async_api import Route, expect

from models.ids import new_id
from tests.browser.conftest import PHONE
from tests.browser.web.chatting import choose_essay, message_box, replies, say, stored
from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser

BALANCE = "{ balance { available held } }"
CHAT = """mutation ($message: String!, $conversation: ID, $key: String!) {
  chat(input: { message: $message, conversationId: $conversation, idempotencyKey: $key }) {
    ... on ChatCompleted { conversation { id } }
  }
}"""
TEAM = """mutation ($key: String!) {
  createTeam(input: { name: "Analysts", idempotencyKey: $key }) { ... on Team { id } }
}"""
HOSTILE = """<script>window.harmed = 1</script> <img src=x onerror="window.harmed = 2"> <svg onload="window.harmed = 3">

![seen](https://tracker.example/pixel.png) [press](javascript:window.harmed=4) [data](data:text/html,x) [web](https://example.com)

<a href="javascript:window.harmed=5">raw</a>

```python
def add(a, b):
    return a + b
```
"""


async def test_one_talks_to_a_model_and_is_told_to_the_token_what_it_costs(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await expect(message_box(page)).to_be_focused()
    await page.get_by_role("button", name="Model: ").click()
    echo = page.get_by_role("option", name="Offline echo")
    await expect(echo.get_by_role("img", name="Takes images")).to_be_visible()
    assert await visitor.violations() == []
    await page.keyboard.press("Escape")
    await message_box(page).fill("Hello! What is 2 + 3?")
    await expect(page.get_by_text(re.compile(r"Costs at most [\d,]+ of your 10,000 tokens"))).to_be_visible()
    await expect(page.get_by_text("21 of 100,000 characters")).to_be_visible()
    await message_box(page).press("Shift+Enter")
    await expect(message_box(page)).to_have_value("Hello! What is 2 + 3?\n")
    await message_box(page).press("Enter")
    await expect(replies(page)).to_contain_text("2 + 3 = 5.")
    await expect(page).to_have_url(re.compile(r"/chat/cnv_\w+$"))
    await expect(message_box(page)).to_be_focused()
    await expect(message_box(page)).to_have_value("")
    question, reply = await stored(visitor)
    assert (question["content"], reply["finishReason"]) == ("Hello! What is 2 + 3?", "STOP")
    await expect(replies(page)).to_contain_text(f"{reply['usage']['cost']} tokens")
    left = 10_000 - int(reply["usage"]["cost"])
    assert (await visitor.ask(BALANCE))["balance"] == {"available": str(left), "held": "0"}
    await expect(page.get_by_role("link", name=f"{left:,} tokens available")).to_be_visible()
    await expect(page.get_by_role("link", name="Hello! What is 2 + 3?")).to_have_attribute("aria-current", "page")
    await say(page, "And before?")
    await expect(replies(page).nth(1)).to_contain_text("Messages of yours before it in this conversation: 1.")
    await expect(page.get_by_role("status").filter(has_text="Reply of offline/echo: This is")).to_have_count(1)
    assert await visitor.violations() == []
    await visitor.look("chat")
    assert visitor.watched.problems == []


async def test_a_reply_is_read_as_it_grows_and_stopped(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await choose_essay(page)
    await message_box(page).fill("Write")
    await message_box(page).press("Enter")
    reply = replies(page)
    for sentence in ("Sentence 1 of 60", "Sentence 2 of 60", "Sentence 3 of 60"):
        await expect(reply).to_contain_text(sentence)
        await expect(reply).not_to_contain_text("Sentence 60 of 60")
    await page.get_by_role("button", name="Stop").click()
    await expect(reply).to_contain_text("Stopped")
    await expect(message_box(page)).to_be_focused()
    _, kept = await stored(visitor)
    assert kept["finishReason"] == "CANCELLED"
    assert kept["content"].startswith("This is Tokentill's built-in offline provider")
    assert "Sentence 60 of 60" not in kept["content"]
    await expect(reply).to_contain_text(kept["content"].strip())
    await expect(reply).to_contain_text(f"{int(kept['usage']['cost']):,} tokens")
    left = 10_000 - int(kept["usage"]["cost"])
    assert (await visitor.ask(BALANCE))["balance"] == {"available": str(left), "held": "0"}


async def test_what_a_model_writes_does_no_harm(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await say(page, HOSTILE)
    reply = replies(page)
    await expect(reply.get_by_role("link", name="web")).to_have_attribute("href", "https://example.com")
    await expect(reply.get_by_role("link", name="web")).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(reply.locator("pre .hljs-keyword").first).to_have_text("def")
    assert (
        await reply.locator("script, img, svg[onload], iframe, [onerror], [href^='javascript'], [href^='data']").count()
        == 0
    )
    for name in ("press", "data", "raw"):
        await reply.get_by_text(name, exact=True).first.click()
    assert await page.evaluate("window.harmed") is None
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}
    assert visitor.watched.problems == []


async def test_too_few_tokens_lead_to_the_shop_and_back(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await message_box(page).fill("x" * 20_000)
    await expect(page.get_by_text(re.compile(r"Needs [\d,]+ tokens, and 10,000 are available."))).to_be_visible()
    await message_box(page).press("Enter")
    refusal = page.get_by_role("alert")
    await expect(refusal).to_have_attribute("data-code", "INSUFFICIENT_TOKENS")
    await expect(refusal.get_by_role("link", name="Get more in the shop")).to_have_attribute(
        "href", "/shop?then=%2Fchat"
    )
    await refusal.get_by_role("button", name="Edit the message").click()
    await expect(message_box(page)).to_have_value("x" * 20_000)
    await expect(message_box(page)).to_be_focused()
    await message_box(page).fill("x" * 100_001)
    await expect(page.get_by_role("alert")).to_have_text("100,001 of 100,000 characters")
    await expect(page.get_by_role("button", name="Send")).to_be_disabled()
    assert (await visitor.ask(BALANCE))["balance"] == {"available": "10000", "held": "0"}


async def test_a_team_pays_instead_and_images_are_refused_in_place(visit: Visit) -> None:
    visitor = await visit("user")
    made = await visitor.ask(TEAM, key=new_id("key"))
    page = await visitor.open("/chat")
    await message_box(page).fill("Hello")
    await expect(page.get_by_text(re.compile(r"Costs at most [\d,]+ of your 10,000 tokens"))).to_be_visible()
    await page.get_by_role("combobox", name="Who pays").click()
    await page.get_by_role("option", name="Analysts").click()
    await expect(page.get_by_text(re.compile(r"Needs [\d,]+ tokens, and 0 are available."))).to_be_visible()
    way_on = page.get_by_role("link", name="Get more in the shop")
    await expect(way_on).to_have_attribute("href", f"/shop?team={made['createTeam']['id']}&then=%2Fchat")
    await page.get_by_role("button", name="Attach an image").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Address").fill("http://example.com/pictures/cat.png")
    await expect(dialog.get_by_role("combobox", name="Type")).to_have_value("image/png")
    assert await visitor.violations() == []
    await dialog.get_by_role("button", name="Attach").click()
    images = page.get_by_role("list", name="Images")
    await expect(images).to_have_text("cat.pngexample.com")
    await expect(images.get_by_role("img", name="Cannot be sent")).to_be_visible()
    await message_box(page).press("Enter")
    refusal = page.get_by_role("alert")
    await expect(refusal).to_have_attribute("data-code", "ATTACHMENT_URL_INVALID")
    await expect(page.get_by_role("article").first.get_by_role("img", name="Cannot be sent")).to_be_visible()
    await refusal.get_by_role("button", name="Edit the message").click()
    await expect(message_box(page)).to_have_value("Hello")
    await images.get_by_role("button", name="Remove cat.png").click()
    await expect(images).to_have_count(0)
    await message_box(page).press("Enter")
    await expect(page.get_by_role("alert")).to_have_attribute("data-code", "INSUFFICIENT_TOKENS")
    assert (await visitor.ask(BALANCE))["balance"] == {"available": "10000", "held": "0"}
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}
    assert visitor.watched.problems == []


async def test_a_guest_chats_and_is_led_to_an_account_for_more(visit: Visit) -> None:
    visitor = await visit("guest")
    page = await visitor.open("/chat")
    await say(page, "Hello")
    await expect(replies(page)).to_contain_text("Hello!")
    await message_box(page).fill("x" * 20_000)
    way_on = page.get_by_role("link", name="Sign up for more tokens")
    await expect(way_on).to_have_attribute("href", re.compile(r"^/sign-up\?then=%2Fchat%2Fcnv_\w+$"))


async def test_a_message_is_edited_a_reply_made_again_and_both_versions_are_there(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await say(page, "1 + 1?")
    await page.get_by_role("button", name="Edit").click()
    await expect(message_box(page)).to_have_value("1 + 1?")
    await say(page, "2 + 2?")
    await expect(replies(page)).to_have_count(1)
    await expect(replies(page)).to_contain_text("2 + 2 = 4.")
    await page.get_by_role("button", name="Write another reply").click()
    await expect(page.get_by_role("group", name="Versions")).to_have_text(["2 of 2", "2 of 2"])
    await page.get_by_role("button", name="Previous version").first.click()
    await expect(replies(page)).to_contain_text("1 + 1 = 2.")
    assert (await stored(visitor))[0]["content"] == "1 + 1?"


async def test_two_tabs_of_a_conversation_are_alike(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await say(page, "First")
    other = await visitor.context.new_page()
    await other.goto(page.url)
    await expect(replies(other)).to_have_count(1)
    await say(page, "Second")
    await expect(replies(other)).to_have_count(2)
    await other.get_by_role("button", name="More about this conversation").click()
    await other.get_by_role("menuitem", name="Rename").click()
    await other.get_by_label("Title").fill("Penguins")
    await other.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Penguins")
    await expect(page.get_by_role("link", name="Penguins")).to_be_visible()
    await other.get_by_role("button", name="More about this conversation").click()
    await other.get_by_role("menuitem", name="Delete").click()
    await other.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("This conversation is not there any more.")).to_be_visible()
    await expect(page).to_have_url(f"{visitor.server.url}/chat")
    assert (await visitor.ask("{ conversations { edges { node { id } } } }"))["conversations"]["edges"] == []


async def answer_as_long(route: Route) -> None:
    """What the server says of a conversation's messages, as if there were 1,000, which would be dear."""
    asked = json.loads(route.request.post_data or "{}")
    if "query ChatMessages" not in asked.get("query", ""):
        await route.fallback()
        return
    end = asked | {"variables": asked["variables"] | {"after": None}}
    answer = await (await route.fetch(post_data=json.dumps(end))).json()
    messages = answer["data"]["messages"]
    newest = int(asked["variables"].get("after") or 1_000)
    oldest = newest - asked["variables"]["first"]
    messages["edges"] = [
        {"node": messages["edges"][0]["node"] | {"id": f"msg_{number}", "content": f"Message {number}."}}
        for number in range(newest, oldest, -1)
    ]
    messages["pageInfo"] = {"hasNextPage": oldest > 0, "endCursor": str(oldest)}
    await route.fulfill(json=answer)


async def test_of_a_long_conversation_only_the_end_is_in_the_page_until_one_scrolls_up(visit: Visit) -> None:
    visitor = await visit("user")
    said = await visitor.ask(CHAT, message="Hello", key=new_id("key"))
    await visitor.page.route("**/graphql", answer_as_long)
    page = await visitor.open(f"/chat/{said['chat']['conversation']['id']}")
    articles = page.get_by_role("article")
    await expect(articles).to_have_count(40)
    await expect(page.get_by_text("Message 1000.", exact=True)).to_be_in_viewport()
    assert await page.evaluate("document.querySelectorAll('main *').length") < 40 * 60  # so many elements
    top = page.get_by_text("Message 961.", exact=True)
    await top.scroll_into_view_if_needed()
    await expect(articles).to_have_count(80)
    await expect(top).to_be_in_viewport()  # what comes above moves nothing
    await page.unroute_all(behavior="wait")
    assert visitor.watched.problems == []


async def test_a_phone_has_the_list_in_a_drawer_and_chinese_is_spoken(visit: Visit) -> None:
    visitor = await visit("user", size=PHONE, theme="dark", locale="zh-CN")
    await visitor.ask("mutation { updatePreferences(input: { language: ZH, theme: DARK }) { __typename } }")
    await visitor.ask(CHAT, message="企鹅住在哪里", conversation=None, key=new_id("key"))
    await visitor.ask(CHAT, message="别的", conversation=None, key=new_id("key"))
    page = await visitor.open("/chat")
    assert await visitor.violations() == []
    await page.get_by_role("button", name="对话", exact=True).click()
    await page.get_by_role("searchbox", name="搜索对话").fill("企鹅")
    drawer = page.get_by_role("dialog")
    await expect(drawer.get_by_role("link")).to_have_text(["新对话", re.compile("企鹅住在哪里")])
    await drawer.get_by_role("link", name="企鹅住在哪里").click()
    await expect(drawer).to_have_count(0)
    await expect(page.get_by_role("article")).to_have_count(2)
    await expect(page.get_by_text(re.compile(r"^\d+ 个代币$")).last).to_be_visible()
    await page.get_by_role("button", name="模型：").click()
    await expect(page.get_by_role("option").first).to_contain_text("1,000 / 1,000")
    assert visitor.watched.problems == []
