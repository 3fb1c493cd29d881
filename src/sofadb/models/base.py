"""What all tables share: the naming convention, the types, and how a date is kept."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import BigInteger, Date, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: Goes last into every `__table_args__`: SQLite then holds a column to its type.
STRICT: dict[str, Any] = {"sqlite_strict": True}  # Any: the type SQLAlchemy gives to table options

#: Text that sorts by code point on both engines, so that answers come in the same order.
PLAIN_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

#: People and things counted; SQLite's INTEGER has 64 bits already.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


class Day(TypeDecorator[datetime.date]):
    """A calendar day: DATE on PostgreSQL, ISO 8601 text on SQLite, whose STRICT tables know no dates."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # Any: text or date, by engine
        """Choose the type that the engine has."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: datetime.date | None, dialect: Dialect) -> Any:  # Any: by engine
        """Write a day as the engine keeps it."""
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.date | None:  # noqa: ARG002  Any: by engine
        """Read a day back."""
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value


class Base(DeclarativeBase):
    """The root of all tables; `id` is a number for the machine."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {  # Any: SQLAlchemy's own signature
        str: PLAIN_TEXT,
        int: Integer(),
        datetime.date: Day(),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3, doc="Number for the machine")
