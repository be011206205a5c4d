import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptDocs } from '../../server/dev/write-docs.ts';
import { root } from '../tidy/sources.ts';

test('the kept documents are what the contract says now (npm run docs)', () => {
  for (const [name, text] of Object.entries(keptDocs())) {
    expect(readFileSync(join(root, 'docs', name), 'utf8') === text, `${name} is stale: npm run docs`).toBe(
      true,
    );
  }
});
