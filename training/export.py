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
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import Encoder, base_folder, weights_of

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
            _quantise(full, out / "encoder.onnx")
        else:
            shutil.copy(full, out / "encoder.onnx")
    np.savez_compressed(out / "links.npz", **model.linker().weights)
    # the package's file truncates and pads: the product must not
    tokenizer = json.loads((base / "tokenizer.json").read_text("utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    return sum((out / name).stat().st_size for name in ("encoder.onnx", "links.npz", "tokenizer.json"))


def _quantise(full: Path, out: Path) -> None:
    """Int8 throughout, but where that costs accuracy only the stored weights are int8.

    On the dev split after four epochs: all in int8 lost 1.4 points of attr and 1.7 of attr+src; with the
    feed-forward layers' second matrices computed in full 0.5 and 0.3 (their inputs have outliers). Evening
    those inputs out first (SmoothQuant at 0.5 and 0.7) saves 22% of the network's time, and costs the
    shipped ones 1.3 and 0.9 points of attr+src on our dev split, 1.4 and 0.8 on PolNeAR's: not worth it.
    """
    graph = onnx.load(str(full)).graph
    names = [node.name for node in graph.node if node.op_type == "MatMul"]
    stored = {n for n in names if n.endswith("/output/dense/MatMul") and "/attention/" not in n}
    # the taggers' own matrix is small and decides every label: it stays as it is
    tagger = {n for n in names if "/tags/" in n}
    quantize_dynamic(
        full,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=sorted(stored | tagger),
    )
    model = onnx.load(str(out))
    _store_as_int8(model.graph, stored)
    onnx.save(model, str(out))


def _store_as_int8(graph: onnx.GraphProto, names: set[str]) -> None:
    """Replaces the weights of these multiplications by int8 ones, a scale a column, made full on loading."""
    weights = {weight.name: weight for weight in graph.initializer}
    for node in [n for n in graph.node if n.name in names]:
        name = node.input[1]
        matrix = numpy_helper.to_array(weights[name])
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8).astype(np.float32) / 127
        whole = np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(weights[name])
        graph.initializer.extend(
            [numpy_helper.from_array(whole, f"{name}_int8"), numpy_helper.from_array(scale, f"{name}_scale")]
        )
        dequantise = helper.make_node(
            "DequantizeLinear", [f"{name}_int8", f"{name}_scale"], [f"{name}_full"], axis=1
        )
        node.input[1] = f"{name}_full"
        graph.node.insert(0, dequantise)


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
