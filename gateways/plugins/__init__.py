"""What a plug-in is made of: this is the whole of what one may import of Tokentill, and it is versioned.

A plug-in is a package that offers entry points in the groups `tokentill.providers`, `tokentill.gateways` and
`tokentill.hooks`. Each is called with a PluginContext, and gives an object of the protocol of its group. An installed
package is loaded only where PLUGINS names it. See docs/extend.md.
"""

from gateways.errors import (
    EventMalformedError,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentUnknownError,
    SignatureInvalidError,
)
from gateways.payment_gateway import PaymentGateway
from gateways.plugins.errors import PluginError
from gateways.plugins.protocols import (
    API_VERSION,
    GatewayPlugin,
    HookEvent,
    HookPlugin,
    PluginContext,
    ProviderPlugin,
)
from gateways.providers import (
    ChatImage,
    ChatProvider,
    ChatTurn,
    CompletionBegun,
    CompletionEnd,
    FinishReason,
    JsonSchema,
    ListedModel,
    ProviderError,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)

__all__ = [
    "API_VERSION",
    "ChatImage",
    "ChatProvider",
    "ChatTurn",
    "CompletionBegun",
    "CompletionEnd",
    "EventMalformedError",
    "FinishReason",
    "GatewayPlugin",
    "GatewayRefusedError",
    "GatewayUnavailableError",
    "HookEvent",
    "HookPlugin",
    "JsonSchema",
    "ListedModel",
    "PaymentGateway",
    "PaymentUnknownError",
    "PluginContext",
    "PluginError",
    "ProviderError",
    "ProviderEvent",
    "ProviderPlugin",
    "ProviderRequest",
    "SignatureInvalidError",
    "TextDelta",
    "TokenCounts",
]
