"""F5: an admin edits what is sold by GraphQL, as docs/catalog.md shows it; buyers see that at once."""

import json
import re

import pytest

from models.ids import new_id
from models.price_version import PriceVersion
from models.user import User
from services.catalog.price_basis import Basis, PriceBasis, rates_of
from services.catalog.price_versions import PriceVersions
from services.catalog.pricing import Price
from tests.support.server import ROOT

PAGE = (ROOT / "docs" / "catalog.md").read_text("utf-8")
EXAMPLES = re.findall(r"```graphql\n(.*?)```\n```json\n(.*?)```", PAGE, re.DOTALL)
SAVED = "... on PackageSaved { package { id version name retired order default popular tiers { quantity } } }"
CREATE = f"""mutation ($input: CreatePackageInput!) {{
  createPackage(input: $input) {{ {SAVED} ... on UserError {{ code message retryable }} }} }}"""
UPDATE = f"""mutation ($input: UpdatePackageInput!) {{
  updatePackage(input: $input) {{ {SAVED} ... on UserError {{ code }} ... on CatalogEditStale {{ currentVersion }} }}
}}"""
PLAN = "... on PlanSaved { plan { id version retired graceDays plan { limits { requestsPerDay } prices { tokens } } } }"


@pytest.fixture
async def admin(database, client):
    for collection in ("catalogs", "catalog_versions"):
        await database[collection].delete_many({})
    user = (await client.register(f"{new_id('admin')}@example.com"))["user"]
    await User.find({"_id": user["id"]}).update({"$set": {"role": "admin"}})
    return client


async def on_sale(visitor):
    return [each["id"] for each in (await visitor.execute("{ packages { id } }"))["packages"]]


async def test_the_examples_of_the_page_do_what_it_says(admin):
    assert len(EXAMPLES) == 3
    for operation, answer in EXAMPLES:
        assert await admin.execute(operation) == json.loads(answer)


async def test_a_new_package_is_sold_and_one_that_is_retired_is_not(admin, new_client):
    visitor = new_client()
    tiers = [{"quantity": 2, "discountPercent": 5}]
    prices = [{"currency": "CNY", "amount": "2000"}]
    asked = {"packageId": "team", "name": "Team", "tokens": "300000", "prices": prices, "tiers": tiers, "default": True}
    made = (await admin.execute(CREATE, {"input": asked}))["createPackage"]["package"]
    assert made == {
        "id": "team",
        "version": 1,
        "name": "Team",
        "retired": False,
        "order": 50,
        "default": True,
        "popular": False,
        "tiers": [{"quantity": 2}],
    }
    shown = (await visitor.execute("{ packages { id default } }"))["packages"]
    assert [each["id"] for each in shown if each["default"]] == ["team"]
    retire = 'mutation { retirePackage(input: { packageId: "team", version: 1 }) { __typename } }'
    assert (await admin.execute(retire))["retirePackage"] == {"__typename": "PackageSaved"}
    assert await on_sale(visitor) == ["package_100k", "package_500k", "package_1m", "package_10m"]
    listed = await admin.execute("{ catalogPackages(retired: true) { edges { node { id version } } } }")
    assert listed["catalogPackages"]["edges"] == [{"node": {"id": "team", "version": 2}}]
    restore = 'mutation { restorePackage(input: { packageId: "team", version: 2 }) { __typename } }'
    assert (await admin.execute(restore))["restorePackage"] == {"__typename": "PackageSaved"}
    assert "team" in await on_sale(visitor)


async def test_refusals_are_values_and_a_stale_edit_has_a_form_of_its_own(admin):
    change = {"packageId": "package_1m", "version": 1, "name": "More"}
    assert (await admin.execute(UPDATE, {"input": change}))["updatePackage"]["package"]["version"] == 2
    stale = (await admin.execute(UPDATE, {"input": change}))["updatePackage"]
    assert stale == {"code": "CATALOG_EDIT_STALE", "currentVersion": 2}
    wrong = {"packageId": "package_1m", "version": 2, "prices": [{"currency": "CNY", "amount": "-5"}]}
    assert (await admin.execute(UPDATE, {"input": wrong}))["updatePackage"] == {"code": "CATALOG_EDIT_REFUSED"}
    taken = {"packageId": "package_1m", "name": "x", "tokens": 5, "prices": [{"currency": "CNY", "amount": 500}]}
    refused = (await admin.execute(CREATE, {"input": taken}))["createPackage"]
    assert (refused["code"], refused["retryable"]) == ("CATALOG_ID_TAKEN", False)
    unknown = {"packageId": "nothing", "version": 1}
    assert (await admin.execute(UPDATE, {"input": unknown}))["updatePackage"] == {"code": "PACKAGE_NOT_FOUND"}


