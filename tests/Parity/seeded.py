"""Weights and images from a formula: the tests compute the same numbers (tests/Metrics/Seeded.cs), so that a golden holds results only.

Number i of tensor NAME is a hash of i and NAME, in [0, 1) and exact in float64.
"""
from __future__ import annotations

import numpy as np


def uniform(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers in [0, 1): FNV-1a of the name, then the finalizer of MurmurHash3."""
    seed = 2166136261
    for byte in name.encode():
        seed = (seed ^ byte) * 16777619 % 2**32
    x = np.arange(int(np.prod(shape)), dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(seed)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x85EBCA6B)
    x ^= x >> np.uint32(13)
    x *= np.uint32(0xC2B2AE35)
    x ^= x >> np.uint32(16)
    return (x.astype(np.float64) / 2**32).reshape(shape)


def weights(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Filters that keep the size of what passes a ReLU; scales and variances about 1; small shifts; heads of LPIPS from 0 up."""
    u = uniform(name, shape)
    if name.startswith("lin"):
        return u
    if len(shape) == 4:
        return (2 * u - 1) * np.sqrt(6 / np.prod(shape[1:]))
    return 0.5 + u if name.endswith(("running_var", "bn.weight")) else (2 * u - 1) * 0.1
