import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dictionaryPage } from '../gateway/http/exports/columns.ts';
import { asyncApiDocument } from './api-docs/asyncapi.ts';
import { openApiDocument } from './api-docs/openapi.ts';

/** The generated documents by their file names; a test holds the files against them. */
export function generatedDocs(): Record<string, string> {
  return {
    'openapi.json': `${JSON.stringify(openApiDocument(), null, 2)}\n`,
    'data-dictionary.md': dictionaryPage(),
    'asyncapi.json': `${JSON.stringify(asyncApiDocument(), null, 2)}\n`,
  };
}

/** Writes them into a folder. */
export async function writeDocs(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(generatedDocs())) await writeFile(join(folder, name), text);
}
