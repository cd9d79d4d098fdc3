import asyncio

import pytest

from services.shared_reads import KEYS_OF_A_QUESTION, SharedReads


class Database:
    """Answers when it is let to."""

    def __init__(self):
        self.asked = []
        self.answers = []

    async def __call__(self, keys):
        self.asked.append(list(keys))
        answer = asyncio.get_running_loop().create_future()
        self.answers.append(answer)
        await answer
        return {key: {"key": key} for key in keys if key != "nobody"}

    def answer(self, number, error=None):
        if error is None:
            self.answers[number].set_result(None)
        else:
            self.answers[number].set_exception(error)


async def turn():
    for _ in range(5):
        await asyncio.sleep(0)


def read(reads, *keys):
    return [asyncio.create_task(reads.read(key)) for key in keys]


async def test_reads_that_are_asked_for_together_are_one_question():
    database = Database()
    reads = SharedReads(database)
    tasks = read(reads, "a", "b", "a", "nobody")
    await turn()
    database.answer(0)
    assert await asyncio.gather(*tasks) == [{"key": "a"}, {"key": "b"}, {"key": "a"}, None]
    assert database.asked == [["a", "b", "nobody"]]


async def test_a_read_begins_after_it_was_asked_for():
    database = Database()
    reads = SharedReads(database)
    first = read(reads, "a")
    await turn()
    second = read(reads, "a")
    await turn()
    database.answer(0)
    await asyncio.gather(*first)
    assert not second[0].done()
    assert database.asked == [["a"], ["a"]]
    database.answer(1)
    assert await second[0] == {"key": "a"}


async def test_reads_wait_for_a_question_to_end_and_then_go_together():
    database = Database()
    reads = SharedReads(database)
    tasks = []
    for key in "abcd":
        tasks += read(reads, key)
        await turn()
    assert database.asked == [["a"], ["b"]]
    database.answer(0)
    await turn()
    assert database.asked == [["a"], ["b"], ["c", "d"]]
    database.answer(1)
    database.answer(2)
    assert len(await asyncio.gather(*tasks)) == 4


async def test_nobody_waits_for_two_slow_answers_in_turn():
    database = Database()
    reads = SharedReads(database)
    tasks = []
    for key in "abcd":
        tasks += read(reads, key)
        await turn()
    await asyncio.sleep(0.2)
    assert database.asked == [["a"], ["b"], ["c", "d"]]
    for number in range(3):
        database.answer(number)
    await asyncio.gather(*tasks)


async def test_a_question_is_bounded():
    database = Database()
    reads = SharedReads(database)
    tasks = read(reads, *(str(number) for number in range(KEYS_OF_A_QUESTION + 1)))
    await turn()
    assert [len(keys) for keys in database.asked] == [KEYS_OF_A_QUESTION, 1]
    database.answer(0)
    database.answer(1)
    assert len(await asyncio.gather(*tasks)) == KEYS_OF_A_QUESTION + 1


async def test_an_error_reaches_all_who_asked_and_nobody_after_them():
    database = Database()
    reads = SharedReads(database)
    tasks = read(reads, "a", "b")
    await turn()
    database.answer(0, ConnectionError("gone"))
    assert [type(error) for error in await asyncio.gather(*tasks, return_exceptions=True)] == [ConnectionError] * 2
    again = read(reads, "a")
    await turn()
    database.answer(1)
    assert await again[0] == {"key": "a"}


async def test_a_cancelled_reader_does_not_end_the_others_read():
    database = Database()
    reads = SharedReads(database)
    one, other = read(reads, "a", "a")
    await turn()
    one.cancel()
    await turn()
    database.answer(0)
    assert await other == {"key": "a"}
    with pytest.raises(asyncio.CancelledError):
        await one
