import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { ConsoleScreen } from '../../client/screens/staff/console/ConsoleScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import {
  aConsoleFrame,
  accepted,
  anItem,
  aTickerOrder,
  type aWelcome,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;
let renders = 0;

const floor = aConsoleFrame(10, {
  pause: null,
  lineupVersion: 3,
  order: [1, 2, 10],
  pins: [{ itemNumber: 1, sinceMs: Date.now() - 80_000 }],
  items: [
    anItem(1, { name: 'Walnuts', available: 71, held: 9, unpaid: 4, sold: 16 }),
    anItem(2, { name: 'Potatoes', floorMinor: 1_500 }),
    anItem(10, { name: 'Honey' }),
  ],
  orders: [aTickerOrder(1, { atMs: Date.now(), status: 'PAID', totalMinor: 5_730 })],
});

const openDesk = (more: Parameters<typeof aWelcome>[1] = {}) =>
  openConsole(wire, floor, {}, more, () => {
    renders += 1;
  });

const now = () => screen.getByRole('region', { name: 'Now' });
const press = (key: string, more: object = {}) =>
  act(() => void fireEvent.keyDown(document.body, { key, ...more }));

beforeEach(() => {
  wire = fakeConsole();
  renders = 0;
  Element.prototype.scrollIntoView = () => {};
});

test('the head of the floor leads to every page of the shell', async () => {
  await openDesk();
  await userEvent.click(screen.getByRole('button', { name: 'Pages' }));
  const links = await within(screen.getByRole('dialog', { name: 'Pages' })).findAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(
    expect.arrayContaining(['/office', '/office/orders', '/packing', '/admin']),
  );
});

test('beside the floor stands the rail of the shell, in its order, after the way over it and before the lineup', async () => {
  await openDesk();
  const rail = screen.getByRole('navigation', { name: 'Pages' });
  const links = within(rail).getAllByRole('link');
  expect(links.map((link) => link.textContent)).toEqual([
    ...['Home', 'Live', 'Orders', 'Buyers', 'Products', 'Packing', 'Settlement', 'Insights', 'Settings'],
  ]);
  expect(within(rail).getByRole('link', { current: 'page' })).toHaveAttribute('href', '/console');
  const main = screen.getByRole('main');
  const follows = (one: Element, other: Element) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
  const skip = screen.getByRole('button', { name: 'Skip to content' });
  expect(follows(skip, screen.getByRole('button', { name: 'Pages' }))).toBe(true);
  expect(follows(skip, rail) && follows(rail, main)).toBe(true);
  await userEvent.click(skip);
  expect(main).toHaveFocus();
});

test('the focus does not go over from the button that went live to the one that ends the stream', async () => {
  await openConsole(wire, { ...floor, status: 'SCHEDULED' }, {}, {}, () => {});
  const goLive = await screen.findByRole('button', { name: 'Go live' });
  // As the sheet that asked leaves it.
  goLive.focus();
  act(() => wire.say.onFrame({ ...floor, to: 11, status: 'LIVE', items: [], orders: [] }));
  expect(await screen.findByRole('button', { name: 'End stream' })).not.toHaveFocus();
});

test('[B1] [L5] the limit per person is changed in the lineup, empty is none, and may be undone', async () => {
  await openDesk();
  press('ArrowDown');
  const change = async (text: string) => {
    press('ArrowRight');
    await userEvent.click(screen.getByRole('button', { name: 'Limit: 2' }));
    const field = screen.getByLabelText('Units per person');
    await userEvent.clear(field);
    if (text !== '') await userEvent.type(field, text);
  };
  await change('120');
  expect(screen.getByText('From 1 to 99 units, or empty.')).toBeVisible();
  await userEvent.clear(screen.getByLabelText('Units per person'));
  await userEvent.type(screen.getByLabelText('Units per person'), '3');
  wire.answer(() => ({ ...accepted(11), undoUntilMs: Date.now() + 5_000 }));
  await userEvent.click(screen.getByRole('button', { name: 'Limit 3 per person' }));
  expect(wire.sent.at(-1)).toMatchObject({ command: 'lineup:set-limit', request: { buyerLimit: 3 } });
  const { itemNumber } = wire.sent.at(-1)!.request as { itemNumber: number };
  await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  expect(wire.sent.at(-1)).toMatchObject({ command: 'lineup:undo', request: { seq: 11 } });
  act(() =>
    wire.say.onFrame({
      ...floor,

      to: 12,
      items: [anItem(itemNumber, { version: 12, buyerLimit: 3 })],
    }),
  );
  await change('');
  await userEvent.click(screen.getByRole('button', { name: 'No limit' }));
  expect(wire.sent.at(-1)).toMatchObject({ command: 'lineup:set-limit', request: { buyerLimit: null } });
});

