"""Makes the goldens of the transformers: families transgan and vit, TransGAN's CIFAR networks, bicubic upsampling of tokens.

    /usr/bin/python3 tests/Parity/transgan.py
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from golden import Case, KinkWatch, Tensors, draw_images, draw_masks, float32_valued, gradients, quantise, record
from reference import losses
from reference.transformers import CifarGenerator, Critic, InpaintingCritic, TransGan, Vit, to_map, to_tokens

SIZE = 32
L1 = {"hole": 1.0, "known": 0.2, "coarse_weight": 0.75, "refined_weight": 1.25, "area": "own"}


def check_parameter_counts() -> None:
    """The published counts of the CIFAR networks, and those that the layer tables give for the inpainting networks."""
    def count(module: nn.Module) -> int:
        return sum(parameter.numel() for parameter in module.parameters())

    assert count(CifarGenerator()) == 83_312_495
    assert count(Critic(3, 32, 2, 288, 96, official=True)) == 10_210_400
    for size, generator, window, discriminator in ((64, 66_733_496, None, 8_563_201), (128, 67_522_268, None, 8_747_521),
                                                   (256, 68_150_876, 16, 8_968_705)):
        critic = InpaintingCritic(size, 192)
        assert count(critic) == discriminator, (size, count(critic))
        network = TransGan(size, (1024, 256, 64), (5, 4, 2), (4, 4, 4))
        if window:  # only the finest of the three grids is cut
            stage = network.stages[2]
            for block in stage.blocks:
                block.attn.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, 4))
        assert count(network) == generator, (size, count(network))
    assert count(TransGan(64, (256, 64, 16), (5, 4, 2), (4, 2, 1))) == 4_285_866
    assert count(InpaintingCritic(64, 96)) == 2_180_353


@torch.no_grad()
def draw(network: nn.Module) -> nn.Module:
    """No bias, table, position, norm or strength at its trivial value."""
    for name, parameter in network.named_parameters():
        last = name.rsplit(".", 1)[-1]
        if "norm" in name.split(".")[-2:][0] and last == "weight":
            parameter.copy_(1 + 0.2 * torch.randn_like(parameter))
        elif last == "bias":
            parameter.normal_(0, 0.2)
        elif last in ("relative_position_bias_table", "cls_token") or "pos_embed" in last:
            parameter.normal_(0, 0.5)
        elif last == "noise_strength_1":
            parameter.fill_(0.3)
    return quantise(network)


def generators() -> None:
    def build(network: nn.Module) -> Case:
        return draw(network), {"image": draw_images(SIZE, SIZE), "mask": draw_masks(SIZE, SIZE)}

    def compute(network: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
        image, mask = inputs["image"], inputs["mask"]
        _, refined = network(image, mask)
        watch.near(refined - image)
        loss = losses.reconstruction(None, refined, image, mask, **L1)
        return {"refined": refined, "loss": loss} | gradients(loss, network, inputs)

    objective = {key: str(value) for key, value in L1.items()}
    for name, network in (
            ("transgan", lambda: TransGan(SIZE, (64, 16, 4), (1, 2, 1), (2, 2, 1), inject=True, window=8)),
            ("transgan_conv_pn", lambda: TransGan(SIZE, (32, 8, 2), (1, 1, 1), (4, 1, 2), norm="pn", stem="conv")),
            ("vit", lambda: Vit(SIZE, 8, 24, 2, 3))):
        record(f"generator_{name}", lambda: build(network()), compute, objective, ("image",))


def discriminators() -> None:
    def build(network: nn.Module) -> Case:
        return draw(network), {"image": draw_images(SIZE, SIZE), "fake": draw_images(SIZE, SIZE), "mask": draw_masks(SIZE, SIZE)}

    def compute(network: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
        real_logits, fake_logits = network(inputs["image"], inputs["mask"]), network(inputs["fake"], inputs["mask"])
        watch.near(real_logits, 1)
        watch.near(fake_logits, -1)
        loss = losses.discriminator_hinge(real_logits, fake_logits)
        return {"real_logits": real_logits, "fake_logits": fake_logits, "loss": loss} | gradients(loss, network, inputs)

    record("discriminator_transgan", lambda: build(InpaintingCritic(SIZE, 8)), compute, {"width": "8"}, ("fake",))
    record("discriminator_transgan_tokens", lambda: build(InpaintingCritic(SIZE, 8, "pn", condition=False, tokens=True)), compute,
           {"width": "8"}, ("fake",))


def cifar() -> None:
    def random(*shape: int) -> torch.Tensor:
        return float32_valued(torch.randn(*shape))

    def compute(network: nn.Module, inputs: Tensors, _: KinkWatch) -> Tensors:
        output = network(inputs["x"])
        return {"output": output} | gradients((output * inputs["output_grad"]).sum(), network, inputs)

    record("transgan_cifar_generator",
           lambda: (draw(CifarGenerator(6, 64, 2, 4, (1, 2, 1))), {"x": random(2, 6), "output_grad": random(2, 3, 16, 16)}),
           compute, {"latent": "6", "width": "64", "heads": "2", "bottom": "4"}, ("x",))
    record("transgan_cifar_discriminator",
           lambda: (draw(Critic(3, 16, 2, 12, 4, depth=1, official=True)),
                    {"x": float32_valued(0.5 * torch.randn(2, 3, 16, 16)), "output_grad": random(2, 1)}),
           compute, {"width": "16", "side": "16", "depth": "1"}, ("x",))

    def bicubic(module: nn.Module, inputs: Tensors, _: KinkWatch) -> Tensors:
        output = to_tokens(F.interpolate(to_map(inputs["x"]), scale_factor=2, mode="bicubic"))
        return {"output": output} | gradients((output * inputs["output_grad"]).sum(), module, inputs)

    record("token_bicubic", lambda: (nn.Identity(), {"x": random(2, 16, 3), "output_grad": random(2, 64, 3)}), bicubic, {}, ("x",))


if __name__ == "__main__":
    check_parameter_counts()
    generators()
    discriminators()
    cifar()
