"""Prints type, shape and SHA-256 of each tensor of a safetensors file as JSON; the standard library only.

python3 read_tensors.py FILE
"""
import hashlib
import json
import sys


def main() -> None:
    with open(sys.argv[1], "rb") as file:
        content = file.read()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    result = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        result[name] = {"dtype": entry["dtype"], "shape": entry["shape"], "sha256": hashlib.sha256(content[start + begin:start + end]).hexdigest()}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
