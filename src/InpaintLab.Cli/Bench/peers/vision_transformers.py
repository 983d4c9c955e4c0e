"""The generators of families transgan and vit, written for speed: all heads and windows in one product, fused attention where there is."""
from __future__ import annotations

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def to_map(tokens: Tensor) -> Tensor:
    side = round(tokens.shape[1] ** 0.5)
    return tokens.transpose(1, 2).unflatten(2, (side, side))


def to_tokens(features: Tensor) -> Tensor:
    return features.flatten(2).transpose(1, 2)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int, side: int, qkv_bias: bool) -> None:
        super().__init__()
        self.heads, self.table = heads, None
        self.qkv, self.proj = nn.Linear(width, 3 * width, bias=qkv_bias), nn.Linear(width, width)
        if side:
            self.table = nn.Parameter(torch.zeros((2 * side - 1) ** 2, heads))
            places = torch.stack(torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")).flatten(1)
            y, x = places[:, :, None] - places[:, None, :] + side - 1
            self.register_buffer("index", (y * (2 * side - 1) + x).flatten())

    def forward(self, x: Tensor) -> Tensor:
        count = x.shape[1]
        q, k, v = self.qkv(x).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        bias = None if self.table is None else self.table.index_select(0, self.index).t().reshape(1, self.heads, count, count)
        if hasattr(F, "scaled_dot_product_attention"):
            attended = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:
            scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1)
            attended = (scores if bias is None else scores + bias).softmax(-1) @ v
        return self.proj(attended.transpose(1, 2).flatten(2))


class Block(nn.Module):
    def __init__(self, width: int, heads: int, side: int = 0, window: Optional[int] = None, qkv_bias: bool = False) -> None:
        super().__init__()
        self.window = window
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = Attention(width, heads, window or side, qkv_bias)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attend(self.norm1(x))
        return x + self.mlp(self.norm2(x))

    def attend(self, x: Tensor) -> Tensor:
        if not self.window:
            return self.attn(x)
        n, count, channels = x.shape
        w, many = self.window, round(count ** 0.5) // self.window
        windows = x.view(n, many, w, many, w, channels).transpose(2, 3).reshape(-1, w * w, channels)
        return self.attn(windows).view(n, many, many, w, w, channels).transpose(2, 3).reshape(n, count, channels)


class PatchEmbedding(nn.Module):
    def __init__(self, patch: int, width: int) -> None:
        super().__init__()
        self.patch, self.proj = patch, nn.Linear(4 * patch ** 2, width)

    def forward(self, image: Tensor) -> Tensor:
        return self.proj(to_tokens(F.pixel_unshuffle(image, self.patch)))


class PatchOutput(nn.Module):
    def __init__(self, width: int, patch: int) -> None:
        super().__init__()
        self.patch, self.proj = patch, nn.Linear(width, 3 * patch ** 2)

    def forward(self, tokens: Tensor) -> Tensor:
        return F.pixel_shuffle(to_map(self.proj(tokens)), self.patch)


class TransGan(nn.Module):
    def __init__(self, size: int, widths: tuple[int, ...], depths: tuple[int, ...], heads: tuple[int, ...]) -> None:
        super().__init__()
        patch = min(16, size // 8)
        sides = [size // patch * 2 ** i for i in range(3)]
        self.stem, self.head = PatchEmbedding(patch, widths[0]), PatchOutput(widths[2], patch // 4)
        self.positions = nn.ParameterList(nn.Parameter(torch.zeros(1, side * side, width)) for side, width in zip(sides, widths))
        self.stages = nn.ModuleList(
            nn.Sequential(*(Block(width, count, side, 16 if side > 32 else None) for _ in range(depth)))
            for side, width, depth, count in zip(sides, widths, depths, heads))

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        tokens = self.stem(torch.cat([image * (1 - mask), mask], 1))
        for i, (stage, positions) in enumerate(zip(self.stages, self.positions)):
            if i > 0:
                tokens = to_tokens(F.pixel_shuffle(to_map(tokens), 2))
            tokens = stage(tokens + positions)
        return self.head(tokens)


class Vit(nn.Module):
    def __init__(self, size: int, patch: int, width: int, depth: int, heads: int) -> None:
        super().__init__()
        self.embed, self.head = PatchEmbedding(patch, width), PatchOutput(width, patch)
        self.positions = nn.Parameter(torch.zeros(1, (size // patch) ** 2, width))
        self.blocks = nn.Sequential(*(Block(width, heads, qkv_bias=True) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        tokens = self.embed(torch.cat([image * (1 - mask), mask], 1)) + self.positions
        return self.head(self.norm(self.blocks(tokens)))


class Critic(nn.Module):
    """The discriminator of family transgan: patches at two scales, four heads, a class token."""

    def __init__(self, size: int, width: int) -> None:
        super().__init__()
        patch = min(8, size // 16)
        grid = size // patch
        self.fine, self.coarse = nn.Conv2d(4, width, patch, patch), nn.Conv2d(4, width, 2 * patch, 2 * patch)
        self.token = nn.Parameter(torch.zeros(1, 1, 2 * width))
        self.positions_1 = nn.Parameter(torch.zeros(1, grid * grid, width))
        self.positions_2 = nn.Parameter(torch.zeros(1, grid * grid // 4, 2 * width))
        self.blocks_1 = nn.Sequential(*(Block(width, 4) for _ in range(3)))
        self.blocks_2 = nn.Sequential(*(Block(2 * width, 4) for _ in range(3)))
        self.last, self.norm, self.head = Block(2 * width, 4), nn.LayerNorm(2 * width), nn.Linear(2 * width, 1)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        x = torch.cat([image, mask], 1)
        tokens = self.blocks_1(to_tokens(self.fine(x)) + self.positions_1)
        pooled = to_tokens(F.avg_pool2d(to_map(tokens), 2))
        tokens = self.blocks_2(torch.cat([pooled, to_tokens(self.coarse(x))], 2) + self.positions_2)
        tokens = self.last(torch.cat([self.token.expand(len(tokens), -1, -1), tokens], 1))
        return self.head(self.norm(tokens[:, 0]))
