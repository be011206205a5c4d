import fc from 'fast-check';

/** One thing that somebody does; small numbers choose among what is there at that moment. */
export type Act =
  | { act: 'wait'; ms: number }
  | { act: 'add'; who: number; what: number; units: number; seen: Seen; quote: boolean; lateMs: number }
  | { act: 'remove' | 'waitFor'; who: number; what: number; units: number }
  | { act: 'stopWaiting'; who: number; what: number }
  | { act: 'order'; who: number; cash: boolean; extra: { what: number; units: number; seen: Seen } | null }
  | { act: 'fill'; who: number; units: number }
  | { act: 'orderAll'; who: number }
  | { act: 'pay'; which: number; outcome: 'paid' | 'declined' | 'pending'; off: number; again: boolean }
  | { act: 'cancel'; which: number }
  | { act: 'cannotFill'; which: number; line: number; units: number }
  | {
      act: 'flash';
      what: number;
      cap: number;
      perBuyer: number;
      seconds: number;
      prelaunch: number;
      off: boolean;
    }
  | { act: 'edit'; which: number; cap: number; perBuyer: number; price: number; earlier: number }
  | { act: 'endFlash'; which: number }
  | {
      act: 'voucher';
      scope: number;
      off: number;
      from: number;
      seconds: number;
      cap: number;
      perBuyer: number;
      funder: number;
      coded: boolean;
    }
  | { act: 'editVoucher'; which: number; cap: number; seconds: number; off: number | null }
  | { act: 'endVoucher'; which: number }
  | { act: 'promote'; what: number; units: number; cheaper: number; seconds: number; funder: number }
  | { act: 'orderNamed'; who: number; which: number }
  | { act: 'undo'; back: number }
  | { act: 'pin' | 'unpin' | 'stop' | 'resume' | 'removeItem'; what: number }
  | { act: 'reorder' }
  | { act: 'addItem'; units: number }
  | { act: 'adjust'; what: number; delta: number }
  | { act: 'price'; what: number; minor: number }
  | { act: 'sending'; table: SendingTable }
  | { act: 'merge'; who: number; into: number }
  | { act: 'mediaStops'; agoMs: number }
  | { act: 'end' | 'interrupt' | 'resumeStream' | 'mediaStarts' | 'restart' };

/** What the host makes sending cost: one of a few tables, or the products' own fees again. */
export type SendingTable = 'products' | 'weight' | 'capped' | 'free';

/** Which price a buyer says it saw. */
export type Seen = 'shown' | 'list' | 'flash';

const who = fc.nat(4);
const what = fc.nat(2);
const which = fc.nat(7);
const units = fc.integer({ min: 1, max: 4 });
const seen = fc.constantFrom<Seen>('shown', 'shown', 'list', 'flash');
const pause = fc.constantFrom(100, 800, 1_500, 5_000, 9_000, 61_000, 181_000, 301_000, 901_000);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('wait' as const), ms: pause }) },
  {
    weight: 10,
    arbitrary: fc.record({
      act: fc.constant('add' as const),
      who,
      what,
      units,
      seen,
      quote: fc.boolean(),
      lateMs: fc.constantFrom(0, 0, 0, 400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('remove' as const), who, what, units }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('waitFor' as const), who, what: fc.nat(1), units }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('stopWaiting' as const), who, what: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('order' as const),
      who,
      cash: fc.boolean(),
      extra: fc.option(fc.record({ what, units, seen })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('fill' as const), who, units: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('orderAll' as const), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('pay' as const),
      which,
      outcome: fc.constantFrom('paid', 'paid', 'paid', 'declined', 'pending'),
      off: fc.constantFrom(0, 0, 0, 0, -1, 1),
      again: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('cancel' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('cannotFill' as const), which, line: fc.nat(2), units }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('flash' as const),
      what,
      cap: fc.integer({ min: 1, max: 6 }),
      perBuyer: fc.integer({ min: 1, max: 3 }),
      seconds: fc.constantFrom(10, 300, 900),
      prelaunch: fc.constantFrom(0, 0, 10),
      off: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('edit' as const),
      which,
      cap: fc.integer({ min: 1, max: 9 }),
      perBuyer: fc.integer({ min: 1, max: 4 }),
      price: fc.constantFrom(1_990, 1_500),
      earlier: fc.constantFrom(0, 5_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('endFlash' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('voucher' as const),
      scope: fc.nat(4),
      off: fc.constantFrom(100, 333, 1_000, 9_000),
      from: fc.constantFrom(0, 0, 2_000, 6_000),
      seconds: fc.constantFrom(10, 300, 3_600),
      cap: fc.integer({ min: 1, max: 4 }),
      perBuyer: fc.integer({ min: 1, max: 2 }),
      funder: fc.nat(2),
      coded: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('editVoucher' as const),
      which,
      cap: fc.integer({ min: 1, max: 4 }),
      seconds: fc.constantFrom(10, 300, 3_600),
      off: fc.constantFrom(null, null, 250),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('endVoucher' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('promote' as const),
      what,
      units: fc.integer({ min: 2, max: 3 }),
      cheaper: fc.constantFrom(0, 1, 700),
      seconds: fc.constantFrom(10, 900),
      funder: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('orderNamed' as const), who, which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('undo' as const), back: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'pin',
        'pin',
        'pin',
        'pin',
        'unpin',
        'stop',
        'resume',
        'resume',
        'resume',
        'removeItem',
      ),
      what,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reorder' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('addItem' as const), units: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('adjust' as const),
      what,
      delta: fc.integer({ min: -3, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('price' as const),
      what,
      minor: fc.constantFrom(2_500, 2_990, 3_200),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('sending' as const),
      table: fc.constantFrom<SendingTable>('products', 'weight', 'capped', 'free'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('merge' as const), who, into: who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('mediaStarts' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('mediaStops' as const),
      agoMs: fc.constantFrom(0, 0, 2_000, 9_999, 60_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'end',
        'interrupt',
        'resumeStream',
        'resumeStream',
        'restart',
        'restart',
        'restart',
        'restart',
      ),
    }),
  },
);

/** A market with three goods, and what happens in it. */
export interface Day {
  stocks: [number, number, number];
  limits: [number | null, number | null, number | null];
  firstPaid: boolean;
  maxPins: number;
  closeAfterMs: number;
  /** Closed orders that stay in memory; few, so that a short day has forgotten ones. */
  kept: number;
  /** Whether goods name fees for their parcels from the beginning. */
  charges: boolean;
  acts: Act[];
}

export const days: fc.Arbitrary<Day> = fc.record({
  stocks: fc.tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 4, max: 12 }),
    fc.integer({ min: 30, max: 60 }),
  ),
  limits: fc.tuple(fc.constant(null), fc.constantFrom(null, 3), fc.constantFrom(null, null, 5)),
  firstPaid: fc.boolean(),
  maxPins: fc.integer({ min: 1, max: 3 }),
  closeAfterMs: fc.constantFrom(3_600_000, 3_600_000, 120_000),
  kept: fc.constantFrom(2, 2, 3, 200),
  charges: fc.boolean(),
  acts: fc.array(act, { minLength: 20, maxLength: 60 }),
});
