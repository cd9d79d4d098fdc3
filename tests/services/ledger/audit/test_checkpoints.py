"""Signed checkpoints: what the chain alone cannot show is found against them (B7)."""

import base64
import json
import subprocess
from pathlib import Path

import pytest
from bson.int64 import Int64
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from services.ledger.checkpoint import (
    Checkpoint,
    CheckpointError,
    export_checkpoint,
    public_pem,
    read_public_keys,
    signing_key,
)
from services.ledger.checkpoint.errors import CheckpointForgedError
from settings import Environment
from tests.services.ledger.audit.planting import hash_anew

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
async def exported(books, tmp_path, clock) -> Path:
    path = tmp_path / "checkpoint"
    with path.open("wb") as file:
        assert await export_checkpoint(books.database, file.write, key=KEY, now=clock.now) == 1
    return path


def checkpoint(path: Path, *keys: Ed25519PrivateKey) -> Checkpoint:
    return Checkpoint(path, [key.public_key() for key in keys or [KEY]])


async def rules(books, exported, **options):
    return await books.rules(against=checkpoint(exported), ledger_only=True, **options)


async def test_its_form(books, exported, wallet):
    header, head, end = map(json.loads, exported.read_text().splitlines())
    newest = (await books.stored())[-1]
    assert header == {
        "type": "tokentill-checkpoint",
        "version": 1,
        "database": books.database.name,
        "at": "2026-03-01T12:00:00.000+00:00",
    }
    assert head == {"wallet": wallet, "seq": 13, "hash": newest["hash"]}
    assert (end["type"], end["algorithm"], end["wallets"]) == ("signature", "Ed25519", 1)


def test_openssl_agrees_with_the_signature(exported, tmp_path):
    def run(command):
        return subprocess.run(command, shell=True, check=True, cwd=tmp_path, capture_output=True, text=True).stdout

    end = json.loads(exported.read_text().splitlines()[-1])
    (tmp_path / "text").write_text(f"tokentill-checkpoint-1 {end['wallets']} {end['sha256']}")
    (tmp_path / "signature").write_bytes(base64.b64decode(end["signature"]))
    (tmp_path / "key").write_text(public_pem(KEY.public_key()))
    verified = run("openssl pkeyutl -verify -pubin -inkey key -rawin -in text -sigfile signature")
    assert "Verified Successfully" in verified
    assert run("head -n -1 checkpoint | sha256sum").split()[0] == end["sha256"]


async def test_a_sound_ledger_that_grew_since_is_clean(books, exported, ledger, wallet):
    await ledger.spend(wallet, "later", amount=1)
    await ledger.grant("wal_later", "g", source=GrantSource.WELCOME, amount=1)
    assert await rules(books, exported) == set()


async def test_a_cut_tail_is_found(books, exported):
    await books.entries.delete_many({"seq": {"$gt": 11}})
    assert (await books.audit(ledger_only=True)).clean
    assert await rules(books, exported) == {(13, "checkpoint.tail")}


async def test_a_deleted_wallet_is_found(books, exported):
    await books.entries.delete_many({})
    assert (await books.audit(ledger_only=True)).clean
    assert await rules(books, exported) == {(13, "checkpoint.wallet")}
    assert (13, "checkpoint.wallet") in await rules(books, exported, wallet=books.wallet)


async def test_a_chain_hashed_anew_is_found(books, exported):
    def mint(stored):
        for entry in stored:
            grant = next(grant for grant in entry["state"]["grants"] if grant["id"] == "g1")
            grant["available"] = Int64(grant["available"] + 1)
        stored[0]["changes"][0]["amount"] = Int64(101)
        return stored

    await books.put(hash_anew(mint(await books.stored())))
    assert (await books.audit()).clean  # it adds up: nothing else could tell
    assert await rules(books, exported) == {(13, "checkpoint.hash")}


async def test_a_tail_that_was_cut_and_grown_again_is_found(books, exported, ledger, wallet):
    await books.entries.delete_many({"seq": {"$gt": 10}})
    other = type(ledger)(books.database, ledger._clock)
    other.start()
    for number in range(5):
        await other.spend(wallet, f"again:{number}", amount=1)
    await other.stop()
    assert await rules(books, exported) == {(13, "checkpoint.hash")}


async def test_one_wallets_line_alone(books, exported, ledger):
    await ledger.grant("wal_other", "g", source=GrantSource.WELCOME, amount=1)
    await books.put([])
    report = await audit_ledger(books.database, wallet="wal_other", against=checkpoint(exported))
    assert report.clean


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (lambda text: text.replace(b'"seq":13', b'"seq":12'), "not what was signed"),
        (lambda text: b"".join(text.splitlines(keepends=True)[::2]), "not what was signed"),
        (lambda text: b"".join(text.splitlines(keepends=True)[:-1]), "without a signature"),
        (lambda text: text.replace(b'"signature":"', b'"signature":"AAAA'), "not signed by a key"),
        (lambda text: text.replace(b'"signature":"', b'"signature":"?'), "not signed by a key"),
        (lambda text: text + b"{}\n", "goes on after"),
        (lambda text: b"", "without a signature"),
        (lambda text: b"[1]\n", "no line"),
        (lambda text: b"x" * 10_000, "no line"),
        (lambda text: text.replace(b'"version":1', b'"version":2'), "no checkpoint of version 1"),
        (lambda text: text.replace(b'"seq":13', b'"seq":1.5'), "names no wallet"),
    ],
)
async def test_what_was_not_signed_is_refused_before_anything_is_read(books, exported, forge, reason):
    exported.write_bytes(forge(exported.read_bytes()))
    with pytest.raises(CheckpointError, match=reason):
        await rules(books, exported)


async def test_another_key_is_refused_and_an_earlier_one_may_be_trusted(exported):
    other = Ed25519PrivateKey.generate()
    with pytest.raises(CheckpointForgedError):
        checkpoint(exported, other).verify()
    checkpoint(exported, other, KEY).verify()


def test_the_development_key_is_made_once_for_its_owner_only(settings, tmp_path):
    here = settings.model_copy(update={"data_dir": tmp_path / "data"})
    with pytest.raises(CheckpointError, match="--public-key"):
        signing_key(here, make=False)
    first, second = signing_key(here), signing_key(here, make=False)
    assert public_pem(first.public_key()) == public_pem(second.public_key())
    (file,) = (tmp_path / "data").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("checkpoint_key.pem", 0o600)


def test_elsewhere_the_key_must_be_given(settings, tmp_path):
    staging = settings.model_copy(update={"environment": Environment.STAGING})
    with pytest.raises(CheckpointError, match="CHECKPOINT_KEY_FILE"):
        signing_key(staging)
    made = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(made)], check=True, capture_output=True)
    key = signing_key(staging.model_copy(update={"checkpoint_key_file": made}))
    both = tmp_path / "trusted.pem"
    both.write_text(public_pem(KEY.public_key()) + "\n" + public_pem(key.public_key()))
    assert [public_pem(one) for one in read_public_keys(both)] == [
        public_pem(KEY.public_key()),
        public_pem(key.public_key()),
    ]


@pytest.mark.parametrize("text", ["", "x", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_what_is_no_key_is_refused(settings, tmp_path, text):
    path = tmp_path / "key.pem"
    path.write_text(text)
    with pytest.raises(CheckpointError):
        read_public_keys(path)
    with pytest.raises(CheckpointError):
        signing_key(settings.model_copy(update={"checkpoint_key_file": path}))
