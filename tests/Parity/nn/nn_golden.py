"""Makes nn_golden.safetensors: what PyTorch's layers, functions, initialisation and optimisers compute, for the C# ones to equal.

Run with Debian's python3-torch from this folder: /usr/bin/python3 nn_golden.py
Keys are CASE/WHAT. Everything is double precision but the initialisation, whose random numbers are drawn in single.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tensorfile

torch.set_num_threads(1)
GOLDEN: dict[str, Tensor] = {}


def record(case: str, **tensors: Tensor) -> None:
    for name, tensor in tensors.items():
        GOLDEN[f"{case}/{name}"] = tensor.detach().clone()


def record_backward(case: str, output: Tensor, leaves: dict[str, Tensor]) -> None:
    """Gradients of sum(output * weights), so that no element's gradient is the same as another's."""
    weights = torch.randn_like(output)
    (output * weights).sum().backward()
    record(case, output=output, weights=weights)
    for name, leaf in leaves.items():
        record(case, **{f"gradient.{name}": leaf.grad})


def module(case: str, layer: nn.Module, *shape: int, train: bool = True) -> None:
    """State before, input, output, gradients of input and parameters, state after."""
    layer.double().train(train)
    with torch.no_grad():
        for name, tensor in layer.state_dict().items():
            if tensor.is_floating_point():  # scale 1 and shift 0 would hide mistakes
                tensor.add_(torch.rand_like(tensor) * 0.5)
    for name, tensor in layer.state_dict().items():
        record(case, **{f"before.{name}": tensor})
    x = torch.randn(*shape, dtype=torch.float64, requires_grad=True)
    record(case, input=x)
    output = layer(x)
    leaves = {"input": x, **{f"state.{name}": parameter for name, parameter in layer.named_parameters()}}
    record_backward(case, output, leaves)
    for name, tensor in layer.state_dict().items():
        record(case, **{f"after.{name}": tensor})


def function(case: str, compute: Callable[..., Tensor], *inputs: Tensor) -> None:
    leaves = [x.double().requires_grad_() for x in inputs]
    for i, leaf in enumerate(leaves):
        record(case, **{f"input{i}": leaf})
    record_backward(case, compute(*leaves), {f"input{i}": leaf for i, leaf in enumerate(leaves)})


def make_modules() -> None:
    module("conv2d", nn.Conv2d(2, 4, 3), 2, 2, 6, 5)
    module("conv2d_general", nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(2, 1), groups=2, bias=False), 2, 4, 7, 5)
    module("conv2d_same", nn.Conv2d(2, 3, 4, padding="same"), 1, 2, 5, 6)
    module("conv2d_reflect", nn.Conv2d(2, 3, 5, padding=2, padding_mode="reflect"), 1, 2, 5, 6)
    module("conv2d_replicate_same", nn.Conv2d(2, 3, 4, padding="same", padding_mode="replicate"), 1, 2, 5, 6)
    module("conv2d_circular", nn.Conv2d(2, 3, 3, padding=1, padding_mode="circular"), 1, 2, 5, 6)
    module("conv_transpose2d", nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2), 1, 4, 3, 4)
    module("linear", nn.Linear(5, 3), 2, 4, 5)
    module("linear_no_bias", nn.Linear(5, 3, bias=False), 4, 5)
    module("batch_norm_train", nn.BatchNorm2d(3, eps=1e-3, momentum=0.3), 4, 3, 3, 2)
    module("batch_norm_eval", nn.BatchNorm2d(3), 4, 3, 3, 2, train=False)
    module("batch_norm_untracked", nn.BatchNorm2d(3, affine=False, track_running_stats=False), 4, 3, 3, 2, train=False)
    module("instance_norm", nn.InstanceNorm2d(3), 2, 3, 4, 3)
    module("instance_norm_train", nn.InstanceNorm2d(3, affine=True, track_running_stats=True), 2, 3, 4, 3)
    module("instance_norm_eval", nn.InstanceNorm2d(3, affine=True, track_running_stats=True), 2, 3, 4, 3, train=False)
    module("layer_norm", nn.LayerNorm([4, 3], eps=1e-3), 2, 3, 4, 3)
    module("group_norm", nn.GroupNorm(2, 4), 2, 4, 3, 3)
    module("elu", nn.ELU(0.7), 3, 5)
    module("relu", nn.ReLU(), 3, 5)
    module("leaky_relu", nn.LeakyReLU(0.2), 3, 5)
    module("gelu", nn.GELU(), 3, 5)
    module("gelu_tanh", nn.GELU("tanh"), 3, 5)
    module("sigmoid", nn.Sigmoid(), 3, 5)
    module("tanh", nn.Tanh(), 3, 5)
    module("silu", nn.SiLU(), 3, 5)
    module("softplus", nn.Softplus(2, 1), 3, 5)
    module("softmax", nn.Softmax(1), 2, 4, 3)
    module("upsample_nearest", nn.Upsample(scale_factor=2), 1, 2, 3, 4)
    module("upsample_bilinear", nn.Upsample(scale_factor=2, mode="bilinear"), 1, 2, 3, 4)
    module("upsample_bicubic", nn.Upsample(size=(7, 5), mode="bicubic", align_corners=True), 1, 2, 3, 4)
    module("zero_pad", nn.ZeroPad2d((1, 2, 3, 0)), 1, 2, 4, 5)
    module("reflection_pad", nn.ReflectionPad2d((1, 2, 3, 0)), 1, 2, 4, 5)
    module("replication_pad", nn.ReplicationPad2d(2), 1, 2, 4, 5)
    module("avg_pool", nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), 1, 2, 6, 5)
    module("max_pool", nn.MaxPool2d(3, stride=2, padding=1), 1, 2, 6, 5)
    module("adaptive_avg_pool", nn.AdaptiveAvgPool2d((2, 3)), 1, 2, 5, 7)
    module("pixel_shuffle", nn.PixelShuffle(2), 1, 8, 2, 3)
    module("pixel_unshuffle", nn.PixelUnshuffle(2), 1, 2, 4, 6)
    module("sequential", nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ELU()), 2, 2, 5, 5)


def make_functions() -> None:
    image, rows, other = torch.randn(2, 2, 6, 5), torch.randn(3, 4), torch.randn(3, 4)
    function("interpolate_nearest", lambda x: F.interpolate(x, size=(4, 9)), image)
    function("interpolate_nearest_exact", lambda x: F.interpolate(x, scale_factor=0.6, mode="nearest-exact"), image)
    function("interpolate_area", lambda x: F.interpolate(x, size=(3, 2), mode="area"), image)
    function("interpolate_bilinear", lambda x: F.interpolate(x, scale_factor=(1.7, 0.7), mode="bilinear"), image)
    function("interpolate_bilinear_corners", lambda x: F.interpolate(x, size=(9, 3), mode="bilinear", align_corners=True), image)
    function("interpolate_bicubic", lambda x: F.interpolate(x, size=(9, 3), mode="bicubic"), image)
    function("interpolate_recompute", lambda x: F.interpolate(x, scale_factor=1.7, mode="bilinear", recompute_scale_factor=True), image)
    function("interpolate_antialias", lambda x: F.interpolate(x, size=(3, 2), mode="bicubic", antialias=True), image)
    function("pad_constant", lambda x: F.pad(x, (1, 0, 2, -1), value=0.5), image)
    function("pad_circular", lambda x: F.pad(x, (1, 2, 3, 0), mode="circular"), image)
    function("unfold", lambda x: F.unfold(x, (3, 2), dilation=(1, 2), padding=(1, 0), stride=(2, 1)), image)
    function("fold", lambda x: F.fold(x, (5, 4), 2, stride=1), torch.randn(1, 8, 12))
    function("normalize", lambda x: F.normalize(x, p=3, dim=-1), rows)
    function("log_softmax", lambda x: F.log_softmax(x, 1), rows)
    function("l1_loss", F.l1_loss, rows, other)
    function("mse_loss_sum", lambda x, y: F.mse_loss(x, y, reduction="sum"), rows, other)
    function("smooth_l1_loss", lambda x, y: F.smooth_l1_loss(x, y, beta=0.5), rows, other)
    function("bce_with_logits", lambda x, y: F.binary_cross_entropy_with_logits(x, y.sigmoid(), reduction="none"), rows, other)


def make_initialisation() -> None:
    def drawn(case: str, fill: Callable[[Tensor], object], *shape: int) -> None:
        torch.manual_seed(5)
        tensor = torch.empty(*shape)
        fill(tensor)
        record(f"init_{case}", value=tensor)

    drawn("uniform", lambda t: nn.init.uniform_(t, -2, 3), 4, 5)
    drawn("normal", lambda t: nn.init.normal_(t, 1, 2), 4, 5)
    drawn("trunc_normal", lambda t: nn.init.trunc_normal_(t, 0.1, 0.7, -1, 0.5), 4, 5)
    drawn("xavier_uniform", lambda t: nn.init.xavier_uniform_(t, 1.5), 4, 3, 3, 3)
    drawn("xavier_normal", lambda t: nn.init.xavier_normal_(t), 4, 3, 3, 3)
    drawn("kaiming_uniform", lambda t: nn.init.kaiming_uniform_(t, 0.2), 4, 3, 3, 3)
    drawn("kaiming_normal", lambda t: nn.init.kaiming_normal_(t, mode="fan_out", nonlinearity="relu"), 4, 3, 3, 3)
    drawn("orthogonal_wide", lambda t: nn.init.orthogonal_(t, 2), 3, 2, 2, 2)
    drawn("orthogonal_tall", lambda t: nn.init.orthogonal_(t), 7, 4)
    for case, make in {
        "conv2d": lambda: nn.Conv2d(4, 6, 3, groups=2),
        "conv_transpose2d": lambda: nn.ConvTranspose2d(4, 6, 3),
        "linear": lambda: nn.Linear(7, 3),
    }.items():
        torch.manual_seed(5)
        for name, parameter in make().named_parameters():
            record(f"init_{case}", **{name: parameter})


def make_optimisers() -> None:
    shapes = [(3, 2), (4,)]
    steps = 5
    start = [torch.randn(*shape, dtype=torch.float64) for shape in shapes]
    gradients = [[torch.randn(*shape, dtype=torch.float64) for shape in shapes] for _ in range(steps)]
    for i in range(len(shapes)):
        record("optimiser", **{f"start{i}": start[i]}, **{f"gradient{i}.{step}": gradients[step][i] for step in range(steps)})
    for case, make in {
        "adam": lambda p: torch.optim.Adam(p, lr=0.1, foreach=True),
        "adam_amsgrad": lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.5, 0.9), eps=1e-3, amsgrad=True, maximize=True, foreach=True),
        "adam_decay": lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1, foreach=False),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.1, foreach=False),
        "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, maximize=True, foreach=False),
    }.items():
        parameters = [nn.Parameter(tensor.clone()) for tensor in start]
        optimiser = make(parameters)
        for step in range(steps):
            for parameter, gradient in zip(parameters, gradients[step]):
                parameter.grad = gradient.clone()
            optimiser.step()
            for i, parameter in enumerate(parameters):
                record(case, **{f"value{i}.{step}": parameter})
    for case, norm, most in ("clip_2", 2.0, 1.0), ("clip_1", 1.0, 1.0), ("clip_inf", float("inf"), 1.0), ("clip_not", 2.0, 100.0):
        parameters = [nn.Parameter(tensor.clone()) for tensor in start]
        for parameter, gradient in zip(parameters, gradients[0]):
            parameter.grad = gradient.clone()
        record(case, norm=nn.utils.clip_grad_norm_(parameters, most, norm))
        record(case, **{f"gradient{i}": parameter.grad for i, parameter in enumerate(parameters)})
    for case, make in {
        "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 10, eta_min=0.01),
        "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 3, gamma=0.5),
        "lambda": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    }.items():
        optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.4)
        schedule = make(optimiser)
        rates = []
        for _ in range(10):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            schedule.step()
        record(f"schedule_{case}", rates=torch.tensor(rates, dtype=torch.float64))


def main() -> None:
    torch.manual_seed(1)
    for make in make_modules, make_functions, make_initialisation, make_optimisers:
        make()
    tensors = {name: tensor.numpy() for name, tensor in sorted(GOLDEN.items())}
    metadata = {"torch": torch.__version__, "made by": "nn_golden.py"}
    tensorfile.write(Path(__file__).with_name("nn_golden.safetensors"), tensors, metadata)


if __name__ == "__main__":
    main()
