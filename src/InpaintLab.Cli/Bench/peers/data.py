"""Python's side of `inpaintlab bench data`: torch's DataLoader with worker processes, on the files that the other side wrote.

A workload is `KIND WORKERS BATCH SIDE PATH`: "jpeg" reads a folder of JPEG files with Pillow (decoded, resized with the antialiased
bicubic kernel), "decoded" maps the samples of a pack beside the files that it was made of, all of SIDE. Both mirror at random, draw a random box as mask and
give batches of float32 in [0, 1], N x 3 x SIDE x SIDE and N x 1 x SIDE x SIDE. Orders are endless, so that no worker waits for an
epoch's end. See protocol.py.
"""
from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset, Sampler

from protocol import serve

PACK_HEADER = 64


class Images(Dataset):
    def __init__(self, kind: str, side: int, path: str) -> None:
        self.side = side
        folder = Path(path) if kind == "jpeg" else Path(path).parent
        self.files = sorted(folder.glob("*.jpg"))
        self.read = self.from_file
        if kind == "decoded":
            self.samples = np.memmap(path, np.uint8, "r", PACK_HEADER, (len(self.files), side, side, 3))
            self.read = self.from_pack

    def __len__(self) -> int:
        return len(self.files)

    def from_file(self, index: int) -> np.ndarray:
        with Image.open(self.files[index]) as image:
            return np.asarray(image.convert("RGB").resize((self.side, self.side), Image.BICUBIC))

    def from_pack(self, index: int) -> np.ndarray:
        return self.samples[index]

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        image = self.read(index)
        if np.random.random() < 0.5:
            image = image[:, ::-1]
        mask = torch.zeros(1, self.side, self.side)
        height, width = np.random.randint(self.side * 3 // 8, self.side // 2 + 1, 2)
        top, left = np.random.randint(0, self.side - height + 1), np.random.randint(0, self.side - width + 1)
        mask[:, top : top + height, left : left + width] = 1
        planes = torch.from_numpy(np.ascontiguousarray(image.transpose(2, 0, 1)))
        return planes.to(torch.float32).div_(255), mask


class Endless(Sampler):
    def __init__(self, count: int, batch: int) -> None:
        self.count, self.batch = count, batch

    def __iter__(self) -> Iterator[list[int]]:
        while True:
            order = np.random.permutation(self.count)
            for start in range(0, self.count - self.batch + 1, self.batch):
                yield order[start : start + self.batch].tolist()


def make(name: str) -> Callable[[int], None]:
    kind, workers, batch, side, path = name.split(maxsplit=4)
    images = Images(kind, int(side), path)
    loader = DataLoader(images, batch_sampler=Endless(len(images), int(batch)), num_workers=int(workers), prefetch_factor=2)
    batches = iter(loader)

    def run(iterations: int) -> None:
        for _ in range(iterations):
            next(batches)

    return run


if __name__ == "__main__":
    serve({}, make)
