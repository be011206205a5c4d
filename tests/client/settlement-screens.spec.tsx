import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { BoardScreen } from '../../client/screens/buyer/board/BoardScreen.tsx';
import { GoodsScreen } from '../../client/screens/staff/goods/GoodsScreen.tsx';
import { ProducerScreen } from '../../client/screens/staff/producer/ProducerScreen.tsx';
import { SettlementScreen } from '../../client/screens/staff/settlement/SettlementScreen.tsx';
import { applyKeptSettings, chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { PayablesView, ProducerPage, SettlementOverview } from '../../shared/contract/settlement.ts';
import { DAY } from '../../shared/values/time.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const NOW = Date.UTC(2026, 10, 25, 4);
const PRODUCER = '0190a000-0000-7000-9000-000000000700';
const keptBack = { notDueMinor: 5_984, pausedMinor: 0, reservedMinor: 0, takenBackMinor: -800 };
const promise = { due: 4, onTime: 3, paidLate: 0, overdue: 1, paused: 0 };

const page: ProducerPage = {
  asOfMs: NOW,
  producerId: PRODUCER,
  producer: '马家合作社',
  timeZone: 'Asia/Shanghai',
  countFrom: 'delivery',
  dueDays: 7,
  shareBps: 8_000,
  currency: 'CNY',
  origin: '剑川',
  toPack: [{ name: '红皮土豆', units: 4, orders: 2 }],
  money: [
    {
      currency: 'CNY',
      openMinor: 5_184,
      keptBack,
      promise,
      days: [
        { dueUntilMs: NOW + 7 * DAY, amountMinor: 5_984, lines: 2, why: 'delivered', names: ['红皮土豆'] },
        { dueUntilMs: NOW, amountMinor: -800, lines: 1, why: 'taken_back', names: ['藜麦'] },
      ],
      payouts: [{ atMs: NOW - DAY, amountMinor: 11_968 }],
    },
  ],
  goods: [],
  isCut: false,
};

const overview: SettlementOverview = {
  asOfMs: NOW,
  terms: { timeZone: 'Asia/Shanghai', dueDays: 7, countFrom: 'delivery', afterClaimDays: 2 },
  producers: [
    { producerId: PRODUCER, producer: '马家合作社', currency: 'CNY', openMinor: 5_184, keptBack, promise },
  ],
  overdue: [],
  payouts: [],
  trialBalance: [
    { account: 'bank', name: '', currency: 'CNY', amountMinor: -5_184 },
    { account: `producer_payable:${PRODUCER}`, name: '马家合作社', currency: 'CNY', amountMinor: 5_184 },
  ],
};

const payables: PayablesView = {
  producerId: PRODUCER,
  producer: '马家合作社',
  currency: 'CNY',
  version: 3,
  untilMs: NOW + DAY,
  payoutMinor: 5_184,
  payoutLines: 3,
  payables: [],
  isCut: false,
};

function show(what: React.ReactNode, routes: Parameters<typeof deskWorld>[1]) {
  const world = deskWorld(fakeConsole(), routes);
  chooseLanguage(world.keep, 'en');
  render(<WorldContext value={world}>{what}</WorldContext>);
  return world;
}

test('[M2] a producer reads what comes by which day, why, and what is taken back', async () => {
  show(<ProducerScreen />, { producerPage: () => page });
  expect(await screen.findByText('¥51.84')).toBeVisible();
  expect(screen.getByText('By Wed, Dec 2')).toBeVisible();
  expect(screen.getByText('Delivered; paid within 7 days')).toBeVisible();
  expect(screen.getByText(/deducted from your next payout/)).toBeVisible();
  expect(screen.getByText('in 2 orders')).toBeVisible();
  expect(screen.getByRole('link', { name: 'This week’s statement' })).toHaveAttribute(
    'href',
    `/statement/${PRODUCER}?currency=CNY`,
  );
});

test('[S5] a good is changed with what is known of it, and its pieces go as what came since', async () => {
  const user = userEvent.setup();
  const good: Product = {
    ...{ productId: PRODUCER, sku: 'w', name: '薄皮核桃', producerId: PRODUCER, producer: '马家合作社' },
    ...{ origin: '羊岑', category: '', grams: 1_000, priceMinor: 1_990, floorMinor: 0, currency: 'CNY' },
    ...{ picture: '', warehouseUnits: 40, isPerishable: false, harvestedOn: '2026-09-20', batch: '' },
    ...{ shipBaseMinor: 0, shipIncrementMinor: 0, morePictures: ['/pictures/a.webp', '/pictures/b.webp'] },
    tags: ['nuts', 'gift box'],
  };
  const { productId, name, picture, priceMinor, currency, warehouseUnits } = good;
  const asked: unknown[] = [];
  show(<ProducerScreen />, {
    producerPage: () => ({
      ...page,
      goods: [{ productId, name, picture, priceMinor, currency, warehouseUnits }],
    }),
    product: () => good,
    changeProduct: (input: unknown) => {
      asked.push(input);
      return good;
    },
  });
  await user.click(await screen.findByRole('button', { name: /薄皮核桃/ }));
  const sheet = await screen.findByRole('dialog');
  expect(within(sheet).getByLabelText('Origin')).toHaveValue('羊岑');
  expect(within(sheet).getByLabelText('Harvested on')).toHaveValue('2026-09-20');
  const price = within(sheet).getByLabelText('Price (CNY)');
  expect(price).toHaveValue('19.90');
  await user.clear(price);
  await user.type(price, '17.90');
  const pieces = within(sheet).getByLabelText('Units in the warehouse now');
  await user.clear(pieces);
  await user.type(pieces, '52');
  await user.click(within(sheet).getByRole('button', { name: 'Remove photo 1' }));
  const tags = within(sheet).getByLabelText('Tags');
  expect(tags).toHaveValue('nuts, gift box');
  await user.type(tags, `, ${'x'.repeat(61)}`);
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(within(sheet).getByText('Up to 30 tags of up to 60 characters.')).toBeVisible();
  await user.clear(tags);
  await user.type(tags, 'Nuts， new crop, nuts');
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('薄皮核桃 was updated.')).toBeVisible();
  expect(asked).toMatchObject([
    {
      params: { productId },
      body: {
        ...{ priceMinor: 1_790, unitsDelta: 12, morePictures: ['/pictures/b.webp'] },
        tags: ['Nuts', 'new crop'],
      },
    },
  ]);
});

