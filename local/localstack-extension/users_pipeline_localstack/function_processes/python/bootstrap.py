"""Runs a Python function as AWS's python runtimes do: with AWS's own runtime interface client."""

import os
import site
import sys


def main() -> None:
    task_root = os.environ["LAMBDA_TASK_ROOT"]
    # The function's packages come before the runtime's, and its .pth files count.
    sys.path.insert(0, task_root)
    site.addsitedir(task_root)
    from awslambdaric.__main__ import main as serve

    serve([sys.argv[0], os.environ["_HANDLER"]])


if __name__ == "__main__":
    main()
