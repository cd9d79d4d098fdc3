import pytest

from services.guests.networks import networks_of


def names(address: str | None) -> list[tuple[str, int]]:
    return [(each.name, each.times) for each in networks_of(address)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", [("203.0.113.7", 1)]),
        ("::ffff:203.0.113.7", [("203.0.113.7", 1)]),
        ("2001:db8:1:2:3:4:5:6", [("20010db800010002/64", 1), ("20010db80001/48", 4)]),
        ("2001:DB8:1:2::9", [("20010db800010002/64", 1), ("20010db80001/48", 4)]),
        ("2001:db8:1:3::9", [("20010db800010003/64", 1), ("20010db80001/48", 4)]),
        ("fe80::1%eth0", [("fe80000000000000/64", 1), ("fe8000000000/48", 4)]),
        (None, [("unknown", 1)]),
        ("", [("unknown", 1)]),
        ("unix:", [("unknown", 1)]),
        ("203.0.113.7:80", [("unknown", 1)]),
    ],
)
def test_an_address_counts_for_its_networks(address: str | None, expected: list[tuple[str, int]]) -> None:
    assert names(address) == expected
