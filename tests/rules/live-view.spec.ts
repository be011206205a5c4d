import { describe, expect, test } from 'vitest';
import { publicView } from '../../server/market/market.ts';
import { applyChanges, viewOf } from '../../shared/live-view/changes.ts';
import { type Frame, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
import { changeKey, changesOf } from '../../shared/live-view/told.ts';
import { aLiveStream, aProduct, at } from '../builders/market.ts';

const stock = (left: number): Change => ['s', 1, 0, left, 0, -1];
const at10 = takeSnapshot({ history: 'abcd1234', to: 10, changes: [stock(9)] });
const frame = (from: number, to: number, more: Partial<Frame> = {}): Frame => ({
  history: 'abcd1234',
  from,
  to,
  changes: [stock(to)],
  ...more,
});

describe('[K3] a screen takes a frame', () => {
  test.each([
    ['that follows', 10, 11],
    ['that overlaps what is known', 7, 12],
  ])('%s: applied', (_which, from, to) => {
    const outcome = takeFrame(at10, frame(from, to));
    if (outcome.kind !== 'applied') throw new Error(outcome.kind);
    expect(outcome.cursor).toMatchObject({ seq: to, view: { stock: { 1: { available: to } } } });
  });

  test.each([
    ['heard before', 9, 10],
    ['long past', 3, 5],
  ])('%s: ignored', (_which, from, to) => expect(takeFrame(at10, frame(from, to)).kind).toBe('ignored'));

  test('behind a gap: resync', () => expect(takeFrame(at10, frame(11, 12)).kind).toBe('resync'));

  test('of another history: resync, also an old one', () => {
    expect(takeFrame(at10, frame(10, 11, { history: 'zzzz9999' })).kind).toBe('resync');
    expect(takeFrame(at10, frame(3, 5, { history: 'zzzz9999' })).kind).toBe('resync');
  });

  test('an empty frame moves the cursor and keeps the view', () => {
    const outcome = takeFrame(at10, frame(10, 14, { changes: [] }));
    if (outcome.kind !== 'applied') throw new Error(outcome.kind);
    expect(outcome.cursor.seq).toBe(14);
    expect(outcome.cursor.view).toBe(at10.view);
  });
});

describe('the live view', () => {
  const market = () => {
    const m = aLiveStream(aProduct('potato', { limit: 3 }), aProduct('walnut', { stock: 1 })).until('20:00');
    m.host.startsFlash('potato', { prelaunch: 60 });
    m.host.pins('walnut');
    m.buyer('ana').adds('walnut');
    return m;
  };

  test('survives the wire: its changes make it again, with the same digest', () => {
    const view = publicView(market().bench.state);
    const again = viewOf(JSON.parse(JSON.stringify(changesOf(view))));
    expect(again).toEqual(view);
    expect(digestOf(again)).toBe(digestOf(view));
  });

  test('a change of one counter keeps every other entry as it was', () => {
    const view = publicView(market().bench.state);
    const next = applyChanges(view, [stock(4)]);
    expect(next.stock[1]).not.toBe(view.stock[1]);
    expect(next.stock[2]).toBe(view.stock[2]);
    expect(next.cards).toBe(view.cards);
    expect(next.flash).toBe(view.flash);
    expect(digestOf(next)).not.toBe(digestOf(view));
  });

  test('a tombstone takes an entry away; changes of one entry have one key', () => {
    expect(applyChanges(at10.view, [['s', 1, null]]).stock).toEqual({});
    expect([stock(1), ['s', 1, null] as Change, ['o', [1]] as Change].map(changeKey)).toEqual([
      's1',
      's1',
      'o',
    ]);
  });

  test('names no buyer', () => {
    const m = market();
    expect(JSON.stringify(publicView(m.bench.state))).not.toContain(m.buyer('ana').buyerId);
  });

  test('[F3][F5][T5] the price that a tap would be judged by, to the millisecond', () => {
    const view = publicView(market().bench.state);
    const priceAt = (time: string) => shownPrice(view, 1, at(time))?.priceMinor;
    expect(priceAt('20:00:59.999')).toBe(2_990);
    expect(priceAt('20:01')).toBe(1_990);
    expect(priceAt('20:05:59.999')).toBe(1_990);
    expect(priceAt('20:06')).toBe(2_990);
    expect(shownPrice(view, 9, at('20:00'))).toBeNull();
  });
});
