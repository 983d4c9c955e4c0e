"""Makes generator_deepfill_v2_tensorflow: DeepFill v2 with TensorFlow's padding and resizing, as its official weights need.

    /usr/bin/python3 tests/Parity/tensorflow_padding.py
"""
from __future__ import annotations

from gated_conv import L1, SIZE, generate
from golden import Case, KinkWatch, Tensors, draw_images, draw_masks, gradients, record, stabilise
from reference.generators import DeepFillV2
from reference.tensorflow import TensorFlowDeepFillV2
from torch import nn

WIDTH = 4


def build() -> Case:
    inputs = {"image": draw_images(*SIZE[DeepFillV2]), "mask": draw_masks(*SIZE[DeepFillV2])}
    return stabilise(TensorFlowDeepFillV2(WIDTH), inputs["image"], inputs["mask"]), inputs


def compute(generator: nn.Module, inputs: Tensors, watch: KinkWatch) -> Tensors:
    predictions, loss = generate(generator, inputs, watch)
    return predictions | {"loss": loss} | gradients(loss, generator, inputs)


if __name__ == "__main__":
    record("generator_deepfill_v2_tensorflow", build, compute, {"width": str(WIDTH)} | {key: str(value) for key, value in L1.items()}, ("image",))
