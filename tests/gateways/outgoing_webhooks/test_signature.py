"""Signatures by Standard Webhooks."""

import base64

from gateways.outgoing_webhooks import signature_headers

# The example of the specification's own libraries.
SECRET = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
BODY = b'{"test": 2432232314}'


def test_the_example_of_the_specification():
    assert signature_headers([SECRET], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, BODY) == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_several_secrets_make_several_signatures():
    one = signature_headers([SECRET], "evt_1", 1, BODY)["webhook-signature"]
    other = signature_headers([b"other"], "evt_1", 1, BODY)["webhook-signature"]
    assert signature_headers([b"other", SECRET], "evt_1", 1, BODY)["webhook-signature"] == f"{other} {one}"
