"""Weights as the product runs them: ``python training/export.py --weights DIR --out FOLDER``.

Writes ``encoder.onnx`` (int8, matrices and word vectors), ``links.npz`` (linker and cue heads) and
``tokenizer.json``. Together they must stay under 25 MB.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from score import weights_of
from torch import Tensor, nn
from train import Encoder, base_folder

#: What the package may carry, in bytes.
MOST = 25_000_000


class _Graph(nn.Module):
    """The encoder and its taggers without dropout: what the ONNX file holds."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden, tags = self.model(ids, shapes, mask)
        return hidden, tags


def export(weights: Path, out: Path, *, int8: bool = True) -> int:
    """Writes the three files and returns their size in bytes."""
    out.mkdir(parents=True, exist_ok=True)
    base = base_folder()
    model = Encoder(base)
    model.load_state_dict(weights_of(weights))
    model.eval()
    model.bert.config._attn_implementation = "eager"  # the fused attention has no ONNX form
    example = torch.randint(1000, 2000, (2, 40))
    inputs = (example, torch.zeros_like(example), torch.ones_like(example))
    names = {name: {0: "windows", 1: "pieces"} for name in ("ids", "shapes", "mask", "hidden", "tags")}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _Graph(model),
            inputs,
            str(full),
            input_names=["ids", "shapes", "mask"],
            output_names=["hidden", "tags"],
            dynamic_axes=names,
            opset_version=17,
            dynamo=False,
        )
        if int8:
            # the taggers' own matrix is small and decides every label: it stays as it is
            tagger = [n for n in _matrices(full) if "/tags/" in n]
            quantize_dynamic(
                full,
                out / "encoder.onnx",
                weight_type=QuantType.QInt8,
                per_channel=True,
                nodes_to_exclude=tagger,
            )
        else:
            shutil.copy(full, out / "encoder.onnx")
    np.savez_compressed(out / "links.npz", **model.linker().weights)
    # the package's file truncates and pads: the product must not
    tokenizer = json.loads((base / "tokenizer.json").read_text("utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    return sum((out / name).stat().st_size for name in ("encoder.onnx", "links.npz", "tokenizer.json"))


def _matrices(path: Path) -> list[str]:
    import onnx

    return [node.name for node in onnx.load(str(path)).graph.node if node.op_type in ("MatMul", "Gemm")]


def main(args: argparse.Namespace) -> int:
    """Exports; 1 when the files are too large for the package."""
    size = export(args.weights, args.out, int8=not args.full)
    print(f"{size / 1e6:.1f} MB in {args.out}")
    return int(size > MOST and not args.full)


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", type=Path, required=True, help="folder that train.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for the three files")
    parser.add_argument("--full", action="store_true", help="no int8: to measure what it costs")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(arguments().parse_args()))
