"""What the golden-making scripts share: test inputs, stable weights, and a recorder that refuses fragile goldens."""
from __future__ import annotations

import copy
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from torch import Tensor, nn

import tensorfile
from reference.initialisation import initialise_from_data
from reference.layers import GatedConv2d, SpectralNormConv2d

# A float32 run on any CPU must agree with the golden to 1e-5 of each tensor's maximum. Two things can break that: error that
# grows with depth (measured here against PyTorch's own float32 runs, which must stay well below) and values so close to
# the kink of a ReLU, |x|, clamp or hinge that rounding decides the side (each must keep a distance).
LARGEST_FLOAT32_DEVIATION = 3.5e-6
LEAST_KINK_DISTANCE = 8e-6
# Where no weights reach that in float32 (tens of batch norms in training mode), both sides compute in float64.
LEAST_KINK_DISTANCE_FLOAT64 = 1e-9

torch.set_num_threads(1)  # sums in one order: repeated runs agree to the last bits

Tensors = dict[str, Tensor]
Case = tuple[nn.Module, Tensors]


class KinkWatch:
    """Measures how near a computation comes to points without a derivative."""

    def __init__(self, module: nn.Module) -> None:
        self.distance = float("inf")
        for layer in module.modules():
            if isinstance(layer, (nn.ReLU, nn.LeakyReLU)):
                layer.register_forward_pre_hook(lambda layer, inputs: self.near(inputs[0]))

    def near(self, x: Tensor, *kinks: float) -> None:
        """Tells that `x` meets a kink at each of `kinks` (default 0)."""
        for kink in kinks or (0.0,):
            self.distance = min(self.distance, (x.detach() - kink).abs().min().item())


Compute = Callable[[nn.Module, Tensors, KinkWatch], Tensors]


def float32_valued(x: Tensor) -> Tensor:
    """Double precision, but a value that float32 holds exactly."""
    return x.float().double()


def draw_images(height: int, width: int, count: int = 2, scale: float = 0.8) -> Tensor:
    """Smooth colour waves with some noise, within [-1, 1]."""
    y, x = torch.meshgrid(torch.linspace(0, 1, height), torch.linspace(0, 1, width), indexing="ij")
    waves = [torch.sin(6 * (a * x + b * y) + c) for a, b, c in torch.randn(3 * count, 3).tolist()]
    images = torch.stack(waves).view(count, 3, height, width) + 0.25 * torch.randn(count, 3, height, width)
    return float32_valued((images * scale).clamp(-0.97, 0.97))


