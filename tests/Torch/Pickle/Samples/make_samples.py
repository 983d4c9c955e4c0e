"""Makes the PyTorch files that the reader is tested with, and their tensors as safetensors (written by the standard library and numpy).

Run from this folder, with Debian's python3-torch: /usr/bin/python3 make_samples.py
"""
import json
import struct
from collections import OrderedDict
from pathlib import Path

import torch

FOLDER = Path(__file__).parent
NAMES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.int32: "I32",
    torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
}
RANDOM = torch.Generator().manual_seed(7)


def numbers(*shape: int) -> torch.Tensor:
    """float32 values from a fixed seed."""
    return torch.randn(*shape, generator=RANDOM)


def content() -> dict:
    """Every dtype, every kind of view, parameters, and plain values of all kinds around them."""
    net = torch.nn.Sequential(OrderedDict(conv=torch.nn.Conv2d(2, 3, 3), norm=torch.nn.BatchNorm2d(3)))
    for parameter in net.parameters():
        parameter.data = numbers(*parameter.shape)
    whole = numbers(4, 6)
    return {
        "epoch": 3, "rate": 1e-4, "note": "text \u00fc", "nothing": None, "large": 2**70, "negative": -5, "big": 70000,
        "netG": net.state_dict(),
        "state_dict": {
            "whole": whole, "same": whole, "transposed": whole.t(), "columns": whole[:, 1::2], "rows": whole[2:], "element": whole[3, 5],
            "channels_last": numbers(2, 3, 2, 2).contiguous(memory_format=torch.channels_last), "empty": torch.zeros(3, 0),
            "expanded": torch.tensor([1.5, -2.0]).expand(3, 2), "parameter": torch.nn.Parameter(numbers(2, 2)), "scalar": torch.tensor(0.25),
        },
        "types": {
            "f64": numbers(2).double(), "f16": torch.tensor([0.5, -65504.0]).half(), "bf16": torch.tensor([1.0, -3.0]).bfloat16(),
            "i64": torch.tensor([-(2**63), 2**63 - 1]), "i32": torch.tensor([-(2**31)], dtype=torch.int32),
            "i16": torch.tensor([-32768], dtype=torch.int16), "i8": torch.tensor([-128], dtype=torch.int8),
            "u8": torch.tensor([0, 128, 255], dtype=torch.uint8), "bool": torch.tensor([True, False]),
        },
        "optim": {"state": {0: {"step": torch.tensor(3.0), "exp_avg": numbers(2)}}, "param_groups": [{"betas": (0.5, 0.999), "params": [0]}]},
        "sizes": torch.Size([1, 2]),
    }


def flatten(value: object, path: str = "") -> dict[str, torch.Tensor]:
    """All tensors by their dotted paths."""
    if isinstance(value, torch.Tensor):
        return {path: value.detach()}
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()
    return {name: tensor for key, item in items for name, tensor in flatten(item, f"{path}.{key}".lstrip(".")).items()}


def write_safetensors(path: Path, tensors: dict[str, torch.Tensor]) -> None:
    """The tensors in the order of their names, without the padding that alignment would want."""
    header, data = {}, b""
    for name, tensor in sorted(tensors.items()):
        plain = tensor.contiguous()
        raw = (plain.view(torch.int16) if plain.dtype == torch.bfloat16 else plain).numpy().tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


class Other:
    """A class of the writer's own, which no reader should look up."""


def main() -> None:
    made = content()
    write_safetensors(FOLDER / "content.safetensors", flatten(made))
    torch.save(made, FOLDER / "zip.pth")
    torch.save(made, FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    # Only protocols from 3 on have bytes, only from 4 on sets and long texts of their own.
    more = dict(made, raw=b"bytes", set={1, 2}, frozen=frozenset([3]), text="x" * 300)
    torch.save(more, FOLDER / "protocol-5.pth", pickle_protocol=5)
    torch.save(made["netG"]["conv.weight"], FOLDER / "alone.pth", _use_new_zipfile_serialization=False)
    torch.save({"weight": torch.ones(2), "other": Other()}, FOLDER / "other-class.pth")
    torch.save({"weight": torch.zeros(3, 3).to_sparse()}, FOLDER / "sparse.pth", _use_new_zipfile_serialization=False)


if __name__ == "__main__":
    main()
