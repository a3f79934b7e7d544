"""Scores weights, or the rules, on the development texts: ``python training/score.py --weights DIR``.

Prints one line of JSON a set: the dev split of our own texts, with ``--syria FILE`` that of the Syrian
ones, and with ``--polnear DIR`` PolNeAR's dev set. ``--sealed`` takes the sealed texts instead of the dev
split: for final figures only, since whoever looks often learns from them. ``--rules`` and ``--reading`` need
the product's dependencies, ``--weights`` those of training, ``--product`` only onnxruntime and tokenizers.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from data import Document, Item, joined, load, load_polnear, load_stand_off, split
from figures import figures

Predict = Callable[[Sequence[str]], Iterator[list[Item]]]


def by_reading(folder: Path | None) -> Predict:
    """The rules, with the exported files of a folder beside them as the product has it, or alone."""
    from counterclaim.language import annotator
    from counterclaim.model import Report
    from counterclaim.reading.actors import find_actors
    from counterclaim.reading.attribution import find_attributions
    from counterclaim.reading.attribution_spans import Candidate, Text
    from counterclaim.reading.context import Context
    from counterclaim.reading.encoder import encoder, propose_encoder
    from counterclaim.reading.quotes import find_quotes

    engine = annotator()

    def hear(text: Text) -> list[Candidate]:
        return propose_encoder(text, encoder(folder).read(text.doc.text) if folder else [])

    def predict(texts: Sequence[str]) -> Iterator[list[Item]]:
        for text in texts:
            ctx = Context(Report(text), engine.annotate(text))
            ctx.quotes = find_quotes(text)
            ctx.actors = find_actors(ctx.doc, None)
            yield [
                Item(
                    [(a.source.start, a.source.end)] if a.source else [],
                    [(a.cue.start, a.cue.end)] if a.cue else [],
                    [(c.start, c.end) for c in a.content],
                    a.stance,
                    a.hedge is not None,
                    a.hypothetical,
                    a.parent,
                )
                for a in find_attributions(ctx, hear=hear if folder else None)
            ]

    return predict


def by_weights(folder: Path, threads: int) -> Predict:
    """The encoder with the weights of a training folder."""
    import torch
    from train import Encoder, base_folder, predict, tokeniser, weights_of

    torch.set_num_threads(threads)
    base = base_folder()
    model = Encoder(base)
    model.load_state_dict(weights_of(folder))
    tokenise = tokeniser(base)
    return lambda texts: predict(model, texts, tokenise)


def by_product(folder: Path) -> Predict:
    """The exported files, run as the product runs them."""
    from counterclaim.reading.encoder import encoder

    def predict(texts: Sequence[str]) -> Iterator[list[Item]]:
        for text in texts:
            yield [
                Item(
                    [a.source] if a.source else [],
                    [a.cue] if a.cue != a.source else [],
                    joined(text, a.content),
                    a.stance,
                    a.hedge,
                    a.hypothetical,
                    a.parent,
                )
                for a in encoder(folder).read(text)
            ]

    return predict


def main(args: argparse.Namespace) -> None:
    """Scores one engine on each set asked for."""
    if args.weights:
        predict = by_weights(args.weights, args.threads)
    elif args.product:
        predict = by_product(args.product)
    else:
        predict = by_reading(args.reading)
    sets: dict[str, list[Document]] = {}
    if args.sealed:
        sets["sealed"] = load(args.texts, ("sealed",))
        if args.syria:
            sets["sealed Syrian"] = load_stand_off(args.syria, args.marks, ("sealed",))
    elif not args.no_dev:
        sets["dev split"] = split(load(args.texts))[1]
        if args.syria:
            sets["Syrian dev split"] = split(load_stand_off(args.syria, args.marks))[1]
    if args.polnear:
        sets["PolNeAR dev"] = load_polnear(args.polnear, "dev")
    for name, documents in sets.items():
        began = time.monotonic()
        scores = figures(documents, list(predict([d.text for d in documents])))
        seconds = round(time.monotonic() - began, 1)
        row = {"set": name, "texts": len(documents), "seconds": seconds, **scores}
        print(json.dumps(row), flush=True)


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    engine = parser.add_mutually_exclusive_group(required=True)
    engine.add_argument("--weights", type=Path, help="folder that train.py wrote")
    engine.add_argument("--product", type=Path, help="folder that export.py wrote")
    engine.add_argument("--reading", type=Path, help="the same folder, with the rules as the product has it")
    engine.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent / "texts")
    parser.add_argument("--syria", type=Path, help="syria.jsonl, whose marks stand in training/syria")
    parser.add_argument("--marks", type=Path, default=Path(__file__).parent / "syria")
    parser.add_argument("--sealed", action="store_true", help="the sealed texts: for final figures only")
    parser.add_argument("--no-dev", action="store_true", help="leave our own dev split out")
    parser.add_argument("--polnear", type=Path, help="folder with dev.jsonl and dev.texts.jsonl")
    parser.add_argument("--threads", type=int, default=1)
    return parser


if __name__ == "__main__":
    main(arguments().parse_args())
