"""The variables of a function's process: AWS's, LocalStack's endpoint, the function's own, none of the host's."""

from collections.abc import Mapping
from pathlib import Path

from users_pipeline_localstack.function_processes.runtimes.family import Family

# LocalStack tells these to the init program of its containers; a function has no use for them.
INTERNAL = frozenset(
    {
        "AWS_LAMBDA_FUNCTION_TIMEOUT",
        "LOCALSTACK_RUNTIME_ID",
        "LOCALSTACK_RUNTIME_ENDPOINT",
        "LOCALSTACK_FUNCTION_ACCOUNT_ID",
        "LOCALSTACK_USER",
        "LOCALSTACK_INIT_LOG_LEVEL",
        "LOCALSTACK_POST_INVOKE_WAIT_MS",
        "LOCALSTACK_MAX_PAYLOAD_SIZE",
    }
)

# The file in which AWS's runtimes for Node and Python keep the certificates of Amazon's authorities.
AUTHORITIES = "/var/runtime/ca-cert.pem"


def function_environment(
    localstack: Mapping[str, object],
    own: Mapping[str, str],
    runtime: str,
    family: Family,
    task_root: Path,
    authorities: str = AUTHORITIES,
) -> dict[str, str]:
    """
    All but AWS_LAMBDA_RUNTIME_API, which changes with each process.

    :param localstack: what LocalStack gives every environment; it holds the function's own variables already
    :param own: the function's own variables
    :param authorities: the file that a variable names which names AWS's, as NODE_EXTRA_CA_CERTS does
    """
    given = {name: str(value) for name, value in localstack.items() if name in own or name not in INTERNAL}
    kept = {name: authorities if value == AUTHORITIES else value for name, value in given.items()}
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
        "LANG": "en_US.UTF-8",
        # Libraries that the function brings are found, those of the host as the host finds them.
        "LD_LIBRARY_PATH": f"{task_root}:{task_root / 'lib'}",
        # Without a home the AWS SDKs look the user up and would read the developer's own ~/.aws.
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        **family.defaults(task_root),
        **kept,
        **({"AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}"} if family.names_itself else {}),
        "LAMBDA_TASK_ROOT": str(task_root),
        "LAMBDA_RUNTIME_DIR": str(family.directory),
    }
