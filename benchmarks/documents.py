"""What reading a document takes that is made to take long."""

import statistics
import time
from contextlib import suppress

from graphql import GraphQLSchema

from benchmarks.nasty import NASTY, random_document
from benchmarks.stand import Stand
from resolvers.schema import build_schema
from server.graphql.documents import Documents, core_schema
from server.graphql.problems import RequestRefusedError
from settings import Settings

RANDOM_DOCUMENTS = 2_000
SHOWN = 8


async def documents(_stand: Stand) -> None:
    """CPU time until a nasty document of up to 15 kB is allowed or refused: known attacks, and random ones by seed."""
    schema = core_schema(build_schema())
    candidates = {name: attack.document for name, attack in NASTY.items()}
    candidates |= {f"seed {seed}": random_document(schema, seed) for seed in range(RANDOM_DOCUMENTS)}
    took = {name: min(_milliseconds(schema, text) for _ in range(3)) for name, text in candidates.items()}
    worst = sorted(took, key=lambda name: took[name], reverse=True)[:SHOWN]
    print(f"{len(took)} documents, median {statistics.median(took.values()):.1f} ms; the worst:")
    for name in worst:
        print(f"  {took[name]:6.1f} ms  {len(candidates[name]):6} characters  {name}")


def _milliseconds(schema: GraphQLSchema, text: str) -> float:
    reader = Documents(schema, Settings(data_dir="/nowhere"))
    started = time.thread_time()
    with suppress(RequestRefusedError):
        reader.cost(reader.get(text), None, None)
    return (time.thread_time() - started) * 1_000
