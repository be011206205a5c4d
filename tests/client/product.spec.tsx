import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { ViewerScreen } from '../../client/screens/buyer/viewer/ViewerScreen.tsx';
import type { AboutGood } from '../../shared/contract/catalogue.ts';
import type { Allowance } from '../../shared/market/cart/allowance.ts';
import type { StockEntry } from '../../shared/market/stock/entry.ts';
import { emptyMine } from './fake-live.ts';
import { aFlash, aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const regular: Allowance = {
  ...{ isNew: false, holdMs: 10 * MINUTE, flashHoldMs: 5 * MINUTE },
  ...{ reservable: 20, orderUnits: null, ordered: [] },
};
const newcomer: Allowance = {
  ...regular,
  ...{ isNew: true, holdMs: 3 * MINUTE, flashHoldMs: 3 * MINUTE, reservable: 4, orderUnits: 20 },
};
const about: AboutGood = {
  ...{ itemNumber: 7, name: '红皮土豆', nameEn: 'Red potatoes', producer: '马家', producerEn: 'Ma Farm' },
  producerId: '0190a000-0000-7000-9000-000000000078',
  ...{
    origin: '剑川',
    originEn: 'Jianchuan',
    grams: 2_500,
    isPerishable: true,
    harvestedOn: '2026-05-01',
    batch: 'T-1',
  },
  description: '沙土地里种的。\n蒸着吃最好。',
  descriptionEn: 'Grown in sandy soil.\nBest steamed.',
  morePictures: ['/pictures/b.webp', '/pictures/c.webp'],
  shipping: { oneMinor: 500, twoMinor: 600, freeFromMinor: 8_800 },
  claimMs: 48 * 60 * MINUTE,
};
const card = { name: '红皮土豆', nameEn: 'Red potatoes', listPriceMinor: 2_990 };
const stall = (shelf: Partial<StockEntry> = {}, more: object = {}) => [
  aStream(),
  ['o', [7]] as ['o', number[]],
  aGood(7, { ...card, ...more }),
  aShelf(7, { state: 'LOW', available: 4, ...shelf }),
  aPin(7),
];
const routes = { aboutGood: () => about };
type Stage = Awaited<ReturnType<typeof aStage>>;
let seq = 100;
const told = ({ live }: Stage, allowance: Allowance, lines = emptyMine.cart.lines) => {
  seq += 1;
  act(() => live.say.onPrivate({ ...emptyMine, seq, cart: { lines, firstPaid: false }, allowance }));
};
const opens = async () => {
  await userEvent.click(screen.getByRole('button', { name: 'About item 7' }));
  return screen.findByRole('dialog');
};

test('a product’s page: pictures, price, stock, description, where it comes from, sending and claims', async () => {
  const stage = await aStage(stall(), { routes });
  told(stage, regular);
  const sheet = await opens();
  // The card clips and shortens what it holds: its page stands outside.
  expect(sheet.closest('.pinned')).toBeNull();
  expect(await within(sheet).findByText(/Grown in sandy soil/)).toBeInTheDocument();
  expect(sheet).toHaveAccessibleName('Red potatoes');
  expect(within(sheet).getAllByText('Red potatoes')).toHaveLength(1);
  expect(within(sheet).getByText('Item 7')).toBeInTheDocument();
  expect(within(sheet).getByText('¥29.90')).toBeInTheDocument();
  expect(within(sheet).getByText('4 left')).toBeInTheDocument();
  expect(within(sheet).getByText('Ma Farm')).toBeInTheDocument();
  expect(within(sheet).getByText(/May 1, 2026/)).toBeInTheDocument();
  expect(
    within(sheet).getByText(/¥5.00 for a parcel from Jianchuan, ¥1.00 for one more/),
  ).toBeInTheDocument();
  expect(within(sheet).getByText('Free from ¥88.00 of products from Jianchuan')).toBeInTheDocument();
  expect(within(sheet).getByText(/within 48 hours of delivery/)).toBeInTheDocument();
  expect(within(sheet).getAllByRole('button', { name: /^Photo \d of 3$/ })).toHaveLength(3);
  act(() => setLanguage('zh-CN'));
  expect(await within(sheet).findByText(/沙土地里种的/)).toBeInTheDocument();
  expect(within(sheet).getByText('同产地满 ¥88.00 包邮')).toBeInTheDocument();
  expect(within(sheet).getByText('剑川')).toBeInTheDocument();
  expect(within(sheet).getByRole('button', { name: /加入购物车/ })).toBeEnabled();
});

test('[B6] [B10] its page names who makes and who sells it with place, contact and licences, without another page', async () => {
  const policy = { zh: '', en: '' };
  const shop = {
    ...{
      name: '剑川赶集',
      nameEn: 'Jianchuan Fair',
      contact: '0872-000 0000',
      complaintPhone: '0872-000 0001',
    },
    licences: { business: '91530000', food: 'JY1530', website: '' },
    policies: { shipping: policy, returns: policy, privacy: policy },
  };
  const licence = { holder: '马家', number: 'JY0815', picture: '/pictures/paper.webp' };
  await aStage(stall(), {
    routes: {
      aboutGood: () => ({ ...about, licence, portrait: '/pictures/ma.webp' }),
      aboutShop: () => ({ version: 1, about: shop }),
    },
  });
  const sheet = within(await opens());
  expect(await sheet.findByText('Licence: 马家 · JY0815')).toBeVisible();
  fireEvent.click(sheet.getByRole('button', { name: 'View the licence' }));
  expect(await screen.findByRole('img', { name: 'Licence' })).toHaveAttribute('src', '/pictures/paper.webp');
  const seller = (await sheet.findByRole('link', { name: 'Jianchuan Fair' })).closest('dd')!;
  for (const said of ['0872-000 0000', '0872-000 0001', 'Business licence 91530000', 'Food licence JY1530'])
    expect(seller).toHaveTextContent(said);
  // The foot does not say once more what stands here.
  expect(sheet.getAllByText(/91530000|JY1530/)).toHaveLength(2);
});

test('it adds as everywhere, and says what is in the cart by the ledger; opened again it is there at once', async () => {
  const stage = await aStage(stall(), { routes });
  told(stage, regular);
  const sheet = await opens();
  await userEvent.click(await within(sheet).findByRole('button', { name: 'Add to cart · ¥29.90' }));
  expect(stage.live.sent.at(-1)).toMatchObject({
    command: 'cart:add',
    request: { itemNumber: 7, units: 1, seenPriceMinor: 2_990 },
  });
  told(stage, regular, [aHeldLine(7, 1, 2_990, EIGHT + MINUTE)]);
  expect(await within(sheet).findByTitle('1 in your cart')).toBeInTheDocument();
  await userEvent.click(within(sheet).getByRole('button', { name: 'Close' }));
  const again = await opens();
  expect(within(again).getByText(/Grown in sandy soil/)).toBeInTheDocument();
});

test('[H1][H6] for how long it will be reserved for this very buyer is said before the tap', async () => {
  const stage = await aStage(stall(), { routes });
  told(stage, newcomer);
  const sheet = await opens();
  expect(within(sheet).getByText('Reserved for 3 minutes when you add it')).toBeInTheDocument();
  told(stage, regular);
  expect(await within(sheet).findByText('Reserved for 10 minutes when you add it')).toBeInTheDocument();
  const ends = { priceMinor: 1_990, startsAtMs: EIGHT - MINUTE, endsAtMs: EIGHT + 5 * MINUTE };
  stage.change(aFlash(7, ends), aShelf(7, { state: 'LOW', available: 4, flashLeft: 3 }));
  expect(await within(sheet).findByText('Reserved for 5 minutes when you add it')).toBeInTheDocument();
  expect(within(sheet).getByText('¥19.90')).toBeInTheDocument();
  // No band is beside it here: it says itself how much is left at that price.
  expect(within(sheet).getByText('3 at this price')).toBeInTheDocument();
  const pinned = screen.getByRole('article', { name: 'Item 7' });
  expect(within(pinned).queryByText('3 at this price')).toBeNull();
  stage.change(aShelf(7, { available: 21, flashLeft: 21 }));
  expect(await within(sheet).findByText('20+ at this price')).toBeInTheDocument();
  told(stage, { ...newcomer, reservable: 0 });
  expect(await within(sheet).findByText(/What you add now isn’t reserved/)).toBeInTheDocument();
  told(stage, { ...regular, holdMs: null, flashHoldMs: null, reservable: 0 });
  act(() => setLanguage('zh-CN'));
  expect(within(sheet).queryByText(/加购后为您锁定/)).toBeNull();
});

test('[H1][H6] the card’s button and the shop say it too, in the few words that they have room for', async () => {
  const stage = await aStage(stall(), { routes });
  const button = () => screen.getByRole('button', { name: /^(Add to cart|加入购物车)/ });
  expect(button()).toHaveAccessibleName('Add to cart');
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  const shop = within(await screen.findByRole('dialog', { name: /^Shop/ }));
  await shop.findByRole('searchbox');
  // Nothing is promised before the market has said what holds for this buyer.
  expect(shop.queryByText(/eserved/)).toBeNull();
  told(stage, newcomer);
  const newHere = 'New here? Up to 4 units are reserved for 3 minutes; the rest when you order.';
  expect(await shop.findByText(newHere)).toBeInTheDocument();
  expect(screen.getByText('reserved 3 min').closest('button')).toHaveClass('add-pinned');
  told(stage, regular);
  expect(await shop.findByText('Reserved for 10 min when you add it, flash 5 min')).toBeInTheDocument();
  expect(screen.getByText('reserved 10 min')).toBeInTheDocument();
  told(stage, { ...newcomer, reservable: 0 });
  expect(screen.getByText('not reserved')).toBeInTheDocument();
  told(stage, { ...regular, holdMs: null, flashHoldMs: null, reservable: 0 });
  expect(await shop.findByText('Not reserved: first to order gets it')).toBeInTheDocument();
  told(stage, { ...newcomer, holdMs: 1.5 * MINUTE });
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('锁定 1.5 分钟')).toBeInTheDocument();
  expect(await shop.findByText('新客最多锁定 4 件、90 秒钟，其余下单时先到先得')).toBeInTheDocument();
});

