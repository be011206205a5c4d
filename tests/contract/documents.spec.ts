import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import { withNumbers } from '../../server/tools/docs/rule-numbers.ts';
import { keptDocs } from '../../server/tools/docs/write-docs.ts';
import { refusalCodes } from '../../shared/contract/refusals.ts';
import { DRAW_MS } from '../../shared/market/flash-sale/bounds.ts';
import { MAX_WAITING } from '../../shared/market/waitlist/bounds.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { root } from '../tidy/sources.ts';

const pageOf = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

test('[I4] the rules name every refusal that there is', () => {
  const rules = pageOf('rules.md');
  expect(refusalCodes.filter((code) => !rules.includes(code))).toEqual([]);
});

test('the page for developers speaks the protocol of now', () => {
  const spoken = [...pageOf('developers.md').matchAll(/^(?:const )?PROTOCOL = (\d+)/gm)];
  expect(spoken.map(([, number]) => Number(number))).toEqual([PROTOCOL_VERSION, PROTOCOL_VERSION]);
});

test('the kept documents are what the contract says now (npm run docs)', () => {
  for (const [name, text] of Object.entries(keptDocs(pageOf))) {
    expect(pageOf(name) === text, `${name} is stale: npm run docs`).toBe(true);
  }
});

test('each bound of a capability stands in the rules, as a number that is filled in', () => {
  const rules = pageOf('rules.md');
  const bounds = globSync('shared/market/*/bounds.ts', { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/^export const (\w+) =/gm)].map(([, name]) => name!),
  );
  expect(bounds.length).toBeGreaterThan(30);
  expect(bounds.filter((name) => !rules.includes(`<!-- =${name} -->`))).toEqual([]);
});

test('a number of the rules that the source has otherwise is found, and a mark without a number', () => {
  const line = 'A line has 7<!-- =MAX_WAITING --> places.';
  expect(withNumbers(line)).toBe(`A line has ${MAX_WAITING}<!-- =MAX_WAITING --> places.`);
  const times = withNumbers('for 1 min<!-- =offerMs -->, 1 ms<!-- =DRAW_MS -->');
  expect(times).toBe(
    `for ${defaultSettings.offerMs / MINUTE} min<!-- =offerMs -->, ${DRAW_MS} ms<!-- =DRAW_MS -->`,
  );
  expect(() => withNumbers('many<!-- =MAX_WAITING --> places')).toThrow('behind no number');
  expect(() => withNumbers('4<!-- =MAX_WISHES --> wishes')).toThrow('No number is called MAX_WISHES');
});
