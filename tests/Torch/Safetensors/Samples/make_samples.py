"""Makes every_dtype.safetensors: all types of the format as its reference implementation lays them out, by the standard library only.

Run from this folder: python3 make_samples.py
"""
import json
import struct
from pathlib import Path

# Name, type, shape, bytes: in the file's order (larger elements first, then by name).
TENSORS = [
    ("i64", "I64", [2], struct.pack("<2q", -(2**63), 2**63 - 1)),
    ("f64", "F64", [2, 1], struct.pack("<2d", 0.1, -1e300)),
    ("a.weight", "F32", [2, 2], struct.pack("<4f", 1, -2.5, float("inf"), 0)),
    ("b.\u00fc \"quoted\"", "F32", [], struct.pack("<f", 7)),
    ("i32", "I32", [1], struct.pack("<i", -(2**31))),
    ("bf16", "BF16", [2], struct.pack("<2H", 0x3F80, 0xC040)),  # 1, -3
    ("f16", "F16", [2], struct.pack("<2e", 0.5, -65504)),
    ("i16", "I16", [1], struct.pack("<h", -32768)),
    ("i8", "I8", [1], struct.pack("<b", -128)),
    ("empty", "U8", [3, 0], b""),
    ("u8", "U8", [3], bytes([0, 128, 255])),
    ("bool", "BOOL", [2], bytes([1, 0])),
]


def main() -> None:
    header: dict[str, object] = {"__metadata__": {"format": "pt", "note": "two\nlines"}}
    data = b""
    for name, dtype, shape, content in TENSORS:
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    Path(__file__).with_name("every_dtype.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    main()
