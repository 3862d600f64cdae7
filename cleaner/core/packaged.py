"""Files that stand beside the modules of this folder: tables of the language, catalogues of messages."""

from __future__ import annotations

import os

_FOLDER = os.path.dirname(__file__)  # noqa: PTH120 - `pathlib` takes longer to load than the files to read


def packaged(name: str) -> str:
    """The text of a file, by its name in this folder, `locale/zh.po` for one.

    Raises:
        OSError: there is none; the installation is broken.

    Examples:
        >>> packaged("variants.txt").startswith("#")
        True
    """
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:  # noqa: PTH118, PTH123 - as above
        return file.read()
