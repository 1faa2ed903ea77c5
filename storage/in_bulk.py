"""Statements for many rows at once, at nearly the driver's own speed: compiled once, values prepared by their types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, UpdateBase

Prepare = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    """``places`` are the values of the statement in order: which of a row's values, and what the driver wants of it."""

    sql: str
    names: tuple[str, ...]
    places: tuple[tuple[int, Prepare | None], ...]
    constants: tuple[Any, ...]
    is_positional: bool

    def parameters(self, row: Sequence[Any]) -> Any:  # noqa: ANN401  (as the driver wants them)
        values = (*row, *self.constants)
        prepared = [values[at] if prepare is None else prepare(values[at]) for at, prepare in self.places]
        return tuple(prepared) if self.is_positional else dict(zip(self.names, prepared, strict=True))


@dataclass(frozen=True)
class InBulk:
    """``statement`` has a bind parameter for each of ``names``, in which order its rows give their values."""

    statement: UpdateBase
    names: tuple[str, ...]
    _compiled: dict[str, _Compiled] = field(default_factory=dict)

    def run(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> int:
        """How many rows of the table it changed."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._compile(dialect)
        parameters = [compiled.parameters(row) for row in rows]
        return connection.exec_driver_sql(compiled.sql, parameters).rowcount if parameters else 0

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self.statement.compile(dialect=dialect, column_keys=list(self.names))
        binds = compiled.binds
        order = tuple(compiled.positiontup or binds)
        constants = [name for name in dict.fromkeys(order) if name not in self.names]
        places = {name: at for at, name in enumerate((*self.names, *constants))}
        prepare = {name: binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in order}
        return _Compiled(
            sql=str(compiled),
            names=order,
            places=tuple((places[name], prepare[name]) for name in order),
            constants=tuple(binds[name].effective_value for name in constants),
            is_positional=compiled.positional,
        )
