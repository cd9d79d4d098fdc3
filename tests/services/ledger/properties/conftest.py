"""Prints what the machines met, whether the tests passed or not."""

from tests.services.ledger.properties.tally import report
from tests.support.closing import at_the_end

at_the_end("what the ledger's machines met", report)
