"""The gated-conv family in plain PyTorch, written from the papers and official code's description only.

It shares nothing with the C# models but the names of the state dict, so that agreement means something.
Clarity goes before speed. Images are N x C x H x W in [-1, 1]; masks N x 1 x H x W with 1 = hole.
"""
