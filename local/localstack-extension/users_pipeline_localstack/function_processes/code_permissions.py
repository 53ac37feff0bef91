"""
What a function's files may be used for. LocalStack makes all of them executable; AWS goes by the archive, and a
`bootstrap` that was packed without the permission fails there.
"""

import os
from pathlib import Path

from localstack.services.lambda_.invocation import lambda_models

READABLE_FILE = 0o644
READABLE_FOLDER = 0o755


def apply() -> None:
    lambda_models.chmod_r = keep_executable


def keep_executable(path: str, _mode: int) -> None:
    """Whether a file is executable stays as it was unpacked; LocalStack can read and delete everything."""
    for folder, _, files in os.walk(path):
        add_permissions(Path(folder), READABLE_FOLDER)
        for file in files:
            add_permissions(Path(folder, file), READABLE_FILE)


def add_permissions(path: Path, permissions: int) -> None:
    if not path.is_symlink():
        path.chmod(path.stat().st_mode | permissions)
