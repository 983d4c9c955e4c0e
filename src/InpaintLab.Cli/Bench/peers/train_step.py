"""Python's side of `inpaintlab bench train-step`: full training steps, timed inside this process.

One step: forward, L1 in the hole and outside, backward, gradient clipping, Adam, moving average; with a discriminator also its update and
its opinion; data in memory. Workloads: NETWORK-SIZE-BATCH, written for speed with what the package offers, with `-bf16` under autocast and
with `-compiled` by torch.compile, where torch has it; unet-64-8-naive, the same step as a first version is often written, for information.
See protocol.py.
"""
from __future__ import annotations

import copy
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from adversarial import Step
from deepfill import DeepFillV2
from protocol import Unavailable, serve
from self_attention import Discriminator, Generator as SelfAttention, PatchDiscriminator
from vision_transformers import Critic, TransGan, Vit


class GatedConv2d(nn.Module):
    def __init__(self, in_channels: int, channels: int, kernel: int = 3, stride: int = 1, dilation: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, 2 * channels, kernel, stride, dilation * (kernel - 1) // 2, dilation)

    def forward(self, x: Tensor) -> Tensor:
        feature, gate = self.conv(x).chunk(2, dim=1)
        return F.elu(feature) * torch.sigmoid(gate)


class NaiveGatedConv2d(nn.Module):
    """The same layer by two convolutions of C filters, as in most published code."""

    def __init__(self, in_channels: int, channels: int, kernel: int = 3, stride: int = 1, dilation: int = 1) -> None:
        super().__init__()
        padding = dilation * (kernel - 1) // 2
        self.feature = nn.Conv2d(in_channels, channels, kernel, stride, padding, dilation)
        self.gate = nn.Conv2d(in_channels, channels, kernel, stride, padding, dilation)

    def forward(self, x: Tensor) -> Tensor:
        return F.elu(self.feature(x)) * torch.sigmoid(self.gate(x))


class UNet(nn.Module):
    def __init__(self, GatedConv2d: type[nn.Module] = GatedConv2d, width: int = 16) -> None:
        super().__init__()
        c = [width, 2 * width, 4 * width, 8 * width, 8 * width]
        self.stem = GatedConv2d(4, c[0], 5)
        self.encoder = nn.ModuleList(
            nn.Sequential(GatedConv2d(c[i], c[i + 1], stride=2), GatedConv2d(c[i + 1], c[i + 1])) for i in range(4))
        self.middle = nn.Sequential(GatedConv2d(c[4], c[4], dilation=2), GatedConv2d(c[4], c[4]))
        self.decoder = nn.ModuleList(GatedConv2d(c[i + 1] + c[i], c[i]) for i in (3, 2, 1, 0))
        self.output = nn.Conv2d(c[0] + 4, 3, 3, padding=1)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        inputs = torch.cat([image * (1 - mask), mask], 1)
        x, skips = self.stem(inputs), []
        for level in self.encoder:
            skips.append(x)
            x = level(x)
        x = self.middle(x)
        for layer in self.decoder:
            x = layer(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skips.pop()], 1))
        return torch.tanh(self.output(torch.cat([x, inputs], 1)))


class NaiveTrainStep:
    """The step with the package's defaults: contiguous images, Adam and the average one parameter after the other, losses read."""

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.network = UNet(NaiveGatedConv2d)
        self.average = copy.deepcopy(self.network)
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=1e-3, betas=(0.5, 0.999))
        self.image = 2 * torch.rand(8, 3, 64, 64) - 1
        self.mask = torch.zeros(8, 1, 64, 64)
        self.mask[:, :, 16:48, 16:48] = 1

    def step(self) -> None:
        image, mask = self.image, self.mask
        error = (self.network(image, mask) - image).abs()
        hole, known = self.l1(error, mask), self.l1(error, 1 - mask)
        loss = hole + 0.2 * known
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        with torch.no_grad():
            for average, parameter in zip(self.average.parameters(), self.network.parameters()):
                average.mul_(0.999).add_(parameter, alpha=0.001)
        hole.item(), known.item()

    @staticmethod
    def l1(error: Tensor, region: Tensor) -> Tensor:
        return ((error * region).sum((1, 2, 3)) / (3 * region.sum((1, 2, 3)).clamp(min=1))).mean()


# With as many parameters as on the other side, where a test says the same.
NETWORKS = {
    "unet": (lambda size: (UNet(), None), {64: [2_646_559], 128: [2_646_559]}),
    "self-attention": (lambda size: (SelfAttention(16), Discriminator(32)), {64: [1_533_575, 990_593], 128: [1_533_575, 990_593]}),
    "transgan-small": (lambda size: (TransGan(size, (256, 64, 16), (5, 4, 2), (4, 2, 1)), Critic(size, 96)), {}),
    "deepfill-v2": (lambda size: (DeepFillV2(), PatchDiscriminator(64)), {256: [4_052_478, 5_946_816]}),
    "vit": (lambda size: (Vit(size, 8, 192, 6, 3), None), {}),
}


def compile_networks(train: Step) -> None:
    """With torch.compile; the first step, which compiles, is made here."""
    train.networks = [torch.compile(network) for network in train.networks]
    try:
        train.step()
    except Exception as error:  # whatever is missing: a compiler, headers, a package, support of this machine
        reason = str(error).split("\n\n")[0].replace("\n", " ")
        raise Unavailable(f"torch.compile of {torch.__version__} does not work here: {type(error).__name__}: {reason}") from error


def step_of(name: str) -> Callable[[int], None]:
    network, size, batch, *how = name.rsplit("-", 3) if name.endswith(("naive", "bf16", "compiled")) else name.rsplit("-", 2)
    torch.manual_seed(0)
    if "naive" in how:
        train = NaiveTrainStep()
    else:
        create, expected = NETWORKS[network]
        generator, discriminator = create(int(size))
        train = Step(generator, discriminator, int(size), int(batch), "bf16" in how)
        counts = train.counts()
        assert counts == expected.get(int(size), counts), f"{name}: {counts} parameters"
        if "compiled" in how:
            compile_networks(train)

    def run(steps: int) -> None:
        for _ in range(steps):
            train.step()

    return run


if __name__ == "__main__":
    serve({}, step_of)
