"""Markdown as prose: marks taken away line by line, the front matter read, links kept as their words."""

from __future__ import annotations

import re

_FRONT = re.compile(r"---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\n]{1,500})$", re.MULTILINE)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,50}|(?:-[ \t]*){3,50}|(?:_[ \t]*){3,50})$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_LEAD = re.compile(
    r"[ \t]{0,12}(?:>[ \t]?){0,8}[ \t]{0,4}(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)?(?:\[[ xX]\][ \t]+)?"
)
_QUOTE_OR_ITEM = re.compile(r"[ \t]{0,12}(?:>|[-*+][ \t]|\d{1,3}[.)][ \t])")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000})?\)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000})?\)|\[[^\]\n]{0,200}\])"
)
_AUTO_LINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+")
_STRONG = re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000})(?<=\S)\*(?!\w)|(?<![\w_])_(?=[^\s_])([^_\n]{1,1000})(?<=\S)_(?!\w)"
)
_CODE = re.compile(r"(`{1,3})([^`\n]{1,1000})\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t:-]*)*$")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.{0,5000}?-->", re.DOTALL)


def looks_like_markdown(text: str) -> bool:
    """Whether marks of Markdown stand in it: front matter, or two kinds of mark (a heading counts double).

    >>> looks_like_markdown("# Gate shut\\n\\nThe gate was shut."), looks_like_markdown("5 * 6 is # 30.")
    (True, False)
    """
    if (front := _FRONT.match(text)) and _PAIR.search(front[1]):
        return True
    head = text[:20_000]
    kinds = 2 * bool(_HEADING.search(head)) + bool(_LINK.search(head)) + bool(_IMAGE.search(head))
    return kinds + bool(_STRONG.search(head)) + bool(re.search(r"^```", head, re.MULTILINE)) >= 2


def plain_of_markdown(text: str) -> tuple[str, dict[str, str]]:
    """The prose, and what stands before it or is its first heading (``title``, ``date``, ``source``, ...).

    Paragraphs are kept a blank line apart, wrapped lines of one are joined, an item is a line of its own.

    >>> plain_of_markdown("# Gate shut\\n\\nThe **gate** was shut,\\nsaid [the mayor](https://a.example).")
    ('The gate was shut, said the mayor.', {'title': 'Gate shut'})
    """
    text = text.replace("\r\n", "\n")
    given: dict[str, str] = {}
    if front := _FRONT.match(text):
        given = {name.lower(): value.strip("\"'") for name, value in _PAIR.findall(front[1]) if value}
        text = text[front.end() :]
    out: list[str] = []
    fenced = False
    paragraph: list[str] = []
    for line in _TAG.sub("", text).split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
            _close(paragraph, out)
        elif fenced:
            out.append(line)
        elif heading := _HEADING.match(line):
            _close(paragraph, out)
            words = _inline(heading[2].rstrip("# \t"))
            if "title" in given or out or len(heading[1]) > 2:
                out.append(words)
            else:
                given["title"] = words
        elif _UNDERLINE.match(line) and len(paragraph) == 1:
            words = paragraph.pop()
            if "title" in given or out:
                out.append(words)
            else:
                given["title"] = words
        elif not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line) or _REFERENCE.match(line):
            _close(paragraph, out)
        else:
            if _QUOTE_OR_ITEM.match(line) and not (line.lstrip().startswith(">") and paragraph):
                _close(paragraph, out)
            lead = _LEAD.match(line)
            paragraph.append(_inline(line[lead.end() if lead else 0 :]).strip())
    _close(paragraph, out)
    return "\n\n".join(part for part in out if part.strip()), given


def _close(paragraph: list[str], out: list[str]) -> None:
    if paragraph:
        out.append(" ".join(filter(None, paragraph)))
        paragraph.clear()


def _inline(line: str) -> str:
    """One line without its marks."""
    line = _NOTE.sub("", _LINK.sub(r"\1", _IMAGE.sub("", line)))
    line = _AUTO_LINK.sub(r"\1", line)
    for _ in range(2):
        line = _STRONG.sub(r"\2", line)
    line = _EMPHASIS.sub(lambda m: m[1] or m[2], line)
    if line.count("|") >= 2 and line.strip().startswith("|"):
        line = "; ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return _ESCAPE.sub(r"\1", _CODE.sub(r"\2", line))