test('[T1] a good has its price in its own currency: the office chooses it, a producer goes on in theirs', async () => {
  const user = userEvent.setup();
  const asked: { body: Record<string, unknown> }[] = [];
  const createProduct = (input: unknown) => {
    asked.push(input as (typeof asked)[number]);
    return { refusal: { code: 'INTERNAL' } };
  };
  const fill = async (fields: Record<string, string>) => {
    const sheet = await screen.findByRole('dialog');
    for (const [label, text] of Object.entries(fields)) {
      const field = within(sheet).getByLabelText(label);
      await user.clear(field);
      await user.type(field, text);
    }
    await user.click(within(sheet).getByRole('button', { name: 'Publish' }));
    return sheet;
  };
  show(<GoodsScreen />, { products: () => ({ products: [], next: null }), createProduct });
  await user.click(await screen.findByRole('button', { name: 'Add product' }));
  await user.selectOptions(screen.getByLabelText('Currency'), 'JPY');
  const sheet = await fill({ Name: 'Tea', Producer: 'Hill farm', 'Price (JPY)': '19.90', Units: '3' });
  expect(within(sheet).getByText('Enter a price like 20.')).toBeVisible();
  await fill({ 'Price (JPY)': '1980' });
  expect(asked.at(-1)?.body).toMatchObject({ priceMinor: 1_980, currency: 'JPY', producer: 'Hill farm' });
  cleanup();

  show(<ProducerScreen />, { producerPage: () => ({ ...page, goods: [], currency: 'THB' }), createProduct });
  await user.click(await screen.findByRole('button', { name: 'Add product' }));
  expect(screen.queryByLabelText('Currency')).toBeNull();
  await fill({ Name: 'Tea', 'Price (THB)': '49.50', Units: '3' });
  expect(asked.at(-1)?.body).toMatchObject({ priceMinor: 4_950, currency: 'THB' });
  // Nothing was described, so nothing is said of it; what is described goes along as it was typed.
  expect(Object.keys(asked.at(-1)!.body)).not.toContain('description');
  await fill({ Description: 'Picked by hand.', 'English description': 'By hand.' });
  expect(asked.at(-1)?.body).toMatchObject({ description: 'Picked by hand.', descriptionEn: 'By hand.' });
});

