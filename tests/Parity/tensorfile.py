"""Reads and writes safetensors files: 8 bytes header length, JSON header, raw little-endian data."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np

_DTYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "U8": "|u1"}
_NAMES = {np.dtype(numpy_name): name for name, numpy_name in _DTYPES.items()}


def write(path: Path, tensors: dict[str, np.ndarray], metadata: dict[str, str]) -> None:
    """Writes tensors in the order of the dictionary; the header is padded so that the data starts at a multiple of 8."""
    header: dict[str, object] = {"__metadata__": metadata}
    chunks, offset = [], 0
    for name, array in tensors.items():
        data = np.asarray(array, order="C")
        header[name] = {"dtype": _NAMES[data.dtype], "shape": list(data.shape), "data_offsets": [offset, offset + data.nbytes]}
        chunks.append(data.tobytes())
        offset += data.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(chunks))


def read(path: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Returns the tensors and the metadata of a file."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = np.frombuffer(content[start + begin:start + end], dtype=_DTYPES[entry["dtype"]])
        tensors[name] = array.reshape(entry["shape"])
    return tensors, metadata
