"""The nib command as a user runs it: lines in, lines out, bad input refused with exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NIB = Path(sys.executable).with_name("nib")


def nib(*arguments: str, stdin: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [NIB, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_correct_gives_a_line_for_each_line() -> None:
    done = nib("correct", stdin="I recieved it.\n\nAll is well — café.\n".encode())
    assert done.stdout.decode() == "I received it.\n\nAll is well — café.\n"
    assert done.returncode == 0


def test_edits_fit_the_text_in_code_points() -> None:
    done = nib("correct", "--json", stdin="😀 I recieved it.\n".encode())
    found = json.loads(done.stdout)
    (edit,) = found["edits"]
    assert found["text"][edit["start"] : edit["end"]] == "recieved"
    assert found["corrected"] == "😀 I received it."
    assert set(edit) == {"start", "end", "replacement", "kind", "message", "confidence"}


def test_tokens_stay_tokens() -> None:
    done = nib("correct", "--tokenized", stdin=b"He do n't recieve it , you know .\n")
    assert done.stdout.split()[3] == b"receive"
    assert done.stdout.endswith(b"it , you know .\n")


def test_sentiment_as_json() -> None:
    done = nib("sentiment", "--json", stdin=b"What a wonderful day!\nThe meeting is at noon.\n")
    happy, plain = (json.loads(line) for line in done.stdout.splitlines())
    assert (happy["label"], plain["label"]) == ("positive", "neutral")
    assert set(happy) == {"text", "label", "score", "spans"}


def test_binary_is_never_neutral() -> None:
    done = nib("sentiment", "--binary", stdin=b"The meeting is at noon.\n")
    assert done.stdout.split(b"\t")[0] in (b"positive", b"negative")


def test_complete_as_json() -> None:
    done = nib("complete", "--json", "--always", "--top", "3", stdin=b"I hope you are doing\n")
    found = json.loads(done.stdout)
    assert found["completion"].startswith(" well")
    assert 0 < found["confidence"] <= 1
    assert len(found["alternatives"]) <= 2


@pytest.mark.parametrize("command", ["correct", "complete", "sentiment"])
def test_what_is_not_utf8_is_refused(command: str) -> None:
    done = nib(command, stdin=b"fine\n\xff\xfe\n")
    assert done.returncode == 2
    assert done.stderr == b"nib: line 2 is not UTF-8\n"


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    done = nib("correct", stdin=b"x\n", NIB_MODELS=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith(b"nib: ")
    assert done.stderr.count(b"\n") == 1
