import { describe, expect, test } from 'vitest';
import { consoleFrame } from '../../server/market/market.ts';
import { resumeSelling } from '../../server/market/stream/pause.ts';
import { MAX_LINES, MAX_WAITING } from '../../shared/market/waitlist/bounds.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';
import type { Shopper } from '../builders/shopper.ts';

/** A stream in which Ana holds all there is of one good, since 20:00. */
function allHeld(stock = 1, story: Parameters<typeof aLiveStream>[1] = {}): Market {
  const m = aLiveStream(aProduct('potato', { stock }), aProduct('walnut', { stock: 60 }), story).until(
    '20:00',
  );
  replyOf(m.buyer('ana').adds('potato', stock));
  return m;
}

const sellsAgain = (m: Market) =>
  m.bench.send((state, when) => resumeSelling(state, {}, { ...when, by: m.host.by }));
const waits = (shopper: Shopper) => shopper.mine().waiting ?? [];
const holds = (shopper: Shopper) => shopper.holds('potato');

describe('[H5] the line', () => {
  test('[H5] first come, first served: a unit that comes free is held for the first, for three minutes', () => {
    const m = allHeld();
    expect(replyOf(m.buyer('ben').waits('potato')).place).toBe(1);
    expect(replyOf(m.buyer('cho').waits('potato')).place).toBe(2);
    replyOf(m.until('20:01').buyer('ana').removes('potato'));
    expect(holds(m.buyer('ben'))).toEqual([
      { units: 1, unitPriceMinor: 2_990, flashId: null, untilMs: at('20:04'), isOffer: true },
    ]);
    expect(waits(m.buyer('ben'))).toEqual([]);
    expect(waits(m.buyer('cho'))).toEqual([{ itemNumber: 1, units: 1, place: 1, passedOver: null }]);
    expect(m.shelf('potato')).toEqual({ available: 0, held: 1, unpaid: 0, sold: 0 });
    replyOf(m.buyer('ben').orders());
  });

  test('[H5] nobody jumps it: whoever adds when a unit comes free finds it held', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('ana').removes('potato'));
    expect(refusalOf(m.buyer('dai').adds('potato'))).toMatchObject({ code: 'ALL_HELD' });
  });

  test('[H5] silence passes units on at once, and is no strike (H3)', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.until('20:01').buyer('ana').removes('potato'));
    m.until('20:03:59.999');
    expect(holds(m.buyer('ben'))).toHaveLength(1);
    m.until('20:04');
    expect(m.buyer('ben').cart().lines).toMatchObject([{ expiredUnits: 1, holds: [] }]);
    expect(m.bench.state.buyers.get(m.buyer('ben').buyerId)!.strikes).toBe(0);
    expect(holds(m.buyer('cho'))).toMatchObject([{ untilMs: at('20:07') }]);
  });

  test('[H5] a no passes them on at once', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.until('20:01').buyer('ana').removes('potato'));
    replyOf(m.until('20:02').buyer('ben').stopsWaiting('potato'));
    expect(m.buyer('ben').cart().lines).toEqual([]);
    expect(holds(m.buyer('cho'))).toMatchObject([{ untilMs: at('20:05') }]);
  });

  test('[H5] who is offered some of the wanted units keeps the place for the rest', () => {
    const m = allHeld(3);
    replyOf(m.buyer('ben').waits('potato', 3));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.buyer('ana').removes('potato', 2));
    expect(holds(m.buyer('ben'))).toMatchObject([{ units: 2 }]);
    expect(waits(m.buyer('ben'))).toMatchObject([{ units: 1, place: 1 }]);
    replyOf(m.buyer('ana').removes('potato'));
    expect(holds(m.buyer('ben')).map(({ units }) => units)).toEqual([2, 1]);
    expect(waits(m.buyer('cho'))).toMatchObject([{ place: 1 }]);
  });

  test('[H5] whoever gives units of the item back, or lets them run out, gives the place up', () => {
    for (const gives of [
      (m: Market) => replyOf(m.buyer('ben').removes('potato')),
      (m: Market) => replyOf(m.buyer('ben').stopsWaiting('potato')),
      (m: Market) => m.passes(3 * 60_000),
    ]) {
      const m = allHeld(2);
      replyOf(m.buyer('ben').waits('potato', 2));
      replyOf(m.buyer('ana').removes('potato'));
      expect(waits(m.buyer('ben'))).toHaveLength(1);
      gives(m);
      expect(waits(m.buyer('ben'))).toEqual([]);
      expect(holds(m.buyer('ben'))).toEqual([]);
      expect(m.shelf('potato').available).toBe(1);
    }
  });

  test('[H5] an order that is cancelled or never paid gives the place up as well', () => {
    const m = allHeld(2);
    replyOf(m.buyer('ana').removes('potato'));
    const orderId = m.buyer('ben').takes('potato');
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('ben').cancels(orderId));
    expect(waits(m.buyer('ben'))).toEqual([]);
    expect(m.shelf('potato').available).toBe(1);
    const again = m.buyer('ben').takes('potato');
    replyOf(m.buyer('ben').waits('potato'));
    m.passes(15 * 60_000);
    expect(m.buyer('ben').order(again).status).toBe('EXPIRED');
    expect(waits(m.buyer('ben'))).toEqual([]);
  });

  test('[H5] units come to the line whatever frees them', () => {
    const frees: [string, (m: Market) => void][] = [
      ['a hold that runs out', (m) => m.until('20:10')],
      ['a correction', (m) => replyOf(m.host.adjusts('potato', 1))],
      [
        'an order that is cancelled',
        (m) => {
          const orderId = m.buyer('ana').places();
          replyOf(m.buyer('ana').cancels(orderId));
        },
      ],
      [
        'a paid order that is cancelled',
        (m) => {
          const orderId = m.buyer('ana').places();
          replyOf(m.buyer('ana').pays(orderId));
          replyOf(m.buyer('ana').cancels(orderId));
        },
      ],
      [
        'an order that is never paid',
        (m) => {
          m.buyer('ana').places();
          m.until('20:15');
        },
      ],
    ];
    for (const [what, free] of frees) {
      const m = allHeld();
      replyOf(m.buyer('ben').waits('potato'));
      free(m);
      expect(holds(m.buyer('ben')), what).toHaveLength(1);
    }
  });

  test('[H5][O3] after a night without a server only those are offered units who can see it', () => {
    const m = allHeld();
    for (const name of ['ben', 'cho']) replyOf(m.buyer(name).waits('potato'));
    m.bench.restart();
    expect(waits(m.buyer('cho'))).toMatchObject([{ place: 2 }]);
    m.until('20:10');
    expect(holds(m.buyer('ben'))).toMatchObject([{ untilMs: at('20:13'), isOffer: true }]);
  });
});

