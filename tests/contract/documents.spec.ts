import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptDocs } from '../../server/tools/docs/write-docs.ts';
import { refusalCodes } from '../../shared/contract/refusals.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
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
