"""Makes the goldens of the gated-conv family: layers, generators, discriminators and one adversarial step.

    /usr/bin/python3 tests/Parity/gated_conv.py
"""
from __future__ import annotations

import torch
from torch import Tensor, nn

from golden import (Case, KinkWatch, Tensors, draw_images, draw_masks, float32_valued, gradients, quantise, record, stabilise)
from reference import losses
from reference.attention import ContextualAttention, SelfAttention
from reference.discriminators import SelfAttentionSnPatchGan, SnPatchGan
from reference.generators import DeepFillV2, SelfAttentionGenerator, UNet
from reference.layers import GatedConv2d, SpectralNormConv2d, update_spectral_norm

# Not square; wide enough that dilation 16 at a quarter of the size still meets features.
SIZE = {DeepFillV2: (24, 72), SelfAttentionGenerator: (24, 72), UNet: (32, 48)}
L1 = {"hole": 1.0, "known": 0.2, "coarse_weight": 0.75, "refined_weight": 1.25, "area": "own"}
ADVERSARIAL_WEIGHT = 0.1


def check_parameter_counts() -> None:
    """Published and hand-computed sizes (architectures at full width)."""
    def count(module: nn.Module) -> int:
        return sum(parameter.numel() for parameter in module.parameters())

    generator = DeepFillV2()
    assert (count(generator.coarse), count(generator.refinement)) == (1_631_151, 2_421_327)
    assert count(generator) == 4_052_478
    assert count(SnPatchGan()) == 5_946_816


def random_like(*shape: int) -> Tensor:
    return float32_valued(torch.randn(*shape))


def through(module: nn.Module, inputs: Tensors, *names: str) -> Tensors:
    """Output, and all gradients of sum(output * output_grad)."""
    output = module(*(inputs[name] for name in names))
    return {"output": output} | gradients((output * inputs["output_grad"]).sum(), module, inputs)


def layers() -> None:
    def gated(**options: object) -> Case:
        layer = quantise(GatedConv2d(6, 8, **options))
        size = (8, 10) if options.get("stride") == 2 else (32, 40) if options.get("upsample") else (16, 20)
        return layer, {"x": random_like(2, 6, 16, 20), "output_grad": random_like(2, 8, *size)}

    variants = {
        "elu_dilated": {"dilation": 2},
        "elu_upsample": {"upsample": True},
        "leaky_stride_norm": {"kernel": 4, "stride": 2, "activation": nn.LeakyReLU(0.2), "norm": True},
    }
    for name, options in variants.items():
        record(f"gated_layer_{name}", lambda: gated(**options), lambda m, i, _: through(m, i, "x"),
               {"layer": ", ".join(f"{key}={value}" for key, value in options.items())}, ("x",))

    def self_attention() -> Case:
        layer = SelfAttention(16)
        torch.nn.init.constant_(layer.gamma, 0.7)
        return quantise(layer), {"x": random_like(2, 16, 8, 10), "output_grad": random_like(2, 16, 8, 10)}

    record("self_attention", self_attention, lambda m, i, _: through(m, i, "x"), {"channels": "16"}, ("x",))

    for fuse in (True, False):
        def contextual() -> Case:
            # Small features, as the scores grow with their square and the softmax multiplies by 10.
            features, mask = float32_valued(0.15 * torch.randn(2, 8, 16, 20)), draw_masks(16, 20)
            return ContextualAttention(fuse=fuse), {"x": features, "mask": mask, "output_grad": random_like(2, 8, 16, 20)}

        record(f"contextual_attention_{'fuse' if fuse else 'plain'}", contextual, lambda m, i, _: through(m, i, "x", "mask"),
               {"fuse": str(fuse).lower()}, ("x",))


def generate(generator: nn.Module, inputs: Tensors, watch: KinkWatch) -> tuple[Tensors, Tensor]:
    """Predictions, and their reconstruction loss."""
    image, mask = inputs["image"], inputs["mask"]
    coarse, refined = generator(image, mask)
    predictions = {"refined": refined} if coarse is None else {"coarse": coarse, "refined": refined}
    for prediction in predictions.values():
        watch.near(prediction - image)
    return predictions, losses.reconstruction(coarse, refined, image, mask, **L1)


