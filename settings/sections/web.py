"""The web client that this server serves, and what it shows of whoever runs it."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from settings.addresses import Origin, PageAddress, split_list

__all__ = ["WebSettings"]


class WebSettings(BaseModel):
    """The web client. What clients are told here, `clientSettings` tells to those of other makers, too."""

    web_client: bool = Field(True, description="Serve the web client at /, once `make web` has built it.")
    web_frame_ancestors: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins whose pages may show the web client in a frame, such as "
        "https://www.example.com; people stay signed in there only if they are of PUBLIC_URL's site. Unset: none may.",
    )
    web_image_origins: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins, besides this server, whose images the web client may show, such as where "
        "your users' pictures are. Unset: none.",
    )
    product_name: str = Field(
        "Tokentill", min_length=1, max_length=100, description="What clients call the product that people use."
    )
    terms_url: PageAddress | None = Field(None, description="Your terms of service, which clients link to.")
    privacy_url: PageAddress | None = Field(None, description="Your privacy policy, likewise.")
    imprint_url: PageAddress | None = Field(None, description="Who runs this, where the law wants it told, likewise.")
