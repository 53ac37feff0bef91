"""LocalStack's Twisted server binds 0.0.0.0 whatever host GATEWAY_LISTEN names. This one binds the host it is given."""

from localstack import config
from localstack.aws.serving.twisted import TLSMultiplexerFactory
from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.gateway import Gateway
from rolo.serving.twisted import TwistedGateway
from twisted.internet import endpoints, reactor, ssl
from twisted.internet.interfaces import IProtocolFactory
from twisted.python.failure import Failure


class LoopbackTwistedServer(TwistedRuntimeServer):
    def register(
        self, gateway: Gateway, listen: list[config.HostAndPort], ssl_creds: tuple[str, str] | None = None
    ) -> None:
        factory = protocol_factory(gateway, ssl_creds)
        for address in listen:
            ipv6 = config.is_ipv6_address(address.host)
            endpoint_class = endpoints.TCP6ServerEndpoint if ipv6 else endpoints.TCP4ServerEndpoint
            failures: list[Failure] = []
            # A port is bound at once. Unless its failure is raised LocalStack waits for its own health for ever.
            endpoint_class(reactor, address.port, interface=address.host).listen(factory).addErrback(failures.append)
            if failures:
                reason = failures[0].getErrorMessage()
                raise OSError(f"LocalStack cannot listen on {address}: {reason} Choose another GATEWAY_LISTEN.")


def protocol_factory(gateway: Gateway, ssl_creds: tuple[str, str] | None) -> IProtocolFactory:
    site = TwistedGateway(gateway)
    if not ssl_creds:
        return site
    certificate, key = ssl_creds
    context = ssl.DefaultOpenSSLContextFactory(key, certificate)
    context.getContext().use_certificate_chain_file(certificate)
    return TLSMultiplexerFactory(context, False, site)
