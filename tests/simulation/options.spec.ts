import { expect, test } from 'vitest';
import { readOptions, WrongOptions } from './options.ts';
import { OPERATIONS } from './simulation.ts';
import { linesOf, redLines, Totals } from './totals.ts';

test('what is not said has its usual value', () => {
  const options = readOptions([]);
  expect(options).toMatchObject({ from: 1, seeds: 100, operations: OPERATIONS, story: false, json: false });
  expect(options.jobs).toBeGreaterThan(0);
  expect(readOptions(['--from', '285', '--seeds', '1', '--jobs', '8', '--story'])).toMatchObject({
    from: 285,
    seeds: 1,
    jobs: 1,
    story: true,
  });
});

test('what is wrong gets one line that says what would be right', () => {
  const wrong: [args: string[], says: RegExp][] = [
    [['--seeds', 'many'], /^--seeds takes a whole number from 1 to \d+, not "many"\.$/],
    [['--seeds', '0'], /^--seeds takes/],
    [['--seeds=-1'], /^--seeds takes/],
    [['--seeds', '1.5'], /^--seeds takes/],
    [['--seeds', '-1'], /'--seeds/],
    [['--seeds'], /'--seeds <value>' argument missing\.$/],
    [['--from', '4294967296'], /^--from takes a whole number from 0 to 4294967196/],
    [['--operations', '1e3'], /^--operations takes/],
    [['--jobs', '0'], /^--jobs takes/],
    [['--speed', '3'], /'--speed'/],
    [['285'], /'285'/],
    [['--story', '--json'], /take one\.$/],
    [['--story', '--seeds', '21'], /^--story tells 20 worlds at most/],
  ];
  for (const [args, says] of wrong) {
    const read = () => readOptions(args);
    expect(read, args.join(' ')).toThrow(WrongOptions);
    expect(read, args.join(' ')).toThrow(says);
    expect(read, args.join(' ')).not.toThrow(/\n/);
  }
});

test('the totals add up, and a red world says how to see it again', () => {
  const totals = new Totals();
  const world = {
    hash: '',
    operations: 200,
    facts: 60,
    sharesSeen: 0,
    orders: 5,
    told: new Map<string, number>(),
    events: 1_000,
    virtualMs: 90_000,
    story: [],
  };
  const factTypes = new Map([['order_placed', 5]]);
  totals.add({ ...world, seed: 4, violations: [], nodes: 1, faults: new Map([['crash', 2]]), factTypes });
  const violations = ['[INV1] a', '[INV2] b', '[INV3] c', '[INV4] d'];
  totals.add({ ...world, seed: 5, violations, nodes: 3, faults: new Map([['crash', 1]]), factTypes });
  expect(totals).toMatchObject({ seeds: 2, facts: 120, orders: 10, virtualMs: 180_000, faultCount: 3 });
  expect(totals.factTypes).toEqual(new Map([['order_placed', 10]]));
  expect(redLines(totals, { operations: 200 })).toEqual([
    'RED 5: npm run simulate -- --from 5 --seeds 1 --story',
    '  [INV1] a',
    '  [INV2] b',
    '  [INV3] c',
  ]);
  expect(redLines(totals, { operations: 50 })[0]).toMatch(/--seeds 1 --operations 50 --story$/);
  expect(linesOf(totals, { wallMs: 1_000, cpuMs: 2_000 })).toEqual([
    '2 seeds, 1 with a violation',
    'nodes: 1 in 1, 3 in 1',
    '120 facts, 10 orders, 2,000 events, 0.1 virtual hours',
    '3 faults:',
    '             3  crash',
    '2.0 seeds/s, 1.0 per core and second, 180 × real time',
  ]);
});
