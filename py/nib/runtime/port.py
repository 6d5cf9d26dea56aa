"""The model port: everything nib asks of the machine it runs on.

Two twins implement it: in_browser (onnxruntime-web through Pyodide's FFI) and native (PyPI's
onnxruntime). Everything above the port is the same code in both, so quality is measured natively.
Calls that may take long are coroutines: between them other requests get their turn.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from nib.types import Wording

ElementType = Literal["float32", "int32", "int64"]
TYPECODES: dict[ElementType, str] = {"float32": "f", "int32": "i", "int64": "q"}


class ModelError(Exception):
    """A model file is missing or damaged, or cannot be run.

    text: for the command line and logs, in English; wording: for people in the browser.
    """

    def __init__(self, text: str, wording: Wording | None = None) -> None:
        super().__init__(text)
        self.wording = wording or Wording("engine_damaged", (text,))


@dataclass(frozen=True, slots=True)
class Tensor:
    """A dense row-major tensor; data holds prod(shape) elements, typed by TYPECODES[dtype]."""

    dtype: ElementType
    shape: tuple[int, ...]
    data: array[float] | array[int]


class State(Protocol):
    """Opaque tensors that stay inside the runtime between runs (a key/value cache). Immutable:
    a run gives a new one, so an aborted request cannot spoil what a later one reuses."""


@dataclass(frozen=True, slots=True)
class Output:
    tensors: Mapping[str, Tensor]
    state: State | None = None


class Model(Protocol):
    """One loaded ONNX graph."""

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        """Run once. Inputs named `past.*` come from `state` (empty tensors of the graph's own
        shape, 0 along the sequence axis, when None); outputs `present.*` become the new state.
        Graphs without `past.*` inputs give state None.

        Raises ModelError (device lost, out of memory, shapes that do not fit).
        """
        ...


class Tokenizer(Protocol):
    """A tokenizer.json in either twin. No special tokens are added."""

    @property
    def start(self) -> tuple[int, ...]:
        """Token ids the model wants before every text; none where its package names none."""
        ...

    def encode(self, text: str) -> list[int]: ...

    def decode(self, token_ids: Sequence[int]) -> str: ...

    def vocabulary(self) -> list[str]:
        """Token strings by id, as the vocabulary file spells them (byte-level alphabet for BPE)."""
        ...


@dataclass(frozen=True, slots=True)
class Backend:
    """Where graphs run: "wasm", "webgpu" or "native"."""

    name: str
    threads: int


class Runtime(Protocol):
    """A machine that loads what models/index.json lists, each file checked by its sha256.

    Names are index keys: "language", "sentiment" (graphs and tokenizers), "dictionary" (data),
    "correction" (all three).
    All loads raise ModelError when the file is missing or its hash is wrong.
    """

    @property
    def backend(self) -> Backend: ...

    async def load_model(self, name: str) -> Model: ...

    async def load_tokenizer(self, name: str) -> Tokenizer: ...

    async def read_data(self, name: str) -> bytes:
        """The bytes of a data file (a word list, a table)."""
        ...
