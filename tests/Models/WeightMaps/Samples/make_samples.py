"""Makes unet.pth, a PyTorch checkpoint of a small network with our keys, and unet.safetensors, its weights alone.

Run from this folder, with Debian's python3-torch: /usr/bin/python3 make_samples.py
"""
import sys
from pathlib import Path

import torch

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[2] / "Parity"))

import tensorfile  # noqa: E402
from reference.generators import UNet  # noqa: E402


def main() -> None:
    torch.manual_seed(5)
    weights = UNet(2).state_dict()
    parallel = torch.nn.DataParallel(UNet(2))
    parallel.module.load_state_dict(weights)
    torch.save({"epoch": 3, "netG": parallel.state_dict(), "optimiser": {"state": {0: {"exp_avg": torch.zeros(4)}}}}, FOLDER / "unet.pth")
    tensorfile.write(FOLDER / "unet.safetensors", {key: value.numpy() for key, value in weights.items()}, {})


if __name__ == "__main__":
    main()
