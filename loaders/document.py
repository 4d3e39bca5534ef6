"""One document on its way to statements: its text, and named layers over it, each given once and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from loaders.page.text import Text

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Record = dict[str, Any]
"""A line of `qiantou extract`; loaders/records.py has the contract."""


@dataclass(frozen=True)
class Layer(Generic[T_co]):
    """The name of what one pass finds; its type says what stands in it."""

    name: str


class Doc:
    """A text with its layers: the only thing that passes hand on."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._layers: dict[str, Any] = {}

    def __getitem__(self, layer: Layer[T]) -> T:
        """What a pass found.

        Raises:
            LookupError: no pass has given it yet, or the pass that asks did not say that it needs it.
        """
        if layer.name not in self._layers:
            raise LookupError(f"no layer {layer.name!r} here: {sorted(self._layers)}")
        return cast(T, self._layers[layer.name])

    def give(self, layer: Layer[T], found: T) -> None:
        """Put a layer in.

        Raises:
            LookupError: it is there already.
        """
        if layer.name in self._layers:
            raise LookupError(f"layer {layer.name!r} is given twice")
        self._layers[layer.name] = found

    def only(self, layers: Iterable[Layer[Any]]) -> Doc:
        """The same text with these layers alone: what a pass may look at."""
        view = Doc(self.text)
        view._layers = {layer.name: self[layer] for layer in layers}
        return view
