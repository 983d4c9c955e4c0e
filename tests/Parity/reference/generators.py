"""The three variants of the gated-conv generator. Each returns (coarse or None, refined)."""
from __future__ import annotations

from typing import Callable, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import ContextualAttention, SelfAttention
from .layers import GatedConv2d

Prediction = tuple[Optional[Tensor], Tensor]


def numbered(owner: nn.Module, layers: list[nn.Module], first: int = 1) -> None:
    """Registers layers as conv1, conv2, ..."""
    for number, layer in enumerate(layers, first):
        owner.add_module(f"conv{number}", layer)


def run_numbered(owner: nn.Module, x: Tensor, first: int, last: int) -> Tensor:
    for number in range(first, last + 1):
        x = getattr(owner, f"conv{number}")(x)
    return x


def attention_layer(kind: str, channels: int) -> Optional[nn.Module]:
    return {"none": lambda: None, "self": lambda: SelfAttention(channels), "contextual": ContextualAttention}[kind]()


# Both two-stage variants share the order of layers; they differ in the down-sampling kernel and the kind of layer.
def encoder(gated: Callable[..., GatedConv2d], inputs: int, w: int, down_kernel: int) -> list[nn.Module]:
    return [gated(inputs, w, 5), gated(w, 2 * w, down_kernel, 2), gated(2 * w, 2 * w), gated(2 * w, 4 * w, down_kernel, 2),
            gated(4 * w, 4 * w), gated(4 * w, 4 * w), *dilated(gated, 4 * w)]


def dilated(gated: Callable[..., GatedConv2d], channels: int) -> list[nn.Module]:
    return [gated(channels, channels, dilation=dilation) for dilation in (2, 4, 8, 16)]


def decoder(gated: Callable[..., GatedConv2d], inputs: int, w: int) -> list[nn.Module]:
    return [gated(inputs, 4 * w), gated(4 * w, 4 * w), gated(4 * w, 2 * w, upsample=True), gated(2 * w, 2 * w),
            gated(2 * w, w, upsample=True), gated(w, w // 2), nn.Conv2d(w // 2, 3, 3, padding=1)]


class DeepFillV2(nn.Module):
    """DeepFill v2: coarse network, then two branches (dilated; attention) that merge. Symmetric padding."""

    def __init__(self, width: int = 24, attention: str = "contextual") -> None:
        super().__init__()
        w = width
        self.coarse = nn.Module()
        numbered(self.coarse, encoder(GatedConv2d, 5, w, 3) + decoder(GatedConv2d, 4 * w, w))

        self.refinement = nn.Module()
        self.refinement.conv_branch = nn.Sequential()
        numbered(self.refinement.conv_branch, [
            GatedConv2d(3, w, 5), GatedConv2d(w, w, stride=2), GatedConv2d(w, 2 * w), GatedConv2d(2 * w, 2 * w, stride=2),
            GatedConv2d(2 * w, 4 * w), GatedConv2d(4 * w, 4 * w), *dilated(GatedConv2d, 4 * w)])

        branch = self.refinement.attention_branch = nn.Module()
        numbered(branch, [
            GatedConv2d(3, w, 5), GatedConv2d(w, w, stride=2), GatedConv2d(w, 2 * w), GatedConv2d(2 * w, 4 * w, stride=2),
            GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w, activation=nn.ReLU()),
            GatedConv2d(4 * w, 4 * w), GatedConv2d(4 * w, 4 * w)])
        branch.attention = attention_layer(attention, 4 * w)

        self.refinement.merge = nn.Sequential()
        numbered(self.refinement.merge, decoder(GatedConv2d, 8 * w, w))

    def forward(self, image: Tensor, mask: Tensor) -> Prediction:
        masked = image * (1 - mask)
        coarse = torch.tanh(run_numbered(self.coarse, torch.cat([masked, torch.ones_like(mask), mask], 1), 1, 17))
        pasted = coarse * mask + masked
        branch = self.refinement.attention_branch
        attended = run_numbered(branch, pasted, 1, 6)
        if branch.attention is not None:
            attended = branch.attention(attended, mask)
        both = torch.cat([self.refinement.conv_branch(pasted), run_numbered(branch, attended, 7, 8)], 1)
        return coarse, torch.tanh(self.refinement.merge(both))


class SelfAttentionGenerator(nn.Module):
    """Two equal stages with batch norm; the second has attention between its dilated layers and its decoder."""

    def __init__(self, width: int = 32, attention: str = "self") -> None:
        super().__init__()
        self.coarse, self.refinement = nn.Module(), nn.Module()
        for stage in (self.coarse, self.refinement):
            numbered(stage, encoder(self.gated, 5, width, 4) + decoder(self.gated, 4 * width, width))
        self.refinement.attention = attention_layer(attention, 4 * width)

    @staticmethod
    def gated(*arguments: int, **options: int) -> GatedConv2d:
        return GatedConv2d(*arguments, activation=nn.LeakyReLU(0.2), norm=True, **options)

    def forward(self, image: Tensor, mask: Tensor) -> Prediction:
        ones, known = torch.ones_like(mask), image * (1 - mask)
        coarse = torch.clamp(run_numbered(self.coarse, torch.cat([known + mask, mask, ones], 1), 1, 17), -1, 1)
        x = run_numbered(self.refinement, torch.cat([coarse * mask + known, mask, ones], 1), 1, 10)
        if self.refinement.attention is not None:
            x = self.refinement.attention(x, mask)
        return coarse, torch.clamp(run_numbered(self.refinement, x, 11, 17), -1, 1)


class UNet(nn.Module):
    """One gated stage with skip connections; sides must be divisible by 16."""

    def __init__(self, width: int = 16, attention: str = "none") -> None:
        super().__init__()
        c = [width, 2 * width, 4 * width, 8 * width, 8 * width]
        self.stem = GatedConv2d(4, c[0], 5)
        self.encoder = nn.ModuleList(
            nn.ModuleDict({"down": GatedConv2d(c[i], c[i + 1], stride=2), "conv": GatedConv2d(c[i + 1], c[i + 1])}) for i in range(4))
        self.middle = nn.Sequential(GatedConv2d(c[4], c[4], dilation=2), GatedConv2d(c[4], c[4]))
        self.attention = attention_layer(attention, c[4])
        self.decoder = nn.ModuleList(GatedConv2d(c[i + 1] + c[i], c[i]) for i in (3, 2, 1, 0))
        self.output = nn.Conv2d(c[0] + 4, 3, 3, padding=1)

    def forward(self, image: Tensor, mask: Tensor) -> Prediction:
        inputs = torch.cat([image * (1 - mask), mask], 1)
        x, skips = self.stem(inputs), []
        for level in self.encoder:
            skips.append(x)
            x = level["conv"](level["down"](x))
        x = self.middle(x)
        if self.attention is not None:
            x = self.attention(x)
        for layer in self.decoder:
            x = layer(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skips.pop()], 1))
        return None, torch.tanh(self.output(torch.cat([x, inputs], 1)))
