import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedDocs } from '../../server/dev/write-docs.ts';
import { root } from '../tidy/sources.ts';

test('docs/openapi.json and docs/asyncapi.json are what the contract says now (npm run docs)', () => {
  for (const [name, text] of Object.entries(generatedDocs())) {
    expect(readFileSync(join(root, 'docs', name), 'utf8') === text, `${name} is stale: npm run docs`).toBe(
      true,
    );
  }
});
