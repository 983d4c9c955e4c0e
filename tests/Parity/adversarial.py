"""Makes the goldens of whole updates: discriminator, then generator, for each adversarial loss with its penalties.

    /usr/bin/python3 tests/Parity/adversarial.py
"""
from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from gated_conv import ADVERSARIAL_WEIGHT, L1, SIZE, draw_discriminator, generate, judge
from golden import Case, KinkWatch, Tensors, draw_images, draw_masks, record, stabilise
from reference import losses
from reference.discriminators import SnPatchGan
from reference.generators import UNet
from reference.layers import update_spectral_norm

# Plain gradient descent: the updated weights are linear in the gradients, and the discriminator's affect the generator's.
GENERATOR_RATE, DISCRIMINATOR_RATE = 0.05, 0.2
ALPHA_SEED = 7
KINDS = {
    "hinge": {},
    "ns": {"r1": 0.5},
    "wgan_gp": {"gp": 10.0, "masked": True},
    "wgan_gp_eps": {"gp": 4.0, "masked": False, "drift": 0.001},
}


def build() -> Case:
    inputs = {"image": draw_images(*SIZE[UNet]), "mask": draw_masks(*SIZE[UNet])}
    # The first numbers that a CPU generator of this seed gives in float64.
    inputs["alpha"] = torch.rand(2, 1, 1, 1, dtype=torch.float64, generator=torch.Generator().manual_seed(ALPHA_SEED))
    generator = stabilise(UNet(2), inputs["image"], inputs["mask"])
    return nn.ModuleDict({"generator": generator, "discriminator": draw_discriminator(SnPatchGan(2))}), inputs


def descend(network: nn.Module, loss: Tensor, rate: float) -> None:
    parameters = list(network.parameters())
    gradients = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, gradient in zip(parameters, gradients):
            parameter -= rate * gradient


def update(kind: str, networks: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
    options = KINDS[kind]
    generator, discriminator = networks["generator"], networks["discriminator"]
    image, mask = inputs["image"], inputs["mask"]
    before = {key: value.clone() for key, value in networks.state_dict().items()}
    predictions, reconstruction = generate(generator, inputs, watch)
    composite = losses.composite(predictions["refined"], image, mask)
    update_spectral_norm(discriminator)
    real, fake = judge(discriminator, image, composite.detach(), mask, watch)
    family = kind.split("_")[0]
    terms = {"loss/discriminator": {"hinge": losses.discriminator_hinge, "ns": losses.discriminator_non_saturating,
                                    "wgan": losses.critic_wasserstein}[family](real, fake)}
    if "gp" in options:
        terms["loss/gradient_penalty"] = options["gp"] * losses.gradient_penalty(
            discriminator, image, composite.detach(), mask, inputs["alpha"], options["masked"])
    if "drift" in options:
        terms["loss/drift"] = options["drift"] * losses.critic_drift(real)
    if "r1" in options:
        terms["loss/r1"] = options["r1"] / 2 * losses.r1_penalty(discriminator, image, mask)
    terms["loss/discriminator"] = sum(terms.values())
    descend(discriminator, terms["loss/discriminator"], DISCRIMINATOR_RATE)

    judged = discriminator(composite, mask)
    adversarial = {"hinge": losses.generator_hinge, "ns": losses.generator_non_saturating, "wgan": losses.generator_hinge}[family](judged)
    terms |= {"loss/l1": reconstruction, "loss/generator_adversarial": adversarial,
              "loss/generator": reconstruction + ADVERSARIAL_WEIGHT * adversarial}
    descend(generator, terms["loss/generator"], GENERATOR_RATE)
    changes = {key: value.detach() - before[key] for key, value in networks.state_dict().items()}
    return {f"{kind}.term.{key}": value for key, value in terms.items()} | {f"{kind}.change.{key}": value for key, value in changes.items()}


def updates(networks: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
    """Every kind from the same weights."""
    results: Tensors = {}
    for kind in KINDS:
        results |= update(kind, copy.deepcopy(networks), inputs, watch)
    return results


if __name__ == "__main__":
    facts = {"generator_width": "2", "discriminator_width": "2", "adversarial_weight": str(ADVERSARIAL_WEIGHT),
             "alpha_seed": str(ALPHA_SEED), "generator_rate": str(GENERATOR_RATE), "discriminator_rate": str(DISCRIMINATOR_RATE)}
    facts |= {key: str(value) for key, value in L1.items()}
    facts |= {f"{kind}.{key}": str(value) for kind, options in KINDS.items() for key, value in options.items()}
    record("adversarial_update", build, updates, facts, precision="float64")
