"""Scores weights, or the rules, on the development texts: ``python training/score.py --weights DIR``.

Prints one line of JSON a set: the dev split of our own texts, and with ``--polnear DIR`` PolNeAR's dev set.
``--rules`` needs the product's dependencies, ``--weights`` those of training.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from data import Document, Item, load, load_polnear, split
from figures import figures

Predict = Callable[[Sequence[str]], Iterator[list[Item]]]


def by_rules(texts: Sequence[str]) -> Iterator[list[Item]]:
    """The attributions that the rules find in each text."""
    from counterclaim.language import annotator
    from counterclaim.model import Report
    from counterclaim.reading.actors import find_actors
    from counterclaim.reading.attribution import find_attributions
    from counterclaim.reading.context import Context
    from counterclaim.reading.quotes import find_quotes

    engine = annotator()
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
            for a in find_attributions(ctx)
        ]


def by_weights(folder: Path, threads: int) -> Predict:
    """The encoder with ``model.pt`` (or the last checkpoint) of a training folder."""
    import torch
    from train import Encoder, base_folder, predict, tokeniser

    torch.set_num_threads(threads)
    base = base_folder()
    model = Encoder(base)
    finished = folder / "model.pt"
    if finished.exists():
        model.load_state_dict(torch.load(finished, weights_only=True))
    else:
        model.load_state_dict(torch.load(folder / "checkpoint.pt", weights_only=True)["model"])
    tokenise = tokeniser(base)
    return lambda texts: predict(model, texts, tokenise)


def main(args: argparse.Namespace) -> None:
    """Scores one engine on each set asked for."""
    predict: Predict = by_rules if args.rules else by_weights(args.weights, args.threads)
    sets: dict[str, list[Document]] = {}
    if not args.no_dev:
        sets["dev split"] = split(load(args.texts))[1]
    if args.polnear:
        sets["PolNeAR dev"] = load_polnear(args.polnear, "dev")
    for name, documents in sets.items():
        scores = figures(documents, list(predict([d.text for d in documents])))
        print(json.dumps({"set": name, "texts": len(documents), **scores}), flush=True)


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    engine = parser.add_mutually_exclusive_group(required=True)
    engine.add_argument("--weights", type=Path, help="folder that train.py wrote")
    engine.add_argument("--rules", action="store_true", help="score the rules instead")
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent / "texts")
    parser.add_argument("--no-dev", action="store_true", help="leave our own dev split out")
    parser.add_argument("--polnear", type=Path, help="folder with dev.jsonl and dev.texts.jsonl")
    parser.add_argument("--threads", type=int, default=1)
    return parser


if __name__ == "__main__":
    main(arguments().parse_args())
