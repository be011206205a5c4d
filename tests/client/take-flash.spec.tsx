import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SentCommand } from './fake-live.ts';
import { aGuest } from './fake-world.ts';
import { aFlash, aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const FLASH = '0190a000-0000-7000-8000-0000000000f1';
const address = {
  addressId: '0190a000-0000-7000-8000-0000000000d1',
  name: 'Li',
  phoneEnd: '8000',
  address: 'Shaxi',
};
const offer = {
  ...{ itemNumber: 7, flashId: FLASH, units: 1, wasMinor: 4_580, nowMinor: 3_790 },
  ...{ totalBeforeMinor: 4_580, totalAfterMinor: 3_790 },
};
const quote = {
  ...{ ok: true as const, lines: [], shipping: [], goodsMinor: 4_580, shippingMinor: 0 },
  ...{ totalMinor: 4_580, vouchers: [], takings: [offer] },
};
const taken = { ok: true as const, seq: 12, unitPriceMinor: 3_790, heldUntilMs: EIGHT + 5 * MINUTE };
const refusal = { ok: false as const, message: '', retryable: false, code: 'CHEAPER_NOW' as const, ...offer };

/** A buyer who holds a product at list price while its flash is on. */
function aStall() {
  return aStage(
    [
      ...[aStream({ payments: ['cash_on_delivery'] }), aPin(7), ['o', [7]] as ['o', number[]]],
      ...[aGood(7, { name: 'Honey', listPriceMinor: 4_580 }), aShelf(7, { flashLeft: 8 })],
      aFlash(7, { priceMinor: 3_790, startsAtMs: EIGHT - MINUTE, endsAtMs: EIGHT + 4 * MINUTE }),
    ],
    {
      lines: [aHeldLine(7, 1, 4_580, EIGHT + 5 * MINUTE)],
      routes: { me: () => ({ ...aGuest, addresses: [address] }) },
    },
  );
}
const answering =
  (toOrder: (sent: SentCommand) => object) =>
  (sent: SentCommand): never => {
    if (sent.command === 'order:quote') return quote as never;
    return (sent.command === 'cart:take' ? taken : toOrder(sent)) as never;
  };
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

test('[F7] a row that is held at list price says that it can have the flash price, and has it in one tap', async () => {
  const { live } = await aStall();
  live.answer(answering(() => ({})));
  await tap(/^Cart 1/);
  const take = await screen.findByRole('button', { name: 'Flash ¥37.90 · Take it' });
  expect(screen.getByText('Total ¥45.80 → ¥37.90')).toBeInTheDocument();
  await userEvent.click(take);
  const { nowMinor: _, wasMinor: __, ...asked } = offer;
  expect(live.sent.at(-1)).toMatchObject({
    command: 'cart:take',
    request: { ...asked, addressId: address.addressId },
  });
});

test('[F7] without a flash that is on nothing is asked, and the row says nothing of one', async () => {
  const { live, change } = await aStall();
  change(aShelf(7, { flashLeft: 0 }));
  await tap(/^Cart 1/);
  expect(await screen.findByRole('button', { name: 'Checkout (1)' })).toBeEnabled();
  expect(live.sent).toEqual([]);
  expect(screen.queryByText(/Take it/)).toBeNull();
});

test('[F7] at Pay the buyer is asked, and the flash price is what is ordered then', async () => {
  const { live, cart } = await aStall();
  let orders = 0;
  live.answer(
    answering(() => {
      orders += 1;
      return orders === 1 ? refusal : { ok: true, seq: 13, order: anOrder() };
    }),
  );
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥45.80' }));
  expect(await screen.findByText('There’s a flash price now')).toBeInTheDocument();
  await tap('Take it · order for ¥37.90');
  // The order is of the cart that the page has been told of, and that comes a moment after the answer.
  await waitFor(() => expect(live.sent.at(-1)?.command).toBe('cart:take'));
  const [held] = aHeldLine(7, 1, 3_790, EIGHT + 5 * MINUTE).holds;
  const line = { ...aHeldLine(7, 1, 3_790, EIGHT), holds: [{ ...held!, flashId: FLASH }] };
  cart([line]);
  cart([line]);
  await screen.findByText('Order 12-1042');
  expect(live.sent.map(({ command }) => command).filter((each) => each !== 'order:quote')).toEqual([
    ...['order:place', 'cart:take', 'order:place'],
  ]);
  expect(live.sent.at(-1)?.request).toMatchObject({
    expectTotalMinor: 3_790,
    lines: [{ itemNumber: 7, units: 1, unitPriceMinor: 3_790 }],
  });
});

test('[F7] who keeps the list price says so with the order, and is asked no more of that flash', async () => {
  const { live } = await aStall();
  live.answer(
    answering(({ request }) =>
      'askedFlashIds' in request ? { ok: true, seq: 13, order: anOrder() } : refusal,
    ),
  );
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥45.80' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Keep regular price · ¥45.80' }));
  await waitFor(() => expect(screen.getByText('Order 12-1042')).toBeInTheDocument());
  expect(live.sent.at(-1)?.request).toMatchObject({ askedFlashIds: [FLASH], expectTotalMinor: 4_580 });
});

