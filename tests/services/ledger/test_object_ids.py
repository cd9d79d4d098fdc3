import os
import time

from services.ledger.object_ids import new_object_id


def test_ids_are_unique_of_now_and_of_one_process():
    before = int(time.time())
    made = [new_object_id() for _ in range(10_000)]
    assert len(set(made)) == 10_000
    assert len({each.binary[4:9] for each in made}) == 1
    assert before <= made[0].generation_time.timestamp() <= time.time()


def test_a_forked_process_makes_other_ids():
    mine = new_object_id().binary[4:9]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, new_object_id().binary[4:9])
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 5) != mine
