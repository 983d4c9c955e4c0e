"""Python's side of `inpaintlab bench ops`: small workloads, timed inside this process.

Workloads: add (a + b of two 2 x 2 tensors), gated (a gated block, forward and backward). See protocol.py.
"""
from __future__ import annotations

from typing import Callable

import torch
from torch import nn

from protocol import serve


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


if __name__ == "__main__":
    serve({"add": add, "gated": gated})