def generators() -> None:
    def build(generator: nn.Module) -> Case:
        inputs = {"image": draw_images(*SIZE[type(generator)]), "mask": draw_masks(*SIZE[type(generator)])}
        return stabilise(generator, inputs["image"], inputs["mask"]), inputs

    def train(generator: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
        predictions, loss = generate(generator, inputs, watch)
        return predictions | {"loss": loss} | gradients(loss, generator, inputs)

    def train_and_evaluate(generator: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
        clamped = [generator.coarse.conv17, generator.refinement.conv17]
        for layer in clamped:
            layer.register_forward_hook(lambda layer, arguments, output: watch.near(output, -1, 1))
        results = train(generator, inputs, watch)
        statistics = {f"after.{key}": tensor.clone() for key, tensor in generator.state_dict().items() if "running" in key}
        coarse, refined = generator.eval()(inputs["image"], inputs["mask"])
        return results | statistics | {"eval.coarse": coarse, "eval.refined": refined}

    objective = {key: str(value) for key, value in L1.items()}
    for name, network, width, compute, precision in (
            ("deepfill_v2", DeepFillV2, 4, train, "float32"),
            ("unet", UNet, 2, train, "float32"),
            ("self_attention", SelfAttentionGenerator, 4, train_and_evaluate, "float64")):
        record(f"generator_{name}", lambda: build(network(width)), compute, {"width": str(width)} | objective, ("image",), precision)


def draw_discriminator(discriminator: nn.Module) -> nn.Module:
    """Biases large enough for logits on both sides of the hinge."""
    with torch.no_grad():
        for layer in discriminator.modules():
            if isinstance(layer, SpectralNormConv2d):
                layer.bias.normal_(0, 0.7)
            if hasattr(layer, "gamma"):
                layer.gamma.fill_(0.7)
    return quantise(discriminator)


def judge(discriminator: nn.Module, image: Tensor, fake: Tensor, mask: Tensor, watch: KinkWatch) -> tuple[Tensor, Tensor]:
    real_logits, fake_logits = discriminator(image, mask), discriminator(fake, mask)
    watch.near(real_logits, 1)
    watch.near(fake_logits, -1)
    return real_logits, fake_logits


def spectral_state(discriminator: nn.Module, prefix: str) -> Tensors:
    return {f"{prefix}{key}": tensor.clone() for key, tensor in discriminator.state_dict().items() if key.endswith(".u")}


def discriminators() -> None:
    def build(network: type, width: int, size: tuple[int, int]) -> Case:
        inputs = {"image": draw_images(*size), "fake": draw_images(*size), "mask": draw_masks(*size)}
        return draw_discriminator(network(width)), inputs

    def compute(discriminator: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
        image, fake, mask = inputs["image"], inputs["fake"], inputs["mask"]
        before = discriminator(image, mask)
        update_spectral_norm(discriminator)
        real_logits, fake_logits = judge(discriminator, image, fake, mask, watch)
        loss = losses.discriminator_hinge(real_logits, fake_logits)
        return {"before.real_logits": before, "real_logits": real_logits, "fake_logits": fake_logits, "loss": loss,
                **spectral_state(discriminator, "after."), **gradients(loss, discriminator, inputs)}

    # 64 x 128 is the least size that leaves self-attention more than one place to look at.
    for name, network, width, size in (("sn_patchgan", SnPatchGan, 4, (32, 80)), ("self_attention", SelfAttentionSnPatchGan, 4, (64, 128))):
        record(f"discriminator_{name}", lambda: build(network, width, size), compute, {"width": str(width)}, ("fake",))


def adversarial_step() -> None:
    """Both losses of one training step of a small U-Net with its discriminator, on the same spectral norm."""
    def build() -> Case:
        inputs = {"image": draw_images(*SIZE[UNet]), "mask": draw_masks(*SIZE[UNet])}
        generator = stabilise(UNet(2), inputs["image"], inputs["mask"])
        return nn.ModuleDict({"generator": generator, "discriminator": draw_discriminator(SnPatchGan(4))}), inputs

    def compute(networks: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
        generator, discriminator = networks["generator"], networks["discriminator"]
        image, mask = inputs["image"], inputs["mask"]
        predictions, reconstruction = generate(generator, inputs, watch)
        composite = losses.composite(predictions["refined"], image, mask)
        update_spectral_norm(discriminator)
        real_logits, fake_logits = judge(discriminator, image, composite.detach(), mask, watch)
        discriminator_loss = losses.discriminator_hinge(real_logits, fake_logits)
        generator_hinge = losses.generator_hinge(discriminator(composite, mask))
        generator_loss = reconstruction + ADVERSARIAL_WEIGHT * generator_hinge
        return {**predictions, "composite": composite, "discriminator_loss": discriminator_loss, "generator_hinge": generator_hinge,
                "generator_loss": generator_loss, **spectral_state(discriminator, "after.discriminator."),
                **gradients(discriminator_loss, discriminator, {}, "grad.discriminator."),
                **gradients(generator_loss, generator, {}, "grad.generator.")}

    record("adversarial_step", build, compute, {"generator_width": "2", "discriminator_width": "4", "adversarial_weight":
           str(ADVERSARIAL_WEIGHT)} | {key: str(value) for key, value in L1.items()})


if __name__ == "__main__":
    check_parameter_counts()
    layers()
    generators()
    discriminators()
    adversarial_step()
