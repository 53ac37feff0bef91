"""
Less waiting: the engine asks once a second for a resource that is being made, and CDK once in five for the stack, which
a change to one function takes a tenth of.
"""

import time
from typing import Any

from localstack import config
from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor
from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2.entities import Stack
from localstack.services.cloudformation.v2.provider import (
    CloudformationProviderV2,
    find_change_set_v2,
    find_stack_v2,
)

RESOURCE_SECONDS = 0.1
# How long the answer is kept back, so that whoever looks at the stack then finds what is soon done to be done.
ANSWER_SECONDS = 4


def await_end(stack: Stack | None) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while stack and stack.status.endswith("_IN_PROGRESS") and time.monotonic() < deadline:
        time.sleep(0.02)


def answer_execution_at_its_end() -> None:
    execute = CloudformationProviderV2.execute_change_set

    def execute_change_set(
        provider: CloudformationProviderV2, context: Any, change_set_name: str, stack_name: str | None = None, **of: Any
    ) -> Any:
        answer = execute(provider, context, change_set_name, stack_name, **of)
        change_set = find_change_set_v2(store(context), change_set_name, stack_name)
        await_end(change_set and change_set.stack)
        return answer

    CloudformationProviderV2.execute_change_set = execute_change_set


def answer_deletion_at_its_end() -> None:
    delete = CloudformationProviderV2.delete_stack

    def delete_stack(provider: CloudformationProviderV2, context: Any, stack_name: str, **of: Any) -> Any:
        stack = find_stack_v2(store(context), stack_name)
        answer = delete(provider, context, stack_name, **of)
        await_end(stack)
        return answer

    CloudformationProviderV2.delete_stack = delete_stack


def store(context: Any) -> Any:
    return get_cloudformation_store(context.account_id, context.region)


def apply() -> None:
    ResourceProviderExecutor.deploy_loop.__defaults__ = (config.CFN_PER_RESOURCE_TIMEOUT, RESOURCE_SECONDS)
    answer_execution_at_its_end()
    answer_deletion_at_its_end()
