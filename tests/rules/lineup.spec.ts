import { expect, test } from 'vitest';
import { addItem } from '../../server/market/lineup/decide.ts';
import { consoleFrame } from '../../server/market/market.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const market = (maxPins = 1) =>
  aLiveStream(aProduct('potato'), aProduct('walnut'), aProduct('quinoa'), { settings: { maxPins } });
const pinsOf = (m: ReturnType<typeof market>) =>
  m.bench.state.pins.map(({ itemNumber }) => m.nameOf(itemNumber));

test('[L1] a number is given once and never again, also after removal', () => {
  const m = market();
  m.host.removes('quinoa');
  expect(replyOf(m.adds(aProduct('honey'))).itemNumber).toBe(4);
  expect(m.bench.state.order).toEqual([1, 2, 4]);
});

test('[L2] a new pin over the limit releases the oldest; one by default, up to 3', () => {
  const one = market();
  one.host.pins('potato');
  one.host.pins('walnut');
  expect(pinsOf(one)).toEqual(['walnut']);
  const two = market(2);
  for (const name of ['potato', 'walnut', 'quinoa']) two.host.pins(name);
  expect(pinsOf(two)).toEqual(['walnut', 'quinoa']);
});

test('[L2] pinning changes neither price nor stock, and a flash runs on', () => {
  const m = market();
  const flashId = m.host.startsFlash('potato');
  m.host.pins('potato');
  const before = m.shelf('potato');
  m.host.pins('walnut');
  expect(m.shelf('potato')).toEqual(before);
  expect(m.flash(flashId).phase).toBe('running');
});

test('[L3] an item whose flash runs is not removed; holds and orders of a removed one stay valid', () => {
  const m = market();
  const flashId = m.host.startsFlash('potato');
  expect(refusalOf(m.host.removes('potato'))).toMatchObject({ code: 'FLASH_INVALID', reason: 'running' });
  m.buyer('ana').adds('potato');
  m.host.endsFlash(flashId);
  m.host.pins('potato');
  replyOf(m.host.removes('potato'));
  expect(pinsOf(m)).toEqual([]);
  expect(refusalOf(m.buyer('ben').adds('potato', 1, { seen: 2_990 })).code).toBe('NOT_IN_LINEUP');
  const orderId = m.buyer('ana').places();
  replyOf(m.buyer('ana').pays(orderId));
});

test('[L4] a command on an item carries the last console fact on it, not the head', () => {
  const m = market();
  const { version } = m.item('potato');
  m.host.pins('walnut');
  m.buyer('ana').adds('potato');
  replyOf(m.host.prices('potato', 2_500, version));
  expect(refusalOf(m.host.prices('potato', 2_400, version))).toEqual({
    code: 'STALE_VERSION',
    itemNumber: 1,
    version: m.item('potato').version,
  });
  expect(m.item('potato').listPriceMinor).toBe(2_500);
});

test('[L4] stale on every versioned command, and nothing happens', () => {
  const m = market();
  const flashId = m.host.startsFlash('walnut');
  const { seq } = m.bench.state;
  const stale = [
    m.host.pins('potato', 0),
    m.host.removes('potato', 0),
    m.host.reorders(['walnut', 'potato', 'quinoa'], 0),
    m.host.prices('potato', 2_500, 0),
    m.host.adjusts('potato', 1, 0),
    m.host.resumes('potato', 0),
    m.host.flashes('potato', { version: 0 }),
    m.host.edits(flashId, { cap: 6, version: 0 }),
  ];
  for (const attempt of stale) expect(refusalOf(attempt).code).toBe('STALE_VERSION');
  expect(m.bench.state.seq).toBe(seq);
});

test('[L4] stop, unpin and end-flash carry no version and always win', () => {
  const m = market();
  m.host.pins('potato');
  const flashId = m.host.startsFlash('potato');
  for (const attempt of [m.host.stops('potato'), m.host.unpins('potato'), m.host.endsFlash(flashId)]) {
    expect(factsOf(attempt)).toHaveLength(1);
  }
});

