"""Turns: quick refusals when there is too much to do, and an answer in time, whatever hangs."""

import asyncio

import pytest
from starlette.testclient import TestClient

from server.graphql.problems import RequestRefusedError
from server.graphql.turns import Turns
from tests.server.graphql.conftest import SETTINGS, example_app
from tests.server.graphql.example import Record

SLOW = "mutation { add(input: { number: 1 }, seconds: 60) }"


def told(refusal: RequestRefusedError) -> tuple[int, str, bool]:
    details = refusal.errors[0]["extensions"]
    return refusal.status, details["code"], details["retryable"]


async def test_one_more_than_there_may_be_is_refused_at_once():
    turns = Turns(2, seconds=9)
    async with turns.turn(), turns.turn():
        with pytest.raises(RequestRefusedError) as refused:
            async with turns.turn():
                pytest.fail("there was no turn left")
    assert told(refused.value) == (503, "SERVER_BUSY", True)
    assert turns.running == 0


async def test_what_hangs_is_answered_with_a_code():
    turns = Turns(1, seconds=0.05)
    with pytest.raises(RequestRefusedError) as refused:
        async with turns.turn():
            await asyncio.Event().wait()
    assert told(refused.value) == (503, "TIMEOUT", True)
    assert turns.running == 0


async def test_what_takes_long_rightly_has_no_deadline_and_leaves_its_place():
    turns = Turns(1, seconds=0.05)
    async with turns.turn() as turn:
        turn.take_long()
        turn.take_long()
        assert turns.running == 0
        async with turns.turn():
            assert turns.running == 1
        await asyncio.sleep(0.1)
    assert turns.running == 0


async def test_a_timeout_of_another_is_no_timeout_of_ours():
    turns = Turns(1, seconds=9)

    async def times_out_by_itself() -> None:
        async with turns.turn(), asyncio.timeout(0.01):
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await times_out_by_itself()
    assert turns.running == 0


async def test_a_failure_ends_the_turn():
    turns = Turns(1, seconds=9)
    with pytest.raises(ValueError, match="x"):
        async with turns.turn():
            raise ValueError("x")
    assert turns.running == 0


def test_an_operation_over_a_websocket_has_its_time(fresh_record: Record):
    app = example_app(SETTINGS.model_copy(update={"max_answer_seconds": 0.05}))
    with TestClient(app).websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as socket:
        socket.send_json({"type": "connection_init"})
        assert socket.receive_json() == {"type": "connection_ack"}
        socket.send_json({"id": "1", "type": "subscribe", "payload": {"query": SLOW}})
        refused = socket.receive_json()
    assert (refused["id"], refused["type"]) == ("1", "error")
    assert refused["payload"][0]["extensions"] == {"code": "TIMEOUT", "retryable": True}
    assert fresh_record.added == []
