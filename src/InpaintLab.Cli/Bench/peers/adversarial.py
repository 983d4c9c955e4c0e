"""A training step of a generator, with or without a discriminator, written for speed with what PyTorch offers.

One forward of the generator serves both updates; the discriminator sees real and fake in one batch, and is frozen in the generator's
update; Adam and the average run on lists.
"""
from __future__ import annotations

from contextlib import nullcontext
from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from protocol import DEVICE, box_mask


class Step:
    """L1 of all stages in the hole and outside, hinge where there is a discriminator, Adam for each network, average; data in memory."""

    def __init__(self, generator: nn.Module, discriminator: Optional[nn.Module], size: int, batch: int, bf16: bool = False) -> None:
        self.networks = [network.to(memory_format=torch.channels_last) for network in (generator, discriminator) if network is not None]
        self.parameters = [list(network.parameters()) for network in self.networks]
        self.average = [parameter.detach().clone() for parameter in self.parameters[0]]
        how = {"fused": True} if DEVICE.type == "cuda" else {"foreach": True}
        self.optimisers = [torch.optim.Adam(parameters, lr=lr, betas=(0.5, 0.999), **how)
                           for parameters, lr in zip(self.parameters, (1e-3, 4e-4))]
        self.image = (2 * torch.rand(batch, 3, size, size) - 1).contiguous(memory_format=torch.channels_last)
        self.mask = box_mask(batch, size, size // 4, size // 4 * 3)
        self.mixed = (lambda: torch.autocast(DEVICE.type, torch.bfloat16)) if bf16 else nullcontext

    def counts(self) -> list[int]:
        return [sum(p.numel() for p in parameters) for parameters in self.parameters]

    def step(self) -> None:
        image, mask = self.image, self.mask
        with self.mixed():
            output = self.networks[0](image, mask)
        stages = [stage.float() for stage in (output if isinstance(output, tuple) else (output,))]
        loss = sum(self.l1(stage) for stage in stages)
        if len(self.networks) == 2:
            loss = loss + self.judged(stages[-1] * mask + image * (1 - mask))
        self.minimise(0, loss)
        with torch.no_grad():
            torch._foreach_mul_(self.average, 0.999)
            torch._foreach_add_(self.average, self.parameters[0], alpha=0.001)

    def judged(self, composite: Tensor) -> Tensor:
        """Updates the discriminator and returns its opinion for the generator."""
        discriminator = self.networks[1]
        discriminator.requires_grad_(True)
        if hasattr(discriminator, "update"):
            discriminator.update()
        real, fake = self.judge(torch.cat([self.image, composite.detach()]), torch.cat([self.mask, self.mask])).chunk(2)
        self.minimise(1, 0.5 * F.relu(1 - real).mean() + 0.5 * F.relu(1 + fake).mean())
        discriminator.requires_grad_(False)
        return -0.01 * self.judge(composite, self.mask).mean()

    def judge(self, image: Tensor, mask: Tensor) -> Tensor:
        with self.mixed():
            return self.networks[1](image, mask).float()

    def minimise(self, which: int, loss: Tensor) -> None:
        self.optimisers[which].zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters[which], 1.0)
        self.optimisers[which].step()

    def l1(self, prediction: Tensor) -> Tensor:
        error = (prediction - self.image).abs()
        hole, known = ((error * region).sum((1, 2, 3)) / (3 * region.sum((1, 2, 3)).clamp(min=1)) for region in (self.mask, 1 - self.mask))
        return hole.mean() + 0.2 * known.mean()
