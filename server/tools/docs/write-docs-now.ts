import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptDocs, writeDocs } from './write-docs.ts';

await writeDocs(
  'docs',
  keptDocs((name) => readFileSync(join('docs', name), 'utf8')),
);