test('[H3] of a full cart the shop speaks once, and each row goes on saying what there is', async () => {
  const stage = await aStage(stall({ available: 12 }), { routes });
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  const shop = within(await screen.findByRole('dialog', { name: /^Shop/ }));
  await shop.findByRole('searchbox');
  told(stage, { ...newcomer, reservable: 0, orderUnits: 4 }, [aHeldLine(7, 4, 2_990, EIGHT + MINUTE)]);
  // What was reserved by then changes nothing of the sentence, until the cart is full.
  expect(await shop.findByText('Cart full. Order what’s in it to add more.')).toBeInTheDocument();
  expect(shop.getAllByText(/Cart full/)).toHaveLength(1);
  told(stage, { ...newcomer, reservable: 0 }, [aHeldLine(7, 4, 2_990, EIGHT + MINUTE)]);
  expect(await shop.findByText(/Up to 4 units are reserved/)).toBeInTheDocument();
  told(stage, { ...newcomer, reservable: 0, orderUnits: 4 }, [aHeldLine(7, 4, 2_990, EIGHT + MINUTE)]);

  expect(shop.getByText('12 left')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Cart full' })).toBeDisabled();
});

test('[H1] the cart says it too, empty and full', async () => {
  const stage = await aStage(stall(), { routes });
  told(stage, newcomer);
  await userEvent.click(screen.getByRole('button', { name: /^Cart/ }));
  expect(await screen.findByText('Items you add are reserved for 3 minutes.')).toBeInTheDocument();
  told(stage, regular, [aHeldLine(7, 1, 2_990, EIGHT + MINUTE)]);
  expect(
    await screen.findByText(
      'Each item is reserved for 10 minutes when you add it, at a flash price for 5 minutes.',
    ),
  ).toBeInTheDocument();
  told(stage, { ...newcomer, reservable: 0 }, [aHeldLine(7, 1, 2_990, EIGHT + MINUTE)]);
  expect(await screen.findByText('More is not reserved: first to order gets it')).toBeInTheDocument();
  expect(screen.queryByText(/Each item is reserved/)).toBeNull();
  told(stage, { ...regular, holdMs: null, flashHoldMs: null, reservable: 0 });
  expect(await screen.findByText('Not reserved: first to order gets it')).toBeInTheDocument();
});

test('[B1] how many more one may add stands on the card once one counts, and at none the button says why', async () => {
  const stage = await aStage(stall({}, { buyerLimit: 2 }), { routes });
  const pinned = screen.getByRole('article', { name: 'Item 7' });
  told(stage, regular);
  expect(within(pinned).getByText('limit 2')).toBeInTheDocument();
  expect(within(pinned).queryByText(/You can add/)).toBeNull();
  told(stage, regular, [aHeldLine(7, 1, 2_990, EIGHT + MINUTE)]);
  expect(await within(pinned).findByText('You can add 1')).toBeInTheDocument();
  told(stage, { ...regular, ordered: [{ itemNumber: 7, flashId: null, units: 2 }] });
  expect(await within(pinned).findByRole('button', { name: 'Limit reached' })).toBeDisabled();
  expect(within(pinned).getAllByText('Limit reached')).toHaveLength(1);
  const sheet = await opens();
  expect(within(sheet).getByText('You have all that one person can buy.')).toBeInTheDocument();
  expect(within(sheet).getByRole('button', { name: 'Add to cart' })).toBeDisabled();
});

test('[S1] before the stream begins its page reminds, for nothing is sold yet', async () => {
  const [, ...rest] = stall();
  await aStage([aStream({ status: 'SCHEDULED', scheduledAtMs: EIGHT + 90 * MINUTE }), ...rest.slice(0, -1)], {
    routes,
    page: <ViewerScreen slug="potato-day" itemNumber={7} />,
  });
  const sheet = await screen.findByRole('dialog');
  expect(await within(sheet).findByRole('link', { name: /^Remind me/ })).toHaveAttribute(
    'href',
    '/s/potato-day.ics?lang=en',
  );
  expect(within(sheet).queryByRole('button', { name: 'Upcoming' })).toBeNull();
});

test('[H5] sold out, its page leads to the waitlist and to nothing else, with one clock', async () => {
  const stage = await aStage(stall({ state: 'ALL_HELD', available: 0, nextFreeAtMs: EIGHT + MINUTE }), {
    routes,
  });
  told(stage, regular);
  const sheet = await opens();
  const join = await within(sheet).findByRole('button', { name: 'Join the waitlist' });
  expect(join).toHaveClass('primary');
  expect(within(sheet).queryByRole('button', { name: /Add to cart/ })).toBeNull();
  expect(within(sheet).getAllByText(/may be back by/)).toHaveLength(1);
  // Who took the last one reads that it is theirs, also there.
  told(stage, regular, [aHeldLine(7, 1, 2_990, EIGHT + MINUTE)]);
  expect(await within(sheet).findByTitle('1 in your cart')).toBeInTheDocument();
  stage.live.answer(() => ({ ok: true, seq: 20, place: 1 }));
  await userEvent.click(join);
  expect(stage.live.sent.at(-1)).toMatchObject({ command: 'waitlist:join', request: { itemNumber: 7 } });
});

test('[H5] what came free has one block, one clock and one action; the shelf does not speak of the buyer’s own', async () => {
  const stage = await aStage(stall({ state: 'ALL_HELD', available: 0, nextFreeAtMs: EIGHT + 3 * MINUTE }), {
    routes,
  });
  const line = aHeldLine(7, 1, 2_990, EIGHT + 3 * MINUTE);
  const offered = { ...line, holds: line.holds.map((hold) => ({ ...hold, isOffer: true as const })) };
  told(stage, regular, [offered]);
  const block = (await screen.findByText('One’s available, reserved for you')).closest('section')!;
  expect(within(block).getByRole('timer')).toBeInTheDocument();
  expect(within(block).getByRole('button', { name: 'Order now' })).toHaveClass('held');
  const pinned = screen.getByRole('article', { name: 'Item 7' });
  expect(within(pinned).queryByRole('timer')).toBeNull();
  expect(within(pinned).queryByText(/may be back by/)).toBeNull();
  expect(within(pinned).getByText('No more · yours is reserved')).toBeInTheDocument();
});

test('a product’s page that somebody reads stays open when the host pins another', async () => {
  const stage = await aStage(stall(), { routes });
  const sheet = await opens();
  stage.change(['p', [[8, EIGHT + 1_000]]]);
  await waitFor(() => expect(screen.queryByRole('article', { name: 'Item 7' })).toBeNull());
  expect(sheet).toBeInTheDocument();
  expect(screen.getByRole('dialog')).toBe(sheet);
});

test('with something in the cart a product’s page leads on to the checkout', async () => {
  const stage = await aStage(stall(), { routes });
  told(stage, regular);
  const sheet = await opens();
  expect(within(sheet).queryByRole('button', { name: 'Checkout' })).toBeNull();
  told(stage, regular, [aHeldLine(7, 1, 2_990, EIGHT + 3 * MINUTE)]);
  await userEvent.click(await within(sheet).findByRole('button', { name: 'Checkout' }));
  expect(await screen.findByRole('dialog', { name: 'Checkout' })).toBeInTheDocument();
  expect(screen.queryByRole('dialog', { name: 'Red potatoes' })).toBeNull();
});

describe('a product has an address', () => {
  // A sheet that closed a moment ago takes its own step in the history back.
  beforeEach(() => waitFor(() => expect(history.state).not.toBe('sheet')));
  afterEach(() => history.replaceState(null, '', '/'));

  test('it stands in the bar while its page is open, with what was asked behind it, and goes with it', async () => {
    history.replaceState(null, '', '/s/potato-day?a=1');
    const stage = await aStage(stall(), { routes });
    told(stage, regular);
    const sheet = await opens();
    expect(location.pathname + location.search).toBe('/s/potato-day/7?a=1');
    await userEvent.click(within(sheet).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(location.pathname + location.search).toBe('/s/potato-day?a=1'));
  });

  test('whoever opens it sees the product over the stream, and a step back leads to the stream', async () => {
    history.replaceState(null, '', '/s/potato-day/7');
    await aStage(stall(), { routes, page: <ViewerScreen slug="potato-day" itemNumber={7} /> });
    expect(await screen.findByRole('dialog', { name: 'Red potatoes' })).toBeVisible();
    expect(location.pathname).toBe('/s/potato-day/7');
    act(() => history.back());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(location.pathname).toBe('/s/potato-day');
  });
});

describe('sharing a product', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'share'));

  test('goes by the phone’s own way: name, price and address', async () => {
    const shared: ShareData[] = [];
    Object.assign(navigator, { share: async (data: ShareData) => void shared.push(data) });
    const stage = await aStage(stall(), { routes });
    told(stage, regular);
    const sheet = await opens();
    await userEvent.click(await within(sheet).findByRole('button', { name: 'Share' }));
    const url = `${location.origin}/s/potato-day/7`;
    expect(shared).toEqual([{ title: 'Red potatoes', text: 'Red potatoes · ¥29.90', url }]);
    expect(screen.queryByRole('textbox', { name: 'Link' })).toBeNull();
  });

  test.each([
    ['LIVE', /^.+ · Live now$/],
    ['INTERRUPTED', /^.+ · Live now$/],
    ['ENDED', /^[^·]+$/],
  ] as const)('a stream that is %s is told as it is', async (status, text) => {
    const shared: ShareData[] = [];
    Object.assign(navigator, { share: async (data: ShareData) => void shared.push(data) });
    await aStage([aStream({ status }), aGood(7), aShelf(7), ['o', [7]]], { routes });
    // The button comes with the first touch.
    await userEvent.click(document.body);
    await userEvent.click(await screen.findByRole('button', { name: 'Share this stream' }));
    expect(shared).toEqual([
      expect.objectContaining({
        text: expect.stringMatching(text),
        url: `${location.origin}/s/potato-day`,
      }),
    ]);
  });

  test('where there is none, a link is shown to copy', async () => {
    const stage = await aStage(stall(), { routes });
    told(stage, regular);
    const sheet = await opens();
    await userEvent.click(await within(sheet).findByRole('button', { name: 'Share' }));
    expect(await screen.findByRole('textbox', { name: 'Link' })).toHaveValue(
      `${location.origin}/s/potato-day/7`,
    );
  });
});

test('a product that was explained leads to its moment in each replay, the newest first', async () => {
  const explained = [
    { slug: 'new', itemNumber: 2, startedAtMs: Date.UTC(2026, 10, 26, 12) },
    { slug: 'old', itemNumber: 5, startedAtMs: Date.UTC(2026, 10, 10, 12) },
  ];
  const routes = { aboutGood: () => ({ ...about, explained }) };
  await aStage(stall(), { routes, page: <ViewerScreen slug="potato-day" itemNumber={7} /> });
  const newest = await screen.findByRole('link', { name: 'See it explained · Nov 26' });
  expect(newest).toHaveAttribute('href', '/replay/new?item=2');
  expect(newest).toHaveAttribute('target', '_blank');
  expect(screen.getByRole('link', { name: 'Nov 10' })).toHaveAttribute('href', '/replay/old?item=5');
});

test('a product without a replay says nothing of one', async () => {
  await aStage(stall(), { routes, page: <ViewerScreen slug="potato-day" itemNumber={7} /> });
  await screen.findByText(/Best steamed/);
  expect(screen.queryByText(/explained/)).toBeNull();
});
