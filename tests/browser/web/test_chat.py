"""The chat's screen: conversations with a model as they are written, and what they cost."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.web.conftest import Visit, Visitor

pytestmark = pytest.mark.browser

BALANCE = "{ balance { available held } }"
MESSAGES = """query ($conversation: ID!) {
  messages(conversationId: $conversation, first: 100) {
    edges { node { id role content finishReason usage { cost } } }
  }
}"""
HOSTILE = """<script>window.harmed = 1</script> <img src=x onerror="window.harmed = 2"> <svg onload="window.harmed = 3">

![seen](https://tracker.example/pixel.png) [press](javascript:window.harmed=4) [data](data:text/html,x) [web](https://example.com)

<a href="javascript:window.harmed=5">raw</a>

```python
def add(a, b):
    return a + b
```
"""


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


async def stored(visitor: Visitor) -> list[dict]:
    """The messages of the conversation that the page shows, as the server has them."""
    conversation = visitor.page.url.rpartition("/")[2]
    edges = (await visitor.ask(MESSAGES, conversation=conversation))["messages"]["edges"]
    return [edge["node"] for edge in edges]


async def test_one_talks_to_a_model_and_is_told_to_the_token_what_it_costs(visit: Visit, tmp_path: Path) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await expect(message_box(page)).to_be_focused()
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
    await visitor.look(tmp_path / "chat")
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
