"""Replies whose line is cut, whose session runs out, or of whose end nobody knows: whole, and charged once."""

import json

import pytest
from playwright.async_api import WebSocketRoute, expect

from models.ids import new_id
from tests.browser.web.chatting import charges, choose_essay, message_box, replies, say, stored
from tests.browser.web.conftest import Visit, Visitor
from tests.browser.web.test_two_tabs import sign_up

pytestmark = pytest.mark.browser

_LATER = {
    "message": "Too many requests.",
    "extensions": {"code": "RATE_LIMITED", "retryable": True, "retryAfterSeconds": 60},
}


class Line:
    """The page's sockets to the server. While it is cut there are none."""

    def __init__(self, visitor: Visitor) -> None:
        self.asked: list[dict] = []
        self.failing = 0
        """For so many more chats the answer is a fault of the server's, though it has the chat."""
        self.refusing = False
        """Whether chats are told to come again in a minute, and do not get to the server."""
        self._visitor = visitor
        self._open: list[WebSocketRoute] = []
        self._is_cut = False

    async def lay(self) -> None:
        await self._visitor.page.route_web_socket("**/graphql", self._connect)

    async def cut(self) -> None:
        self._is_cut = True
        await self._visitor.context.set_offline(True)
        for socket in self._open:
            await socket.close(code=1012)
        self._open.clear()

    async def mend(self) -> None:
        self._is_cut = False
        await self._visitor.context.set_offline(False)

    async def _connect(self, socket: WebSocketRoute) -> None:
        if self._is_cut:
            await socket.close(code=1012)
            return
        self._open.append(socket)
        server = socket.connect_to_server()
        fails: set[str] = set()

        def to_server(text: str | bytes) -> None:
            message = json.loads(text)
            payload = message.get("payload") or {}
            if "chatStream(" in payload.get("query", ""):
                self.asked.append(payload["variables"]["input"])
                if self.refusing:
                    socket.send(json.dumps({"id": message["id"], "type": "error", "payload": [_LATER]}))
                    return
                if self.failing > 0:
                    self.failing -= 1
                    fails.add(message["id"])
            server.send(text)

        def to_page(text: str | bytes) -> None:
            message = json.loads(text)
            if message.get("id") not in fails:
                socket.send(text)
            elif message["type"] == "complete":
                fault = {"message": "It failed.", "extensions": {"code": "INTERNAL", "errorId": "err_1"}}
                socket.send(json.dumps({"id": message["id"], "type": "error", "payload": [fault]}))

        socket.on_message(to_server)
        server.on_message(to_page)


async def test_a_reply_whose_line_was_cut_is_read_on_and_charged_once(visit: Visit) -> None:
    visitor = await visit("user")
    line = Line(visitor)
    await line.lay()
    page = await visitor.open("/chat")
    await choose_essay(page)
    await message_box(page).fill("Write")
    await message_box(page).press("Enter")
    await expect(replies(page)).to_contain_text("Sentence 2 of 60")
    await line.cut()
    await expect(page.get_by_text("The connection is lost.")).to_be_visible()
    await line.mend()
    await expect(replies(page)).to_contain_text("Sentence 50 of 60")
    messages = page.get_by_role("region", name="Messages")
    await messages.hover()
    await page.mouse.wheel(0, -5_000)
    await expect(replies(page)).to_contain_text("Sentence 60 of 60")
    await expect(page.get_by_role("button", name="Write another reply")).to_be_visible()
    assert await messages.evaluate("each => each.scrollTop") == 0  # the end moves nobody who has scrolled up
    await page.get_by_role("button", name="To the newest message").click()
    await expect(page.get_by_role("button", name="To the newest message")).to_have_count(0)
    _, reply = await stored(visitor)
    await expect(replies(page)).to_contain_text(reply["content"].strip())
    assert await charges(visitor) == [reply["usage"]["cost"]]
    assert len({each["idempotencyKey"] for each in line.asked}) == 1
    assert len(line.asked) > 1


async def test_a_reload_during_the_first_reply_reads_on(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await choose_essay(page)
    await message_box(page).fill("Write about penguins")
    await message_box(page).press("Enter")
    await expect(replies(page)).to_contain_text("Sentence 2 of 60")
    address = page.url
    await page.reload()
    await expect(page.get_by_role("article").first).to_contain_text("Write about penguins")
    await expect(replies(page)).to_contain_text("Sentence 4 of 60")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_role("button", name="Write another reply")).to_be_visible()
    assert page.url == address
    question, reply = await stored(visitor)
    assert question["content"] == "Write about penguins"
    await expect(replies(page)).to_contain_text(reply["content"].strip())
    assert await charges(visitor) == [reply["usage"]["cost"]]
    assert await page.evaluate("sessionStorage.length") == 0
    assert visitor.watched.problems == []


