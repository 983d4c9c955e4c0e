"""Self-attention (arXiv:1805.08318) and contextual attention (arXiv:1801.07892, as in DeepFill v2)."""
from __future__ import annotations

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class SelfAttention(nn.Module):
    """gamma * attention(x) + x; queries and keys have an eighth of the channels; no scaling of the scores."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        reduced = max(1, channels // 8)
        self.query = nn.Conv2d(channels, reduced, 1)
        self.key = nn.Conv2d(channels, reduced, 1)
        self.value = nn.Conv2d(channels, channels, 1)
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor, mask: Optional[Tensor] = None) -> Tensor:
        query, key, value = (layer(x).flatten(2) for layer in (self.query, self.key, self.value))
        scores = torch.einsum("bcq,bck->bqk", query, key)
        out = torch.einsum("bqk,bck->bcq", torch.softmax(scores, dim=2), value)
        return self.gamma * out.view_as(x) + x


class ContextualAttention(nn.Module):
    """Rebuilds every place of the features from patches of the known area, one sample at a time.

    Matching: convolution of the halved features with their own normalised 3 x 3 patches. Pasting: transposed
    convolution with the 4 x 4 patches of the full features. Rate 2, stride 1, softmax scale 10.
    """

    def __init__(self, fuse: bool = True, scale: float = 10.0) -> None:
        super().__init__()
        self.fuse, self.scale = fuse, scale

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` N x 1 x H' x W' of any size; nearest-resized to the features, whose sides must be even."""
        mask = F.interpolate(mask, x.shape[2:], mode="nearest")
        return torch.cat([self.attend(x[i:i + 1], mask[i, 0]) for i in range(len(x))])

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.attend_small(x, x[:, :, ::2, ::2], mask[::2, ::2])

    def attend_small(self, x: Tensor, small: Tensor, small_mask: Tensor) -> Tensor:
        """Matches on `small`, half the size of `x`, from which it pastes."""
        height, width = small.shape[2:]

        filters, known = [], []
        padded, padded_mask = F.pad(small, (1, 1, 1, 1)), F.pad(small_mask, (1, 1, 1, 1))
        for row in range(height):
            for column in range(width):
                patch = padded[0, :, row:row + 3, column:column + 3]
                # The root is taken after the clamp: same value, and no NaN gradient at an all-zero patch.
                filters.append(patch / patch.square().sum().clamp(min=1e-8).sqrt())
                known.append(float(padded_mask[row:row + 3, column:column + 3].mean() == 0))
        scores = F.conv2d(small, torch.stack(filters), padding=1)  # 1 x background x height x width
        if self.fuse:
            scores = fuse_neighbours(scores, height, width)

        validity = torch.tensor(known, dtype=x.dtype).view(1, -1, 1, 1)
        attention = torch.softmax(scores * validity * self.scale, dim=1) * validity

        padded = F.pad(x, (1, 1, 1, 1))
        patches = [padded[0, :, 2 * row:2 * row + 4, 2 * column:2 * column + 4] for row in range(height) for column in range(width)]
        return F.conv_transpose2d(attention, torch.stack(patches), stride=2, padding=1) / 4


def fuse_neighbours(scores: Tensor, height: int, width: int) -> Tensor:
    """Adds to each score those of both places moved by one: along rows, then along columns.

    Rows are flattened, so the end of one row is the neighbour of the next one's start; as in the official code.
    """
    places = height * width
    identity = torch.eye(3, dtype=scores.dtype).view(1, 1, 3, 3)
    table = scores.view(places, places).t().reshape(1, 1, places, places)  # [foreground, background]
    table = F.conv2d(table, identity, padding=1)
    table = table.view(height, width, height, width).permute(1, 0, 3, 2).reshape(1, 1, places, places)
    table = F.conv2d(table, identity, padding=1)
    table = table.view(width, height, width, height).permute(1, 0, 3, 2).reshape(places, places)
    return table.t().reshape(1, places, height, width)
