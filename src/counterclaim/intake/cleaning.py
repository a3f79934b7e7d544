"""Lines that are no news: counters, invitations, teasers of other stories, picture credits."""

from __future__ import annotations

import re

# Each pattern is that of a whole line. A teaser needs its colon, bar or arrow, so that "Read more books, the
# minister said" stays.
_INVITES = (
    r"click here\b.*",
    r"(?:read|see|watch|listen|view) ?(?:more|also|next|full story)?\s*[:|>»→].*",
    r"(?:also|must|related|further|more) "
    r"(?:read|reading|on this|watch|see|stor(?:y|ies)|news|articles?|coverage)"
    r"(?: on this(?: story)?)?\s*(?:[:|>»→–-].*)?",
    r"read (?:more|also|next|full article|the full story)|see also|keep reading|"
    r"recommended(?: stories| for you)?",
    r"you (?:may|might) also like.*|don['’]t miss\s*[:|].*|continue reading.*|scroll to continue.*",
    r"(?:story|article) continues\b.*",
    r"(?:sign up|log ?in|join us|like us|follow us|find us)\b.*|"
    r"(?:subscribe|register) (?:to|for|now|here|today)\b.*",
    r"follow (?:[\w ]{1,30} )?on (?:x|twitter|facebook|instagram|telegram|whatsapp|google news|youtube)\b.*",
    r"(?:download|get) (?:our|the) (?:\w+ )?(?:app|newsletter)\b.*|(?:catch|get) (?:all )?the latest\b.*",
    r"stay (?:up to date|informed|tuned|updated)\b.*|skip (?:past|to)\b.*|after newsletter promotion",
    r".*\bbecom(?:e|ing) an? (?:paying )?(?:member|patron|subscriber|supporter)\b.*|"
    r"get .{2,60} by e-?mail\b.*",
    r"support (?:our|independent) (?:\w+ ){0,3}journalism\b.*",
)
_COUNTS = (
    r"advertise?ments?|advertising|sponsored|ad feedback|promoted content",
    r"advertisement\s*[·|-]\s*scroll to continue",
    r"(?:\d[\d,.]*[km]?\s*)?(?:shares?|views?|comments?|likes?|reads?|retweets?|replies|reactions?)"
    r"(?:\s*[:(]?\s*\d[\d,.]*[km]?\)?)?",
    # At most 12 names of buttons; what repeats longer is no bar of them.
    r"(?:(?:share|print|e-?mail|copy link|link copied|save|whatsapp|facebook|twitter|x|telegram|"
    r"linkedin|reddit|tweet|pinterest|listen|comments?|pocket|flipboard|messenger|viber|gmail|follow|like|back|home)"
    r"[\s,|/·•&]*){1,12}",
    r"(?:share|tweet) (?:this|on|via|the)\b.*|\d+ min(?:ute)?s?(?: read)?|"
    r"(?:\w+ )?reading time\b.*|loading\.*",
    r"(?:filed? under|tags?|topics?|labels?)\s*:.*",
    r"(?:related )?(?:tags|topics|links|content|news|stories|articles)|"
    r"most (?:read|viewed|popular)|latest news",
    r"trending(?: now)?",
)
_LEGAL = (
    r"©.*|(?:copyright|\(c\))\s*(?:©|\(c\))?\s*\d{4}\b.*|all rights reserved.*|"
    r"terms (?:of use|and conditions).*",
    r"privacy (?:policy|notice)\b.*|our standards\s*:.*|purchase licensing rights.*|if you find an error\b.*",
    r"this article (?:appears|appeared) in print\b.*|published in (?-i:[A-Z]).{2,60}\d{4}\.?",
    r"(?:we|this (?:site|website)) uses? cookies\b.*|story from .{2,60}:",
    r"(?:https?://|www\.)\S+(?: copyright\b.*)?|.{0,80}\bmay not (?:be )?reproduced?\b.*",
    r".{0,80}\bwebsite\b.{0,60}\bonly (?:a )?(?:part|portion)\b.{0,160}",
)
_PHOTOS = r"(?:AP|AFP|EPA|EFE|Reuters|REUTERS|Xinhua|TASS|Anadolu|AA|Getty(?: Images)?|Pool|File|Handout)"
_CAPTIONS = (
    r"(?i:file (?:photo|picture|image)|photo|image|picture|photograph)s?"
    r"(?: (?:credit|by|courtesy))?\s*[:|].*",
    r".*\((?:(?:AP|AFP|EPA|Reuters|REUTERS|Xinhua|Getty)[ /-]?)?(?i:file )?(?i:photo|pool|via)\b[^()]*\)",
    rf".*[(\[](?:[A-Z][\w .]{{1,30}}/{_PHOTOS}|{_PHOTOS}/[A-Z][\w .]{{1,30}})(?:[ /-]\w+)?[)\]]",
    r".*\b(?i:photo(?:graph)?|image|picture) ?(?i:credit|by)?\s*:\s*.{2,60}",
)
_LINE = re.compile(rf"[\W_]*(?:{'|'.join(_INVITES + _COUNTS + _LEGAL)})[\W_]*", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(rf"(?:{'|'.join(_CAPTIONS)})\s*", re.DOTALL)
_RULE = re.compile(r"[\W_]*")
#: Longer lines are prose, whatever they begin with; the longest invitation of the saved pages has 190.
_LONGEST = 240
#: A caption's length: those of agencies name people, place, day and the event, up to three sentences.
_LONGEST_CAPTION = 400
_BYLINE = re.compile(
    r"(?:[Bb]y|BY):? [A-ZÀ-Þ][\w.’'-]+(?: (?:[A-ZÀ-Þ][\w.’'-]*|and|de|al|van|von|bin)){1,6},?"
)
_GLUED = re.compile(r"(?<=[a-z0-9)][.!?])(?=[A-Z“\"‘])|(?<=[a-z][.!?][”\"’]|[a-z][”\"’][.!?])(?=[A-Z“‘])")


def is_boilerplate(line: str) -> bool:
    """Whether a line is the site's and no news.

    >>> [is_boilerplate(line) for line in ("ADVERTISEMENT", "Also read: Nine die at bridge", "1.2K Shares")]
    [True, True, True]
    >>> [is_boilerplate(line) for line in ("Read more books, he told them.", "Shares fell after the strike.")]
    [False, False]
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    return _RULE.fullmatch(line) is not None or _LINE.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Whether a line describes a picture and says whose it is.

    >>> is_caption("A burnt lorry near the port. (AP Photo/Jon Vell)"), is_caption("FILE PHOTO: The port")
    (True, True)
    """
    line = line.strip()
    return len(line) <= _LONGEST_CAPTION and _PICTURE.fullmatch(line) is not None


def is_byline(line: str) -> bool:
    """Whether a line names the writer and nothing else.

    >>> is_byline("By Anna Velk and Jon Marsh"), is_byline("By Monday the road was shut.")
    (True, False)
    """
    return len(line) <= _LONGEST and _BYLINE.fullmatch(line.strip()) is not None


def blanked(text: str) -> str:
    """Plain text with lines of boilerplate overwritten by spaces, so that every offset stays what it was.

    A line is a whole line of the text; what stands in a line with news is left.

    >>> blanked("Shots were heard.\\nADVERTISEMENT\\nIt was night.")
    'Shots were heard.\\n             \\nIt was night.'
    """
    if "\n" not in text:
        return text
    return "\n".join(
        " " * len(line) if line.strip() and is_boilerplate(line) else line for line in text.split("\n")
    )


def unglued(text: str) -> str:
    """Text in which paragraphs were joined without a space, with a line between them again.

    >>> unglued("Two died.The army said so.")
    'Two died.\\n\\nThe army said so.'
    """
    return _GLUED.sub("\n\n", text)