test('[L4] a command that had nothing to do answers the present version, good for the next one', () => {
  const m = market();
  m.host.stops('potato');
  m.host.pins('walnut');
  const again = m.host.stops('potato');
  expect(factsOf(again)).toEqual([]);
  expect(replyOf(again).version).toBe(m.item('potato').version);
  replyOf(m.host.resumes('potato', replyOf(again).version));
  expect(replyOf(m.host.unpins('quinoa')).version).toBe(m.item('quinoa').version);
});

test('[L4] the deadline of a flash does not make a console stale', () => {
  const m = market();
  m.host.startsFlash('potato', { seconds: 10 });
  const { version } = m.item('potato');
  m.passes(10_000);
  replyOf(m.host.prices('potato', 2_500, version));
});

test('[L4] the order of the bag names each item once', () => {
  const m = market();
  const wrong = m.host.reorders(['walnut', 'walnut', 'potato']);
  expect(refusalOf(wrong)).toEqual({ code: 'BAD_REQUEST', field: 'order' });
  replyOf(m.host.reorders(['walnut', 'quinoa', 'potato']));
  expect(m.bench.state.order).toEqual([2, 3, 1]);
});

test('[L5] undo within 5 s: a pin brings back the one it released', () => {
  const m = market();
  m.host.pins('potato');
  const pin = replyOf(m.host.pins('walnut'));
  expect(pin.undoUntilMs).toBe(m.bench.nowMs + 5_000);
  replyOf(m.passes(4_999).host.undoes(pin.seq));
  expect(pinsOf(m)).toEqual(['potato']);
});

test('[A2] a reorder says which item moved from where to where, its undo too; a count says what was left', () => {
  const m = market();
  const moved = (outcome: Parameters<typeof factsOf>[0]) => factsOf(outcome)[0];
  const forward = m.host.reorders(['quinoa', 'potato', 'walnut']);
  expect(moved(forward)).toMatchObject({ moved: { itemNumber: 3, from: 3, to: 1 } });
  expect(moved(m.host.undoes(replyOf(forward).seq))).toMatchObject({
    moved: { itemNumber: 3, from: 1, to: 3 },
  });
  expect(moved(m.host.reorders(['walnut', 'potato', 'quinoa']))).toMatchObject({
    moved: { itemNumber: 2, from: 2, to: 1 },
  });
  // Turned round, no single item has moved.
  expect(moved(m.host.reorders(['quinoa', 'potato', 'walnut']))).not.toHaveProperty('moved');
  const wasLeft = m.item('potato').available;
  expect(moved(m.host.adjusts('potato', 8))).toMatchObject({ delta: 8, wasLeft });
  expect(moved(m.host.adjusts('potato', -2))).toMatchObject({ delta: -2, wasLeft: wasLeft + 8 });
});

test('[L5] undo within 5 s: a reorder, a stop of sale', () => {
  const m = market();
  replyOf(m.host.undoes(replyOf(m.host.reorders(['quinoa', 'walnut', 'potato'])).seq));
  expect(m.bench.state.order).toEqual([1, 2, 3]);
  replyOf(m.host.undoes(replyOf(m.host.stops('potato')).seq));
  expect(m.item('potato').isStopped).toBe(false);
});

test('[L5][T5] at 5 s it is too late', () => {
  const m = market();
  const { seq } = replyOf(m.host.stops('potato'));
  expect(refusalOf(m.passes(5_000).host.undoes(seq)).code).toBe('STALE_VERSION');
});

