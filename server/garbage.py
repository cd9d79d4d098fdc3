"""How often Python looks for garbage in cycles: less often than it would by itself.

A server keeps some hundred thousand objects for good (modules, the schema, parsed documents, the heads of wallets), and
with Python's defaults it walked over them again and again: a fifth of its time under load. Almost all that a request
leaves is freed by its reference count at once, so that little is found.
"""

import gc

__all__ = ["collect_less_often", "settle_garbage_collection"]

YOUNG_OBJECTS = 50_000
"""New containers that are alive before the youngest are looked through; 700 by default."""
MIDDLE_ROUNDS, OLD_ROUNDS = 20, 100


def collect_less_often() -> None:
    """Look less often from now on."""
    gc.set_threshold(YOUNG_OBJECTS, MIDDLE_ROUNDS, OLD_ROUNDS)


def settle_garbage_collection() -> None:
    """Take all that is there now for permanent, and look less often. Call it once what is imported is imported."""
    gc.collect()
    gc.freeze()
    collect_less_often()