describe('[H5] joining', () => {
  test('[H5] it is for who could not have so many units now', () => {
    const m = allHeld(3);
    expect(refusalOf(m.buyer('ben').waits('walnut'))).toEqual({
      code: 'WAITLIST_INVALID',
      itemNumber: 2,
      reason: 'in_stock',
    });
    replyOf(m.buyer('ana').removes('potato'));
    // Two are wanted and one is there: it is offered at once, and the place is kept for the other.
    replyOf(m.buyer('ben').waits('potato', 2));
    expect(holds(m.buyer('ben'))).toMatchObject([{ units: 1 }]);
    expect(waits(m.buyer('ben'))).toMatchObject([{ units: 1 }]);
  });

  test('[H5] one place per buyer and item', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    expect(refusalOf(m.buyer('ben').waits('potato'))).toMatchObject({ reason: 'waiting' });
  });

  test('[H5] a line has an end, and so has the number of lines that one buyer stands in', () => {
    const m = allHeld();
    m.bench.checksDecisions = false;
    for (let n = 0; n < MAX_WAITING; n += 1) replyOf(m.buyer(`b${n}`).waits('potato'));
    m.bench.checksDecisions = true;
    expect(refusalOf(m.buyer('late').waits('potato'))).toMatchObject({ reason: 'full' });

    const many = aLiveStream(
      ...Array.from({ length: MAX_LINES + 1 }, (_, n) => aProduct(`good ${n}`, { stock: 0 })),
    );
    for (let n = 0; n < MAX_LINES; n += 1) replyOf(many.buyer('ben').waits(`good ${n}`));
    expect(refusalOf(many.buyer('ben').waits(`good ${MAX_LINES}`))).toMatchObject({ reason: 'too_many' });
  });

  test('[H5] what could never be offered is refused at once, with what could', () => {
    const m = aLiveStream(aProduct('potato', { stock: 1, limit: 2 }), aProduct('tea', { stock: 0 }));
    m.buyer('ana').adds('potato');
    expect(refusalOf(m.buyer('ben').waits('potato', 3))).toMatchObject({ code: 'BUYER_LIMIT', allowance: 2 });
    expect(refusalOf(m.buyer('ben').waits('tea', 21))).toMatchObject({ code: 'HOLD_LIMIT', allowance: 20 });
    expect(refusalOf(m.buyer('new', { isNew: true }).waits('tea', 5))).toMatchObject({
      code: 'HOLD_LIMIT',
      allowance: 4,
    });
  });

  test('[H5][S3][S6][L6] only while the item is on sale', () => {
    const m = allHeld();
    replyOf(m.host.stops('potato'));
    expect(refusalOf(m.buyer('ben').waits('potato')).code).toBe('STOPPED');
    replyOf(m.host.resumes('potato'));
    m.bench.record({ type: 'selling_paused', reason: 'audit', found: 'a sum' });
    expect(refusalOf(m.buyer('ben').waits('potato')).code).toBe('SELLING_PAUSED');
    replyOf(sellsAgain(m));
    replyOf(m.host.endsStream());
    expect(refusalOf(m.buyer('ben').waits('potato')).code).toBe('STREAM_NOT_LIVE');
  });

  test('[H1][H3][H5] where nothing is held for a buyer there is no line', () => {
    const m = aLiveStream(aProduct('potato', { stock: 0 }), { holdPolicy: 'first_paid' });
    expect(refusalOf(m.buyer('ben').waits('potato'))).toMatchObject({ reason: 'first_paid' });
  });

  test('[H5] leaving twice changes nothing', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('ben').stopsWaiting('potato'));
    const { seq } = m.bench.state;
    replyOf(m.buyer('ben').stopsWaiting('potato'));
    expect(m.bench.state.seq).toBe(seq);
  });
});

