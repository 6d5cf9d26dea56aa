"""The browser twin of the model port: onnxruntime-web and tokenizers through Pyodide's FFI.

In: the bridge object of wasm/bridge.ts. Out: a port.Runtime. What a crossing costs decides the
shape: one call a run, tensors as raw bytes, structure as JSON, states never leave JavaScript.
Files are fetched and checked on the other side.
"""

from __future__ import annotations

import asyncio
import json
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from nib.runtime.port import TYPECODES, Backend, ModelError, Output, State, Tensor
from nib.types import Wording


def _told(error: Exception) -> ModelError:
    """A JavaScript error as ours: an EngineError of wasm/protocol.ts has a wording."""
    text = str(getattr(error, "message", None) or error).splitlines()[0]
    wording = getattr(error, "wording", None)
    if wording is None:
        return ModelError(text, Wording("engine_run_failed", (text,)))
    key, *places = (str(part) for part in wording)
    return ModelError(text, Wording(key, tuple(places)))


class BrowserState:
    """A StateBundle of wasm/ort_bridge.ts, given back when the last reference is dropped."""

    __slots__ = ("bundle",)

    def __init__(self, bundle: Any) -> None:
        self.bundle = bundle

    def __del__(self) -> None:
        self.bundle.dispose()  # the proxy itself goes with its last reference


class BrowserModel:
    """port.Model over one session of the bridge."""

    def __init__(self, ort: Any, name: str) -> None:
        self._ort = ort
        self._name = name

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        header = {
            "feeds": [
                {"name": name, "dtype": tensor.dtype, "shape": tensor.shape}
                for name, tensor in feeds.items()
            ],
            "fetch": list(fetch),
        }
        bundle = state.bundle if isinstance(state, BrowserState) else None
        data = [tensor.data for tensor in feeds.values()]
        running = asyncio.ensure_future(
            self._ort.run(self._name, json.dumps(header), bundle, *data)
        )
        try:
            result = await asyncio.shield(running)
        except asyncio.CancelledError:
            running.add_done_callback(_drop)
            raise
        except Exception as error:
            raise _told(error) from None  # the cause could hold what was fed
        outputs = zip(json.loads(result.header), result.data, strict=True)
        tensors = {name: _tensor(dtype, shape, data) for (name, dtype, shape), data in outputs}
        result.release()
        return Output(tensors, BrowserState(result.state) if result.state else None)


def _drop(running: asyncio.Future[Any]) -> None:
    """A run that nobody waits for any more goes on to its end; what it gives is freed."""
    if running.cancelled() or running.exception() is not None:
        return
    result = running.result()
    result.release()
    if result.state:
        result.state.dispose()


def _tensor(dtype: Any, shape: Sequence[int], data: Any) -> Tensor:
    values: array[Any] = array(TYPECODES[dtype])
    values.frombytes(data.to_bytes())
    return Tensor(dtype, tuple(shape), values)


class BrowserTokenizer:
    """port.Tokenizer over a BridgeTokenizer."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self.start: tuple[int, ...] = tuple(json.loads(tokenizer.start()))

    def encode(self, text: str) -> list[int]:
        ids: array[int] = array("i")
        ids.frombytes(self._tokenizer.encode(text).to_bytes())
        return ids.tolist()

    def decode(self, token_ids: Sequence[int]) -> str:
        return str(self._tokenizer.decode(json.dumps(list(token_ids))))

    def vocabulary(self) -> list[str]:
        tokens: list[str] = json.loads(self._tokenizer.vocabulary())
        return tokens


class BrowserRuntime:
    """port.Runtime over the bridge. `backend` is known once the first model was loaded."""

    def __init__(self, bridge: Any) -> None:
        self._bridge = bridge

    @property
    def backend(self) -> Backend:
        state = json.loads(self._bridge.state())
        return Backend(state["backend"], state["threads"])

    async def load_model(self, name: str) -> BrowserModel:
        try:
            await self._bridge.ort.load(name)
        except Exception as error:
            raise _told(error) from None
        return BrowserModel(self._bridge.ort, name)

    async def load_tokenizer(self, name: str) -> BrowserTokenizer:
        try:
            return BrowserTokenizer(await self._bridge.tokenizer(name))
        except Exception as error:
            raise _told(error) from None

    async def read_data(self, name: str) -> bytes:
        try:
            content: bytes = (await self._bridge.data(name)).to_bytes()
        except Exception as error:
            raise _told(error) from None
        return content
