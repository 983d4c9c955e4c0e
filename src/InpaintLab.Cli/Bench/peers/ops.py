"""Python's side of `inpaintlab bench ops`: small workloads, timed inside this process.

Usage: python3 ops.py THREADS. Prints `ready {...}`, then answers each line `<workload> <iterations>` with the elapsed
seconds; `quit` ends it. Workloads: add (a + b of two 2 x 2 tensors), gated (a gated block, forward and backward).
"""
from __future__ import annotations

import json
import sys
import time
from typing import Callable

import torch
from torch import nn


def add() -> Callable[[int], None]:
    a, b = torch.rand(2, 2), torch.rand(2, 2)

    def run(iterations: int) -> None:
        for _ in range(iterations):
            a + b

    return run


def gated() -> Callable[[int], None]:
    """ELU(feature) * sigmoid(gate) from one 3 x 3 convolution 16 -> 2 * 16 on 1 x 16 x 16 x 16; gradients to weight, bias and input."""
    torch.manual_seed(0)
    conv = nn.Conv2d(16, 32, 3, padding=1)
    x = torch.randn(1, 16, 16, 16, requires_grad=True)
    parameters = [conv.weight, conv.bias, x]

    def run(iterations: int) -> None:
        for _ in range(iterations):
            feature, gate = conv(x).chunk(2, dim=1)
            (nn.functional.elu(feature) * torch.sigmoid(gate)).sum().backward()
            for parameter in parameters:
                parameter.grad = None

    return run


def main() -> None:
    torch.set_num_threads(int(sys.argv[1]))
    workloads = {"add": add(), "gated": gated()}
    print("ready", json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        if line.strip() == "quit":
            return
        name, iterations = line.split()
        start = time.perf_counter()
        workloads[name](int(iterations))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
