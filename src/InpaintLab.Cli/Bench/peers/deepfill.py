"""DeepFill v2's generator, written for speed: feature and gate from one convolution, contextual attention by matrix products."""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class GatedConv2d(nn.Module):
    def __init__(self, in_channels: int, channels: int, kernel: int = 3, stride: int = 1, dilation: int = 1, upsample: bool = False,
                 relu: bool = False) -> None:
        super().__init__()
        self.upsample, self.activation = upsample, F.relu if relu else F.elu
        self.conv = nn.Conv2d(in_channels, 2 * channels, kernel, stride, dilation * (kernel - 1) // 2, dilation)

    def forward(self, x: Tensor) -> Tensor:
        if self.upsample:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
        feature, gate = self.conv(x).chunk(2, dim=1)
        return self.activation(feature) * torch.sigmoid(gate)


def contextual_attention(x: Tensor, mask: Tensor) -> Tensor:
    """Matches 3 x 3 patches of the halved features, pastes 4 x 4 patches of the full ones; neighbours' matches support each other."""
    height, width = x.shape[2] // 2, x.shape[3] // 2
    places = height * width
    patches = F.unfold(F.interpolate(x, size=(height, width), mode="nearest"), 3, padding=1)
    norms = patches.square().sum(1, keepdim=True).clamp(min=1e-8).sqrt()
    scores = patches.transpose(1, 2) @ (patches / norms)
    for rows, columns in ((height, width), (width, height)):
        padded = F.pad(scores, (1, 1, 1, 1))
        scores = padded[:, :places, :places] + scores + padded[:, 2:, 2:]
        scores = scores.view(-1, rows, columns, rows, columns).permute(0, 2, 1, 4, 3).reshape(-1, places, places)
    valid = F.max_pool2d(F.interpolate(mask, size=(height, width), mode="nearest"), 3, 1, 1).eq(0).to(x.dtype).view(-1, 1, places)
    attention = (scores * (10 * valid)).softmax(-1) * valid
    pasted = F.unfold(x, 4, padding=1, stride=2) @ attention.transpose(1, 2)
    return F.fold(pasted, x.shape[2:], 4, padding=1, stride=2) / 4


def dilated(channels: int) -> list[nn.Module]:
    return [GatedConv2d(channels, channels, dilation=dilation) for dilation in (2, 4, 8, 16)]


def decoder(inputs: int, w: int) -> list[nn.Module]:
    return [GatedConv2d(inputs, 4 * w), GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 2 * w, upsample=True), GatedConv2d(2 * w, 2 * w),
            GatedConv2d(2 * w, w, upsample=True), GatedConv2d(w, w // 2), nn.Conv2d(w // 2, 3, 3, padding=1)]


class DeepFillV2(nn.Module):
    def __init__(self, w: int = 24) -> None:
        super().__init__()
        self.coarse = nn.Sequential(
            GatedConv2d(5, w, 5), GatedConv2d(w, 2 * w, stride=2), GatedConv2d(2 * w, 2 * w), GatedConv2d(2 * w, 4 * w, stride=2),
            GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w), *dilated(4 * w), *decoder(4 * w, w))
        self.conv_branch = nn.Sequential(
            GatedConv2d(3, w, 5), GatedConv2d(w, w, stride=2), GatedConv2d(w, 2 * w), GatedConv2d(2 * w, 2 * w, stride=2),
            GatedConv2d(2 * w, 4 * w), GatedConv2d(4 * w, 4 * w), *dilated(4 * w))
        self.before_attention = nn.Sequential(
            GatedConv2d(3, w, 5), GatedConv2d(w, w, stride=2), GatedConv2d(w, 2 * w), GatedConv2d(2 * w, 4 * w, stride=2),
            GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w, relu=True))
        self.after_attention = nn.Sequential(GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w))
        self.merge = nn.Sequential(*decoder(8 * w, w))

    def forward(self, image: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        masked = image * (1 - mask)
        coarse = torch.tanh(self.coarse(torch.cat([masked, torch.ones_like(mask), mask], 1)))
        pasted = coarse * mask + masked
        attended = self.after_attention(contextual_attention(self.before_attention(pasted), mask))
        return coarse, torch.tanh(self.merge(torch.cat([self.conv_branch(pasted), attended], 1)))
