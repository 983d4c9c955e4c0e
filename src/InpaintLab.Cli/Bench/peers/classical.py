"""Python's side of `inpaintlab bench classical`: OpenCV's inpainting on one thread, timed inside this process.

Workloads: telea, navier-stokes-fm, each at radius 5 on a picture and mask of 512 x 512 px by a formula. See protocol.py.
"""
from __future__ import annotations

from typing import Callable

import cv2
import numpy as np

from protocol import serve

SIDE = 512


def picture() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[:SIDE, :SIDE]
    image = np.stack([(x * (channel + 1) + y * 3) ^ ((x * y) >> 6) for channel in range(3)], -1).astype(np.uint8)
    discs = ((x // 64 + y // 64) % 3 == 0) & ((x % 64 - 32) ** 2 + (y % 64 - 32) ** 2 < 400)
    return image, (discs | ((x + 2 * y) % 97 < 5)).astype(np.uint8)


def inpaint(flag: int) -> Callable[[], Callable[[int], None]]:
    def prepare() -> Callable[[int], None]:
        cv2.setNumThreads(1)
        image, mask = picture()

        def run(iterations: int) -> None:
            for _ in range(iterations):
                cv2.inpaint(image, mask, 5, flag)

        return run

    return prepare


if __name__ == "__main__":
    serve({"telea": inpaint(cv2.INPAINT_TELEA), "navier-stokes-fm": inpaint(cv2.INPAINT_NS)})