@pytest.mark.nightly
async def test_a_reload_during_a_later_reply_reads_on_and_signing_out_leaves_nothing(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await say(page, "Hello")
    await choose_essay(page)
    await message_box(page).fill("Write about penguins")
    await message_box(page).press("Enter")
    await expect(replies(page).last).to_contain_text("Sentence 2 of 60")
    await page.reload()
    await expect(page.get_by_role("article")).to_have_count(4)
    await expect(page.get_by_role("article").nth(2)).to_contain_text("Write about penguins")
    await expect(replies(page).last).to_contain_text("Sentence 4 of 60")
    assert await page.evaluate("Object.keys(sessionStorage)") == ["tokentill-chats"]
    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    await page.wait_for_function("sessionStorage.length === 0")


@pytest.mark.nightly
async def test_a_refusal_is_in_the_language_of_the_page_and_not_of_the_browser(visit: Visit) -> None:
    visitor = await visit("user", locale="en-GB")
    await visitor.context.add_init_script("localStorage.setItem('tokentill-language', 'zh')")
    await visitor.ask("mutation { updatePreferences(input: { language: ZH }) { __typename } }")
    page = await visitor.open("/chat")
    box = page.get_by_role("textbox", name="输入消息")
    await box.fill("企" * 20_000)
    await box.press("Enter")
    refusal = page.get_by_role("alert")
    await expect(refusal).to_have_attribute("data-code", "INSUFFICIENT_TOKENS")
    await expect(refusal).to_contain_text("此操作需要 33,024 个代币，可用 10,000 个。")


async def test_a_session_that_runs_out_ends_no_reply_and_is_refreshed_for_the_next_question(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await choose_essay(page)
    await message_box(page).fill("Write")
    await message_box(page).press("Enter")
    await expect(replies(page)).to_contain_text("Sentence 2 of 60")
    access = next(each["name"] for each in await visitor.context.cookies() if "access" in each["name"])
    await visitor.context.clear_cookies(name=access)  # as a browser does once its time is over
    await expect(replies(page)).to_contain_text("Sentence 60 of 60")
    await say(page, "And on?")
    await expect(replies(page).nth(1)).to_contain_text("Messages of yours before it in this conversation: 1.")
    assert access in {each["name"] for each in await visitor.context.cookies()}


async def test_a_second_try_after_an_unknown_end_has_the_same_key_and_is_charged_once(visit: Visit) -> None:
    visitor = await visit("user")
    line = Line(visitor)
    await line.lay()
    page = await visitor.open("/chat")
    line.failing = 1
    await message_box(page).fill("Hello")
    await message_box(page).press("Enter")
    refusal = page.get_by_role("alert")
    await expect(refusal).to_contain_text("Error id: err_1")
    await expect(refusal).to_contain_text("Trying again is safe: nothing is charged twice.")
    await refusal.get_by_role("button", name="Try again").click()
    await expect(replies(page)).to_contain_text("Hello!")
    await expect(page.get_by_role("button", name="Write another reply")).to_be_visible()
    first, second = line.asked
    assert first == second
    assert len(await charges(visitor)) == 1


@pytest.mark.nightly
async def test_a_question_that_waits_is_not_asked_by_whoever_signs_in_next(visit: Visit) -> None:
    visitor = await visit("user")
    line = Line(visitor)
    await line.lay()
    await visitor.page.clock.install()
    page = await visitor.open("/chat")
    line.refusing = True
    await message_box(page).fill("What is wrong with me?")
    await message_box(page).press("Enter")
    await expect(page.get_by_text("Too many requests.")).to_be_visible()
    await page.get_by_role("link", name="Wallet").click()
    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await page.get_by_role("main").get_by_role("link", name="Sign up").click()
    await sign_up(page, f"{new_id('eve')}@example.com", "Eve")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wallet")
    line.refusing = False
    await page.wait_for_load_state("networkidle")  # what is under way would be given up by a leap of the clock
    await page.clock.fast_forward(60_000)
    await page.get_by_role("link", name="Chat").click()
    await say(page, "Hello")
    assert [each["message"] for each in line.asked] == ["What is wrong with me?", "Hello"]
