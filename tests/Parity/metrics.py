"""Makes the golden of the paired metrics, with scikit-image where it has them.

    /usr/bin/python3 tests/Parity/metrics.py
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import skimage
from scipy.ndimage import gaussian_filter
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

import tensorfile


def metrics(truth: np.ndarray, prediction: np.ndarray, mask: np.ndarray) -> dict[str, float]:
    """Images H x W x 3 in [0, 1], mask H x W with 1 = hole; all but the hole metrics over the whole composite, in float64."""
    truth, prediction = truth.astype(np.float64), prediction.astype(np.float64)
    hole = mask[..., None]
    composite = prediction * hole + truth * (1 - hole)
    in_hole = mask.astype(bool)
    # With its default truncate of 3.5 scikit-image takes a radius of int(3.5 * 1.5 + 0.5) = 5: the usual window of 11.
    ssim = structural_similarity(truth, composite, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1,
                                 channel_axis=-1)
    return {
        "l1": 100 * np.abs(composite - truth).mean(),
        "l1_hole": 100 * np.abs(composite - truth)[in_hole].mean(),
        "psnr": peak_signal_noise_ratio(truth, composite, data_range=1),
        "psnr_hole": peak_signal_noise_ratio(truth[in_hole], composite[in_hole], data_range=1),
        "ssim": ssim,
    }


def draw_case(random: np.random.Generator, height: int, width: int, smooth: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    truth, prediction = random.random((2, height, width, 3))
    if smooth:
        truth, noise = (gaussian_filter(image, (3, 3, 0)) for image in (truth, prediction))
        truth = (truth - truth.min()) / np.ptp(truth)
        prediction = np.clip(truth + 2 * (noise - noise.mean()), 0, 1)
    mask = np.zeros((height, width), np.float32)
    mask[height // 4:height * 3 // 4, width // 3:] = 1  # reaches the right border
    return truth.astype(np.float32), prediction.astype(np.float32), mask


def make() -> None:
    random = np.random.default_rng(4)
    tensors: dict[str, np.ndarray] = {}
    for name, height, width, smooth in (("random_64x64", 64, 64, False), ("smooth_64x64", 64, 64, True), ("smooth_48x80", 48, 80, True),
                                        ("least_11x11", 11, 11, False)):
        truth, prediction, mask = draw_case(random, height, width, smooth)
        tensors[f"{name}.truth"], tensors[f"{name}.prediction"] = (image.transpose(2, 0, 1) for image in (truth, prediction))
        tensors[f"{name}.mask"] = mask[None]
        for metric, value in metrics(truth, prediction, mask).items():
            tensors[f"{name}.{metric}"] = np.float64(value)
    tensorfile.write(Path(__file__).parent / "metrics.safetensors", tensors, {"scikit-image": skimage.__version__})


if __name__ == "__main__":
    make()
