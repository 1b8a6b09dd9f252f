"""Copies in a store that speaks the protocol of S3, through papermill's own handler and boto3."""

from __future__ import annotations

import os
import subprocess
import sys

import boto3
import papermill.s3
import pytest
from tabled import did, generate, table_of

SERVER = """
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
input()
"""
ADDRESS = "s3://libraries/2027"


@pytest.fixture(scope="module")
def bucket():
    """A bucket on this computer; boto3 and papermill are told of it as people would tell them."""
    ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-c", SERVER], text=True, **ends)
    port = process.stdout.readline().strip()
    told = {"AWS_ACCESS_KEY_ID": "office", "AWS_SECRET_ACCESS_KEY": "office", "AWS_DEFAULT_REGION": "us-east-1"}
    told |= dict.fromkeys(("AWS_ENDPOINT_URL", "BOTO3_ENDPOINT_URL"), f"http://127.0.0.1:{port}")
    told |= dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setitem(os.environ, name, value)
        patch.setattr(papermill.s3.S3, "s3_session", (None, None, None))
        store = boto3.resource("s3")
        yield store.create_bucket(Bucket="libraries")
        store.meta.client.close()
    process.communicate("\n")


def test_a_library_in_a_bucket_is_made_once_and_known_again(bucket, tmp_path):
    """Notebooks, sheets, packs and calendar files, byte by byte; what somebody changed there is kept."""
    row = "Oak,roster.csv,pairs.csv"
    table = table_of(tmp_path / "office", header="name,roster,pairs", rows=(row,))
    (table.parent / "pairs.csv").write_text("mentee,mentor,start\nBen Ito,ana@lib.example,2027-01-20 15:00\n", "utf-8")
    made = generate(table, tmp_path / "library", store=ADDRESS)
    names = {item.key.removeprefix("2027/oak/") for item in bucket.objects.filter(Prefix="2027/oak/")}
    assert names == {file.name for file in made.made[0].files} | {".made.json"}
    assert set(did(generate(table, tmp_path / "library", store=ADDRESS)).values()) == {"same"}
    copy = bucket.Object("2027/oak/pairing.ipynb")
    copy.put(Body=copy.get()["Body"].read().replace(b"# Pairing", b"# Our pairs"))
    assert did(generate(table, tmp_path / "library", store=ADDRESS))["oak/pairing.ipynb"] == "edited"


def test_copies_in_a_bucket_are_executed_once(bucket, tmp_path):
    """The next run finds them as they should be."""
    table = table_of(tmp_path / "office", header="name,roster", rows=("Elm,roster.csv",))
    assert generate(table, tmp_path / "library", store=ADDRESS, run=True).is_fine()
    assert b"PairingPicker(1 mentors" in bucket.Object("2027/elm/pairing.ipynb").get()["Body"].read()
    assert set(did(generate(table, tmp_path / "library", store=ADDRESS, run=True)).values()) == {"same"}


def test_a_bucket_that_is_not_there_is_said_in_words(bucket, tmp_path):
    """The program is told to have failed, and why."""
    table = table_of(tmp_path / "office", "Oak")
    [trouble] = generate(table, tmp_path / "library", store="s3://nobody/2027").made[0].trouble
    assert (
        trouble == "s3://nobody/2027/oak cannot be written (NoSuchBucket). Check the address and your right to use it."
    )
