"""Makes the golden of Inception v3 for FID: pytorch-fid's network, written anew from its description, with weights from a formula.

    /usr/bin/python3 tests/Parity/inception.py

Besides the features it holds those of networks that lack one of the peculiarities each: a test sees that ours has all of them.
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

import seeded
import tensorfile

# What each peculiarity would be without it.
QUIRKS = {
    "mean_pool_5b": "Mixed_5b counts padding", "mean_pool_5d": "Mixed_5d counts padding", "mean_pool_6b": "Mixed_6b counts padding",
    "mean_pool_6e": "Mixed_6e counts padding", "mean_pool_7b": "Mixed_7b counts padding", "max_pool_7c": "Mixed_7c takes the mean",
    "epsilon": "batch norm's epsilon is PyTorch's",
}


class Inception:
    """The forward pass in float64; every layer is drawn when it is met."""

    def __init__(self, without: str = "") -> None:
        self.without = without

    def tensor(self, name: str, *shape: int) -> Tensor:
        return torch.from_numpy(seeded.weights(name, shape))

    def conv(self, name: str, x: Tensor, channels: int, kernel: int | tuple[int, int], stride: int = 1) -> Tensor:
        """Convolution, batch norm, ReLU. Kernels of stride 1 keep the size, except for the stem's (see there)."""
        height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (height // 2, width // 2) if stride == 1 else (0, 0)
        return self.bare(name, x, channels, (height, width), stride, padding)

    def bare(self, name: str, x: Tensor, channels: int, kernel: tuple[int, int], stride: int, padding: tuple[int, int]) -> Tensor:
        x = F.conv2d(x, self.tensor(f"{name}.conv.weight", channels, x.shape[1], *kernel), stride=stride, padding=padding)
        mean, variance, scale, shift = (self.tensor(f"{name}.bn.{part}", channels).view(1, -1, 1, 1)
                                        for part in ("running_mean", "running_var", "weight", "bias"))
        epsilon = 1e-5 if self.without == "epsilon" else 1e-3
        return torch.relu((x - mean) / torch.sqrt(variance + epsilon) * scale + shift)

    def pooled(self, block: str, x: Tensor) -> Tensor:
        if block == "Mixed_7c" and self.without != "max_pool_7c":
            return F.max_pool2d(x, 3, 1, 1)
        counted = self.without == f"mean_pool_{block[-2:]}"
        total = F.conv2d(x, torch.ones(x.shape[1], 1, 3, 3, dtype=x.dtype), padding=1, groups=x.shape[1])
        pixels = F.conv2d(torch.ones_like(x[:1, :1]), torch.ones(1, 1, 3, 3, dtype=x.dtype), padding=1)
        return total / (9 if counted else pixels)

    def chain(self, block: str, x: Tensor, *layers: tuple) -> Tensor:
        for suffix, channels, kernel, *stride in layers:
            x = self.conv(f"{block}.{suffix}", x, channels, kernel, *stride)
        return x

    def a(self, block: str, x: Tensor, pool: int) -> Tensor:
        return torch.cat([
            self.chain(block, x, ("branch1x1", 64, 1)),
            self.chain(block, x, ("branch5x5_1", 48, 1), ("branch5x5_2", 64, 5)),
            self.chain(block, x, ("branch3x3dbl_1", 64, 1), ("branch3x3dbl_2", 96, 3), ("branch3x3dbl_3", 96, 3)),
            self.chain(block, self.pooled(block, x), ("branch_pool", pool, 1))], 1)

    def c(self, block: str, x: Tensor, w: int) -> Tensor:
        return torch.cat([
            self.chain(block, x, ("branch1x1", 192, 1)),
            self.chain(block, x, ("branch7x7_1", w, 1), ("branch7x7_2", w, (1, 7)), ("branch7x7_3", 192, (7, 1))),
            self.chain(block, x, ("branch7x7dbl_1", w, 1), ("branch7x7dbl_2", w, (7, 1)), ("branch7x7dbl_3", w, (1, 7)),
                       ("branch7x7dbl_4", w, (7, 1)), ("branch7x7dbl_5", 192, (1, 7))),
            self.chain(block, self.pooled(block, x), ("branch_pool", 192, 1))], 1)

    def e(self, block: str, x: Tensor) -> Tensor:
        three = self.chain(block, x, ("branch3x3_1", 384, 1))
        double = self.chain(block, x, ("branch3x3dbl_1", 448, 1), ("branch3x3dbl_2", 384, 3))
        return torch.cat([
            self.chain(block, x, ("branch1x1", 320, 1)),
            self.chain(block, three, ("branch3x3_2a", 384, (1, 3))), self.chain(block, three, ("branch3x3_2b", 384, (3, 1))),
            self.chain(block, double, ("branch3x3dbl_3a", 384, (1, 3))), self.chain(block, double, ("branch3x3dbl_3b", 384, (3, 1))),
            self.chain(block, self.pooled(block, x), ("branch_pool", 192, 1))], 1)

    def features(self, x: Tensor) -> dict[int, Tensor]:
        x = self.bare("Conv2d_1a_3x3", x, 32, (3, 3), 2, (0, 0))
        x = self.bare("Conv2d_2a_3x3", x, 32, (3, 3), 1, (0, 0))
        x = self.bare("Conv2d_2b_3x3", x, 64, (3, 3), 1, (1, 1))
        layers = {64: (x := F.max_pool2d(x, 3, 2))}
        x = self.bare("Conv2d_4a_3x3", self.bare("Conv2d_3b_1x1", x, 80, (1, 1), 1, (0, 0)), 192, (3, 3), 1, (0, 0))
        layers[192] = x = F.max_pool2d(x, 3, 2)
        for block, pool in (("Mixed_5b", 32), ("Mixed_5c", 64), ("Mixed_5d", 64)):
            x = self.a(block, x, pool)
        x = torch.cat([
            self.chain("Mixed_6a", x, ("branch3x3", 384, 3, 2)),
            self.chain("Mixed_6a", x, ("branch3x3dbl_1", 64, 1), ("branch3x3dbl_2", 96, 3), ("branch3x3dbl_3", 96, 3, 2)),
            F.max_pool2d(x, 3, 2)], 1)
        for block, width in (("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192)):
            x = self.c(block, x, width)
        layers[768] = x
        x = torch.cat([
            self.chain("Mixed_7a", x, ("branch3x3_1", 192, 1), ("branch3x3_2", 320, 3, 2)),
            self.chain("Mixed_7a", x, ("branch7x7x3_1", 192, 1), ("branch7x7x3_2", 192, (1, 7)), ("branch7x7x3_3", 192, (7, 1)),
                       ("branch7x7x3_4", 192, 3, 2)),
            F.max_pool2d(x, 3, 2)], 1)
        layers[2048] = self.e("Mixed_7c", self.e("Mixed_7b", x))
        return {layer: map.mean((2, 3)) for layer, map in layers.items()}


def resized(image: np.ndarray) -> np.ndarray:
    """C x H x W in [0, 1] to C x 299 x 299 in [-1, 1]: bilinear between pixel centres, no smoothing. By hand, not by torch."""
    def axis(values: np.ndarray, dim: int) -> np.ndarray:
        n = values.shape[dim]
        place = np.clip((np.arange(299) + 0.5) * n / 299 - 0.5, 0, None)
        low = np.minimum(np.floor(place).astype(int), n - 1)
        high = np.minimum(low + 1, n - 1)
        part = np.expand_dims(place - low, tuple(range(1, values.ndim - dim)))
        return np.take(values, low, dim) * (1 - part) + np.take(values, high, dim) * part
    return 2 * axis(axis(image, 1), 2) - 1


@torch.no_grad()
def make() -> None:
    torch.set_num_threads(1)
    tensors: dict[str, np.ndarray] = {}

    # Small maps, so that borders weigh much.
    x = torch.from_numpy(2 * seeded.uniform("input", (2, 3, 107, 123)) - 1)
    features = Inception().features(x)
    for layer, values in features.items():
        tensors[f"features.{layer}"] = values.numpy()
    for quirk in QUIRKS:
        other = Inception(quirk).features(x)[2048]
        difference = ((other - features[2048]).abs().max() / features[2048].abs().max()).item()
        print(f"{quirk}: {difference:.2e}")
        assert difference > 1e-2, f"{quirk} cannot be seen"
        tensors[f"without.{quirk}"] = other[:, ::16].numpy()

    # Sampled, for a whole one is 2 MB.
    for name, height, width in (("enlarged", 40, 56), ("reduced", 420, 350)):
        tensors[f"resized.{name}"] = resized(seeded.uniform(name, (3, height, width)))[:, ::23, ::29]
    image = seeded.uniform("enlarged", (3, 40, 56))
    tensors["whole"] = Inception().features(torch.from_numpy(resized(image))[None])[192].numpy()
    tensorfile.write(Path(__file__).parent / "inception.safetensors", tensors, {"torch": torch.__version__, "precision": "float64"})


if __name__ == "__main__":
    make()