test('[F7] the question ends with its flash: it says so, and one button orders at list price', async () => {
  const { live, change } = await aStall();
  live.answer(
    answering(({ request }) =>
      'askedFlashIds' in request ? { ok: true, seq: 13, order: anOrder() } : refusal,
    ),
  );
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥45.80' }));
  await screen.findByText('There’s a flash price now');
  expect(screen.getByRole('status')).toHaveTextContent('04:00');
  change(['f', 7, null]);
  expect(screen.getByText('The flash price is over')).toBeInTheDocument();
  expect(screen.getByText('Nothing is ordered yet. Your order is ¥45.80 now.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Flash price no longer available' })).toBeDisabled();
  expect(screen.getByRole('status')).not.toHaveTextContent('04:00');
  await tap('Order for ¥45.80');
  await screen.findByText('Order 12-1042');
  expect(live.sent.at(-1)?.request).toMatchObject({ expectTotalMinor: 4_580 });
});

test('[F7] a tap on the flash price that came too late says so, and orders nothing', async () => {
  const { live } = await aStall();
  const ended = {
    ok: false,
    message: '',
    retryable: false,
    code: 'FLASH_ENDED',
    itemNumber: 7,
    endedAtMs: EIGHT,
  };
  live.answer(({ command }) =>
    command === 'cart:take' ? (ended as never) : ((command === 'order:quote' ? quote : refusal) as never),
  );
  await tap(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('button', { name: 'Place order · ¥45.80' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Take it · order for ¥37.90' }));
  expect(await screen.findByText('Your tap came too late for the flash price')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Order for ¥45.80' })).toBeEnabled();
  expect(live.sent.filter(({ command }) => command === 'order:place')).toHaveLength(1);
});

test('[F7] during a countdown the + of the shop keeps a tap at the flash price, and adds nothing at list price', async () => {
  const { live, change } = await aStall();
  change(aFlash(7, { priceMinor: 3_790, startsAtMs: EIGHT + MINUTE, endsAtMs: EIGHT + 4 * MINUTE }));
  await tap(/^Shop/);
  const [one] = await screen.findAllByRole('button', {
    name: 'Add one Honey at ¥37.90 when the flash sale starts',
  });
  await userEvent.click(one!);
  const kept = await screen.findAllByRole('button', { name: /^Cancel: don’t add Honey/ });
  expect(kept[0]).toHaveAttribute('aria-pressed', 'true');
  expect(live.sent).toEqual([]);
  await userEvent.click(kept[0]!);
  expect(await screen.findAllByRole('button', { name: /^Add one Honey at ¥37.90/ })).not.toHaveLength(0);
});
