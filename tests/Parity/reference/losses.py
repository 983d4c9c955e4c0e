"""Reconstruction and hinge losses, and the total that training minimises."""
from __future__ import annotations

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor


def l1(prediction: Tensor, image: Tensor, region: Tensor, area: str) -> Tensor:
    """|prediction - image| inside `region` (N x 1 x H x W): over its own area per sample, or over the whole image."""
    error = (prediction - image).abs() * region
    if area == "image":
        return error.mean()
    covered = image.shape[1] * region.sum(dim=(1, 2, 3)).clamp(min=1)
    return (error.sum(dim=(1, 2, 3)) / covered).mean()


def reconstruction(coarse: Optional[Tensor], refined: Tensor, image: Tensor, mask: Tensor, *, hole: float = 1.0, known: float = 1.0,
                   coarse_weight: float = 1.0, refined_weight: float = 1.0, area: str = "own") -> Tensor:
    """The weighted sum of up to four terms: coarse and refined prediction, in the hole and outside."""
    total = torch.zeros((), dtype=image.dtype)
    for prediction, weight in ((coarse, coarse_weight), (refined, refined_weight)):
        if prediction is not None:
            total = total + weight * (hole * l1(prediction, image, mask, area) + known * l1(prediction, image, 1 - mask, area))
    return total


def composite(prediction: Tensor, image: Tensor, mask: Tensor) -> Tensor:
    return prediction * mask + image * (1 - mask)


def discriminator_hinge(real: Tensor, fake: Tensor) -> Tensor:
    return 0.5 * F.relu(1 - real).mean() + 0.5 * F.relu(1 + fake).mean()


def generator_hinge(fake: Tensor) -> Tensor:
    return -fake.mean()
