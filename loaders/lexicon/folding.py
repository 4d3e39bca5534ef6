"""Characters that look alike made one, each by one: what is folded has the length of what was written."""

from __future__ import annotations

import re

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# Asterisks are Markdown's bold: **责任单位:** is a label like any other.
_SPACES = dict.fromkeys("*\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\r\t", " ")
_ALIKE = {"﹙": "(", "﹚": ")", "﹒": ".", "［": "[", "］": "]", "︰": ":", "﹑": "、"}
FOLD = {**_WIDE, **_SPACES, **_ALIKE}
"""One character to one character: full width to half width, every kind of space to a plain one."""

# Few characters of a text change; str.translate looks every one up and took ten times as long.
FOLDED = re.compile("[" + re.escape("".join(FOLD)) + "]")
"""The characters that folding changes."""
