import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './sources.ts';

interface Rule {
  file: string;
  selector: string;
  declarations: Map<string, string>;
}

/** Every rule of the pages, those inside of a condition too, in the order in which they stand. */
const rules = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .flatMap((file): Rule[] => {
    const text = readFileSync(join(root, 'client', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    return [...text.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
      file,
      selector: selector!.trim().replace(/\s+/g, ' '),
      declarations: new Map(
        body!.split(';').flatMap((line) => {
          const [name, ...value] = line.split(':');
          return value.length > 0 ? [[name!.trim(), value.join(':').trim()] as const] : [];
        }),
      ),
    }));
  });

const where = ({ file, selector }: Rule) => `${file}: ${selector}`;
const using = (pattern: RegExp) =>
  rules.filter(
    ({ file, declarations }) =>
      !file.startsWith('styles/t') && [...declarations.values()].some((value) => pattern.test(value)),
  );

test('a weight is one of four, and bold is the price and the one action', () => {
  const weights = rules.filter(
    ({ file, declarations }) => declarations.has('font-weight') && !file.startsWith('styles/t'),
  );
  expect(weights.length).toBeGreaterThan(20);
  const own = weights.filter(
    ({ declarations }) => !/^var\(--(?:light|medium|heading|bold)\)$/.test(declarations.get('font-weight')!),
  );
  expect(own.map(where)).toEqual([]);
  const bold = using(/var\(--bold\)/).map(where);
  expect(bold.length).toBeGreaterThan(3);
  expect(bold.filter((rule) => !/price|sum\b|-total|-foot b|\.(?:primary|buy)\b/.test(rule))).toEqual([]);
});

test('the colour of buying is on what is bought: its buttons, a flash, a price', () => {
  const warm = using(/var\(--(?:on-)?persimmon/).map(where);
  expect(warm.length).toBeGreaterThan(8);
  expect(warm.filter((rule) => !/\.buy\b|add-|flash|price/.test(rule))).toEqual([]);
});

test('a fault has a red of its own, a warning keeps its clay', () => {
  const red = using(/var\(--red/).map(where);
  expect(red.length).toBeGreaterThan(3);
  expect(red.filter((rule) => !/fault|invalid|not-taken/.test(rule))).toEqual([]);
  const clay = using(/var\(--clay/).map(where);
  expect(clay.filter((rule) => /fault|invalid/.test(rule))).toEqual([]);
});

/** The sets of colours: by day, by night as the system wishes, and by night as somebody chose. */
const tokens = (at: number) =>
  rules.filter(({ declarations }) => declarations.has('color-scheme'))[at]!.declarations;

test('whoever chooses the dark gets what the system’s dark is', () => {
  expect(tokens(1).get('color-scheme')).toBe('dark');
  expect(Object.fromEntries(tokens(2))).toEqual(Object.fromEntries(tokens(1)));
});

/** How far apart two colours are for a reader, 1 to 21 (WCAG 2.2, 1.4.3). @param first as `#rrggbb` */
function contrast(first: string, second: string): number {
  const light = (colour: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
      number,
      number,
      number,
    ];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high, low] = [light(first), light(second)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ['light', 0],
  ['dark', 1],
] as const)('every colour of text is legible on every ground that it stands on: %s', (_, at) => {
  const colours = new Map([...tokens(0), ...tokens(at)]);
  const of = (name: string) => colours.get(`--${name}`)!;
  const grounds = ['paper', 'raised', 'sunken'];
  const tones = ['indigo', 'leaf', 'clay', 'red'];
  const pairs = [
    // In a well the lighter persimmon would be too faint: there it is the deep one.
    ['persimmon', 'paper'] as const,
    ['persimmon', 'raised'] as const,
    ...['ink', 'ink-soft', 'persimmon-deep', ...tones].flatMap((ink) =>
      grounds.map((ground) => [ink, ground] as const),
    ),
    ...tones.flatMap((tone) => [[tone, `${tone}-wash`] as const, ['ink', `${tone}-wash`] as const]),
    ['ink', 'persimmon-wash'] as const,
    ['persimmon-deep', 'persimmon-wash'] as const,
    ['on-persimmon', 'persimmon'] as const,
    ['on-indigo', 'indigo'] as const,
    ['paper', 'ink'] as const,
  ];
  const pale = pairs
    .map(([ink, ground]) => [`${ink} on ${ground}`, contrast(of(ink), of(ground))] as const)
    .filter(([, ratio]) => ratio < 4.5);
  expect(pale).toEqual([]);
});
