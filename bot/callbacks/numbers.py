"""The numbers that buttons carry: what is larger than the database keeps them was forged."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""Names a row."""

Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""A version, a quantity, a page."""

Sum = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""A sum in minor units."""

MaybeId = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""Names a row, or with 0 none."""
