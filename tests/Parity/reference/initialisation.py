"""Data-driven initialisation: scales each gated layer by what one batch makes of it (the C# models aim at RMS 1)."""
from __future__ import annotations

import torch
from torch import Tensor, nn

from .layers import GatedConv2d


def rms(x: Tensor) -> float:
    return x.square().mean().sqrt().item()


@torch.no_grad()
def initialise_from_data(generator: nn.Module, image: Tensor, mask: Tensor, target: float = 1.0) -> dict[str, float]:
    """Gives each gated layer, in order of execution, an output of RMS `target` (before its norm) on this batch.

    Returns the RMS reached by each layer. Running statistics of batch norms are left as if never used.
    """
    reached: dict[str, float] = {}

    def scale(name: str, layer: GatedConv2d, x: Tensor) -> None:
        channels = layer.conv.out_channels // 2
        feature_weight, bias = layer.conv.weight[:channels], layer.conv.bias
        bias[:channels] = 0
        bias[channels:] = 1
        feature_weight *= target / rms(layer.pre_activation(x)[:, :channels])
        for _ in range(10):
            reached[name] = rms(layer.gated(x))
            if abs(reached[name] / target - 1) <= 0.01:
                break
            feature_weight *= target / reached[name]

    hooks = [layer.register_forward_pre_hook(lambda layer, inputs, name=name: scale(name, layer, inputs[0]))
             for name, layer in generator.named_modules() if isinstance(layer, GatedConv2d)]
    generator.train()
    generator(image, mask)
    for hook in hooks:
        hook.remove()
    for layer in generator.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.reset_running_stats()
    return reached
