"""Python's side of `inpaintlab bench fid`: features of Inception v3 as FID uses it, and the distance, timed inside this process.

Workloads: features N (resize to 299 and the network, N images), frechet (statistics and distance of 1,000 x 768). See protocol.py.
"""
from __future__ import annotations

from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from protocol import serve


def conv(channels: int, out: int, kernel: int | tuple[int, int], stride: int = 1, padding: int | tuple[int, int] | None = None) -> nn.Sequential:
    """Convolution, batch norm, ReLU; keeps the size at stride 1 unless told otherwise."""
    height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
    if padding is None:
        padding = (height // 2, width // 2) if stride == 1 else 0
    return nn.Sequential(nn.Conv2d(channels, out, kernel, stride, padding, bias=False), nn.BatchNorm2d(out, eps=1e-3), nn.ReLU(inplace=True))


def chain(channels: int, *layers: tuple) -> nn.Sequential:
    steps = []
    for out, *rest in layers:
        steps.append(conv(channels, out, *rest))
        channels = out
    return nn.Sequential(*steps)


class Parallel(nn.Module):
    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x) for branch in self.branches], 1)


def mean() -> nn.Module:
    return nn.AvgPool2d(3, 1, 1, count_include_pad=False)


def a(c: int, pool: int) -> nn.Module:
    return Parallel(chain(c, (64, 1)), chain(c, (48, 1), (64, 5)), chain(c, (64, 1), (96, 3), (96, 3)), nn.Sequential(mean(), conv(c, pool, 1)))


def c(w: int) -> nn.Module:
    row, column = (1, 7), (7, 1)
    return Parallel(
        chain(768, (192, 1)), chain(768, (w, 1), (w, row), (192, column)),
        chain(768, (w, 1), (w, column), (w, row), (w, column), (192, row)), nn.Sequential(mean(), conv(768, 192, 1)))


def e(channels: int, pool: nn.Module) -> nn.Module:
    def split(x: int) -> nn.Module:
        return Parallel(conv(x, 384, (1, 3)), conv(x, 384, (3, 1)))

    return Parallel(
        chain(channels, (320, 1)), nn.Sequential(conv(channels, 384, 1), split(384)),
        nn.Sequential(chain(channels, (448, 1), (384, 3)), split(384)), nn.Sequential(pool, conv(channels, 192, 1)))


def network() -> nn.Module:
    return nn.Sequential(
        conv(3, 32, 3, 2), conv(32, 32, 3, 1, 0), conv(32, 64, 3), nn.MaxPool2d(3, 2),
        conv(64, 80, 1), conv(80, 192, 3, 1, 0), nn.MaxPool2d(3, 2),
        a(192, 32), a(256, 64), a(288, 64),
        Parallel(conv(288, 384, 3, 2), chain(288, (64, 1), (96, 3), (96, 3, 2)), nn.MaxPool2d(3, 2)),
        c(128), c(160), c(160), c(192),
        Parallel(chain(768, (192, 1), (320, 3, 2)), chain(768, (192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3, 2)), nn.MaxPool2d(3, 2)),
        e(1280, mean()), e(2048, nn.MaxPool2d(3, 1, 1))).eval()


def features(name: str) -> Callable[[int], None]:
    torch.manual_seed(0)
    inception, images = network(), torch.rand(int(name.removeprefix("features ")), 3, 256, 256)

    @torch.no_grad()
    def run(iterations: int) -> None:
        for _ in range(iterations):
            x = 2 * F.interpolate(images, size=(299, 299), mode="bilinear", align_corners=False) - 1
            inception(x).mean((2, 3))

    return run


def distance(x: Tensor, y: Tensor) -> float:
    s, t = torch.cov(x.T), torch.cov(y.T)
    values, vectors = torch.linalg.eigh(s)
    root = vectors * values.clamp(min=0).sqrt()
    trace = torch.linalg.eigvalsh(root.T @ t @ root).clamp(min=0).sqrt().sum()
    return (((x.mean(0) - y.mean(0)) ** 2).sum() + s.trace() + t.trace() - 2 * trace).item()


def frechet() -> Callable[[int], None]:
    torch.manual_seed(0)
    x, y = torch.randn(2, 1000, 768)

    def run(iterations: int) -> None:
        for _ in range(iterations):
            distance(x.double(), y.double())

    return run


if __name__ == "__main__":
    serve({"frechet": frechet}, features)
