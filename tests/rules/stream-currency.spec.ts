import { expect, test } from 'vitest';
import { SettledLog } from '../../server/audit/settlement/settled-log.ts';
import { mayDo, rightsOn } from '../../server/market/kernel/authority.ts';
import { addItem } from '../../server/market/lineup/decide.ts';
import { publicView, rightOf } from '../../server/market/market.ts';
import { goLive } from '../../server/market/stream/decide.ts';
import { streamPageView } from '../../server/market/stream/page.ts';
import { streamRow } from '../../server/market/stream/rows.ts';
import { streamEntry } from '../../server/market/stream/views.ts';
import { streamsTold } from '../../server/subscribers/webhooks/event-envelope.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import { changesOf } from '../../shared/live-view/told.ts';
import { idOf } from '../builders/bench.ts';
import { aProduct, Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

/** Planned in yuan, with nothing in it. */
const anEmptyStream = () => new Market([]);

test('[S9] a planned stream with nothing in it sells in another currency, and everybody who looks on is told', () => {
  const m = anEmptyStream();
  replyOf(m.host.setsCurrency('USD'));
  const { state } = m.bench;
  expect(state.currency).toBe('USD');
  expect(streamEntry(state).currency).toBe('USD');
  expect(streamRow(state).currency).toBe('USD');
  const view = publicView(state);
  expect(viewOf(changesOf(view))).toEqual(view);
  expect(streamPageView(state)).toMatchObject({ currency: 'USD', currencyFixedBy: null });
  // It may be changed again, and the log says from what to what.
  replyOf(m.host.setsCurrency('EUR'));
  expect(m.bench.facts().at(-1)).toMatchObject({ type: 'currency_changed', was: 'USD', now: 'EUR' });
});

test('[S9] the same currency again changes nothing, also when it is fixed', () => {
  const m = new Market([aProduct('rice')]);
  const before = m.bench.facts().length;
  replyOf(m.host.setsCurrency('CNY'));
  expect(m.bench.facts()).toHaveLength(before);
});

test('[S9] once an item has been numbered the currency stays, even after the item is gone', () => {
  const m = new Market([aProduct('rice')]);
  expect(refusalOf(m.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'items' });
  expect(streamPageView(m.bench.state).currencyFixedBy).toBe('items');
  replyOf(m.host.removes('rice'));
  expect(refusalOf(m.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'items' });
});

test('[S9] so it does while anything else has an amount: a voucher, a table of shipping, another country', () => {
  const withVoucher = anEmptyStream();
  replyOf(withVoucher.host.voucher());
  expect(refusalOf(withVoucher.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'vouchers' });
  const shipping = anEmptyStream();
  replyOf(shipping.host.setsShipping('Jianchuan', { freeFromMinor: 5_000 }));
  expect(refusalOf(shipping.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'shipping' });
  replyOf(shipping.host.setsShipping('Jianchuan', null));
  replyOf(shipping.host.setsCurrency('USD'));
  const abroad = anEmptyStream();
  replyOf(abroad.host.sellsAbroad({ currency: 'EUR' }));
  expect(refusalOf(abroad.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'shipping' });

  const aiming = anEmptyStream();
  replyOf(aiming.host.setsTerms({ targetMinor: 300_000 }));
  expect(refusalOf(aiming.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'target' });
  replyOf(aiming.host.setsTerms({ targetMinor: undefined }));
  replyOf(aiming.host.setsCurrency('USD'));
});

test('[S9] what viewers were told on air stays; a cancelled stream and a rehearsal have none of their own', () => {
  const live = anEmptyStream();
  live.goesLive();
  expect(refusalOf(live.host.setsCurrency('USD'))).toEqual({ code: 'CURRENCY_FIXED', by: 'started' });
  const cancelled = anEmptyStream();
  replyOf(cancelled.host.cancelsStream());
  expect(refusalOf(cancelled.host.setsCurrency('USD'))).toEqual({ code: 'STREAM_CLOSED' });
});

test('[S9] a product of another currency is refused: its price would be read as another amount', () => {
  const m = anEmptyStream();
  const add = (currency: string, transferId: string) =>
    m.bench.send((state, when) => {
      const named = { productId: idOf(910_001), producerId: 'p', producer: 'Ma', name: 'rice', origin: '' };
      const good = { ...named, grams: 1, picture: '', priceMinor: 999, floorMinor: 0, currency };
      return addItem(state, { good, units: 3, transferId }, { ...when, by: m.host.by });
    });
  expect(refusalOf(add('USD', 't-1'))).toEqual({ code: 'CURRENCY_DIFFERS', currency: 'CNY' });
  replyOf(m.host.setsCurrency('USD'));
  expect(replyOf(add('USD', 't-2'))).toMatchObject({ itemNumber: 1 });
  // Its fact is what it always was: the currency is the stream's.
  expect(JSON.stringify(m.bench.facts().find(({ type }) => type === 'item_added'))).not.toContain('currency');
  expect(refusalOf(add('CNY', 't-3'))).toEqual({ code: 'CURRENCY_DIFFERS', currency: 'USD' });
});

test('[S9] what was rehearsed in another currency is not taken over', () => {
  const m = anEmptyStream();
  replyOf(m.host.setsCurrency('USD'));
  replyOf(m.adds(aProduct('rice', { price: 999 })));
  const rehearsed = { currency: 'CNY', order: [1], prices: [{ itemNumber: 1, listPriceMinor: 6_900 }] };
  replyOf(m.bench.send((state, when) => goLive(state, { rehearsed }, { ...when, by: m.host.by })));
  expect(m.item('rice').listPriceMinor).toBe(999);
});

test('[A1] the currency is for the host and operators; an assistant may not change it', () => {
  const { state } = anEmptyStream().bench;
  const helper = { staffId: idOf(900_002), role: 'assistant' as const };
  state.assistants.set(helper.staffId, ['lineup']);
  expect(mayDo(rightsOn(state, helper)!, rightOf('stream:set-currency'))).toBe(false);
  const host = { staffId: idOf(900_001), role: 'host' as const };
  expect(mayDo(rightsOn(state, host)!, rightOf('stream:set-currency'))).toBe(true);
});

test('[M5] the ledger, counted again from the log alone, is in the currency that was sold in', () => {
  const m = anEmptyStream();
  replyOf(m.host.setsCurrency('USD'));
  replyOf(m.adds(aProduct('rice', { price: 999 })));
  m.goesLive();
  const orderId = m.buyer('ana').buys('rice');
  m.closes();
  replyOf(m.packer.delivers(m.packer.sends(orderId)));
  const settled = new SettledLog([]);
  for (const [index, fact] of m.bench.facts().entries()) {
    settled.take(m.bench.state.streamId, fact, { seq: index + 1, atMs: m.bench.nowMs });
  }
  const { payables, ledgerEntries } = settled.rows();
  expect(payables).toHaveLength(1);
  expect([...payables, ...ledgerEntries].map(({ currency }) => currency)).toEqual(
    Array(1 + ledgerEntries.length).fill('USD'),
  );
});

test('[C2] an event tells the currency of now: it is not remembered before the stream has begun', async () => {
  let row = { streamId: 's', slug: 'day', currency: 'CNY', status: 'SCHEDULED', rehearsalOf: null };
  let asked = 0;
  const readers = { streamById: async () => ({ ...row, asked: ++asked }) };
  const engines = { findShopNumber: async () => 1 };
  const streamOf = streamsTold({ readers, engines } as unknown as Parameters<typeof streamsTold>[0]);
  expect((await streamOf('s'))?.currency).toBe('CNY');
  row = { ...row, currency: 'USD' };
  expect((await streamOf('s'))?.currency).toBe('USD');
  row = { ...row, status: 'LIVE' };
  await streamOf('s');
  await streamOf('s');
  expect(asked).toBe(3);
});
