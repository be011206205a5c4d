import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, type Source, sources } from './sources.ts';

/** One row of docs/glossary.md, "In the code". */
interface Mechanism {
  name: string;
  chinese: string;
  retired: string[];
}

const mechanisms = readMechanisms(readFileSync(join(root, 'docs/glossary.md'), 'utf8'));
const all = sources('server', 'client', 'shared');

test('each mechanism has a name in English and in Chinese, and none is kept and retired', () => {
  expect(mechanisms.length).toBeGreaterThan(25);
  for (const { name, chinese } of mechanisms)
    expect([name, /\p{Script=Han}/u.test(chinese)]).toEqual([name, true]);
  const kept = new Set(mechanisms.flatMap(({ name }) => name.split(', ')));
  expect(mechanisms.flatMap(({ retired }) => retired).filter((word) => kept.has(word))).toEqual([]);
});

test('no file and nothing exported carries a retired name', () => {
  expect(all.length).toBeGreaterThan(900);
  expect(all.flatMap(retiredIn)).toEqual([]);
});

test.each([
  ['client/stores/basket-store.ts', '', 'basket'],
  ['server/a.ts', 'export class WaitingRoom {}', 'waiting room'],
  ['server/a.ts', 'export function openBasket() {}', 'basket'],
])('a retired name is found, as a file or an identifier: %s %s', (path, text, word) => {
  expect(retiredIn({ path, text, imports: [] })).toEqual([expect.stringContaining(`“${word}”`)]);
  const near = 'export class Basketry {} const basket = 1; // the basket\nexport const returns = basket;';
  expect(
    retiredIn({ path: 'server/links-of-a-page.ts'.replace('links', 'linked'), text: near, imports: [] }),
  ).toEqual([]);
});

/** Rooms in which no identifier at all has one of these words, inside of a function either. */
const SAID_PLAINLY = ['event-log', 'gateway', 'media', 'peers'].map((room) => `server/${room}/`);
/**
 * Names that are told or kept, and stay for those who have them: a column of the stored security log, a report of the
 * contract, a setting, and what servers of two versions say to each other of live video.
 */
const OF_OTHERS =
  /: (?:isStranger|seatId|videoSeats)$|^server\/gateway\/http\/sales\/(?:insights-routes|exports\/rows)\.ts: floor$|^server\/media\/(?:peer-arguments|media-answers)\.ts: (?:news|seat)$/;
const FIGURES = [
  'rush',
  'news',
  'outlet',
  'outlets',
  'stranger',
  'strangers',
  'desk',
  'bag',
  'seat',
  'seats',
];

test('the log, the gateway, media and peers have the field’s words inside, too', () => {
  const held = all.filter(({ path }) => SAID_PLAINLY.some((room) => path.startsWith(room)));
  expect(held.length).toBeGreaterThan(200);
  expect(held.flatMap(figuresIn).filter((found) => !OF_OTHERS.test(found))).toEqual([]);
});

test('a figure of speech is found in any identifier, and nowhere else', () => {
  const text =
    "const rushHour = MOST_SEATS; // the desk\nconst at = floorOf('news');\nconst floorMinor = a.mostOf();";
  expect(figuresIn({ path: 'a.ts', text })).toEqual(['a.ts: rushHour', 'a.ts: MOST_SEATS', 'a.ts: floorOf']);
});

/** Identifiers with a word that is none of the field's; a floor is only ever a price. */
function figuresIn({ path, text }: Pick<Source, 'path' | 'text'>): string[] {
  const code = text
    .replaceAll('Math.floor', '')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, ' ');
  const identifiers = [...new Set(code.match(/[A-Za-z_$][\w$]*/g))];
  const isFigure = (name: string) =>
    FIGURES.some((word) => wordsOf(name).includes(` ${word} `)) ||
    /^(?:MOST|LEAST|LONGEST|SHORTEST)_/.test(name) ||
    / floors? (?!minor|price)/.test(wordsOf(name));
  return identifiers.filter(isFigure).map((name) => `${path}: ${name}`);
}

function retiredIn({ path, text }: Pick<Source, 'path' | 'text' | 'imports'>): string[] {
  const exported = [
    ...text.matchAll(
      /^export (?:abstract |async |declare |default )*(?:class|const|enum|function\*?|interface|type) (\w+)/gm,
    ),
  ];
  const names = [path.split('/').slice(1).join('/'), ...exported.map(([, name]) => name!)];
  return names.flatMap((name) =>
    mechanisms.flatMap(({ name: better, retired }) =>
      retired
        .filter((word) => wordsOf(name).includes(` ${word} `))
        .map((word) => `${path}: ${name}: “${word}” is retired, say ${better}`),
    ),
  );
}

/** `WaitingRoom`, `waiting-room.ts` and `WAITING_ROOM` are ` waiting room `. */
function wordsOf(name: string): string {
  const apart = name
    .replace(/\.\w+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return ` ${apart.replace(/[^A-Za-z0-9]+/g, ' ').toLowerCase()} `;
}

function readMechanisms(page: string): Mechanism[] {
  const [, table = ''] = page.split('\n## In the code\n');
  const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:mechanism|-)/.test(line));
  return rows.map((row) => {
    const [name = '', chinese = '', , , retired = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return { name, chinese, retired: retired.split(', ').filter((word) => word !== '') };
  });
}
