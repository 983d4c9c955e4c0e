"""Gated convolution (arXiv:1806.03589) and a spectrally normalised convolution (arXiv:1802.05957)."""
from __future__ import annotations

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def same_padding(kernel: int, dilation: int = 1) -> int:
    """Symmetric padding; with kernel 4 and stride 2 it halves the image exactly."""
    return dilation * (kernel - 1) // 2


class GatedConv2d(nn.Module):
    """activation(feature) * sigmoid(gate), both from one convolution with 2C filters; then an optional batch norm.

    With `upsample` the input is first doubled in size by repetition.
    """

    def __init__(self, in_channels: int, channels: int, kernel: int = 3, stride: int = 1, dilation: int = 1, *,
                 activation: Optional[nn.Module] = None, norm: bool = False, upsample: bool = False) -> None:
        super().__init__()
        self.upsample = upsample
        self.conv = nn.Conv2d(in_channels, 2 * channels, kernel, stride, same_padding(kernel, dilation), dilation)
        self.activation = activation if activation is not None else nn.ELU()
        if norm:
            self.norm = nn.BatchNorm2d(channels)

    def gated(self, x: Tensor) -> Tensor:
        """The output before the norm."""
        feature, gate = self.pre_activation(x).chunk(2, dim=1)
        return self.activation(feature) * torch.sigmoid(gate)

    def pre_activation(self, x: Tensor) -> Tensor:
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest") if self.upsample else x)

    def forward(self, x: Tensor) -> Tensor:
        out = self.gated(x)
        return self.norm(out) if hasattr(self, "norm") else out


class SpectralNormConv2d(nn.Module):
    """Convolution with its weight divided by an estimate of its largest singular value.

    `update` makes one step of power iteration; until the next one all forwards use the same u and v (constants for
    autograd) with the weight as it is by then. Only u is stored: before the first update v follows from it.
    """

    def __init__(self, in_channels: int, out_channels: int, kernel: int, stride: int, padding: int) -> None:
        super().__init__()
        conv = nn.Conv2d(in_channels, out_channels, kernel, stride, padding)
        self.weight, self.bias = conv.weight, conv.bias
        self.stride, self.padding = stride, padding
        self.register_buffer("u", F.normalize(torch.randn(out_channels), dim=0, eps=1e-12))
        self.v: Optional[Tensor] = None

    @torch.no_grad()
    def update(self) -> None:
        matrix = self.weight.flatten(1)
        self.v = F.normalize(matrix.t() @ self.u, dim=0, eps=1e-12)
        self.u.copy_(F.normalize(matrix @ self.v, dim=0, eps=1e-12))

    def forward(self, x: Tensor) -> Tensor:
        matrix = self.weight.flatten(1)
        if self.v is None:
            self.v = F.normalize(matrix.detach().t() @ self.u, dim=0, eps=1e-12)
        # u is cloned: an update between forward and backward must not change what backward sees.
        sigma = self.u.clone() @ (matrix @ self.v)
        return F.conv2d(x, self.weight / sigma, self.bias, self.stride, self.padding)


def update_spectral_norm(module: nn.Module) -> None:
    """One step of power iteration in every spectrally normalised layer."""
    for layer in module.modules():
        if isinstance(layer, SpectralNormConv2d):
            layer.update()
