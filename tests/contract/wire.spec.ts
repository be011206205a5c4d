import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { socketsText } from '../../server/tools/docs/api-docs/contract-text.ts';
import { sampleOf } from '../../server/tools/docs/api-docs/sample.ts';
import { protocolNumbers, wireDigest } from '../../server/tools/docs/protocol-numbers.ts';
import { change } from '../../shared/contract/live-view.ts';
import { refusalCodes, refusalSchemas } from '../../shared/contract/refusals.ts';
import { applyChanges, emptyView, viewOf } from '../../shared/live-view/changes.ts';
import { type Change, entries, type LiveView } from '../../shared/live-view/entries.ts';
import { changeKey, changesOf, entryChange } from '../../shared/live-view/told.ts';
import { consoleCommands, liveCommands, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { root } from '../tidy/sources.ts';

/** The wire as it is spoken. A change here is a new PROTOCOL_VERSION and a line of its history. */
const view: LiveView = {
  ...emptyView,
  stream: {
    title: 'Potato day',
    slug: 'potato-day-abc123',
    hostName: 'Mei',
    status: 'LIVE',
    currency: 'CNY',
    holdPolicy: 'hold',
    payments: ['cash_on_delivery', 'sandbox'],
    scheduledAtMs: 1_000,
    liveStartMs: 2_000,
    endedAtMs: null,
    closesAtMs: null,
  },
  order: [2, 1],
  pins: [{ itemNumber: 2, sinceMs: 2_500 }],
  cards: {
    1: {
      name: 'Walnuts',
      producer: 'Hill farm',
      origin: 'Jianchuan',
      grams: 500,
      picture: '',
      listPriceMinor: 4_200,
      buyerLimit: null,
    },
    2: {
      name: 'Potatoes',
      producer: 'Valley',
      origin: '',
      grams: 2_500,
      picture: '/pictures/a.webp',
      listPriceMinor: 2_990,
      buyerLimit: 2,
    },
  },
  stock: {
    1: { state: 'ALL_HELD', available: 0, nextFreeAtMs: 9_000, flashLeft: null },
    2: { state: 'LOW', available: 4, nextFreeAtMs: null, flashLeft: 3 },
  },
  flash: {
    2: {
      flashId: 'f',
      priceMinor: 1_990,
      startsAtMs: 3_000,
      endsAtMs: 6_000,
      cap: 50,
      perBuyerCap: 2,
      announcedAtMs: 2_900,
    },
  },
  vouchers: {
    'v-1': {
      off: { kind: 'percent', bps: 1_000, maxMinor: 2_000 },
      fromMinor: 9_900,
      producer: 'Valley',
      itemNumbers: null,
      startsAtMs: 2_000,
      endsAtMs: 9_000,
      left: 21,
    },
  },
  promotions: { 1: { units: 3, totalMinor: 10_000, startsAtMs: 2_000, endsAtMs: 9_000 } },
};

test('the number of the wire is the last of its history, where none is left out', () => {
  const text = readFileSync(join(root, 'shared/protocol-version.ts'), 'utf8');
  const history = [...text.matchAll(/^ \* (\d+): \S/gm)].map(([, number]) => Number(number));
  expect(history).toEqual(Array.from({ length: PROTOCOL_VERSION }, (_, n) => n + 1));
});

test('[K3] a number of the wire stands for one wire: another one is a new number', () => {
  const kept = readFileSync(join(root, 'docs/protocol-numbers.txt'), 'utf8').trimEnd().split('\n');
  expect(
    kept.at(-1),
    'The wire of the sockets is another: raise PROTOCOL_VERSION with a line of its history, then npm run docs (a line of a number that nobody has yet is taken out first).',
  ).toBe(`${PROTOCOL_VERSION} ${wireDigest()}`);
});

test('a number keeps its digest; a new one gets a line', () => {
  const kept = 'Numbers.\n7 aaaa\n';
  expect(protocolNumbers(kept, 7, 'bbbb')).toBe(kept);
  expect(protocolNumbers(kept, 8, 'bbbb')).toBe(`${kept}8 bbbb\n`);
});

test('the digest is of every command, letter, announcement and refusal, and of each type that they name', () => {
  const text = socketsText();
  const words = [
    ...Object.keys(liveCommands).map((name) => `/live ${name} `),
    ...Object.keys(consoleCommands).map((name) => `/console ${name} `),
    ...['s', 'd', 'h', 'g', 'me', 'bye'].map((name) => `/live ${name} `),
    ...['c', 'rights'].map((name) => `/console ${name} `),
    ...[...Object.keys(entries), ...refusalCodes].map((word) => `"${word}"`),
    ...['StreamEntry', 'PrivateView', 'ConsoleFrame'].map((name) => `${name} {`),
  ];
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
  expect(wireDigest(`${text}\nmore`)).not.toBe(wireDigest(text));
});

test('a snapshot is these tuples', () => {
  expect(changesOf(view)).toEqual([
    ['t', view.stream],
    ['c', 1, ['Walnuts', 'Hill farm', 'Jianchuan', 500, '', 4_200, 0]],
    ['c', 2, ['Potatoes', 'Valley', '', 2_500, '/pictures/a.webp', 2_990, 2]],
    ['s', 1, 3, 0, 9_000, -1],
    ['s', 2, 1, 4, 0, 3],
    ['f', 2, ['f', 1_990, 3_000, 6_000, 50, 2, 2_900]],
    ['m', 1, view.promotions[1]],
    ['v', 'v-1', view.vouchers['v-1']],
    ['o', [2, 1]],
    ['p', [[2, 2_500]]],
  ]);
});

test('second names come behind, one that is not there empty, and an origin’s alone last', () => {
  const card = view.cards[1]!;
  const told = (more: object) => entryChange('c', 1, { ...card, ...more })[2];
  const said = ['Walnuts', 'Hill farm', 'Jianchuan', 500, '', 4_200, 0];
  expect(told({ producerEn: 'Hill' })).toEqual([...said, '', 'Hill']);
  expect(told({ originEn: 'Jianchuan, Yunnan' })).toEqual([...said, '', '', 'Jianchuan, Yunnan']);
});

test('what the tuples say is the view, whole and after tombstones', () => {
  expect(viewOf(changesOf(view))).toEqual(view);
  const without = applyChanges(view, [
    ['c', 1, null],
    ['s', 1, null],
    ['f', 2, null],
    ['m', 1, null],
    ['v', 'v-1', null],
    ['o', [2]],
  ]);
  expect(Object.keys(without.cards)).toEqual(['2']);
  expect(Object.keys(without.stock)).toEqual(['2']);
  expect(without.flash).toEqual({});
  expect(without.promotions).toEqual({});
  expect(without.vouchers).toEqual({});
});

test.each(entryForms())('an entry of kind $kind is the view, and the view the entry', ({ told }) => {
  expect(change.safeParse(told)).toMatchObject({ success: true });
  expect(changesOf(viewOf([told]))).toEqual([told]);
});

/** One entry of each form that the contract knows, tombstones left out. */
function entryForms(): { kind: string; told: Change }[] {
  const forms = change.def.options.map((option) => sampleOf(option) as Change);
  expect(new Set(forms.map(([kind]) => kind)).size).toBeGreaterThan(7);
  return forms.filter((form) => form.at(-1) !== null).map((told) => ({ kind: told[0], told }));
}

test('changes of one entry replace each other by their key', () => {
  const keys = changesOf(view).map(changeKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(changeKey(['p', []])).toBe('p');
  expect(changeKey(['s', 7, null])).toBe('s7');
  expect(changeKey(['v', 'a-b', null])).toBe('va-b');
  expect(changeKey(['s', 7, 0, 21, 0, -1])).toBe('s7');
});

test('[K3] a frame with one changed counter stays under 100 bytes', () => {
  const packet = `42/live,${JSON.stringify(['d', 'a1b2c3d4', 1_823_100, 1_823_140, [['s', 412, 0, 12, 0, 5]]])}`;
  expect(packet.length).toBeLessThanOrEqual(100);
});

test('[I4] every refusal has a schema of its own: strict, and under its code alone', () => {
  for (const code of refusalCodes) {
    const { shape, safeParse } = refusalSchemas[code];
    const refusal = sampleOf(refusalSchemas[code]) as object;
    expect([code, shape.code.def.values]).toEqual([code, [code]]);
    expect(safeParse(refusal).success).toBe(true);
    expect(safeParse({ ...refusal, unknownField: 1 }).success).toBe(false);
    expect(safeParse({ ...refusal, code: 'OTHER' }).success).toBe(false);
  }
});

test('commands are named capability:verb, and requests are strict', () => {
  for (const [name, { request }] of [...Object.entries(liveCommands), ...Object.entries(consoleCommands)]) {
    expect(name).toMatch(/^(hello|time|[a-z-]+:[a-z-]+)$/);
    expect(request.safeParse({ unknownField: 1 }).success).toBe(false);
  }
});