describe('[H5] who is passed over', () => {
  test('[H3][H5] who holds as much as one may keeps the place, and is offered units as soon as there is room', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.buyer('ben').adds('walnut', 20));
    expect(waits(m.buyer('ben'))).toMatchObject([{ place: 1, passedOver: 'held' }]);
    replyOf(m.buyer('ana').removes('potato'));
    expect(holds(m.buyer('cho'))).toHaveLength(1);
    replyOf(m.buyer('cho').stopsWaiting('potato'));
    expect(m.shelf('potato').available).toBe(1);
    replyOf(m.buyer('ben').removes('walnut', 5));
    expect(holds(m.buyer('ben'))).toMatchObject([{ units: 1, isOffer: true }]);
  });

  test('[B1][H5] a limit holds for offers too', () => {
    const m = aLiveStream(aProduct('potato', { stock: 3, limit: 2 })).until('20:00');
    replyOf(m.buyer('ana').adds('potato', 2));
    replyOf(m.buyer('cho').adds('potato'));
    replyOf(m.buyer('ben').waits('potato', 2));
    replyOf(m.buyer('cho').removes('potato'));
    replyOf(m.buyer('ben').orders());
    replyOf(m.buyer('ana').removes('potato', 2));
    expect(holds(m.buyer('ben'))).toMatchObject([{ units: 1 }]);
    expect(m.shelf('potato').available).toBe(1);
  });

  test('[H6][H5] newcomers are offered no more than they may hold, and those behind them come first then', () => {
    const m = allHeld(9);
    const eve = m.buyer('eve', { isNew: true });
    replyOf(eve.adds('walnut', 2));
    replyOf(eve.waits('potato', 4));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.until('20:01').buyer('ana').removes('potato', 3));
    expect(holds(eve)).toMatchObject([{ units: 2, untilMs: at('20:04') }]);
    expect(holds(m.buyer('cho'))).toMatchObject([{ units: 1 }]);
    expect(waits(eve)).toMatchObject([{ units: 2, place: 1 }]);
  });

  test('[H6][H5] who has paid here since is new no more', () => {
    const m = allHeld(2);
    const eve = m.buyer('eve', { isNew: true });
    replyOf(eve.waits('potato', 2));
    eve.buys('walnut');
    replyOf(m.buyer('ana').removes('potato', 2));
    expect(holds(eve)).toMatchObject([{ units: 2 }]);
  });

  test('[H3][H5] who became first_paid meanwhile is told why nothing comes', () => {
    const m = allHeld(1, { settings: { strikesToFirstPaid: 1 } });
    replyOf(m.buyer('ben').adds('walnut'));
    replyOf(m.until('20:05').buyer('ana').adds('walnut'));
    replyOf(m.buyer('ben').waits('potato'));
    m.until('20:10');
    expect(waits(m.buyer('ben'))).toMatchObject([{ passedOver: 'first_paid' }]);
    expect(m.shelf('potato').available).toBe(1);
  });

  test('[B2][H5] two who become one keep the place in front, with the larger wish', () => {
    const m = allHeld(5);
    replyOf(m.buyer('guest').waits('potato', 1));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.buyer('ben').waits('potato', 3));
    replyOf(m.buyer('guest').becomes(m.buyer('ben')));
    expect(waits(m.buyer('ben'))).toMatchObject([{ units: 3, place: 1 }]);
    expect(waits(m.buyer('cho'))).toMatchObject([{ place: 2 }]);
  });
});

