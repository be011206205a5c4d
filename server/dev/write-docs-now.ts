import { keptDocs, writeDocs } from './write-docs.ts';

await writeDocs('docs', keptDocs());
