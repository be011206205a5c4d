import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptDocs } from '../../server/dev/write-docs.ts';
import { refusalCodes } from '../../shared/contract/refusals.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { root } from '../tidy/sources.ts';

test('[I4] the rules name every refusal that there is', () => {
  const rules = readFileSync(join(root, 'docs/rules.md'), 'utf8');
  expect(refusalCodes.filter((code) => !rules.includes(code))).toEqual([]);
});

test('the page for developers speaks the protocol of now', () => {
  const page = readFileSync(join(root, 'docs/developers.md'), 'utf8');
  const spoken = [...page.matchAll(/^(?:const )?PROTOCOL = (\d+)/gm)].map(([, number]) => Number(number));
  expect(spoken).toEqual([PROTOCOL_VERSION, PROTOCOL_VERSION]);
});

test('the kept documents are what the contract says now (npm run docs)', () => {
  for (const [name, text] of Object.entries(keptDocs())) {
    expect(readFileSync(join(root, 'docs', name), 'utf8') === text, `${name} is stale: npm run docs`).toBe(
      true,
    );
  }
});
