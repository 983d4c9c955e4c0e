"""DeepFill v2 as TensorFlow computes it: "SAME" padding, and resizing with aligned corners. Slow and literal."""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import ContextualAttention
from .generators import DeepFillV2
from .layers import GatedConv2d


def zeros_around(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Before and after, from tf.nn's description: the output has ceil(size / stride) places, and the odd zero comes after."""
    places = math.ceil(size / stride)
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def pad_before_strided(layer: nn.Conv2d, inputs: tuple[Tensor]) -> tuple[Tensor]:
    (kernel, _), (stride, _) = layer.kernel_size, layer.stride
    height, width = inputs[0].shape[2:]
    return (F.pad(inputs[0], (*zeros_around(width, kernel, stride), *zeros_around(height, kernel, stride))),)


def nearest_with_corners(x: Tensor, height: int, width: int) -> Tensor:
    """tf.image.resize_nearest_neighbor(align_corners=True): place i is taken from round(i * (in - 1) / (out - 1))."""
    def places(size: int, count: int) -> list[int]:
        step = (size - 1) / (count - 1) if count > 1 else 0.0
        return [min(math.floor(i * step + 0.5), size - 1) for i in range(count)]

    rows = torch.stack([x[:, :, i] for i in places(x.shape[2], height)], dim=2)
    return torch.stack([rows[:, :, :, i] for i in places(x.shape[3], width)], dim=3)


class CornerAttention(ContextualAttention):
    """Contextual attention on maps that were made smaller with aligned corners: the mask first to the features' size, then both by half."""

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        height, width = x.shape[2:]
        mask = nearest_with_corners(mask, height, width)
        small = nearest_with_corners(x, height // 2, width // 2)
        small_mask = nearest_with_corners(mask, height // 2, width // 2)
        return torch.cat([self.attend_small(x[i:i + 1], small[i:i + 1], small_mask[i, 0]) for i in range(len(x))])


class TensorFlowDeepFillV2(DeepFillV2):
    """The same layers and keys; only where zeros are put and which values are taken differs."""

    def __init__(self, width: int = 24, fuse: bool = True) -> None:
        super().__init__(width)
        self.refinement.attention_branch.attention = CornerAttention(fuse)
        for layer in self.modules():
            if isinstance(layer, GatedConv2d) and layer.conv.stride != (1, 1):
                layer.conv.padding = (0, 0)
                layer.conv.register_forward_pre_hook(pad_before_strided)
