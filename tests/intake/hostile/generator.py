"""200 hostile inputs, made here when they are needed: bombs, liars, loops, broken and endless ones.

`hostile_inputs` gives a name and a function that writes the input to a path. ``FAMILIES`` is for the suite,
which takes a share of each family; tools/hostile.py runs all.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator

import archives
from making import (
    MB,
    PAGE,
    SENTENCE,
    Made,
    Write,
    given,
    gzip_bomb,
    mail,
    noise,
    page_pdf,
    pdf,
    streamed,
    zeros,
)


def hostile_inputs() -> Iterator[tuple[str, str, Write]]:
    """Family, name and writer of each."""
    for family, made in FAMILIES.items():
        for name, write in made():
            yield family, f"{family}-{name}", write


def _jsons() -> Made:
    good = json.dumps({"text": SENTENCE.decode()}).encode() + b"\n"
    yield "deep-array", given(lambda: b"[" * (5 * MB))
    yield "deep-object", given(lambda: b'{"a":' * (2 * MB))
    yield "deep-line", given(lambda: good + b'{"text":' + b"[" * MB + b"\n" + good)
    yield "line-100mb", streamed(lambda: iter([good, b'{"text": "', *zeros(100 * MB, b"a"), b'"}\n', good]))
    yield "first-line-100mb", streamed(lambda: iter([b'{"text": "', *zeros(100 * MB, b"a"), b'"}\n', good]))
    yield "no-newline-300mb", streamed(lambda: iter([b'{"text": "', *zeros(300 * MB, b"a")]))
    yield "empty-objects", streamed(lambda: zeros(150 * MB, b"{}\n"))
    yield "bad-lines", streamed(lambda: iter([good, *zeros(60 * MB, b"{x\n")]))
    yield "newlines", streamed(lambda: iter([good, *zeros(200 * MB, b"\n")]))
    yield "array-of-arrays", given(lambda: b"[" + b"[]," * (5 * MB) + b"[]]")
    yield "array-in-document", given(lambda: b'{"data": [' + b"[]," * (5 * MB) + b"[]]}")
    yield "objects-in-document", given(lambda: b'{"data": [' + b"{}," * (5 * MB) + b"{}]}")
    yield "many-keys", given(lambda: b'{"a0": 1' + b"".join(b', "a%d": 1' % n for n in range(600_000)) + b"}")
    yield "huge-number", given(lambda: b'{"text": ' + b"9" * (10 * MB) + b"}\n" + good)
    yield "huge-exponent", given(lambda: b'{"text": "a", "published": 1e999999999}\n' + good)
    yield "lone-surrogates", given(lambda: b'{"text": "\\ud800\\udfff\\ud800", "published": "\\ud800"}\n')
    yield "nul-text", given(lambda: b'{"text": "\\u0000\\u0000"}\n' + good)
    yield (
        "wrong-types",
        given(lambda: b'{"text": {"text": ["a"]}, "title": [[]], "url": 7}\n{"text": true}\n' + good),
    )
    yield "array-cut", given(lambda: b"[" + (good.strip() + b",") * 1000)
    yield "array-with-a-wrong-item", given(lambda: b"[" + good + b", oops, " + good + b"]")
    yield "array-endless-string", streamed(lambda: iter([b'["', *zeros(200 * MB, b"a")]))
    yield (
        "utf16-bomb-line",
        given(lambda: ("\ufeff" + '{"text": "' + "a" * (20 * MB) + '"}\n').encode("utf-16-le")),
    )


def _tables() -> Made:
    yield "open-quote", given(lambda: b'title,text\na,"' + b"x\n" * (10 * MB))
    yield "cell-50mb", given(lambda: b"title,text\na," + b"x" * (50 * MB) + b"\nb,c\n")
    yield "many-columns", given(lambda: b"text,a" + b",x" * (5 * MB) + b"\nv,w\n")
    yield "many-quotes", given(lambda: b"title,text\n" + b'"' * (20 * MB))
    yield "no-text-column", given(lambda: b"id,when,size\n" + b"1,2,3\n" * 100)
    yield "empty-rows", given(lambda: b"title,text\n" + b",\n" * (5 * MB))
    yield "bad-dates", given(lambda: b"date,text\n" + b"2025-99-99,Shut.\n" * 20_000)
    yield "nul-cells", given(lambda: b"title,text\n" + b"a\0b,\0\n" * 1000)
    yield "header-only", given(lambda: b"title,text\n")
    yield (
        "addresses",
        given(lambda: b"".join(b"file:///etc/passwd\nhttps://127.0.0.1/%d\n" % n for n in range(200_000))),
    )
    yield (
        "gdelt",
        given(lambda: (b"\t".join([b"20251012"] * 60 + [b"https://169.254.169.254/a"]) + b"\n") * 20_000),
    )
    yield "carriage-returns", given(lambda: b"title,text\r" + b"a,b\r" * (5 * MB))


def _pages() -> Made:
    head = b"<!doctype html><html><body>"
    yield "million-elements", given(lambda: head + b"<p>a</p>" * MB)
    yield "million-empty-divs", given(lambda: head + b"<div></div>" * MB)
    yield "nested-100k", given(lambda: head + b"<div>" * 100_000 + SENTENCE)
    yield "nested-1m", given(lambda: head + b"<b>" * MB + SENTENCE)
    yield "nested-tables", given(lambda: head + b"<table><tr><td>" * 50_000 + SENTENCE)
    yield "nested-lists", given(lambda: head + b"<ul><li>" * 60_000 + SENTENCE)
    yield (
        "attributes",
        given(lambda: head + b"<p " + b"".join(b"a%d=1 " % n for n in range(300_000)) + b">a</p>"),
    )
    yield "long-attribute", given(lambda: head + b'<p a="' + b"x" * (14 * MB) + b'">a</p>')
    yield "comments", given(lambda: head + b"<!--" * (2 * MB))
    yield "comment-pairs", given(lambda: head + b"<!-- a -->" * (MB))
    yield "tags-unclosed", given(lambda: head + b"<p<p<p" * (MB))
    yield "angles", given(lambda: head + b"<" * (10 * MB))
    yield "entities", given(lambda: head + b"&amp;" * (2 * MB))
    yield (
        "json-ld-many",
        given(lambda: head + b'<script type="application/ld+json">{"a":1}</script>' * 50_000),
    )
    yield (
        "json-ld-deep",
        given(lambda: head + b'<script type="application/ld+json">' + b"[" * MB + b"</script>"),
    )
    yield "meta-many", given(lambda: head + b'<meta property="date" content="2025-99-99">' * 200_000)
    yield "meta-long", given(lambda: head + b"<meta " + b"a='b' " * (2 * MB))
    yield "line-5mb", given(lambda: head + b"<p>" + SENTENCE * 70_000 + b"</p>")
    yield "page-100mb", streamed(lambda: iter([head, *zeros(100 * MB, b"<p>a</p>")]))
    yield "frames-of-files", given(lambda: head + b'<iframe src="file:///etc/passwd"></iframe>' * 1000)
    yield "svg-use", given(lambda: head + b'<svg><use href="#a"/><g id="a">' * 20_000)
    yield "misnested", given(lambda: head + b"<b><i><a><p></b></i></a>" * 60_000)
    yield "forms", given(lambda: head + b"<form><select><option>" * 100_000)
    yield "anchors", given(lambda: head + b'<a href="x">related headline</a> ' * 300_000)
    yield "spaces", given(lambda: head + b"<p>" + b" " * (15 * MB))
    yield (
        "mhtml-bad",
        given(lambda: mail(PAGE, b"Content-Type: multipart/related; boundary=x\r\nContent-Location: x\r\n")),
    )


def _feeds() -> Made:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    laugh = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}]>'
    item = "<item><title>{}</title><description>{}</description></item>"
    yield (
        "billion-laughs",
        given(
            lambda: (laugh + "<rss><channel>" + item.format("&l11;", "&l11;") + "</channel></rss>").encode()
        ),
    )
    long = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + "x" * 100_000 + '">]>'
    yield (
        "quadratic",
        given(
            lambda: (long + "<rss><channel>" + item.format("&a;" * 50_000, "a") + "</channel></rss>").encode()
        ),
    )
    outer = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield (
        "external-entity",
        given(lambda: (outer + "<rss><channel>" + item.format("&x;", "&x;") + "</channel></rss>").encode()),
    )
    yield (
        "external-dtd",
        given(lambda: b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss/>'),
    )
    yield "no-entries", given(lambda: b"<rss><channel><title>V</title></channel></rss>")
    yield (
        "many-entries",
        given(lambda: b"<rss><channel>" + b"<item><title>a</title></item>" * 300_000 + b"</channel></rss>"),
    )
    yield "nested", given(lambda: b"<rss><channel>" + b"<item>" * 100_000)
    yield "broken", given(lambda: b"<rss><channel><item><title>" + b"<" * (2 * MB))
    yield "broken-markup", given(lambda: b"<rss><channel><item><description>" + b"<a <!-- &lt; " * 300_000)
    yield "cdata-open", given(lambda: b"<rss><channel><item><description><![CDATA[" + b"]] " * (2 * MB))
    yield "too-large", streamed(lambda: iter([b"<rss><channel>", *zeros(60 * MB, b"<item/>")]))
    yield (
        "atom-deep",
        given(
            lambda: (
                b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">'
                + b"<div>" * 100_000
            )
        ),
    )
    yield (
        "attributes",
        given(lambda: b"<rss><channel><item " + b"".join(b"a%d='1' " % n for n in range(200_000)) + b"/>"),
    )
    yield (
        "other-xml",
        given(lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>'),
    )


def _mails() -> Made:
    yield "no-text", given(lambda: mail(b""))
    yield "header-10mb", given(lambda: mail(SENTENCE, b"X: " + b"a " * (5 * MB) + b"\r\n"))
    yield "encoded-words", given(lambda: mail(b"", b"To: " + b"=?utf-8?q?a?= " * 400_000 + b"\r\n"))
    parts = b"Content-Type: multipart/mixed; boundary=b\r\n"
    yield "many-parts", given(lambda: mail(b"--b\r\n\r\na\r\n" * 100_000, parts))
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5_000)
    )
    yield "nested-parts", given(lambda: b"From: a@b.example\r\nSubject: x\r\n" + nested)
    messages = b"Content-Type: message/rfc822\r\n\r\n" * 50_000
    yield "nested-messages", given(lambda: b"From: a@b.example\r\nSubject: x\r\n" + messages)
    bomb = b"Content-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n"

    def attached() -> bytes:
        packed = base64.encodebytes(gzip_bomb(1_000 * MB))
        return mail(b"--b\r\n" + bomb + b"\r\n" + packed + b"\r\n--b--", parts)

    yield "attached-bomb", given(attached)
    yield "bad-base64", given(lambda: mail(b"%%%%" * 1000, b"Content-Transfer-Encoding: base64\r\n"))


def _pdfs() -> Made:
    yield "empty", given(lambda: b"%PDF-1.7\n")
    yield "garbage", given(lambda: b"%PDF-1.7\n" + noise(3, 2 * MB))
    yield "page-loop", given(lambda: page_pdf(b"BT ET", kids=b"[2 0 R]"))
    yield "page-loop-wide", given(lambda: page_pdf(b"BT ET", kids=b"[" + b"2 0 R " * 1000 + b"]"))
    yield "form-loop", given(lambda: page_pdf(b"/X Do"))
    yield "flate-bomb", given(lambda: page_pdf(zlib.compress(bytes(400 * MB), 9), b"/Filter /FlateDecode"))
    yield (
        "flate-twice",
        given(
            lambda: page_pdf(
                zlib.compress(zlib.compress(bytes(400 * MB), 9)), b"/Filter [/FlateDecode /FlateDecode]"
            )
        ),
    )
    yield (
        "long-content",
        given(lambda: page_pdf(zlib.compress(b"BT /F1 9 Tf (a) Tj ET " * MB), b"/Filter /FlateDecode")),
    )
    yield "deep-array", given(lambda: page_pdf(b"[" * (2 * MB)))
    yield "deep-dictionary", given(lambda: pdf([b"<< /A " * 100_000]))
    yield (
        "xref-loop",
        given(lambda: pdf([b"<< /Type /Catalog >>"]).replace(b"startxref\n", b"startxref\n9999")),
    )
    yield (
        "prev-loop",
        given(lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [] >>"], tail=b"/Prev 9")),
    )
    yield "self-root", given(lambda: pdf([b"1 0 R"]))
    yield (
        "encrypted",
        given(lambda: pdf([b"<< /Type /Catalog >>"], tail=b"/Encrypt << /Filter /Standard /V 9 /R 9 >>")),
    )
    yield "huge-count", given(lambda: page_pdf(b"BT ET").replace(b"/Count 1", b"/Count 999999999"))
    yield "run-length", given(lambda: page_pdf(b"\x81a" * (5 * MB), b"/Filter /RunLengthDecode"))
    yield "no-text", given(lambda: page_pdf(b"0 0 m 9 9 l S"))
    yield "too-large", streamed(lambda: iter([b"%PDF-1.7\n", *zeros(60 * MB, b"1 0 obj\n")]))


def _texts() -> Made:
    yield "empty", given(lambda: b"")
    yield "blanks", given(lambda: b" \n" * 10_000)
    yield "nuls-100mb", streamed(lambda: zeros(100 * MB))
    yield "line-100mb", streamed(lambda: zeros(100 * MB, b"a"))
    yield "random", given(lambda: noise(4, MB))
    yield "stray-bytes", given(lambda: b"The caf\xe9 \xff was hit. " * 200_000)
    yield "picture", given(lambda: b"\x89PNG\r\n\x1a\n" + noise(5, 10_000))
    yield "markdown-marks", given(lambda: b"# a\n" + b"[" * 200_000 + b"**" * 20_000)
    yield "wide-cut", given(lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000)
    yield "wide-32", given(lambda: b"\xff\xfe\0\0" + b"\xff\xff\xff\xff" * 10_000)


FAMILIES: dict[str, Callable[[], Made]] = {
    "gzip": archives.gzips,
    "packed": archives.others,
    "zip": archives.zips,
    "tar": archives.tars,
    "warc": archives.warcs,
    "json": _jsons,
    "table": _tables,
    "page": _pages,
    "feed": _feeds,
    "mail": _mails,
    "pdf": _pdfs,
    "text": _texts,
}
