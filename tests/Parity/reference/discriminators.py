"""SN-PatchGAN discriminators: every convolution spectrally normalised, every place of the last map a logit."""
from __future__ import annotations

import torch
from torch import Tensor, nn

from .attention import SelfAttention
from .layers import SpectralNormConv2d


class SnPatchGan(nn.Module):
    """Of DeepFill v2: six 5 x 5 convolutions of stride 2. Input: image and mask."""

    kernel, inputs = 5, 4

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        channels = [self.inputs, width, 2 * width, 4 * width, 4 * width, 4 * width, 4 * width]
        for i in range(6):
            self.add_module(f"conv{i + 1}", SpectralNormConv2d(channels[i], channels[i + 1], self.kernel, 2, (self.kernel - 1) // 2))
        self.leaky = nn.LeakyReLU(0.2)

    def features(self, x: Tensor) -> Tensor:
        for i in range(6):
            x = self.leaky(getattr(self, f"conv{i + 1}")(x))
        return x

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        return self.features(torch.cat([image, mask], 1))


class SelfAttentionSnPatchGan(SnPatchGan):
    """Of the self-attention variant: 4 x 4 kernels, then self-attention and a 1 x 1 convolution. Input: image, mask, ones."""

    kernel, inputs = 4, 5

    def __init__(self, width: int = 64) -> None:
        super().__init__(width)
        self.attention = SelfAttention(4 * width)
        self.conv7 = SpectralNormConv2d(4 * width, 4 * width, 1, 1, 0)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        return self.conv7(self.attention(self.features(torch.cat([image, mask, torch.ones_like(mask)], 1))))
