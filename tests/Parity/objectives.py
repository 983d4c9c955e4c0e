"""Makes the goldens of training's parts: losses, Adam on fixed gradients, data-driven initialisation.

    /usr/bin/python3 tests/Parity/objectives.py
"""
from __future__ import annotations

import torch
from torch import nn

from golden import Tensors, draw_images, draw_masks, float32_valued, quantise, write
from reference import losses
from reference.generators import SelfAttentionGenerator, UNet
from reference.initialisation import initialise_from_data


def make_losses() -> None:
    """Three samples: an ordinary hole, none, and nothing but hole."""
    torch.manual_seed(1)
    image, refined, coarse = (float32_valued(scale * draw_images(12, 16, count=3)) for scale in (1, 0.9, 0.8))
    mask = torch.cat([draw_masks(12, 16)[:1], torch.zeros(1, 1, 12, 16).double(), torch.ones(1, 1, 12, 16).double()])
    real, fake = (float32_valued(1.5 * torch.randn(3, 8, 2, 3)) for _ in range(2))
    kink_distances = [difference.abs().min().item() for difference in (refined - image, coarse - image, real - 1, fake + 1)]
    assert min(kink_distances) > 1e-5, kink_distances

    tensors: Tensors = {"image": image, "mask": mask, "coarse": coarse, "refined": refined, "real_logits": real, "fake_logits": fake}
    for area in ("own", "image"):
        tensors[f"l1_hole.{area}"] = losses.l1(refined, image, mask, area)
        tensors[f"l1_known.{area}"] = losses.l1(refined, image, 1 - mask, area)
        weights = {"hole": 1.0, "known": 0.2, "coarse_weight": 0.75, "refined_weight": 1.25, "area": area}
        arguments = [coarse.clone().requires_grad_(), refined.clone().requires_grad_()]
        total = losses.reconstruction(*arguments, image, mask, **weights)
        gradients = torch.autograd.grad(total, arguments)
        tensors |= {f"total.{area}": total, f"total.{area}.grad.coarse": gradients[0], f"total.{area}.grad.refined": gradients[1]}
        tensors[f"total_without_coarse.{area}"] = losses.reconstruction(None, refined, image, mask, **weights)

    arguments = [real.clone().requires_grad_(), fake.clone().requires_grad_()]
    hinge = losses.discriminator_hinge(*arguments)
    gradients = torch.autograd.grad(hinge, arguments)
    tensors |= {"discriminator_hinge": hinge, "discriminator_hinge.grad.real_logits": gradients[0],
                "discriminator_hinge.grad.fake_logits": gradients[1], "generator_hinge": losses.generator_hinge(fake)}
    write("losses", tensors, {"hole": "1.0", "known": "0.2", "coarse_weight": "0.75", "refined_weight": "1.25"})


def make_adam() -> None:
    """Five steps on fixed gradients, one of them zero and one so small that epsilon counts."""
    torch.manual_seed(2)
    parameters = [nn.Parameter(float32_valued(torch.randn(shape))) for shape in ((3, 4), (5,), (1,))]
    optimiser = torch.optim.Adam(parameters, lr=1e-3, betas=(0.5, 0.999))
    tensors: Tensors = {f"parameter.{i}": parameter.detach().clone() for i, parameter in enumerate(parameters)}
    for step in range(5):
        for i, parameter in enumerate(parameters):
            parameter.grad = float32_valued(torch.randn(parameter.shape))
        parameters[0].grad[0, 0] = 0
        parameters[1].grad[0] *= 2 ** -27
        optimiser.step()
        for i, parameter in enumerate(parameters):
            tensors |= {f"grad.{step}.{i}": parameter.grad.clone(), f"after.{step}.{i}": parameter.detach().clone()}
    write("adam", tensors, {"steps": "5", "learning_rate": "0.001", "beta1": "0.5", "beta2": "0.999", "epsilon": "1e-8"})


def make_data_driven_init() -> None:
    """Weights before it, and what each layer's RMS is after it."""
    for name, network in (("unet", UNet), ("self_attention", SelfAttentionGenerator)):
        torch.manual_seed(3)
        image, mask = draw_images(32, 48), draw_masks(32, 48)
        generator = quantise(network(2))
        tensors: Tensors = {f"weights.{key}": tensor.clone() for key, tensor in generator.state_dict().items()}
        tensors |= {"image": image, "mask": mask}
        reached = initialise_from_data(generator, image, mask)
        assert all(abs(value - 1) <= 0.01 for value in reached.values()), reached
        tensors |= {f"rms.{layer}": torch.tensor(value, dtype=torch.float64) for layer, value in reached.items()}
        write(f"data_driven_init_{name}", tensors, {"width": "2"})


if __name__ == "__main__":
    make_losses()
    make_adam()
    make_data_driven_init()