test.each([
  { wishes: ['en-GB', 'zh-CN'], chosen: null, words: 'To pack' },
  { wishes: ['zh-CN', 'en-GB'], chosen: null, words: '待发货' },
  { wishes: ['zh-CN'], chosen: 'en' as const, words: 'To pack' },
])(
  'a producer’s page speaks the browser’s language unless the device has chosen: $wishes, $chosen',
  async ({ wishes, chosen, words }) => {
    const world = deskWorld(fakeConsole(), { producerPage: () => page });
    const { languages } = navigator;
    Object.defineProperty(navigator, 'languages', { configurable: true, value: wishes });
    world.keep.remove('fairday.language');
    if (chosen) chooseLanguage(world.keep, chosen);
    applyKeptSettings(world.keep);
    Object.defineProperty(navigator, 'languages', { configurable: true, value: languages });
    render(
      <WorldContext value={world}>
        <ProducerScreen />
      </WorldContext>,
    );
    expect(await screen.findByText(words)).toBeVisible();
    setLanguage('en');
  },
);

test('a line that waits for a claim says in the list of what is overdue that it is not counted', async () => {
  const line = {
    number: '1001',
    reference: '12-1001',
    name: 'Beans',
    producer: 'Ma',
    currency: 'CNY',
    openMinor: 900,
    dueUntilMs: NOW,
  };
  show(<SettlementScreen />, {
    settlement: () => ({
      ...overview,
      overdue: [
        { ...line, reason: 'disputed' },
        { ...line, number: '1002', reference: '12-1002', reason: 'unpaid' },
      ],
    }),
  });
  const row = (await screen.findByText('12-1001')).closest('li');
  expect(row).toHaveTextContent('on hold for an open claim, not counted');
  expect(row).not.toHaveTextContent('overdue');
  expect(screen.getByText('12-1002').closest('li')).toHaveTextContent('not paid yet');
});

