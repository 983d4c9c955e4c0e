"""Python's side of `inpaintlab bench classical`: OpenCV's and scikit-image's inpainting, timed inside this process.

Started as `python3 classical.py THREADS FOLDER`; the folder has image-0.png ... and mask-PERCENT.png. Workloads are METHOD/PERCENT/THREADS:
telea and navier-stokes-fm at radius 5 (OpenCV), biharmonic (scikit-image). One iteration is one picture; with several threads pictures are
done side by side. See protocol.py.
"""
from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable

import cv2
import numpy as np
from skimage.restoration import inpaint_biharmonic

from protocol import serve

FOLDER = Path(sys.argv[2])
IMAGES = [cv2.imread(str(path)) for path in sorted(FOLDER.glob("image-*.png"))]
MASKS = {path.stem.split("-")[1]: (cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) > 0).astype(np.uint8) for path in FOLDER.glob("mask-*.png")}
METHODS = {
    "telea": lambda image, mask: cv2.inpaint(image, mask, 5, cv2.INPAINT_TELEA),
    "navier-stokes-fm": lambda image, mask: cv2.inpaint(image, mask, 5, cv2.INPAINT_NS),
    "biharmonic": lambda image, mask: inpaint_biharmonic(image, mask, channel_axis=-1),
}


def workload(method: Callable[[np.ndarray, np.ndarray], np.ndarray], mask: np.ndarray, threads: int) -> Callable[[], Callable[[int], None]]:
    def prepare() -> Callable[[int], None]:
        cv2.setNumThreads(1)  # pictures are what is divided among threads
        pool = ThreadPoolExecutor(threads)

        def one(i: int) -> None:
            method(IMAGES[i % len(IMAGES)], mask)

        def run(iterations: int) -> None:
            for _ in pool.map(one, range(iterations)) if threads > 1 else map(one, range(iterations)):
                pass

        return run

    return prepare


if __name__ == "__main__":
    serve({
        f"{name}/{percent}/{threads}": workload(method, mask, threads)
        for name, method in METHODS.items() for percent, mask in MASKS.items() for threads in {1, os.cpu_count() or 1}
    })
