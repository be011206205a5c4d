import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { aProduct } from './a-product.ts';
import {
  aConsoleFrame,
  accepted,
  anItem,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

const UNAVAILABLE = refusedWith({ code: 'UNAVAILABLE', retryAfterMs: 500 });
const BUSY = refusedWith({ code: 'BUSY', retryAfterMs: 500 });

const apples = aProduct(1, 'Apples');

let wire: FakeConsole;
let goodsMade = 0;

beforeEach(async () => {
  wire = fakeConsole();
  goodsMade = 0;
  Element.prototype.scrollIntoView = () => {};
  const floor = aConsoleFrame(10, {
    order: [1],
    pins: [{ itemNumber: 1, sinceMs: 0 }],
    items: [anItem(1, { name: 'Walnuts' })],
  });
  await openConsole(wire, floor, {
    products: () => ({ products: [apples], next: null }),
    createProduct: () => {
      goodsMade += 1;
      return apples;
    },
  });
});

const click = async (name: string | RegExp) =>
  userEvent.click((await screen.findAllByRole('button', { name }))[0]!);

async function openNewGood() {
  await click('Add products');
  await click('New product');
  await userEvent.type(screen.getByLabelText('Name'), 'Apples');
  await userEvent.type(screen.getByLabelText('Price'), '39.9');
  await userEvent.type(screen.getByLabelText('Units'), '40');
  await userEvent.type(screen.getByLabelText('Producer'), 'Orchard');
}

/** The form is gone, the desk asks, and it is asked under the key of the first tap. */
async function isAskedOnTheDesk(command: string) {
  expect(await screen.findByText('Checking again never does it twice.')).toBeVisible();
  expect(screen.queryByRole('dialog')).toBeNull();
  wire.answer(() => accepted(11, { itemNumber: 2 }));
  await click('Check again');
  await expect.poll(() => wire.sent.length).toBe(2);
  expect(wire.sent[1]).toEqual(wire.sent[0]);
  expect(wire.sent[0]).toMatchObject({ command });
  await expect.poll(() => screen.queryByText('Checking again never does it twice.')).toBeNull();
}

test('[I1] a flash that may stand leaves its form for the desk', async () => {
  act(() => void fireEvent.keyDown(document.body, { key: 'f' }));
  wire.answer(() => UNAVAILABLE);
  await click(/Start flash/);
  await isAskedOnTheDesk('flash-sale:start');
});

test('[I1] a voucher that may stand is not made a second time', async () => {
  await click('Stream');
  await click('Vouchers');
  await click('New voucher');
  await userEvent.type(screen.getByLabelText('Amount off'), '10');
  await userEvent.type(screen.getByLabelText('Minimum spend'), '99');
  wire.answer(() => UNAVAILABLE);
  await click('Create: ¥10.00 off on orders of ¥99.00 or more');
  await expect.poll(() => wire.sent.length).toBe(1);
  await expect.poll(() => screen.queryByLabelText('Amount off')).toBeNull();
  expect(screen.getByText('Checking again never does it twice.')).toBeInTheDocument();
});

test('[I1] a good that may be in the lineup is not put in twice', async () => {
  await openNewGood();
  wire.answer(() => UNAVAILABLE);
  await click('Create and add to lineup');
  expect(await screen.findByText(/^Add Apples: /)).toBeVisible();
  await isAskedOnTheDesk('lineup:add');
  expect(goodsMade).toBe(1);
});

test('[I1] a good whose place was refused is made once, however often it is put in', async () => {
  await openNewGood();
  wire.answer(() => BUSY);
  await click('Create and add to lineup');
  expect((await screen.findAllByText(/We’re very busy/))[0]).toBeVisible();
  wire.answer(() => accepted(11, { itemNumber: 2 }));
  await click('Create and add to lineup');
  expect(await screen.findByText('Apples is item 2.')).toBeVisible();
  expect(goodsMade).toBe(1);
  expect(wire.sent).toHaveLength(2);
});

test('[I1] a product that may be in the lineup is asked about where it was added, and not added twice', async () => {
  await click('Add products');
  let say: (reply: typeof UNAVAILABLE) => void = () => {};
  wire.answer(
    () =>
      new Promise((resolve) => {
        say = resolve;
      }),
  );
  const apples = () => screen.getByRole('checkbox', { name: /Apples/ });
  await screen.findByRole('checkbox', { name: /Apples/ });
  await userEvent.click(apples());
  await click('Add 1 product');
  await expect.poll(() => wire.sent.length).toBe(1);
  await act(async () => say(UNAVAILABLE));
  // It may stand: the sheet stays open for the others, and asks about this one under its own key.
  expect(screen.getByRole('dialog')).toBeVisible();
  expect(apples()).toBeDisabled();
  wire.answer(() => accepted(11, { itemNumber: 2 }));
  const row = apples().closest('li')!;
  await userEvent.click(within(row).getByRole('button', { name: 'Check again' }));
  await expect.poll(() => wire.sent.length).toBe(2);
  expect(wire.sent[1]).toEqual(wire.sent[0]);
  await expect.poll(() => (apples() as HTMLInputElement).disabled).toBe(false);
});