test('the floor shows where every piece of the pinned item is, and what was ordered', async () => {
  await openDesk();
  for (const [name, count] of [
    ['available', '71'],
    ['reserved', '9'],
    ['unpaid', '4'],
    ['sold', '16'],
  ] as const) {
    expect(within(now()).getByText(name).nextSibling).toHaveTextContent(count);
  }
  expect(within(screen.getByRole('region', { name: 'Orders' })).getByText('¥57.30')).toBeVisible();
});

test('a number key pins, shows its mark before the ledger answers, and offers to undo', async () => {
  await openDesk();
  let give: (answer: ReturnType<typeof accepted>) => void = () => {};
  wire.answer(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  press('2');
  expect(within(now()).getByRole('button', { name: /Pin 2/ })).toHaveAttribute('aria-busy', 'true');
  await expect.poll(() => wire.sent).toMatchObject([{ command: 'lineup:pin', request: { itemNumber: 2 } }]);
  await act(async () => give(accepted(11, { undoUntilMs: Date.now() + 5_000 })));
  expect(screen.getByText('Pin No. 2 Potatoes')).toBeVisible();
  expect(screen.getByText('Pin No. 2', { selector: '.undo-short' })).toBeInTheDocument();
  press('z');
  await expect.poll(() => wire.sent[1]).toMatchObject({ command: 'lineup:undo', request: { seq: 11 } });
});

test('1 waits for a second digit where there is a 10, and Enter ends the wait', async () => {
  await openDesk();
  press('1');
  expect(wire.sent).toEqual([]);
  expect(screen.getByText('Pin No. 1…')).toBeVisible();
  press('0');
  await expect.poll(() => wire.sent[0]?.request.itemNumber).toBe(10);
  press('1');
  press('Enter');
  await expect.poll(() => wire.sent[1]?.request.itemNumber).toBe(1);
});

test('keys rest while somebody types, and Ctrl stays the browser’s', async () => {
  await openDesk();
  press('p');
  const field = screen.getByLabelText('Regular price');
  await userEvent.type(field, '2s');
  press('s', { ctrlKey: true });
  expect(wire.sent).toEqual([]);
});

test('[L4] a stale act says what is there now and is done again on it', async () => {
  await openDesk();
  wire.answer(() => refusedWith({ code: 'STALE_VERSION', itemNumber: 2, version: 12 }));
  press('2');
  const notice = await screen.findByText(/just changed on another device or by someone else/);
  const again = screen.getByRole('button', { name: 'Try again' });
  expect(notice).toBeVisible();
  // The present state has not come yet: there is nothing to do it on.
  expect(again).toBeDisabled();
  act(() =>
    wire.say.onFrame({
      ...floor,
      to: 12,
      items: [anItem(2, { name: 'Potatoes', version: 12, listPriceMinor: 1_800 })],
    }),
  );
  expect(screen.getByText('Now:').parentElement).toHaveTextContent('¥18.00');
  wire.answer(() => accepted(13));
  await userEvent.click(again);
  expect(wire.sent.at(-1)?.request.version).toBe(12);
  expect(screen.queryByText(/just changed on another device or by someone else/)).toBeNull();
});

test('[F1] the flash form asks for the producer’s consent below the floor, and says what it costs whom', async () => {
  await openDesk();
  wire.answer(() => accepted(11, { undoUntilMs: Date.now() + 5_000 }));
  press('ArrowDown');
  press('f');
  const price = screen.getByLabelText('Flash price');
  await userEvent.clear(price);
  await userEvent.type(price, '12.00');
  expect(screen.getByText(/If all 50 sell, buyers pay ¥400.00 less/)).toHaveTextContent(
    'Shibao Farm, funds it',
  );
  const start = screen.getByRole('button', { name: 'Start flash sale at ¥12.00' });
  expect(start).toBeDisabled();
  await userEvent.click(screen.getByLabelText(/agreed to go below their floor price of ¥15.00/));
  await userEvent.click(start);
  expect(wire.sent[0]).toMatchObject({
    command: 'flash-sale:start',
    request: { itemNumber: 2, version: 2, priceMinor: 1_200, floorConsent: true, durationSeconds: 300 },
  });
});

test('a refused flash keeps its form, and says why in it', async () => {
  await openDesk();
  wire.answer(() => refusedWith({ code: 'FLASH_INVALID', field: 'cap', reason: 'cap', limit: 12 }));
  press('f');
  await userEvent.click(screen.getByRole('button', { name: /Start flash/ }));
  expect(await screen.findByText('This flash sale can have up to 12 units.')).toBeVisible();
  expect(screen.getByLabelText('Flash price')).toBeInTheDocument();
});

test('the bag is put in another order by buttons and by keys', async () => {
  await openDesk();
  press('ArrowDown', { altKey: true });
  await expect
    .poll(() => wire.sent[0])
    .toMatchObject({
      command: 'lineup:reorder',
      request: { order: [2, 1, 10], version: 3 },
    });
  const names = within(screen.getByRole('region', { name: 'Lineup' })).getAllByText(/Walnuts|Potatoes|Honey/);
  expect(names.map((name) => name.textContent)).toEqual(['Potatoes', 'Walnuts', 'Honey']);
});

test('stock is corrected after a confirmation', async () => {
  await openDesk();
  press('-');
  await userEvent.click(screen.getByLabelText('−10'));
  await userEvent.click(screen.getByRole('button', { name: 'Remove 10' }));
  expect(wire.sent[0]).toMatchObject({ command: 'stock:adjust', request: { itemNumber: 1, delta: -10 } });
});

test('going live and ending are asked once more', async () => {
  await openDesk();
  await userEvent.click(screen.getByRole('button', { name: 'End stream' }));
  expect(wire.sent).toEqual([]);
  const yes = within(screen.getByRole('dialog')).getByRole('button', { name: 'End stream' });
  await userEvent.click(yes);
  expect(wire.sent).toMatchObject([{ command: 'stream:end' }]);
});

test('[A1] an assistant finds only what was granted within reach', async () => {
  await openDesk({ isHost: false, grants: ['pin'] });
  expect(within(now()).getByRole('button', { name: /Unpin/ })).toBeEnabled();
  expect(within(now()).queryByRole('button', { name: /Stop/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'End stream' })).toBeNull();
  expect(screen.getByText('You don’t have permission to see orders.')).toBeVisible();
  press('s');
  expect(wire.sent).toEqual([]);
});

test('[A1] an assistant is led to no page that is not theirs', async () => {
  const { staff } = anOperator;
  await openConsole(
    wire,
    floor,
    { me: () => ({ ...anOperator, staff: { ...staff!, role: 'assistant' } }) },
    { isHost: false, grants: ['pin'] },
  );
  expect(screen.getAllByRole('link').map((each) => each.getAttribute('href'))).not.toContain(
    '/insights/potato-day',
  );
});

test('[A1] rights that change while the desk is open: what is said, what closes, and what is within reach', async () => {
  await openDesk({ isHost: false, grants: ['pin', 'flash', 'stock', 'orders:view'] });
  await userEvent.click(within(now()).getByRole('button', { name: /Flash/ }));
  expect(screen.getByRole('dialog')).toBeVisible();
  act(() => {
    wire.say.onRights({ isHost: false, grants: ['pin'], frame: { ...floor, orders: [] } });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(within(now()).getByRole('button', { name: /Unpin/ })).toBeEnabled();
  for (const name of [/Flash/, /Stop/]) expect(within(now()).queryByRole('button', { name })).toBeNull();
  expect(screen.getByText('You don’t have permission to see orders.')).toBeVisible();
  expect(screen.queryByText('¥57.30')).toBeNull();
  const alerts = screen.getByRole('region', { name: 'Alerts' });
  expect(alerts).toHaveTextContent('Your permissions here have changed. You can: pin.');
  await userEvent.click(within(alerts).getByRole('button', { name: 'Dismiss' }));
  expect(alerts).not.toHaveTextContent('permissions');
  act(() => {
    wire.say.onRights({ isHost: true, grants: [], frame: floor });
  });
  expect(alerts).toHaveTextContent('You can do everything now.');
  expect(screen.getByRole('button', { name: 'End stream' })).toBeEnabled();
});

test('[A1] who may do nothing more on the stream is told so, in place of the desk', async () => {
  await openDesk({ isHost: false, grants: ['flash'] });
  await userEvent.click(within(now()).getByRole('button', { name: /Flash/ }));
  act(() => wire.say.onTurnedAway({ code: 'NOT_FOUND' }));
  expect(await screen.findByRole('heading', { name: 'You no longer work on this stream.' })).toBeVisible();
  expect(screen.queryByRole('dialog')).toBeNull();
  // Round it stands the shell, as on every page of staff.
  const main = within(screen.getByRole('main'));
  expect(main.queryByRole('button')).toBeNull();
  expect(main.getByRole('link', { name: 'My streams' })).toHaveAttribute('href', '/console');
});

test('[X85] whose session is over is told so, with the way back in', async () => {
  await openDesk();
  act(() => wire.say.onTurnedAway({ code: 'UNAUTHENTICATED' }));
  expect(await screen.findByRole('heading', { name: 'You have been signed out.' })).toBeVisible();
  expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual(['Sign in']);
});

test('a silent line is said, with the time that the floor is true for', async () => {
  await openDesk();
  act(() => wire.say.onLink('stale'));
  expect(screen.getByText(/^Offline: data as of/)).toBeVisible();
});

test('[C25] a full disk is said to the host while it lasts', async () => {
  await openDesk();
  const beat = { history: floor.history, to: 10, nowMs: Date.now(), viewers: 3 };
  act(() => wire.say.onHeartbeat({ ...beat, trouble: 'storage_full' }));
  expect(screen.getByText(/Storage full: no orders can be taken/)).toBeVisible();
  act(() => wire.say.onHeartbeat({ ...beat, trouble: null }));
  expect(screen.queryByText(/Storage full/)).toBeNull();
});

test('[V1] that codes are being guessed is said to the host once, while it lasts', async () => {
  await openDesk();
  const beat = { history: floor.history, to: 10, nowMs: Date.now(), viewers: 3 };
  act(() => wire.say.onHeartbeat({ ...beat, trouble: 'codes_guessed' }));
  const said = screen.getByText(/Someone is guessing promo codes/);
  expect(said).toBeVisible();
  // Each second it is still true: the line that a screen reader has read stays the same.
  act(() => wire.say.onHeartbeat({ ...beat, nowMs: beat.nowMs + 1_000, trouble: 'codes_guessed' }));
  expect(screen.getByText(/Someone is guessing promo codes/)).toBe(said);
  act(() => wire.say.onHeartbeat({ ...beat, trouble: null }));
  expect(screen.queryByText(/guessing promo codes/)).toBeNull();
});

test('a heartbeat renders the viewers and nothing else of the floor', async () => {
  await openDesk();
  const before = renders;
  act(() =>
    wire.say.onHeartbeat({
      history: floor.history,
      to: 10,
      nowMs: Date.now(),
      viewers: 1_204,
      trouble: null,
    }),
  );
  expect(renders).toBe(before);
  act(() =>
    wire.say.onHeartbeat({
      history: floor.history,
      to: 10,
      nowMs: Date.now(),
      viewers: 1_300,
      trouble: null,
    }),
  );
  expect(screen.getByText('1,300')).toBeVisible();
});

test('中文: what became of somebody’s rights', async () => {
  setLanguage('zh-CN');
  await openDesk({ isHost: false, grants: ['pin', 'flash'] });
  act(() => {
    wire.say.onRights({ isHost: false, grants: ['pin'], frame: floor });
  });
  expect(screen.getByText('您在这场的权限有变动。')).toBeVisible();
  act(() => wire.say.onTurnedAway({ code: 'NOT_FOUND' }));
  expect(await screen.findByRole('heading', { name: '您已不再负责这场直播。' })).toBeVisible();
  act(() => wire.say.onTurnedAway({ code: 'UNAUTHENTICATED' }));
  expect(screen.getByRole('heading', { name: '您已退出登录。' })).toBeVisible();
});

test('中文: the floor speaks Chinese', async () => {
  setLanguage('zh-CN');
  await openDesk();
  expect(screen.getByRole('button', { name: /结束讲解/ })).toBeVisible();
});

test('a guest is shown the way to sign in, and back', async () => {
  const world = deskWorld(wire, { me: () => ({ ...anOperator, staff: null }) });
  render(
    <WorldContext value={world}>
      <ConsoleScreen slug="potato-day" />
    </WorldContext>,
  );
  expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/sign-in\?to=%2F/),
  );
});

test('a good made on the spot goes from picture to number in one tap', async () => {
  const made: { name: RouteName; input: unknown }[] = [];
  await openConsole(wire, floor, {
    products: () => ({ products: [], next: null }),
    createProduct: (input) => {
      made.push({ name: 'createProduct', input });
      return {
        productId: '0190a000-0000-7000-9000-000000000077',
        sku: '',
        name: 'Apples',
        producerId: '0190a000-0000-7000-9000-000000000078',
        producer: 'Orchard',
        origin: '',
        category: '',
        grams: 0,
        priceMinor: 3_990,
        floorMinor: 0,
        currency: 'CNY',
        picture: '',
        warehouseUnits: 40,
      };
    },
  });
  wire.answer(() => accepted(11, { itemNumber: 11 }));
  await userEvent.click(screen.getByRole('button', { name: 'Add products' }));
  await userEvent.click(await screen.findByRole('button', { name: 'New product' }));
  await userEvent.type(screen.getByLabelText('Name'), 'Apples');
  await userEvent.type(screen.getByLabelText('Price'), '39.9');
  await userEvent.type(screen.getByLabelText('Units'), '40');
  await userEvent.type(screen.getByLabelText('Producer'), 'Orchard');
  const description = screen.getByLabelText('Description (optional)');
  expect(description).toHaveAttribute('maxlength', '1000');
  await userEvent.type(description, ' Crisp and sweet. ');
  await userEvent.click(screen.getByRole('button', { name: 'Create and add to lineup' }));
  expect(await screen.findByText('Apples is item 11.')).toBeVisible();
  expect(made[0]?.input).toMatchObject({
    body: {
      ...{ name: 'Apples', priceMinor: 3_990, warehouseUnits: 40, producer: 'Orchard' },
      description: 'Crisp and sweet.',
    },
  });
  expect(wire.sent[0]).toMatchObject({ command: 'lineup:add', request: { units: 40, priceMinor: 3_990 } });
});

test('[S6] while selling is paused the floor reads what was found, and the host alone may go on', async () => {
  await openDesk();
  const pause = { reason: 'audit' as const, found: 'INV3: item 1 says 4 sold', sinceMs: Date.now() };
  act(() => wire.say.onFrame({ ...floor, to: 11, pause, items: [], orders: [] }));
  await userEvent.click(screen.getByRole('button', { name: 'Details' }));
  expect(screen.getByText('INV3: item 1 says 4 sold')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Checked: resume sales' }));
  expect(wire.sent.at(-1)).toMatchObject({ command: 'stream:resume-selling' });
  act(() => wire.say.onFrame({ ...floor, to: 12, items: [], orders: [] }));
  expect(screen.queryByText('INV3: item 1 says 4 sold')).not.toBeInTheDocument();
});

test('the picture beside the item in hand is that item’s, also after one that did not come', async () => {
  await openConsole(
    wire,
    aConsoleFrame(10, {
      order: [1, 2],
      pins: [{ itemNumber: 1, sinceMs: Date.now() }],
      items: [anItem(1, { picture: '/walnuts.webp' }), anItem(2, { picture: '/quinoa.webp' })],
    }),
  );
  const picture = () => now().querySelector('.in-hand img');
  const walnuts = picture();
  fireEvent.error(walnuts!);
  press('ArrowDown');
  expect(picture()).toHaveAttribute('src', '/quinoa.webp');
  press('ArrowUp');
  expect(picture()).toHaveAttribute('src', '/walnuts.webp');
  expect(picture()).not.toBe(walnuts);
});

test('[K2] a link to what is low narrows the lineup to it, until somebody takes that off', async () => {
  history.replaceState(null, '', '/console/potato-day?stock=low');
  const items = [
    anItem(1, { name: 'Walnuts', allotted: 100, adjusted: 0, available: 10 }),
    anItem(2, { name: 'Potatoes', allotted: 100, adjusted: 0, available: 11 }),
    anItem(10, { name: 'Honey', allotted: 9, adjusted: 0, available: 0 }),
  ];
  await openConsole(wire, { ...floor, items }, {}, {}, () => {});
  const rows = () => within(screen.getByRole('region', { name: 'Lineup' })).getAllByRole('listitem');
  const low = await screen.findByRole('button', { name: 'Low stock: 2' });
  expect(rows().map((row) => /Walnuts|Potatoes|Honey/.exec(row.textContent ?? '')?.[0])).toEqual([
    'Walnuts',
    'Honey',
  ]);
  await userEvent.click(low);
  expect(rows()).toHaveLength(3);
  history.replaceState(null, '', '/');
});
