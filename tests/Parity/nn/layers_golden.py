"""Makes layers_golden.safetensors: layers beyond those of nn_golden.py, in the same form.

Run with Debian's python3-torch from this folder: /usr/bin/python3 layers_golden.py
"""
from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

import nn_golden
from nn_golden import module, tensorfile


def main() -> None:
    torch.manual_seed(2)
    module("conv1d", nn.Conv1d(2, 4, 3, stride=2, padding=2, dilation=2, groups=2), 2, 2, 9)
    module("conv1d_reflect", nn.Conv1d(2, 3, 4, padding="same", padding_mode="reflect", bias=False), 1, 2, 8)
    module("conv_transpose1d", nn.ConvTranspose1d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2), 1, 4, 5)
    module("batch_norm1d", nn.BatchNorm1d(3), 4, 3)
    module("batch_norm1d_eval", nn.BatchNorm1d(3), 4, 3, 5, train=False)
    module("instance_norm1d", nn.InstanceNorm1d(3, affine=True), 2, 3, 6)
    module("prelu", nn.PReLU(3), 2, 3, 4)
    module("relu6", nn.ReLU6(), 3, 5)
    module("hardtanh", nn.Hardtanh(-0.5, 0.7), 3, 5)
    module("hardsigmoid", nn.Hardsigmoid(), 3, 5)
    module("hardswish", nn.Hardswish(), 3, 5)
    module("hardshrink", nn.Hardshrink(), 3, 5)
    module("softshrink", nn.Softshrink(), 3, 5)
    module("threshold", nn.Threshold(0.2, 3), 3, 5)
    module("selu", nn.SELU(), 3, 5)
    module("celu", nn.CELU(0.8), 3, 5)
    module("mish", nn.Mish(), 3, 5)
    module("log_sigmoid", nn.LogSigmoid(), 3, 5)
    module("softsign", nn.Softsign(), 3, 5)
    module("tanhshrink", nn.Tanhshrink(), 3, 5)
    module("log_softmax", nn.LogSoftmax(1), 3, 5)
    module("softmin", nn.Softmin(1), 3, 5)
    module("softmax2d", nn.Softmax2d(), 1, 3, 2, 2)
    module("glu", nn.GLU(1), 3, 4)
    module("flatten", nn.Flatten(), 2, 3, 2)
    module("unflatten", nn.Unflatten(1, (2, 3)), 2, 6)
    module("unfold", nn.Unfold((3, 2), padding=(1, 0), stride=(2, 1)), 1, 2, 5, 4)
    module("fold", nn.Fold((5, 4), 2), 1, 8, 12)
    module("reflection_pad1d", nn.ReflectionPad1d((1, 2)), 1, 2, 4)
    module("replication_pad1d", nn.ReplicationPad1d(2), 1, 2, 4)
    module("constant_pad1d", nn.ConstantPad1d((1, 2), 0.5), 1, 2, 4)
    module("constant_pad2d", nn.ConstantPad2d((1, 2, 0, 1), 0.5), 1, 2, 4, 3)
    module("avg_pool1d", nn.AvgPool1d(3, 2, 1), 1, 2, 8)
    module("max_pool1d", nn.MaxPool1d(3, 2, 1), 1, 2, 8)
    module("adaptive_avg_pool1d", nn.AdaptiveAvgPool1d(3), 1, 2, 8)
    module("adaptive_max_pool2d", nn.AdaptiveMaxPool2d((2, 3)), 1, 2, 5, 7)
    module("avg_pool_pair", nn.AvgPool2d((2, 3), (1, 2)), 1, 2, 5, 6)
    module("max_pool_pair", nn.MaxPool2d((2, 3), (1, 2)), 1, 2, 5, 6)
    tensors = {name: tensor.numpy() for name, tensor in sorted(nn_golden.GOLDEN.items())}
    metadata = {"torch": torch.__version__, "made by": "layers_golden.py"}
    tensorfile.write(Path(__file__).with_name("layers_golden.safetensors"), tensors, metadata)


if __name__ == "__main__":
    main()
