#!/usr/bin/env python3
"""Reads rdvae's files in Python, and decodes latents with a dense model, by NumPy alone.

    rdvae_numpy.py show FILE                                what a checkpoint or a file of latents holds
    rdvae_numpy.py decode CHECKPOINT LATENTS --out NPY      p(x|z) of the means in a file of `rdvae encode`, as float32 [images, values]

As a module: tensors, metadata = rdvae_numpy.read("best.safetensors").
"""
import argparse
import json
import re
import struct
import sys

import numpy as np

TYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I64": "<i8"}


def read(path):
    """The tensors by their names, and the metadata, of a safetensors file."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        first, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[first:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def sigmoid(x):
    # Both branches are computed everywhere, so neither may overflow.
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


ACTIVATIONS = {
    "identity": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "leaky-relu": lambda x: np.where(x > 0, x, np.float32(0.01) * x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "softplus": lambda x: np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))),
    "silu": lambda x: x * sigmoid(x),
}


def decoder_layers(config):
    """The settings of the decoder's layers, which must be dense, from the resolved config: its lines have one form only."""
    section = re.search(r"^  decoder:\n((?:^    .*\n)+)", config, re.MULTILINE)
    layers = []
    for line in section.group(1).splitlines() if section else []:
        dense = re.fullmatch(r" +- dense: \{(.*)\}", line)
        if not dense:
            raise ValueError(f"expected dense layers only, found {line.strip()}")
        layers.append(dict(setting.split(": ") for setting in dense.group(1).split(", ")))
    return layers


def decode(tensors, metadata, z):
    """The mean of p(x|z): of each row of latents a row of probabilities of ink, for a model of bits."""
    if "likelihood.logits.weight" not in tensors:
        raise ValueError("expected a model of bits with dense layers, found no likelihood.logits.weight")
    x = z.astype(np.float32)
    for number, layer in enumerate(decoder_layers(metadata["config"])):
        name = f"decoder.{number}"
        if layer["activation"] not in ACTIVATIONS:
            raise ValueError(f"expected one of {', '.join(ACTIVATIONS)}, found activation {layer['activation']}")
        activated = ACTIVATIONS[layer["activation"]](x @ tensors[f"{name}.weight"] + tensors[f"{name}.bias"])
        if layer["gated"] == "true":
            activated = activated * sigmoid(x @ tensors[f"{name}.gate-weight"] + tensors[f"{name}.gate-bias"])
        x = activated
    return sigmoid(x @ tensors["likelihood.logits.weight"] + tensors["likelihood.logits.bias"])


def show(path):
    tensors, metadata = read(path)
    for name, tensor in tensors.items():
        print(f"{name:32} {tensor.dtype.name:8} {list(tensor.shape)}")
    for name, value in metadata.items():
        print(f"{name}: {value if chr(10) not in value else f'{value.count(chr(10))} lines'}")


def decode_file(checkpoint, latents, out):
    tensors, metadata = read(checkpoint)
    coded, origin = read(latents)
    if origin.get("rdvae.kind") != "latents":
        raise ValueError(f"{latents}: expected latents as rdvae encode writes them, found {origin.get('rdvae.kind')}")
    images = decode(tensors, metadata, coded["mean"])
    np.save(out, images.astype(np.float32))
    print(f"{len(images)} images, {images.shape[1]} values each -> {out}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="show|decode")
    command = commands.add_parser("show", help="what a file holds")
    command.add_argument("file")
    command.set_defaults(run=lambda words: show(words.file))
    command = commands.add_parser("decode", help="decode latents with a dense model of bits")
    command.add_argument("checkpoint")
    command.add_argument("latents")
    command.add_argument("--out", required=True, metavar="NPY")
    command.set_defaults(run=lambda words: decode_file(words.checkpoint, words.latents, words.out))
    words = parser.parse_args()
    try:
        words.run(words)
    except (OSError, ValueError) as error:
        sys.exit(f"rdvae_numpy.py: {error}")


if __name__ == "__main__":
    main()
