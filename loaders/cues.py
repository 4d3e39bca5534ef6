"""The words that announce a responsibility. Everything here is a word of the trade, never a name from one document."""

from __future__ import annotations

import re

# \s* inside the words: printers break lines anywhere, and some pages set 牵 头 with a space.
CUE = re.compile(
    r"牵\s*头|配\s*合|(?<!人)负\s*责(?!人)|责\s*任\s*(?:单\s*位|部\s*门)|按(?:照)?(?:各自)?职责|会\s*同|协\s*办|主\s*办\s*(?:单\s*位|部\s*门)"
)
"""A duty cue: each ends as an edge, as a listed non-duty or as a signal."""

_ROLE_WORD = (
    r"(?:牵\s*头|负\s*责|配\s*合|参\s*与|参\s*加|协\s*[办同助]|主\s*[办责]|责\s*任\s*(?:单\s*位|部\s*门)|落\s*实)"
)
DUTY_BRACKET = re.compile(rf"[(〔\[【](?:[^()〔〕\[\]【】\n]|\n|[(〔\[][^()〔〕\[\]]*[)〕\]]){{0,600}}?{_ROLE_WORD}")
"""An opening bracket whose inside, before it closes, holds a word for a role."""
