"""Python's side of `inpaintlab bench infer`: one forward of one 256 x 256 image, timed inside this process.

Workloads: NETWORK-HOLE for unet, self-attention, deepfill-v2, transgan-small and vit with a square hole of 5, 20 or 50 percent in the
middle. Networks in evaluation mode, in inference mode, in channels_last, the mask too, with random weights. See protocol.py.
"""
from __future__ import annotations

from functools import lru_cache, partial
from typing import Callable

import torch
from torch import Tensor, nn

from deepfill import DeepFillV2
from protocol import box_mask, serve
from self_attention import Generator as SelfAttention
from train_step import UNet
from vision_transformers import TransGan, Vit

SIDE = 256

# With as many parameters as on the other side, where a test says the same.
NETWORKS: dict[str, tuple[Callable[[], nn.Module], int]] = {
    "unet": (UNet, 2_646_559),
    "self-attention": (partial(SelfAttention, 32), 6_105_351),
    "deepfill-v2": (DeepFillV2, 4_052_478),
    "transgan-small": (partial(TransGan, SIDE, (256, 64, 16), (5, 4, 2), (4, 2, 1)), 4_663_310),
    "vit": (partial(Vit, SIDE, 8, 192, 6, 3), 2_952_576),
}


@lru_cache(maxsize=None)
def network(name: str) -> nn.Module:
    torch.manual_seed(0)
    create, parameters = NETWORKS[name]
    created = create().eval().to(memory_format=torch.channels_last)
    count = sum(p.numel() for p in created.parameters())
    assert count == parameters, f"{name}: {count} parameters"
    return created


def forward(name: str, percent: int) -> Callable[[int], None]:
    generator = network(name)
    image = (2 * torch.rand(1, 3, SIDE, SIDE) - 1).contiguous(memory_format=torch.channels_last)
    hole = round(SIDE * (percent / 100) ** 0.5)
    start = (SIDE - hole) // 2
    mask = box_mask(1, SIDE, start, start + hole)

    @torch.inference_mode()
    def run(iterations: int) -> None:
        for _ in range(iterations):
            generator(image, mask)

    return run


if __name__ == "__main__":
    serve({f"{name}-{percent}": partial(forward, name, percent) for name in NETWORKS for percent in (5, 20, 50)})