describe('[H5] what else happens to a line', () => {
  test('[F3][H5] a flash price is never offered: while one has units to sell, offers pause', () => {
    const m = aLiveStream(aProduct('potato', { stock: 3 })).until('20:00');
    replyOf(m.buyer('ana').adds('potato', 3));
    const flashId = m.host.startsFlash('potato', { cap: 2, seconds: 60 });
    replyOf(m.buyer('ben').waits('potato', 2));
    replyOf(m.buyer('ana').removes('potato', 2));
    expect(holds(m.buyer('ben'))).toEqual([]);
    expect(m.shelf('potato').available).toBe(2);
    // One is sold at the flash price to whoever is quick; when the flash is over, the other goes to the line.
    replyOf(m.buyer('dai').adds('potato'));
    m.until('20:01');
    expect(m.flash(flashId).phase).toBe('over');
    expect(holds(m.buyer('ben'))).toMatchObject([{ units: 1, unitPriceMinor: 2_990, flashId: null }]);
  });

  test('[F3][H5] with its quota gone units are at list price again, and the line has them', () => {
    const m = aLiveStream(aProduct('potato', { stock: 2 })).until('20:00');
    replyOf(m.buyer('ana').adds('potato'));
    m.host.startsFlash('potato', { cap: 1, seconds: 60 });
    replyOf(m.buyer('dai').adds('potato'));
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('ana').removes('potato'));
    expect(holds(m.buyer('ben'))).toMatchObject([{ unitPriceMinor: 2_990 }]);
  });

  test('[F4][H5] an offer is made at the list price of its moment, and falls with it', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.host.prices('potato', 3_500));
    replyOf(m.buyer('ana').removes('potato'));
    expect(holds(m.buyer('ben'))).toMatchObject([{ unitPriceMinor: 3_500 }]);
    replyOf(m.host.prices('potato', 2_000));
    expect(holds(m.buyer('ben'))).toMatchObject([{ unitPriceMinor: 2_000 }]);
  });

  test('[L6][H5] a stopped item offers nothing until it is sold again', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.host.stops('potato'));
    replyOf(m.buyer('ana').removes('potato'));
    expect(holds(m.buyer('ben'))).toEqual([]);
    replyOf(m.host.resumes('potato'));
    expect(holds(m.buyer('ben'))).toHaveLength(1);
  });

  test('[S6][H5] nothing is promised while selling is paused', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato'));
    m.bench.record({ type: 'selling_paused', reason: 'audit', found: 'a sum' });
    replyOf(m.buyer('ana').removes('potato'));
    expect(holds(m.buyer('ben'))).toEqual([]);
    replyOf(sellsAgain(m));
    expect(holds(m.buyer('ben'))).toHaveLength(1);
  });

  test('[L3][H5] an item that leaves the bag takes its line along; what is on offer stays good', () => {
    const m = allHeld(2);
    replyOf(m.buyer('ben').waits('potato'));
    replyOf(m.buyer('cho').waits('potato'));
    replyOf(m.buyer('ana').removes('potato'));
    replyOf(m.host.removes('potato'));
    expect(waits(m.buyer('cho'))).toEqual([]);
    replyOf(m.buyer('ben').orders());
  });

  test('[S3][H5] offers go out until 30 minutes after the end; what is held may be ordered until its own deadline', () => {
    const m = allHeld(2);
    for (const name of ['ben', 'cho', 'dai']) replyOf(m.buyer(name).waits('potato'));
    const orderId = m.buyer('ana').places();
    replyOf(m.buyer('ana').pays(orderId));
    replyOf(m.until('20:10').host.endsStream());
    m.until('20:39:59.999');
    replyOf(m.buyer('ana').cancels(orderId));
    expect(holds(m.buyer('ben'))).toHaveLength(1);
    expect(holds(m.buyer('cho'))).toHaveLength(1);
    m.until('20:40');
    expect(waits(m.buyer('dai'))).toEqual([]);
    expect(m.bench.facts().at(-1)).toMatchObject({ type: 'waitlist_ended', dueAtMs: at('20:40') });
    replyOf(m.until('20:42').buyer('ben').orders());
    m.until('20:43');
    expect(holds(m.buyer('cho'))).toEqual([]);
  });

  test('[H5] the floor reads how many wait, and for how many units', () => {
    const m = allHeld();
    replyOf(m.buyer('ben').waits('potato', 2));
    replyOf(m.buyer('cho').waits('potato', 3));
    const [potato, walnut] = consoleFrame(m.bench.state, 'h').items;
    expect(potato?.waiting).toEqual({ buyers: 2, units: 5 });
    expect(walnut?.waiting).toEqual({ buyers: 0, units: 0 });
  });

  test('[H5] a place is told exactly up to 20', () => {
    const m = allHeld();
    for (let n = 1; n <= 25; n += 1) replyOf(m.buyer(`b${n}`).waits('potato'));
    expect(waits(m.buyer('b20'))).toMatchObject([{ place: 20 }]);
    expect(waits(m.buyer('b21'))).toMatchObject([{ place: 21 }]);
    expect(waits(m.buyer('b25'))).toMatchObject([{ place: 21 }]);
  });
});