def draw_masks(height: int, width: int) -> Tensor:
    """Two masks: one hole inside; one hole in a corner and a smaller one inside."""
    mask = torch.zeros(2, 1, height, width)
    mask[0, :, height // 4:height * 5 // 8, width // 3:width * 2 // 3] = 1
    mask[1, :, :height * 3 // 8, width * 2 // 3:] = 1
    mask[1, :, height * 5 // 8:height * 7 // 8, width // 8:width // 3] = 1
    return mask.double()


@torch.no_grad()
def stabilise(generator: nn.Module, image: Tensor, mask: Tensor) -> nn.Module:
    """Weights that carry signal through all layers, and leave no bias, norm or gamma at its trivial value.

    Outputs of RMS 0.2 and gates that are half open keep the network close to linear: deep networks with larger signals
    multiply rounding errors until float32 cannot reach 1e-5.
    """
    generator.double()
    gated = [layer for layer in generator.modules() if isinstance(layer, GatedConv2d)]
    for layer in gated:
        layer.conv.weight[layer.conv.out_channels // 2:] *= 0.5
    initialise_from_data(generator, image, mask, target=0.2)
    for layer in gated:
        layer.conv.bias += 0.05 * torch.randn_like(layer.conv.bias)
    for layer in generator.modules():
        if isinstance(layer, nn.Conv2d) and layer.out_channels == 3:
            layer.weight *= 2  # the output: most of the range, little of tanh's flat ends
        if isinstance(layer, nn.BatchNorm2d):
            for tensor, spread in ((layer.weight, 0.2), (layer.bias, 0.2), (layer.running_mean, 0.2), (layer.running_var, 0.1)):
                tensor += spread * torch.randn_like(tensor).clamp(-2, 2)
        if hasattr(layer, "gamma"):
            layer.gamma.fill_(0.7)
    return quantise(generator)


@torch.no_grad()
def quantise(module: nn.Module) -> nn.Module:
    """Rounds all weights to float32 values."""
    module.double()
    for tensor in module.state_dict().values():
        if tensor.is_floating_point():
            tensor.copy_(float32_valued(tensor))
    for layer in module.modules():
        if isinstance(layer, SpectralNormConv2d):
            layer.v = None
    return module


def gradients(loss: Tensor, module: nn.Module, inputs: Tensors, prefix: str = "grad.") -> Tensors:
    """`<prefix><key>` for every parameter and `input_grad.<name>` for every input that asks for a gradient."""
    names = {prefix + key: parameter for key, parameter in module.named_parameters()}
    names.update({f"input_grad.{name}": tensor for name, tensor in inputs.items() if tensor.requires_grad})
    values = torch.autograd.grad(loss, list(names.values()), retain_graph=True)
    return dict(zip(names, values))


def record(name: str, build: Callable[[], Case], compute: Compute, metadata: dict[str, str], differentiable: tuple[str, ...] = (),
           precision: str = "float32") -> None:
    """Writes <name>.safetensors: weights.<key>, the inputs, and what `compute` makes of them in float64.

    Tries seeds in turn until the golden is stable; which seed it was stands in the metadata, with the precision in which the other
    side has to compute for agreement to 1e-5.
    """
    for seed in range(200):
        torch.manual_seed(seed)
        module, inputs = build()
        results, kink_distance = _run(module, inputs, compute, differentiable, torch.float64)
        deviation = _float32_deviation(module, inputs, compute, differentiable, results)
        if precision == "float64":
            stable = kink_distance >= LEAST_KINK_DISTANCE_FLOAT64
        else:
            stable = kink_distance >= LEAST_KINK_DISTANCE and deviation <= LARGEST_FLOAT32_DEVIATION
        if stable:
            weights = {f"weights.{key}": tensor for key, tensor in module.state_dict().items()}
            facts = {"seed": str(seed), "precision": precision, "float32_deviation": f"{deviation:.1e}"}
            write(name, weights | inputs | results, metadata | facts)
            print(f"{name}: seed {seed}, kink distance {kink_distance:.1e}, float32 deviation {deviation:.1e}")
            return
    raise RuntimeError(f"{name}: no seed gives a stable golden")


def _run(module: nn.Module, inputs: Tensors, compute: Compute, differentiable: tuple[str, ...],
         dtype: torch.dtype) -> tuple[Tensors, float]:
    own = copy.deepcopy(module).to(dtype)
    arguments = {key: tensor.to(dtype).requires_grad_(key in differentiable) for key, tensor in inputs.items()}
    watch = KinkWatch(own)
    results = {key: tensor.detach().clone() for key, tensor in compute(own, arguments, watch).items()}
    if dtype == torch.float64:
        # The gradient of an attention's key bias is zero (it shifts all scores of a query alike): stored as that, not as rounding noise.
        results = {key: torch.zeros_like(tensor) if tensor.abs().max() < 1e-13 else tensor for key, tensor in results.items()}
    return results, watch.distance


def _float32_deviation(module: nn.Module, inputs: Tensors, compute: Compute, differentiable: tuple[str, ...], golden: Tensors) -> float:
    """The worst of PyTorch's two sets of convolution kernels, over all results."""
    worst = 0.0
    for enabled in (True, False):
        with torch.backends.mkldnn.flags(enabled=enabled):
            results, _ = _run(module, inputs, compute, differentiable, torch.float32)
        worst = max([worst] + [relative_deviation(results[key], golden[key]) for key in golden])
    return worst


def relative_deviation(value: Tensor, golden: Tensor) -> float:
    """The largest difference, as a share of the golden's largest magnitude."""
    largest = golden.abs().max().item()
    difference = (value.to(golden.dtype) - golden).abs().max().item()
    return difference / largest if largest > 0 else difference


def write(name: str, tensors: Tensors, metadata: dict[str, str]) -> None:
    """Writes beside this script; float64 only where float32 would lose something and the tensor is small."""
    def stored(tensor: Tensor) -> np.ndarray:
        array = tensor.detach().numpy()
        if array.dtype != np.float64:
            return array
        short = array.astype(np.float32)
        return short if array.size > 256 or np.array_equal(short, array) else array

    path = Path(__file__).parent / f"{name}.safetensors"
    tensorfile.write(path, {key: stored(tensor) for key, tensor in tensors.items()}, {"torch": torch.__version__} | metadata)