async def test_plans_are_edited_in_the_same_way(admin, new_client):
    visitor = new_client()
    create = f"""mutation {{ createPlan(input: {{ planId: "team", name: "Team", tokensPerMonth: 5,
      maxTokensPerRequest: 9, requestsPerDay: 8, prices: [{{ currency: "CNY", interval: YEAR, amount: 9900 }}] }})
      {{ {PLAN} }} }}"""
    made = (await admin.execute(create))["createPlan"]["plan"]
    assert made["plan"] == {"limits": {"requestsPerDay": 8}, "prices": [{"tokens": "60"}]}
    update = f'mutation {{ updatePlan(input: {{ planId: "team", version: 1, requestsPerDay: null }}) {{ {PLAN} }} }}'
    assert (await admin.execute(update))["updatePlan"]["plan"]["plan"]["limits"] == {"requestsPerDay": None}
    plans = "{ plans { id } }"
    assert [each["id"] for each in (await visitor.execute(plans))["plans"]] == ["free", "pro", "enterprise", "team"]
    retire = f'mutation {{ retirePlan(input: {{ planId: "team", version: 2 }}) {{ {PLAN} }} }}'
    assert (await admin.execute(retire))["retirePlan"]["plan"]["retired"] is True
    assert [each["id"] for each in (await visitor.execute(plans))["plans"]] == ["free", "pro", "enterprise"]
    history = await admin.execute('{ planHistory(planId: "team") { edges { node { change adminId } } } }')
    changes = [edge["node"]["change"] for edge in history["planHistory"]["edges"]]
    assert changes == ["RETIRED", "UPDATED", "CREATED"]
    restore = f'mutation {{ restorePlan(input: {{ planId: "team", version: 3 }}) {{ {PLAN} }} }}'
    assert (await admin.execute(restore))["restorePlan"]["plan"]["version"] == 4
    listed = await admin.execute(
        "{ catalogPlans(first: 1) { edges { node { id version } } pageInfo { hasNextPage } } }"
    )
    assert listed["catalogPlans"]["pageInfo"] == {"hasNextPage": True}


async def test_an_admin_reads_every_version_of_a_price_the_newest_first(admin, new_client, clock):
    await PriceVersion.delete_all()
    cost = PriceBasis(Basis.COST, {"input": "0.000001", "output": "0.000002"}, 1_200, 1_000)
    bases = [PriceBasis(Basis.TOKENS, per_mille=1_000), cost, PriceBasis(Basis.FREE)]
    for basis in bases:
        await PriceVersions(clock).record(Price(rates_of(basis), basis.basis is Basis.FREE, basis))
        clock.move(seconds=1)
    asked = """query ($first: Int, $after: String, $version: ID) {
      priceVersions(first: $first, after: $after, version: $version) {
        edges {
          node { version policy perMille walletTokenNanodollars providerPrices { kind dollars } rates { output } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }"""
    page = (await admin.execute(asked, {"first": 2}))["priceVersions"]
    assert [edge["node"]["version"] for edge in page["edges"]] == [bases[2].version, bases[1].version]
    assert page["edges"][1]["node"] == {
        "version": cost.version,
        "policy": "COST",
        "perMille": 1_200,
        "walletTokenNanodollars": "1000",
        "providerPrices": [{"kind": "input", "dollars": "0.000001"}, {"kind": "output", "dollars": "0.000002"}],
        "rates": {"output": "2400000"},
    }
    rest = (await admin.execute(asked, {"first": 2, "after": page["pageInfo"]["endCursor"]}))["priceVersions"]
    assert [edge["node"]["version"] for edge in rest["edges"]] == [bases[0].version]
    assert rest["pageInfo"]["hasNextPage"] is False
    one = (await admin.execute(asked, {"version": cost.version}))["priceVersions"]
    assert [edge["node"]["policy"] for edge in one["edges"]] == ["COST"]
    (error,) = await new_client().errors(asked)
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
