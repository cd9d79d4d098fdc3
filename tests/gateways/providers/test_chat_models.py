"""Models that answer no chats are offered for none (C7). OpenAI's SDK, which lists its models by kind, is the judge."""

from itertools import chain
from typing import get_args

import pytest
from openai.types import AudioModel, ChatModel, EmbeddingModel, ImageModel, ModerationModel, VideoModel
from openai.types.audio import SpeechModel

from gateways.providers.model_list import read_model_list


def listed(*rows: dict[str, object]) -> list[str]:
    return [model.id for model in read_model_list({"data": list(rows)})]


def by_id(*model_ids: str) -> list[str]:
    """As OpenAI lists them."""
    return listed(*({"id": each, "object": "model", "created": 0, "owned_by": "openai"} for each in model_ids))


def test_openais_chat_models_are_listed_but_those_that_need_sound():
    every = get_args(ChatModel)
    kept = by_id(*every)
    assert len(kept) > 60
    assert [each for each in every if each not in kept] == [each for each in every if "audio" in each]


def test_what_openai_calls_another_kind_is_left_out():
    videos = chain.from_iterable(get_args(each) for each in get_args(VideoModel))
    kinds = (EmbeddingModel, ImageModel, AudioModel, ModerationModel, SpeechModel)
    others = [*videos, *chain.from_iterable(get_args(kind) for kind in kinds)]
    assert len(others) > 30
    assert by_id(*others) == []


@pytest.mark.parametrize(
    "model_id",
    [
        "gpt-realtime",
        "gpt-4o-realtime-preview-2024-12-17",
        "babbage-002",
        "davinci-002",
        "gpt-3.5-turbo-instruct",
        "o4-mini-deep-research",
        "nomic-embed-text:latest",
        "BAAI/bge-reranker-v2-m3",
        "openai/whisper-large-v3",
    ],
)
def test_other_kinds_have_names_on_other_servers_too(model_id):
    assert by_id(model_id) == []


@pytest.mark.parametrize(
    "model_id", ["llama3.2:1b", "Qwen/Qwen2-Audio-7B-Instruct", "attstop-7b", "sorata/chat", "gpt-oss-20b"]
)
def test_a_part_of_a_word_is_no_kind(model_id):
    assert by_id(model_id) == [model_id]


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ({"architecture": {"output_modalities": ["text"]}}, True),
        ({"architecture": {"output_modalities": ["embeddings"]}}, False),
        ({"capabilities": {"completion_chat": True}}, True),
        ({"capabilities": {"completion_chat": False}}, False),
        ({"capabilities": ["completion_chat"]}, False),
        ({"type": "chat"}, True),
        ({"type": "embedding"}, False),
        ({"type": "of a new kind"}, False),
    ],
)
def test_what_the_provider_says_comes_before_the_name(said, there):
    assert listed({"id": "x/moderation", **said}) == (["x/moderation"] if there else [])
    assert listed({"id": "x/model", "type": "rerank"}) == []
