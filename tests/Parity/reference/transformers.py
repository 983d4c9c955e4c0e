"""Transformers on patches: TransGAN (arXiv:2102.07074 and its official code), its inpainting form, and ViT (arXiv:2010.11929).

Written for clarity: positions, windows and patches by explicit slices, not by the views and permutations of fast code.
"""
from __future__ import annotations

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def to_map(tokens: Tensor) -> Tensor:
    """N x T x C as N x C x side x side, token y * side + x at row y, column x."""
    side = round(tokens.shape[1] ** 0.5)
    rows = [tokens[:, y * side:(y + 1) * side] for y in range(side)]
    return torch.stack(rows, dim=1).permute(0, 3, 1, 2)


def to_tokens(features: Tensor) -> Tensor:
    rows = [features[:, :, y] for y in range(features.shape[2])]
    return torch.cat(rows, dim=2).permute(0, 2, 1)


def shuffle(features: Tensor, factor: int) -> Tensor:
    """Channel c r^2 + i r + j of a pixel goes to row i, column j of its r x r pixels in channel c."""
    samples, channels, height, width = features.shape
    out = features.new_zeros(samples, channels // factor ** 2, height * factor, width * factor)
    for i in range(factor):
        for j in range(factor):
            out[:, :, i::factor, j::factor] = features[:, i * factor + j::factor ** 2]
    return out


class PixelNorm(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x / torch.sqrt((x * x).mean(dim=-1, keepdim=True) + 1e-8)


class Norm(nn.Module):
    """`ln` with weights, or `pn` without."""

    def __init__(self, width: int, kind: str) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width) if kind == "ln" else PixelNorm()

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x)


class Attention(nn.Module):
    """Head by head, with a bias per head and relative position where `side` is given, and no noise: that is drawn in training only."""

    def __init__(self, width: int, heads: int, side: int = 0, qkv_bias: bool = False, noise: bool = False) -> None:
        super().__init__()
        self.heads, self.side = heads, side
        self.qkv = nn.Linear(width, 3 * width, bias=qkv_bias)
        self.proj = nn.Linear(width, width)
        if side:
            self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * side - 1) ** 2, heads))
        if noise:
            self.noise_strength_1 = nn.Parameter(torch.zeros([]))

    def forward(self, x: Tensor) -> Tensor:
        width = x.shape[2]
        size = width // self.heads
        weights, biases = self.qkv.weight, self.qkv.bias
        outputs = []
        for head in range(self.heads):
            def project(part: int) -> Tensor:
                rows = slice(part * width + head * size, part * width + (head + 1) * size)
                return x @ weights[rows].T + (0 if biases is None else biases[rows])

            scores = torch.einsum("nid,njd->nij", project(0), project(1)) / size ** 0.5
            if self.side:
                scores = scores + self.bias(head)
            outputs.append(torch.softmax(scores, dim=2) @ project(2))
        unused = 0 * self.noise_strength_1 if hasattr(self, "noise_strength_1") else 0
        return self.proj(torch.cat(outputs, dim=2)) + unused

    def bias(self, head: int) -> Tensor:
        """Row i, column j: the table's entry for the way from token j to token i."""
        side = self.side
        table = self.relative_position_bias_table[:, head].reshape(2 * side - 1, 2 * side - 1)
        rows = []
        for y in range(side):
            for x in range(side):
                # The offsets (y - y', x - x') over all y', x', falling.
                rows.append(table[y:y + side, x:x + side].flip(0, 1).reshape(-1))
        return torch.stack(rows)


