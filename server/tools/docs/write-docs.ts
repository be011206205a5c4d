import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dictionaryPage } from '../../gateway/http/sales/exports/columns.ts';
import { asyncApiDocument } from './api-docs/asyncapi.ts';
import { contractText } from './api-docs/contract-text.ts';
import { openApiDocument } from './api-docs/openapi.ts';
import { filledDocs } from './filled-docs.ts';
import { protocolNumbers } from './protocol-numbers.ts';

/**
 * The generated documents that are kept, by their file names in docs/; a test holds the files against them.
 * @param pageOf reads a page as it is, for those of which only a part is generated
 */
export function keptDocs(pageOf: (name: string) => string): Record<string, string> {
  return {
    'data-dictionary.md': dictionaryPage(),
    'contract.txt': contractText(),
    'protocol-numbers.txt': protocolNumbers(pageOf('protocol-numbers.txt')),
    ...filledDocs(pageOf),
  };
}

/** The long ones, which the build makes and a market serves. */
export function builtDocs(): Record<string, string> {
  return {
    'openapi.json': `${JSON.stringify(openApiDocument())}\n`,
    'asyncapi.json': `${JSON.stringify(asyncApiDocument())}\n`,
  };
}

/** Writes documents into a folder. */
export async function writeDocs(folder: string, docs: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(docs)) await writeFile(join(folder, name), text);
}
