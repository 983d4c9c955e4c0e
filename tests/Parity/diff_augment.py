"""Makes the golden of DiffAugment (arXiv:2006.10738) with fixed draws: every transform by looking up each pixel's source.

    /usr/bin/python3 tests/Parity/diff_augment.py
"""
from __future__ import annotations

import torch
from torch import Tensor, nn

from golden import Tensors, draw_images, draw_masks, float32_valued, gradients, record

HEIGHT, WIDTH = 16, 24


def colour(image: Tensor, draws: Tensors) -> Tensor:
    out = []
    for i, x in enumerate(image):
        x = x + draws["brightness"][i]
        grey = x.mean(dim=0, keepdim=True)
        x = grey + draws["saturation"][i] * (x - grey)
        out.append(x.mean() + draws["contrast"][i] * (x - x.mean()))
    return torch.stack(out)


def translate(x: Tensor, draws: Tensors) -> Tensor:
    """out[y, x] = in[y - dy, x - dx], 0 outside."""
    padded = torch.nn.functional.pad(x, (WIDTH, WIDTH, HEIGHT, HEIGHT))
    rows, columns = torch.arange(HEIGHT) + HEIGHT, torch.arange(WIDTH) + WIDTH
    return torch.stack([sample[:, rows - int(dy)][:, :, columns - int(dx)] for sample, (dy, dx) in zip(padded, draws["shift"])])


def cutout(x: Tensor, draws: Tensors) -> Tensor:
    """0 in rows cy - h/2 ... cy - h/2 + h - 1, and columns alike, h being half the side."""
    y, column = torch.meshgrid(torch.arange(HEIGHT), torch.arange(WIDTH), indexing="ij")
    kept = []
    for cy, cx in draws["centre"].tolist():
        in_rows = (y >= cy - HEIGHT // 4) & (y < cy - HEIGHT // 4 + HEIGHT // 2)
        in_columns = (column >= cx - WIDTH // 4) & (column < cx - WIDTH // 4 + WIDTH // 2)
        kept.append(~(in_rows & in_columns))
    return torch.where(torch.stack(kept).unsqueeze(1), x, torch.zeros_like(x))


def build() -> tuple[nn.Module, Tensors]:
    draws = {"brightness": torch.tensor([0.3, -0.45]), "saturation": torch.tensor([1.7, 0.1]), "contrast": torch.tensor([0.6, 1.4]),
             "shift": torch.tensor([[2, -3], [-1, 0]]), "centre": torch.tensor([[5, 9], [0, 24]])}
    images = {"image": draw_images(HEIGHT, WIDTH), "mask": draw_masks(HEIGHT, WIDTH),
              "output_grad": float32_valued(torch.randn(2, 3, HEIGHT, WIDTH))}
    return nn.Identity(), images | {key: float32_valued(tensor) for key, tensor in draws.items()}


def compute(module: nn.Module, inputs: Tensors, _: object) -> Tensors:
    stages = {}
    image, mask = inputs["image"], inputs["mask"]
    stages["colour"] = colour(image, inputs)
    stages["translation"], stages["translation_mask"] = translate(image, inputs), translate(mask, inputs)
    stages["cutout"], stages["cutout_mask"] = cutout(image, inputs), cutout(mask, inputs)
    stages["all"] = cutout(translate(colour(image, inputs), inputs), inputs)
    stages["all_mask"] = cutout(translate(mask, inputs), inputs)
    return stages | gradients((stages["all"] * inputs["output_grad"]).sum(), module, {"image": image})


if __name__ == "__main__":
    record("diff_augment", build, compute, {}, ("image",))