test('[M4] the office pays with two taps, and what it saw goes along', async () => {
  const user = userEvent.setup();
  const asked: unknown[] = [];
  const paid: SettlementOverview = {
    ...overview,
    producers: overview.producers.map((row) => ({ ...row, openMinor: 0 })),
  };
  show(<SettlementScreen />, {
    settlement: () => (asked.length === 0 ? overview : paid),
    payables: () => payables,
    payOut: (input: unknown) => {
      asked.push(input);
      return { payoutId: 'p', amountMinor: 5_184 };
    },
  });
  expect(await screen.findByText('The books balance.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: /马家合作社/ }));
  const sheet = await screen.findByRole('dialog');
  await user.click(await within(sheet).findByRole('button', { name: 'Mark ¥51.84 paid (3 order lines)' }));
  expect(asked).toEqual([]);
  await user.click(within(sheet).getByRole('button', { name: 'Yes, ¥51.84 left the bank' }));
  expect(await within(sheet).findByText('Marked paid.')).toBeVisible();
  // The list behind the open sheet follows at once.
  expect(await screen.findByRole('button', { name: /马家合作社.*¥0\.00/, hidden: true })).toBeInTheDocument();
  expect(asked).toEqual([
    {
      body: {
        key: expect.any(String),
        ...{ producerId: PRODUCER, currency: 'CNY', untilMs: NOW + DAY, version: 3, amountMinor: 5_184 },
      },
    },
  ]);
});

test('[M4] an adjustment shows what it does to the payout, is asked once more in words, and stands in the list with its reason', async () => {
  const user = userEvent.setup();
  const asked: unknown[] = [];
  const line = {
    ...{ streamId: 'shop', orderId: PRODUCER, lineIndex: 0, deliverySeq: 7, entryIndex: 0 },
    ...{ number: '', reference: '', name: '', units: 0, isPaused: false },
    ...{ openMinor: -500, deliveredAtMs: NOW, dueUntilMs: NOW + 7 * DAY },
    adjustment: { reason: 'Damaged crates', by: 'Chen Yu', atMs: NOW },
  };
  show(<SettlementScreen />, {
    settlement: () => overview,
    payables: () =>
      asked.length === 0
        ? { ...payables, adjustedUntilMs: NOW + 8 * DAY }
        : { ...payables, payoutMinor: 4_684, payoutAdjustments: 1, payables: [line] },
    adjustSettlement: (input: unknown) => {
      asked.push(input);
      return { adjustmentId: PRODUCER };
    },
  });
  await user.click(await screen.findByRole('button', { name: /马家合作社/ }));
  await user.click(await screen.findByRole('button', { name: 'Adjust' }));
  const sheet = within(await screen.findByRole('dialog'));
  // The bar of the payout is not there meanwhile.
  expect(sheet.queryByRole('button', { name: /^Mark/ })).toBeNull();
  await user.type(sheet.getByLabelText('Amount'), '5');
  await user.click(sheet.getByRole('button', { name: 'Review' }));
  expect(sheet.getByText('Enter a reason: the producer sees it.')).toBeVisible();
  expect(sheet.getByText('¥51.84 → ¥46.84')).toBeVisible();
  await user.click(sheet.getByRole('radio', { name: 'Add to what is owed' }));
  expect(sheet.getByText('¥51.84, unchanged')).toBeVisible();
  expect(sheet.getByText('+ ¥5.00')).toBeVisible();
  await user.click(sheet.getByRole('radio', { name: 'Deduct from what is owed' }));
  await user.type(sheet.getByLabelText(/^Reason/), 'Damaged crates');
  await user.click(sheet.getByRole('button', { name: 'Review' }));
  expect(sheet.getByText('Deduct ¥5.00 from what 马家合作社 is owed: “Damaged crates”.')).toBeVisible();
  expect(asked).toEqual([]);
  await user.click(sheet.getByRole('button', { name: 'Yes, deduct ¥5.00' }));
  const done = within(await screen.findByRole('dialog', { name: '马家合作社' }));
  expect(await done.findByText('Adjustment recorded.')).toBeVisible();
  expect(await done.findByText(/recorded by Chen Yu/)).toHaveTextContent('Damaged crates');
  expect(done.getByRole('button', { name: 'Mark ¥46.84 paid (3 order lines, 1 adjustment)' })).toBeVisible();
  expect(asked).toMatchObject([{ body: { amountMinor: -500, reason: 'Damaged crates' } }]);
});

test('[M4] a payout opens with its lines, each a way to its order', async () => {
  history.replaceState(null, '', '/admin/settlement?payout=p');
  show(<SettlementScreen />, {
    payout: () => ({
      ...{ payoutId: 'p', producerId: PRODUCER, producer: '马家合作社', currency: 'CNY' },
      ...{ amountMinor: 1_500, atMs: NOW, timeZone: 'Asia/Shanghai', seq: 80, by: 'Chen Yu' },
      ...{ orderLines: 1, adjustments: 0 },
      lines: [{ reference: '12-1001', name: 'Walnuts', units: 2, amountMinor: 1_500, dueUntilMs: NOW + DAY }],
    }),
  });
  expect(await screen.findByRole('heading', { name: 'Payout to 马家合作社' })).toBeVisible();
  expect(screen.getByRole('link', { name: /Walnuts/ })).toHaveAttribute('href', '/office/orders/12-1001');
  for (const words of ['Chen Yu', '1 order line', 'shop/80/0']) expect(screen.getByText(words)).toBeVisible();
  history.replaceState(null, '', '/');
});

const aPayout: SettlementOverview['payouts'][number] = {
  payoutId: 'p',
  producer: '马家合作社',
  producerId: PRODUCER,
  currency: 'CNY',
  amountMinor: 100,
  atMs: NOW,
  lateLines: 0,
};

test('[M2] a payout that came late for some of its lines says for how many', async () => {
  const payouts = [0, 1, 3].map((lateLines, n) => ({ ...aPayout, payoutId: `p${n}`, lateLines }));
  show(<SettlementScreen />, { settlement: () => ({ ...overview, payouts }) });
  expect(await screen.findByText('1 order line paid late')).toBeVisible();
  expect(screen.getByText('3 order lines paid late')).toBeVisible();
  expect(screen.getAllByText(/lines? paid late/)).toHaveLength(2);
});

test('the office reads each producer and product under the name of its own language', async () => {
  const co = { producer: '马家合作社', producerEn: 'Ma Family Co-op' };
  const potatoes = { name: '红皮土豆', nameEn: 'Red potatoes' };
  const money = { currency: 'CNY', openMinor: 5_184, dueUntilMs: NOW };
  const full: SettlementOverview = {
    ...overview,
    producers: [{ ...overview.producers[0]!, ...co }],
    overdue: [{ number: '1001', reference: '12-1001', ...potatoes, ...co, ...money, reason: 'unpaid' }],
    payouts: [{ ...aPayout, ...co }],
    trialBalance: [
      { ...overview.trialBalance[1]!, nameEn: co.producerEn },
      // An origin: the account itself has its one name.
      {
        account: 'shipping_payable:马家湾',
        name: '',
        nameEn: 'Ma Family Bay',
        currency: 'CNY',
        amountMinor: -900,
      },
    ],
  };
  for (const [language, shown, other, times] of [
    ['en', /Ma Family|Red potatoes/, /马家|土豆/, 6],
    ['zh-CN', /马家|红皮土豆/, /Ma Family|potatoes/, 6],
  ] as const) {
    const world = show(<SettlementScreen />, {
      settlement: () => full,
      payables: () => ({ ...payables, ...co }),
    });
    chooseLanguage(world.keep, language);
    // A producer with what is owed, one that is overdue, its product, a payout, two accounts.
    expect(await screen.findAllByText(shown)).toHaveLength(times);
    await userEvent.click(screen.getByRole('button', { name: shown }));
    expect(await screen.findByRole('dialog', { name: shown })).toBeVisible();
    expect(screen.queryByText(other)).toBeNull();
    cleanup();
  }
  setLanguage('en');
});

test('a producer who reads English reads the second names, and a name that has none as it is', async () => {
  const [money] = page.money;
  const days = [
    { ...money!.days[0]!, names: ['红皮土豆', '核桃'], namesEn: ['Red potatoes', '核桃'] },
    money!.days[1]!,
  ];
  show(<ProducerScreen />, {
    producerPage: () => ({
      ...page,
      producerEn: 'Ma Family Co-op',
      toPack: [{ name: '藜麦', nameEn: 'Quinoa', units: 4, orders: 2 }],
      money: [{ ...money!, days }],
      goods: [
        {
          ...{ productId: PRODUCER, name: '蜂蜜', nameEn: 'Honey', picture: '', priceMinor: 1 },
          ...{ currency: 'CNY', warehouseUnits: 3 },
        },
      ],
    }),
  });
  expect(await screen.findByRole('heading', { name: 'Ma Family Co-op' })).toBeVisible();
  for (const name of ['Quinoa', 'Red potatoes, 核桃', '藜麦', 'Honey']) {
    expect(screen.getByText(name)).toBeVisible();
  }
});

test('[M2] the board says how many of how many, and in a sentence that nothing was due yet', async () => {
  const empty = { due: 0, onTime: 0, paidLate: 0, overdue: 0, paused: 0 };
  show(<BoardScreen />, {
    board: () => ({ asOfMs: NOW, producers: 1, promise, dueDays: 7, countFrom: 'delivery', paid: [] }),
  });
  expect(await screen.findByText('75%')).toBeVisible();
  expect(screen.getByText('3 of 4 order lines paid on time')).toBeVisible();
  show(<BoardScreen />, {
    board: () => ({ asOfMs: NOW, producers: 0, promise: empty, dueDays: 7, countFrom: 'delivery', paid: [] }),
  });
  expect(await screen.findByText(/^Nothing due yet/)).toBeVisible();
  expect(screen.queryByText('0 of 0 order lines paid on time')).toBeNull();
});

test('[M2] the form of the payout terms offers the zone of this device, and takes another', async () => {
  const asked: unknown[] = [];
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const terms = { ...overview.terms, timeZone: 'Pacific/Kiritimati' };
  show(<SettlementScreen />, {
    settlement: () => ({ ...overview, terms }),
    setTerms: (input) => {
      asked.push((input as { body: unknown }).body);
      return terms;
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Payout terms' }));
  const sheet = within(await screen.findByRole('dialog'));
  await userEvent.click(sheet.getByRole('button', { name: `Use ${timeZone}, the zone of this device` }));
  expect(sheet.getByDisplayValue(timeZone)).toBeVisible();
  expect(sheet.queryByRole('button', { name: /zone of this device/ })).toBeNull();
  await userEvent.click(sheet.getByRole('button', { name: 'Save' }));
  await expect.poll(() => asked).toMatchObject([{ terms: { timeZone } }]);
});

test('[T1] the office’s next product has its price in the currency of most', async () => {
  show(<GoodsScreen />, { products: () => ({ products: [], next: null, usualCurrency: 'USD' }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Add product' }));
  expect(await screen.findByLabelText('Price (USD)')).toBeVisible();
});

test('a head sorts what the page has, sums from the largest on, and back', async () => {
  const payouts = [200, 900, 500].map((amountMinor, n) => ({ ...aPayout, payoutId: `p${n}`, amountMinor }));
  show(<SettlementScreen />, { settlement: () => ({ ...overview, overdue: [], payouts }) });
  const section = (await screen.findByRole('heading', { name: 'Recent payouts' })).closest('section')!;
  const sums = () =>
    within(section)
      .getAllByText(/^¥/)
      .map(({ textContent }) => textContent);
  expect(sums()).toEqual(['¥2.00', '¥9.00', '¥5.00']);
  await userEvent.click(within(section).getByRole('button', { name: /^Amount/ }));
  expect(sums()).toEqual(['¥9.00', '¥5.00', '¥2.00']);
  await userEvent.click(within(section).getByRole('button', { name: /^Amount/ }));
  expect(sums()).toEqual(['¥2.00', '¥5.00', '¥9.00']);
});

test('[M2] [M3] [M7] what of the money owed is kept back is said per producer with the reason, to the office and to them', async () => {
  const held = { notDueMinor: 5_984, pausedMinor: 2_400, reservedMinor: 4_120, takenBackMinor: -800 };
  const [row] = overview.producers;
  show(<SettlementScreen />, {
    settlement: () => ({ ...overview, producers: [{ ...row!, keptBack: held }] }),
  });
  const words =
    '¥59.84 not due yet · ¥24.00 on hold for an open claim · ¥41.20 in reserve · −¥8.00 off the next payout for refunds or deductions';
  expect(await screen.findByText(words)).toBeVisible();
  cleanup();
  show(<SettlementScreen />, {
    settlement: () => ({
      ...overview,
      producers: [
        { ...row!, keptBack: { notDueMinor: 0, pausedMinor: 0, reservedMinor: 0, takenBackMinor: 0 } },
      ],
    }),
  });
  await screen.findAllByText('马家合作社');
  expect(screen.queryByText(/not due yet|on hold for|in reserve|take back/)).toBeNull();
});