class Mlp(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.fc1(x)
        return self.fc2(hidden * 0.5 * (1 + torch.erf(hidden / 2 ** 0.5)))


class Block(nn.Module):
    """Attention over all tokens or, with a `window`, within windows of that side."""

    def __init__(self, width: int, heads: int, norm: str = "ln", side: int = 0, window: Optional[int] = None, bias: bool = True,
                 qkv_bias: bool = False, noise: bool = False) -> None:
        super().__init__()
        self.window = window
        self.norm1, self.norm2 = Norm(width, norm), Norm(width, norm)
        self.attn = Attention(width, heads, (window or side) if bias else 0, qkv_bias, noise)
        self.mlp = Mlp(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attend(self.norm1(x))
        return x + self.mlp(self.norm2(x))

    def attend(self, x: Tensor) -> Tensor:
        if not self.window:
            return self.attn(x)
        features, w = to_map(x), self.window
        bands = []
        for y in range(0, features.shape[2], w):
            band = [to_map(self.attn(to_tokens(features[:, :, y:y + w, x:x + w]))) for x in range(0, features.shape[3], w)]
            bands.append(torch.cat(band, dim=3))
        return to_tokens(torch.cat(bands, dim=2))


class PatchEmbedding(nn.Module):
    def __init__(self, channels: int, patch: int, width: int) -> None:
        super().__init__()
        self.patch = patch
        self.proj = nn.Linear(channels * patch ** 2, width)

    def forward(self, image: Tensor) -> Tensor:
        return self.proj(F.unfold(image, self.patch, stride=self.patch).transpose(1, 2))


class PatchOutput(nn.Module):
    def __init__(self, width: int, patch: int) -> None:
        super().__init__()
        self.patch = patch
        self.proj = nn.Linear(width, 3 * patch ** 2)

    def forward(self, tokens: Tensor) -> Tensor:
        side = round(tokens.shape[1] ** 0.5) * self.patch
        return F.fold(self.proj(tokens).transpose(1, 2), side, self.patch, stride=self.patch)


class ConvStem(nn.Module):
    """3 x 3 of stride 2 with GELU, doubling to the width, then 1 x 1."""

    def __init__(self, channels: int, patch: int, width: int) -> None:
        super().__init__()
        self.count = patch.bit_length() - 1
        for i in range(1, self.count + 1):
            out = width // 2 ** (self.count - i)
            setattr(self, f"conv{i}", nn.Conv2d(channels, out, 3, 2, 1))
            channels = out
        self.proj = nn.Conv2d(width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        for i in range(1, self.count + 1):
            x = F.gelu(getattr(self, f"conv{i}")(x))
        return to_tokens(self.proj(x))


class Stage(nn.Module):
    def __init__(self, depth: int, width: int, heads: int, norm: str, side: int, window: Optional[int], inject: Optional[int]) -> None:
        super().__init__()
        self.pos_embed = nn.Parameter(torch.zeros(1, side * side, width))
        self.blocks = nn.ModuleList(Block(width, heads, norm, side, window) for _ in range(depth))
        if inject:
            self.inject = PatchEmbedding(4, inject, width)

    def forward(self, tokens: Tensor, u: Tensor) -> Tensor:
        tokens = tokens + self.pos_embed
        if hasattr(self, "inject"):
            tokens = tokens + self.inject(u)
        for block in self.blocks:
            tokens = block(tokens)
        return tokens


class TransGan(nn.Module):
    """The inpainting generator."""

    def __init__(self, size: int, widths: tuple[int, ...], depths: tuple[int, ...], heads: tuple[int, ...], norm: str = "ln",
                 stem: str = "patch", inject: bool = False, window: Optional[int] = None) -> None:
        super().__init__()
        patch = min(16, size // 8)
        self.stem = (ConvStem if stem == "conv" else PatchEmbedding)(4, patch, widths[0])
        stages = []
        for i in range(3):
            side = size // patch * 2 ** i
            stages.append(Stage(depths[i], widths[i], heads[i], norm, side, window if window and window < side else None,
                                patch // 2 ** i if inject and i else None))
        self.stages = nn.ModuleList(stages)
        self.head = PatchOutput(widths[2], patch // 4)

    def forward(self, image: Tensor, mask: Tensor) -> tuple[None, Tensor]:
        u = torch.cat([image * (1 - mask), mask], dim=1)
        tokens = self.stages[0](self.stem(u), u)
        for stage in self.stages[1:]:
            tokens = stage(to_tokens(shuffle(to_map(tokens), 2)), u)
        return None, self.head(tokens)


class Vit(nn.Module):
    def __init__(self, size: int, patch: int, width: int, depth: int, heads: int) -> None:
        super().__init__()
        self.patch_embed = PatchEmbedding(4, patch, width)
        self.pos_embed = nn.Parameter(torch.zeros(1, (size // patch) ** 2, width))
        self.blocks = nn.ModuleList(Block(width, heads, bias=False, qkv_bias=True) for _ in range(depth))
        self.norm = Norm(width, "ln")
        self.head = PatchOutput(width, patch)

    def forward(self, image: Tensor, mask: Tensor) -> tuple[None, Tensor]:
        tokens = self.patch_embed(torch.cat([image * (1 - mask), mask], dim=1)) + self.pos_embed
        for block in self.blocks:
            tokens = block(tokens)
        return None, self.head(self.norm(tokens))


class Critic(nn.Module):
    """The two-scale discriminator; `official` has relative bias and noise, `tokens` a logit for each coarse token."""

    def __init__(self, channels: int, side: int, patch: int, fine: int, coarse: int, depth: int = 3, heads: int = 4, norm: str = "ln",
                 official: bool = False, tokens: bool = False) -> None:
        super().__init__()
        grid, width = side // patch, fine + coarse
        self.fRGB_1 = nn.Conv2d(channels, fine, patch, patch)
        self.fRGB_2 = nn.Conv2d(channels, coarse, 2 * patch, 2 * patch)
        if not tokens:
            self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed_1 = nn.Parameter(torch.zeros(1, grid ** 2, fine))
        self.pos_embed_2 = nn.Parameter(torch.zeros(1, (grid // 2) ** 2, width))
        options = {"norm": norm, "bias": official, "noise": official}
        self.blocks_1 = nn.ModuleList(Block(fine, heads, side=grid, **options) for _ in range(depth))
        self.blocks_2 = nn.ModuleList(Block(width, heads, side=grid // 2, **options) for _ in range(depth))
        self.last_block = nn.ModuleList([Block(width, heads, norm, bias=False, noise=official)])
        self.norm = Norm(width, norm)
        self.head = nn.Linear(width, 1)

    def forward(self, x: Tensor) -> Tensor:
        tokens = to_tokens(self.fRGB_1(x)) + self.pos_embed_1
        for block in self.blocks_1:
            tokens = block(tokens)
        features = to_map(tokens)
        pooled = (features[:, :, ::2, ::2] + features[:, :, 1::2, ::2] + features[:, :, ::2, 1::2] + features[:, :, 1::2, 1::2]) / 4
        tokens = torch.cat([to_tokens(pooled), to_tokens(self.fRGB_2(x))], dim=2) + self.pos_embed_2
        for block in self.blocks_2:
            tokens = block(tokens)
        if not hasattr(self, "cls_token"):
            return self.head(self.norm(self.last_block[0](tokens)))[:, :, 0]
        tokens = torch.cat([self.cls_token.repeat(len(x), 1, 1), tokens], dim=1)
        return self.head(self.norm(self.last_block[0](tokens))[:, 0])


class InpaintingCritic(nn.Module):
    def __init__(self, size: int, width: int, norm: str = "ln", condition: bool = True, tokens: bool = False) -> None:
        super().__init__()
        self.condition = condition
        self.critic = Critic(4 if condition else 3, size, min(8, size // 16), width, width, norm=norm, tokens=tokens)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        return self.critic(torch.cat([image, mask], dim=1) if self.condition else image)


class CifarGenerator(nn.Module):
    """The published generator: noise to image."""

    def __init__(self, latent: int = 256, width: int = 1024, heads: int = 4, bottom: int = 8, depths: tuple[int, ...] = (5, 4, 2)) -> None:
        super().__init__()
        self.bottom = bottom
        self.l1 = nn.Linear(latent, bottom ** 2 * width)
        for i in range(3):
            setattr(self, f"pos_embed_{i + 1}", nn.Parameter(torch.zeros(1, (bottom * 2 ** i) ** 2, width // 4 ** i)))
        self.blocks = self.stage(depths[0], width, heads, bottom)
        self.upsample_blocks = nn.ModuleList(self.stage(depths[i], width // 4 ** i, heads, bottom * 2 ** i) for i in (1, 2))
        self.deconv = nn.Sequential(nn.Conv2d(width // 16, 3, 1))

    @staticmethod
    def stage(depth: int, width: int, heads: int, side: int) -> nn.Module:
        return nn.ModuleDict({"block": nn.ModuleList(Block(width, heads, side=side) for _ in range(depth))})

    def forward(self, z: Tensor) -> Tensor:
        flat = self.l1(z)
        tokens = torch.stack(flat.chunk(self.bottom ** 2, dim=1), dim=1) + self.pos_embed_1
        for block in self.blocks["block"]:
            tokens = block(tokens)
        for stage, positions in zip(self.upsample_blocks, (self.pos_embed_2, self.pos_embed_3)):
            tokens = to_tokens(shuffle(to_map(tokens), 2)) + positions
            for block in stage["block"]:
                tokens = block(tokens)
        return self.deconv(to_map(tokens))
