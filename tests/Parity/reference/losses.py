"""Reconstruction and adversarial losses, penalties on a discriminator's gradient, and the total that training minimises."""
from __future__ import annotations

from typing import Callable, Optional

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


def discriminator_non_saturating(real: Tensor, fake: Tensor) -> Tensor:
    """-log D(real) - log(1 - D(fake)) with D the sigmoid of a logit."""
    return (-F.logsigmoid(real)).mean() + (-F.logsigmoid(-fake)).mean()


def generator_non_saturating(fake: Tensor) -> Tensor:
    return (-F.logsigmoid(fake)).mean()


def critic_wasserstein(real: Tensor, fake: Tensor) -> Tensor:
    return -real.mean() + fake.mean()


def critic_drift(real: Tensor) -> Tensor:
    return (real ** 2).mean()


def per_sample_gradients(discriminator: Callable[[Tensor, Tensor], Tensor], image: Tensor, mask: Tensor) -> list[Tensor]:
    """For each sample by itself the gradient of its mean logit with respect to its image; differentiable again."""
    result = []
    for i in range(len(image)):
        sample = image[i:i + 1].detach().clone().requires_grad_()
        value = discriminator(sample, mask[i:i + 1]).mean()
        result.append(torch.autograd.grad(value, sample, create_graph=True)[0][0])
    return result


def gradient_penalty(discriminator: Callable[[Tensor, Tensor], Tensor], real: Tensor, fake: Tensor, mask: Tensor, alpha: Tensor,
                     masked: bool) -> Tensor:
    """Mean over samples of (|gradient at a point between real and fake| - 1)^2; alpha = 0 is the real image."""
    between = (1 - alpha) * real + alpha * fake
    gradients = per_sample_gradients(discriminator, between, mask)
    norms = [torch.linalg.vector_norm(gradient * mask[i] if masked else gradient) for i, gradient in enumerate(gradients)]
    return torch.stack([(norm - 1) ** 2 for norm in norms]).mean()


def r1_penalty(discriminator: Callable[[Tensor, Tensor], Tensor], real: Tensor, mask: Tensor) -> Tensor:
    """Mean over samples of |gradient at the real image|^2, without its factor gamma / 2."""
    return torch.stack([(gradient ** 2).sum() for gradient in per_sample_gradients(discriminator, real, mask)]).mean()
