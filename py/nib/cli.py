"""The `nib` command: correct, complete and sentiment over lines of standard input; convert.

In: UTF-8 lines. Out: a line for each, as soon as it is there. The same Python as in the browser, on
PyPI's onnxruntime. Bad input (not UTF-8, a missing model) is one line on stderr and exit code 2.
`convert` hands over to the checkout's models.convert.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import click

from nib import loading
from nib.correct import Corrector
from nib.dialects import DIALECTS
from nib.english import english
from nib.manner import LENGTHS
from nib.runtime.native import NativeRuntime
from nib.runtime.port import ModelError
from nib.sentiment import SentimentReader
from nib.tokenized import detokenize, retokenize
from nib.types import Correction, Sentiment

DEFAULT_CONFIDENCE = 0.45
DIALECT_HELP = "Whose English the spelling follows."
Answer = Callable[[str], Awaitable[str]]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nib")
def main() -> None:
    """Nib on the command line: reads UTF-8 lines on standard input, writes one for each."""


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Edits with reasons, as JSON.")
@click.option("--tokenized", is_flag=True, help="Lines are space-separated tokens, in and out.")
@click.option("--dialect", type=click.Choice(DIALECTS), default="any", help=DIALECT_HELP)
def correct(as_json: bool, tokenized: bool, dialect: str) -> None:
    """Each line, corrected."""

    async def make() -> Answer:
        corrector = await loading.load_corrector(NativeRuntime())

        async def answer(line: str) -> str:
            return await corrected_line(corrector, line, as_json, tokenized, dialect)

        return answer

    stream(make)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Label, score and spans, as JSON.")
@click.option("--binary", is_flag=True, help="Positive or negative, never neutral.")
def sentiment(as_json: bool, binary: bool) -> None:
    """Each line's sentiment."""

    async def make() -> Answer:
        reader: SentimentReader = await loading.load_reader(NativeRuntime())

        async def answer(line: str) -> str:
            found = await reader.read(line, binary=binary)
            return sentiment_json(found) if as_json else f"{found.label}\t{found.score:.3f}"

        return answer

    stream(make)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Completion and confidence, as JSON.")
@click.option("--always", is_flag=True, help="Never stay silent.")
@click.option("--top", default=1, type=click.IntRange(1, 10), help="How many alternatives.")
@click.option(
    "--min-confidence",
    default=DEFAULT_CONFIDENCE,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Silent where it is less sure.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A language model that `nib convert` wrote, in place of Nib's own.",
)
@click.option("--dialect", type=click.Choice(DIALECTS), default="any", help=DIALECT_HELP)
@click.option("--length", type=click.Choice(LENGTHS), default="sentence", help="How far to go.")
def complete(as_json: bool, top: int, model: Path | None, **manner: Any) -> None:
    """What each line goes on with; an empty line where it is better to say nothing."""

    async def make() -> Answer:
        completer = await loading.load_completer(NativeRuntime(language=model))

        async def answer(line: str) -> str:
            found = await completer.complete(line, "", alternatives=top, **manner)
            if not as_json:
                return "\t".join((found.text, *found.alternatives))
            out: dict[str, Any] = {
                "text": line,
                "completion": found.text,
                "confidence": round(found.confidence, 4),
            }
            if top > 1:
                out["alternatives"] = list(found.alternatives)
            return dumps(out)

        return answer

    stream(make)


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def convert(arguments: tuple[str, ...]) -> None:
    """A Hugging Face folder or GGUF file of a small language model, made into a folder for Nib."""
    checkout = Path(__file__).resolve().parents[2]
    if not (checkout / "models" / "convert").is_dir():
        print("nib: convert works in a checkout of Nib only", file=sys.stderr)
        sys.exit(2)
    if missing := [name for name in ("gguf", "onnx") if find_spec(name) is None]:
        print(f"nib: convert needs {' and '.join(missing)}: run `make setup`", file=sys.stderr)
        sys.exit(2)
    # Paths are the user's: only Python's search path is the checkout's.
    script = f"import sys; sys.path.insert(0, {str(checkout)!r}); "
    script += "from models.convert.__main__ import main; main()"
    sys.exit(subprocess.run([sys.executable, "-c", script, *arguments], check=False).returncode)


async def corrected_line(
    corrector: Corrector, line: str, as_json: bool, tokenized: bool, dialect: str = "any"
) -> str:
    """One line of `nib correct`. Offsets are code points of the text that was corrected."""
    if not tokenized:
        found = await corrector.correct(line, dialect=dialect)
        return correction_json(found, found.corrected) if as_json else found.corrected
    tokens = detokenize(line)
    found = await corrector.correct(tokens.text, dialect=dialect)
    corrected = retokenize(tokens, found.edits)
    return correction_json(found, corrected) if as_json else corrected


def correction_json(found: Correction, corrected: str) -> str:
    edits = [
        {
            "start": edit.start,
            "end": edit.end,
            "replacement": edit.replacement,
            "kind": edit.kind,
            "message": english(edit.reason),
            "confidence": edit.confidence,
        }
        for edit in found.edits
    ]
    return dumps({"text": found.text, "corrected": corrected, "edits": edits})


def sentiment_json(found: Sentiment) -> str:
    spans = [asdict(span) for sentence in found.sentences for span in sentence.spans]
    return dumps(
        {"text": found.text, "label": found.label, "score": round(found.score, 4), "spans": spans}
    )


def dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def stream(make: Callable[[], Awaitable[Answer]]) -> None:
    """Answer standard input line by line; problems end the command with exit code 2."""
    try:
        asyncio.run(_stream(make))
    except (ModelError, UnreadableLineError) as problem:
        print(f"nib: {problem}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has seen enough: no complaint at exit


async def _stream(make: Callable[[], Awaitable[Answer]]) -> None:
    answer = await make()
    for line in lines(sys.stdin.buffer):
        sys.stdout.buffer.write(f"{await answer(line)}\n".encode())
        sys.stdout.buffer.flush()


class UnreadableLineError(Exception):
    """A line that is not UTF-8; the message names it."""


def lines(source: BinaryIO) -> Iterator[str]:
    """Lines without their ends. Raises UnreadableLineError."""
    for number, raw in enumerate(source, start=1):
        try:
            yield raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            raise UnreadableLineError(f"line {number} is not UTF-8") from None
