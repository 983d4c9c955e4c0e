"""The networks of `variant: self-attention`, written for speed with what PyTorch offers: feature and gate come from one convolution."""
from __future__ import annotations

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class GatedConv2d(nn.Module):
    def __init__(self, in_channels: int, channels: int, kernel: int = 3, stride: int = 1, dilation: int = 1, upsample: bool = False) -> None:
        super().__init__()
        self.upsample = upsample
        self.conv = nn.Conv2d(in_channels, 2 * channels, kernel, stride, dilation * (kernel - 1) // 2, dilation)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        if self.upsample:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
        feature, gate = self.conv(x).chunk(2, dim=1)
        return self.norm(F.leaky_relu(feature, 0.2) * torch.sigmoid(gate))


class SelfAttention(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        reduced = max(1, channels // 8)
        self.query, self.key, self.value = nn.Conv2d(channels, reduced, 1), nn.Conv2d(channels, reduced, 1), nn.Conv2d(channels, channels, 1)
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        query, key, value = (layer(x).flatten(2) for layer in (self.query, self.key, self.value))
        weights = torch.softmax(torch.bmm(query.transpose(1, 2), key), dim=2)
        return self.gamma * torch.bmm(value, weights.transpose(1, 2)).view_as(x) + x


def hourglass(w: int, attention: Optional[nn.Module] = None) -> nn.Sequential:
    layers = [GatedConv2d(5, w, 5), GatedConv2d(w, 2 * w, 4, 2), GatedConv2d(2 * w, 2 * w), GatedConv2d(2 * w, 4 * w, 4, 2),
              GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w), *(GatedConv2d(4 * w, 4 * w, dilation=d) for d in (2, 4, 8, 16))]
    if attention is not None:
        layers.append(attention)
    return nn.Sequential(*layers, GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 2 * w, upsample=True),
                         GatedConv2d(2 * w, 2 * w), GatedConv2d(2 * w, w, upsample=True), GatedConv2d(w, w // 2),
                         nn.Conv2d(w // 2, 3, 3, padding=1))


class Generator(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.coarse, self.refinement = hourglass(width), hourglass(width, SelfAttention(4 * width))

    def forward(self, image: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        ones, known = torch.ones_like(mask), image * (1 - mask)
        coarse = self.coarse(torch.cat([known + mask, mask, ones], 1)).clamp(-1, 1)
        return coarse, self.refinement(torch.cat([coarse * mask + known, mask, ones], 1)).clamp(-1, 1)


class SpectralNormConv2d(nn.Conv2d):
    """One power iteration an update of the discriminator, none in a forward."""

    def __init__(self, in_channels: int, channels: int, kernel: int, stride: int = 1, padding: int = 0) -> None:
        super().__init__(in_channels, channels, kernel, stride, padding)
        self.u, self.v = F.normalize(torch.randn(channels), dim=0), torch.empty(0)

    @torch.no_grad()
    def update(self) -> None:
        matrix = self.weight.flatten(1)
        self.v = F.normalize(torch.mv(matrix.t(), self.u), dim=0)
        self.u = F.normalize(torch.mv(matrix, self.v), dim=0)

    def forward(self, x: Tensor) -> Tensor:
        sigma = torch.dot(self.u, torch.mv(self.weight.flatten(1), self.v))
        return F.conv2d(x, self.weight / sigma, self.bias, self.stride, self.padding)


class PatchDiscriminator(nn.Module):
    """SN-PatchGAN: the layers alone, kernels of 5, every value of the last map a logit."""

    def __init__(self, width: int) -> None:
        super().__init__()
        c = [4, width, 2 * width, 4 * width, 4 * width, 4 * width, 4 * width]
        self.layers = nn.ModuleList(SpectralNormConv2d(c[i], c[i + 1], 5, 2, 2) for i in range(6))

    def update(self) -> None:
        for layer in self.layers:
            layer.update()

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        x = torch.cat([image, mask], 1)
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
        return x


class Discriminator(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        c = [5, width, 2 * width, 4 * width, 4 * width, 4 * width, 4 * width]
        self.layers = nn.ModuleList(SpectralNormConv2d(c[i], c[i + 1], 4, 2, 1) for i in range(6))
        self.attention, self.last = SelfAttention(4 * width), SpectralNormConv2d(4 * width, 4 * width, 1)

    def update(self) -> None:
        for layer in (*self.layers, self.last):
            layer.update()

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        x = torch.cat([image, mask, torch.ones_like(mask)], 1)
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
        return self.last(self.attention(x))
