import gc

from server.garbage import settle_garbage_collection


def test_what_is_there_becomes_permanent_and_cycles_are_still_found():
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        settle_garbage_collection()
        assert gc.get_freeze_count() > frozen
        assert gc.get_threshold() == (50_000, 20, 100)
        cycle = []
        cycle.append(cycle)
        del cycle
        assert gc.collect() > 0
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
