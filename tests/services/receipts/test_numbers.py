"""A8: receipts are numbered 1, 2, 3 and so on, each payment's once, with no gap."""

import asyncio
import random

from models.receipt import Receipt
from services.clock import system_clock
from services.receipts.numbers import ReceiptNumbers


async def test_many_at_once_leave_no_number_out(database):
    payments = [f"pay_{number}" for number in range(20)]
    asked = payments * 3
    random.Random(7).shuffle(asked)
    servers = [ReceiptNumbers(system_clock), ReceiptNumbers(system_clock)]
    issued = await asyncio.gather(*(servers[place % 2].issue(each) for place, each in enumerate(asked)))
    by_payment = {payment: {row.id for row in issued if row.payment_id == payment} for payment in payments}
    assert all(len(numbers) == 1 for numbers in by_payment.values())
    assert sorted(number for numbers in by_payment.values() for number in numbers) == list(range(1, 21))
    assert await Receipt.count() == 20


async def test_a_receipt_keeps_its_number_and_its_day(database):
    numbers = ReceiptNumbers(system_clock)
    first = await numbers.issue("pay_first")
    assert (await numbers.issue("pay_second")).id == first.id + 1
    assert await numbers.issue("pay_first") == first