test('[L5] an untouched flash is undone and leaves a mark; one that was held or ordered is not', () => {
  const m = market();
  const flash = replyOf(m.host.flashes('potato'));
  const announcedSeq = m.flash(flash.flashId).announcedSeq;
  replyOf(m.host.undoes(announcedSeq));
  expect(m.flash(flash.flashId).phase).toBe('undone');
  expect(m.bench.facts().at(-1)).toMatchObject({ type: 'flash_sale_undone', undoes: announcedSeq });
  expect(m.buyer('ana').sees('potato').priceMinor).toBe(2_990);

  const next = m.host.startsFlash('potato');
  m.buyer('ana').adds('potato');
  expect(refusalOf(m.host.undoes(m.flash(next).announcedSeq)).code).toBe('STALE_VERSION');
});

test('[L5] the version that the console heard names what it can undo', () => {
  const m = market();
  const reply = replyOf(m.host.flashes('potato'));
  replyOf(m.host.undoes(reply.version));
  expect(m.flash(reply.flashId).phase).toBe('undone');
});

test('[L5] a console is told what can still be taken back: not what is overtaken, nor what is too late', () => {
  const m = market();
  const told = () => consoleFrame(m.bench.state, 'history').undoable ?? [];
  m.host.pins('potato');
  const [first] = told();
  expect(first).toEqual({ seq: m.item('potato').version, untilMs: m.bench.state.atMs + 5_000 });
  m.host.pins('walnut');
  expect(told().map(({ seq }) => seq)).toEqual([m.item('walnut').version]);
  m.passes(5_000).buyer('ana').adds('potato');
  expect(told()).toEqual([]);
});

test('[L5] what somebody changed since is not undone', () => {
  const m = market();
  const { seq } = replyOf(m.host.stops('potato'));
  m.host.prices('potato', 2_500);
  expect(refusalOf(m.host.undoes(seq))).toEqual({ code: 'STALE_VERSION', version: m.item('potato').version });
  expect(m.item('potato').isStopped).toBe(true);
});

test('[L5] an item that its flash had stopped does not come on sale by undoing a stop', () => {
  const m = market();
  m.host.startsFlash('potato', { seconds: 10, afterEnd: 'off' });
  m.passes(10_000);
  const stop = replyOf(m.host.stops('potato'));
  expect(stop.undoUntilMs).toBeNull();
  expect(refusalOf(m.host.undoes(stop.seq)).code).toBe('STALE_VERSION');
  expect(m.item('potato').isStopped).toBe(true);
});

test('[L6] stop sale refuses new holds and direct orders; holds may still be ordered', () => {
  const m = market();
  m.buyer('ana').adds('potato');
  m.host.stops('potato');
  expect(refusalOf(m.buyer('ben').adds('potato'))).toEqual({ code: 'STOPPED', itemNumber: 1 });
  replyOf(m.buyer('ana').orders());
  const direct = aLiveStream(aProduct('potato'), { holdPolicy: 'first_paid' });
  direct.host.stops('potato');
  expect(refusalOf(direct.buyer('ben').orders({ lines: { potato: 1 } })).code).toBe('STOPPED');
  direct.host.resumes('potato');
  replyOf(direct.buyer('ben').orders({ lines: { potato: 1 } }));
});

test('[L8] an archived product goes into no lineup; a stream that has it goes on', () => {
  const m = aLiveStream(aProduct('mug', { stock: 5 }));
  const add = (isArchived: boolean) =>
    m.bench.send((state, when) => {
      const named = { productId: 'rice', producerId: 'p', producer: 'Ma', name: 'rice', origin: '' };
      const sold = { grams: 1, picture: '', priceMinor: 999, floorMinor: 0, currency: 'CNY' };
      const good = { ...named, ...sold, ...(isArchived && { isArchived }) };
      return addItem(state, { good, units: 3, transferId: `t-${isArchived}` }, { ...when, by: m.host.by });
    });
  expect(refusalOf(add(true))).toEqual({ code: 'PRODUCT_ARCHIVED' });
  expect(replyOf(add(false))).toMatchObject({ itemNumber: 2 });
  expect(JSON.stringify(m.bench.facts())).not.toContain('isArchived');
});
