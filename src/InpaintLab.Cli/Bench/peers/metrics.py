"""Python's side of `inpaintlab bench metrics`: the same formulas in PyTorch, and SSIM by scikit-image.

Workloads: psnr, ssim, ssim-skimage, each of 8 pairs of 3 x 256 x 256 in float64. See protocol.py.
"""
from __future__ import annotations

from typing import Callable

import torch
from skimage.metrics import structural_similarity
from torch.nn.functional import conv2d

from protocol import serve

COUNT, SIDE = 8, 256


def psnr(truth: torch.Tensor, result: torch.Tensor) -> torch.Tensor:
    return -10 * torch.log10((truth - result).square().mean((1, 2, 3)))


def ssim(truth: torch.Tensor, result: torch.Tensor) -> torch.Tensor:
    window = torch.exp(-(torch.arange(-5, 6, dtype=torch.float64) ** 2) / (2 * 1.5**2))
    window /= window.sum()
    planes = torch.stack([truth, result, truth.square(), result.square(), truth * result]).reshape(-1, 1, SIDE, SIDE)
    means = conv2d(conv2d(planes, window.view(1, 1, 1, -1)), window.view(1, 1, -1, 1)).view(5, COUNT, -1)
    mx, my, xx, yy, xy = means.unbind()
    c1, c2 = 0.01**2, 0.03**2
    covariance = xy - mx * my
    variances = xx - mx.square() + yy - my.square()
    return ((2 * mx * my + c1) * (2 * covariance + c2) / ((mx.square() + my.square() + c1) * (variances + c2))).mean(1)


def ssim_skimage(truth: torch.Tensor, result: torch.Tensor) -> list[float]:
    return [
        structural_similarity(x, y, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1, channel_axis=0)
        for x, y in zip(truth.numpy(), result.numpy())
    ]


def measure(metric: Callable[[torch.Tensor, torch.Tensor], object]) -> Callable[[], Callable[[int], None]]:
    def prepare() -> Callable[[int], None]:
        truth, result = torch.rand(2, COUNT, 3, SIDE, SIDE)

        @torch.no_grad()
        def run(iterations: int) -> None:
            for _ in range(iterations):
                metric(truth.double(), result.double())

        return run

    return prepare


if __name__ == "__main__":
    serve({"psnr": measure(psnr), "ssim": measure(ssim), "ssim-skimage": measure(ssim_skimage)})
