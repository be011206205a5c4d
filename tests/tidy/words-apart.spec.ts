import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, loadConfigFromFile } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packOf, wordsApart } from '../../server/tools/build/words-apart.ts';
import { sources } from './sources.ts';

const client = mkdtempSync(join(tmpdir(), 'fairday-words-'));
const files: Record<string, string> = {
  'index.html': '<script type="module" src="/main.ts"></script>',
  'i18n/language.ts': `
    export function catalogue<Words>(both: { en: Words; 'zh-CN': Words }) { return both; }
    export function wordsApart(load: object) { return load; }`,
  'screens/buyer/cart/words.ts': `
    import { catalogue } from '../../../i18n/language.ts';
    const most = 20;
    const en = { many: (n: number) => n > most ? 'Many in the cart' : 'Few in the cart' } as const;
    export const cartWords = catalogue({ en, 'zh-CN': { many: (n: number): string => n > most ? '购物车很满' : '购物车很空' } });
    export const shelfWords = catalogue<{ left: string }>({ en: { left: 'Left on the shelf' }, 'zh-CN': { left: '货架剩余' } });
    export const howMany = (n: number) => n + most;`,
  'main.ts': `
    import { cartWords, howMany, shelfWords } from './screens/buyer/cart/words.ts';
    document.title = String([cartWords, shelfWords, howMany(2)].length);`,
};
let chunks: Record<string, string> = {};

beforeAll(async () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(client, path)), { recursive: true });
    writeFileSync(join(client, path), text.replace(/^ +/gm, ''));
  }
  const plugins = [wordsApart(client)];
  const made = await build({
    root: client,
    configFile: false,
    logLevel: 'silent',
    plugins,
    build: { write: false },
  });
  const { output } = Array.isArray(made) ? made[0]! : (made as Extract<typeof made, { output: unknown }>);
  chunks = Object.fromEntries(
    output.flatMap((each) => (each.type === 'chunk' ? [[each.name, each.code]] : [])),
  );
});
afterAll(() => rmSync(client, { recursive: true }));

test('each language of a screen is a file of its own, and the screen has the words of none', () => {
  const holding = (text: string) => Object.keys(chunks).filter((name) => chunks[name]!.includes(text));
  const [english] = holding('Many in the cart');
  const [chinese] = holding('购物车很满');
  expect(holding('Many in the cart')).toHaveLength(1);
  expect(holding('Left on the shelf')).toEqual([english]);
  expect(holding('货架剩余')).toEqual([chinese]);
  expect(english).not.toBe(chinese);
  expect(chunks[english!]).not.toMatch(/\p{Script=Han}/u);
  expect(chunks[chinese!]).not.toMatch(/Many|Left/);
  expect(chunks.index ?? chunks.main).toMatch(/cartWords/);
});

test('a catalogue that the build takes apart stands in a module of words, by a name that no other has', () => {
  const all = sources('client').flatMap(({ path, text }) =>
    [...text.matchAll(/(export const (\w+) = )?\bcatalogue[<(]/g)].map((match) => ({ path, name: match[2] })),
  );
  const elsewhere = all.filter(
    ({ path, name }) => path !== 'client/i18n/language.ts' && (!name || path.endsWith('.tsx')),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
  const names = all.flatMap(({ name }) => name ?? []);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each([
  ['i18n/common.ts', 'first'],
  ['screens/buyer/viewer/words.ts', 'first'],
  ['screens/buyer/viewer/checkout-words.ts', 'viewer'],
  ['screens/staff/packing/words.ts', 'packing'],
  ['screens/demo/words.ts', 'demo'],
  ['i18n/console-desk.ts', 'console'],
  ['i18n/console-forms.ts', 'sheets'],
  ['i18n/console-streams.ts', 'staff'],
  ['i18n/office-shell.ts', 'staff'],
  ['screens/staff/console/host-only-sentences.ts', 'staff'],
  ['i18n/insights-floor.ts', 'insights'],
  ['market/waitlist/viewer-words.ts', 'viewer'],
  ['screens/buyer/viewer/video/words.ts', 'early'],
  ['screens/buyer/viewer/video/quality-words.ts', 'viewer'],
  ['ui/sentences.ts', 'sentences'],
  ['ui/checkout-sentences.ts', 'ui'],
  ['market/waitlist/waitlist-sentences.ts', 'ui'],
])('%s comes with %s', (path, pack) => {
  expect(packOf(path)).toBe(pack);
});

test('what comes with the words of the demo’s first page, which its server alone hands out, is said there alone', () => {
  const demo = sources('client').filter(
    ({ path, text }) => /\bcatalogue[<(]/.test(text) && packOf(path.replace('client/', '')) === 'demo',
  );
  expect(demo.length).toBeGreaterThan(1);
  expect(demo.map(({ path }) => path).filter((path) => !path.startsWith('client/screens/demo/'))).toEqual([]);
});

test('no group of chunks draws words in: each would come in both languages', async () => {
  const file = join(import.meta.dirname, '../../vite.config.ts');
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file);
  const output = loaded?.config.build?.rolldownOptions?.output;
  const split = Array.isArray(output) ? undefined : output?.codeSplitting;
  const groups = typeof split === 'object' ? (split.groups ?? []) : [];
  expect(groups.length).toBeGreaterThan(0);
  for (const { name, test } of groups) {
    expect(test, String(name)).toBeInstanceOf(RegExp);
    const drawn = sources('client').filter(({ path }) => (test as RegExp).test(`/market/${path}?words=en`));
    expect(drawn.map(({ path }) => path)).toEqual([]);
  }
});
