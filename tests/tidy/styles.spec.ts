import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

test('a class is named in small letters, its words apart', () => {
  const classes = rules.flatMap(({ file, selector }) =>
    [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => ({ file, name: name! })),
  );
  expect(classes.length).toBeGreaterThan(500);
  expect(classes.filter(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
});

/** The room of a file: the folder of its screen (`buyer/cart`, `demo`), or `screens`, `ui`, `styles`. @param file below `client` */
const roomOf = (file: string) =>
  /^screens\/((?:buyer\/|staff\/)?[^/]+)\//.exec(file)?.[1] ?? file.split('/')[0]!;

/** What a program of a screen or a capability says: its classes, and the rooms whose sheets of styles it asks for. */
const programs = ['screens', 'market']
  .flatMap((folder) =>
    readdirSync(join(root, 'client', folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => {
    const text = readFileSync(join(root, 'client', name), 'utf8');
    const named = [...text.matchAll(/[cC]lassName=(?:("[^"]*")|\{((?:[^{}]|\{[^{}]*\})*)\})/g)].flatMap(
      ([, plain, made = '']) => [
        ...(plain ?? made.replace(/\$\{\w+\}/g, '')).matchAll(/(['"`])(.*?)\1/g),
        // A class that a variable holds: every text of the lines that name it.
        ...[...made.matchAll(/\$\{(\w+)\}|^(\w+)$/g)].flatMap(([, inner, whole]) =>
          text
            .split('\n')
            .filter((line) => new RegExp(`\\b${inner ?? whole}\\b`).test(line))
            .flatMap((line) => [...line.matchAll(/(['"])([a-z0-9-]+)\1/g)])
            .filter(([, , word]) => word !== (inner ?? whole)),
        ),
      ],
    );
    return {
      room: roomOf(name),
      classes: new Set(named.flatMap(([, , words]) => words!.split(/[^\w-]+/))),
      sheets: [...text.matchAll(/^import '([^']+\.css)'/gm)].map(([, sheet]) =>
        roomOf(join(dirname(name), sheet!)),
      ),
    };
  });

test('a class that stands alone in one screen’s styles is no class of another screen', () => {
  // The sheets of a screen stay when the next one comes: its rules then meet that one's elements.
  const asked = new Map<string, Set<string>>();
  for (const { room, sheets } of programs)
    asked.set(room, new Set([...(asked.get(room) ?? []), room, ...sheets]));
  const alone = new Map<string, Set<string>>();
  for (const { file, selector } of rules.filter((rule) => rule.file.startsWith('screens/')))
    for (const one of selector.split(/,(?![^(]*\))/)) {
      const name = /^\.([\w-]+)(?:::?[\w-]+(?:\([^()]*\))?)*$/.exec(one.trim())?.[1];
      if (name) alone.set(name, (alone.get(name) ?? new Set()).add(roomOf(file)));
    }
  expect(alone.size).toBeGreaterThan(300);
  const used = programs.flatMap(({ room, classes }) => [...classes].map((name) => ({ room, name })));
  expect(used.length).toBeGreaterThan(500);
  const collisions = used.flatMap(({ room, name }) =>
    [...(alone.get(name) ?? [])]
      .filter((owner) => !asked.get(room)!.has(owner))
      // What a capability shows to staff stands on their screens, and looks as these say.
      .filter((owner) => room !== 'market' || !owner.startsWith('staff/'))
      .map((owner) => `.${name} of ${owner} is a class of ${room}`),
  );
  expect([...new Set(collisions)]).toEqual([]);
});

test('a motion is over after 240 ms; only what follows a clock or a wait takes longer', () => {
  const tokens = rules.find(
    ({ selector, declarations }) => selector === ':root' && declarations.has('--quick'),
  )!;
  const msOf = (value: string) =>
    [
      ...value
        .replace(/var\((--[\w-]+)\)/g, (_, name: string) => tokens.declarations.get(name) ?? '')
        .matchAll(/([\d.]+)(m?s)\b/g),
    ].map(([, number, unit]) => Number(number) * (unit === 's' ? 1_000 : 1));
  const moving = rules.flatMap(({ file, selector, declarations }) =>
    ['animation', 'transition'].flatMap((name) => {
      const value = declarations.get(name);
      return value === undefined || /\b(?:linear|none)\b/.test(value)
        ? []
        : [{ file, selector, ms: msOf(value) }];
    }),
  );
  expect(moving.length).toBeGreaterThan(8);
  expect(moving.filter(({ ms }) => ms.length === 0 || ms.some((each) => each > 240))).toEqual([]);
});

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
