"""The base of the resource types that LocalStack community has not."""

from typing import Any, ClassVar

from localstack.services.cloudformation.resource_provider import ResourceProvider

from users_pipeline_localstack.cloudformation_resources.models import (
    Event,
    Model,
    Request,
    done,
    keep_attributes,
    previous,
)


class Resource(ResourceProvider[Model]):
    """A type whose resources are there at once: a subclass says what the API has to be asked."""

    TYPE: ClassVar[str]
    REF: ClassVar[str]
    """The attribute that Ref gives."""
    ATTRIBUTES: ClassVar[tuple[str, ...]] = ()
    """Those that Fn::GetAtt gives beside it."""
    REPLACED_BY: ClassVar[tuple[str, ...]] = ()
    """The properties whose change makes a new resource."""
    SCHEMA: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if hasattr(cls, "TYPE"):
            cls.SCHEMA = {
                "typeName": cls.TYPE,
                "properties": {},
                "primaryIdentifier": [f"/properties/{cls.REF}"],
                "readOnlyProperties": [f"/properties/{name}" for name in cls.ATTRIBUTES],
                "createOnlyProperties": [f"/properties/{name}" for name in cls.REPLACED_BY],
            }

    def make(self, request: Request) -> Model:
        """Creates it and returns its attributes."""
        raise NotImplementedError

    def change(self, request: Request) -> None:
        """Changes what needs no new resource; its attributes are in the desired state too."""
        raise NotImplementedError

    def remove(self, request: Request, model: Model) -> None:
        raise NotImplementedError

    def create(self, request: Request) -> Event:
        return done({**request.desired_state, **self.make(request)})

    def update(self, request: Request) -> Event:
        keep_attributes(self.SCHEMA, request)
        self.change(request)
        return done(request.desired_state)

    def delete(self, request: Request) -> Event:
        self.remove(request, previous(request))
        return done({})
