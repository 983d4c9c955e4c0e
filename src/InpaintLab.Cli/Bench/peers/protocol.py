"""What the peers of `inpaintlab bench` share: how they are asked for timed work.

A peer is started as `python3 PEER.py THREADS`. It prints `ready {...}`, then answers each line `<workload> <iterations>` with the
elapsed seconds, the seconds that its threads worked, and the most memory that was resident meanwhile, in bytes, or with `unavailable
REASON` where this Python cannot do it; `quit` ends it. A workload's name may carry arguments, with spaces between.
"""
from __future__ import annotations

import json
import os
import sys
import time
from typing import Callable, Mapping

import torch


# Where networks compute. On a GPU everything that is made without a word on its place is made there (torch 2).
DEVICE = torch.device(os.environ.get("INPAINTLAB_BENCH_DEVICE", "cpu"))
if DEVICE.type == "cuda":
    torch.set_default_device(DEVICE)
    torch.backends.cudnn.benchmark = True


class Unavailable(Exception):
    """A workload that this Python cannot do; the message, of one line, says why."""


def loaded_libtorch() -> str:
    """The file that holds libtorch's CPU kernels in this process: the other side compares it with its own."""
    with open("/proc/self/maps") as maps:
        return next((line.split(maxsplit=5)[5].strip() for line in maps if "/libtorch_cpu" in line), "")


def box_mask(batch: int, size: int, start: int, end: int) -> torch.Tensor:
    """N x 1 x size x size, 1 from start to end on both axes. Its strides say channels-last, which those of one channel do not by themselves:
    concatenated with images it would make them, and what follows, contiguous."""
    mask = torch.empty_strided((batch, 1, size, size), (size * size, 1, size, 1)).zero_()
    mask[:, :, start:end, start:end] = 1
    return mask


def serve(workloads: Mapping[str, Callable[[], Callable[[int], None]]], make: Callable[[str], Callable[[int], None]] | None = None) -> None:
    """Answers requests for the workloads; each is a function that prepares and returns what runs a number of iterations.

    `make` does so for names that are not among them, when they are first asked for: outside the time that is measured.
    """
    torch.set_num_threads(int(sys.argv[1]))
    prepared = {name: prepare() for name, prepare in workloads.items()}
    print("ready", json.dumps({"torch": torch.__version__, "library": loaded_libtorch(), "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        if line.strip() == "quit":
            return
        name, iterations = line.rsplit(maxsplit=1)
        if make is not None and name not in prepared:
            try:
                prepared[name] = make(name)
            except Unavailable as error:
                print("unavailable", error, flush=True)
                continue
        forget_peak()
        start, busy = time.perf_counter(), time.process_time()
        prepared[name](int(iterations))
        if DEVICE.type == "cuda":
            torch.cuda.synchronize(DEVICE)
        print(time.perf_counter() - start, time.process_time() - busy, peak(), flush=True)


def forget_peak() -> None:
    """From here on `peak` counts anew; where the system does not allow it, it goes on from the start."""
    try:
        with open("/proc/self/clear_refs", "w") as refs:
            refs.write("5")
    except OSError:
        pass


def peak() -> int:
    with open("/proc/self/status") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
