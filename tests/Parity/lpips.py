"""Makes the golden of the perceptual distances: LPIPS 0.1 written anew, with weights from a formula.

    /usr/bin/python3 tests/Parity/lpips.py
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

import seeded
import tensorfile


def tensor(name: str, *shape: int) -> Tensor:
    return torch.from_numpy(seeded.weights(name, shape))


def conv(name: str, x: Tensor, channels: int, kernel: int, stride: int = 1, padding: int = 0) -> Tensor:
    return F.relu(F.conv2d(x, tensor(f"{name}.weight", channels, x.shape[1], kernel, kernel), tensor(f"{name}.bias", channels), stride, padding))


def alexnet(x: Tensor) -> list[Tensor]:
    maps = [conv("features.0", x, 64, 11, 4, 2)]
    maps.append(conv("features.3", F.max_pool2d(maps[-1], 3, 2), 192, 5, 1, 2))
    maps.append(conv("features.6", F.max_pool2d(maps[-1], 3, 2), 384, 3, 1, 1))
    maps.append(conv("features.8", maps[-1], 256, 3, 1, 1))
    maps.append(conv("features.10", maps[-1], 256, 3, 1, 1))
    return maps


def vgg16(x: Tensor) -> list[Tensor]:
    maps, place = [], 0
    for channels, layers in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        if maps:
            x, place = F.max_pool2d(x, 2, 2), place + 1
        for _ in range(layers):
            x, place = conv(f"features.{place}", x, channels, 3, 1, 1), place + 2
        maps.append(x)
    return maps


def squeezenet(x: Tensor, ceiling: bool) -> list[Tensor]:
    def fire(place: int, x: Tensor, few: int, many: int) -> Tensor:
        x = conv(f"features.{place}.squeeze", x, few, 1)
        return torch.cat([conv(f"features.{place}.expand1x1", x, many, 1), conv(f"features.{place}.expand3x3", x, many, 3, 1, 1)], 1)

    def pool(x: Tensor) -> Tensor:
        return F.max_pool2d(x, 3, 2, ceil_mode=ceiling)

    maps = [conv("features.0", x, 64, 3, 2)]
    maps.append(fire(4, fire(3, pool(maps[-1]), 16, 64), 16, 64))
    maps.append(fire(7, fire(6, pool(maps[-1]), 32, 128), 32, 128))
    maps.append(fire(9, pool(maps[-1]), 48, 192))
    maps.append(fire(10, maps[-1], 48, 192))
    maps.append(fire(11, maps[-1], 64, 256))
    maps.append(fire(12, maps[-1], 64, 256))
    return maps


def distance(first: list[Tensor], second: list[Tensor], heads: bool) -> np.ndarray:
    total = 0
    for i, (a, b) in enumerate(zip(first, second)):
        unit_a, unit_b = (m / torch.linalg.vector_norm(m, dim=1, keepdim=True) for m in (a, b))
        weight = tensor(f"lin{i}.model.1.weight", 1, a.shape[1], 1, 1) if heads else torch.ones(1, dtype=a.dtype)
        total = total + ((unit_a - unit_b) ** 2 * weight).sum(1).mean((1, 2))
    return total.numpy()


@torch.no_grad()
def make() -> None:
    torch.set_num_threads(1)
    truth, result = (torch.from_numpy(seeded.uniform(name, (2, 3, 61, 70))) for name in ("truth", "result"))
    result = truth + 0.3 * (result - truth)

    def scaled(x: Tensor) -> Tensor:
        shift, scale = (torch.tensor(v, dtype=x.dtype).view(1, 3, 1, 1) for v in ([-.030, -.088, -.188], [.458, .448, .450]))
        return (2 * x - 1 - shift) / scale

    def keras(x: Tensor) -> Tensor:
        return 255 * x[:, [2, 1, 0]] - torch.tensor([103.939, 116.779, 123.68], dtype=x.dtype).view(1, 3, 1, 1)

    tensors = {
        "lpips": distance(alexnet(scaled(truth)), alexnet(scaled(result)), True),
        "lpips-vgg": distance(vgg16(scaled(truth)), vgg16(scaled(result)), True),
        "lpips-squeeze": distance(squeezenet(scaled(truth), True), squeezenet(scaled(result), True), True),
        "pd-squeezenet(keras)": distance(squeezenet(keras(truth), False), squeezenet(keras(result), False), False),
    }
    for name, values in tensors.items():
        print(name, values)
    tensorfile.write(Path(__file__).parent / "lpips.safetensors", tensors, {"torch": torch.__version__, "precision": "float64"})


if __name__ == "__main__":
    make()
