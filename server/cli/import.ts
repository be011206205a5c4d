import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod/mini';
import { currencyCode } from '../../shared/values/money.ts';
import { readGoods } from '../application/catalogue/import-csv/read-goods.ts';
import { MAX_FILE_BYTES } from '../application/catalogue/import-csv/table.ts';
import type { ImportReport } from '../application/catalogue/take-goods.ts';
import { type Config, readConfig } from '../config.ts';
import { atMarket } from './at-market.ts';
import { importSentences } from './import-sentences.ts';

const options = z.object({
  currency: currencyCode.check(z.refine((code) => Intl.supportedValuesOf('currency').includes(code))),
  json: z.optional(z.boolean()),
});

/** Takes the goods of a file into the market of the configuration, all or none; a refusal ends with exit code 1. */
export async function importFile(file: string, given: unknown): Promise<void> {
  const parsed = options.safeParse(given);
  if (!parsed.success) throw new Error('--currency must be a code such as CNY or EUR.');
  const { currency, json } = parsed.data;
  const report = await importInto(readConfig(process.env), file, currency).catch((fault: unknown) => {
    // A program that reads the object gets one for every way to fail.
    if (json) process.stdout.write(`${JSON.stringify(refused(messageOf(fault)))}\n`);
    throw fault;
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : importSentences(file, report));
  if (!report.ok) process.exitCode = 1;
}

/** Reads a file and takes its goods into a market, by the server that has it open if there is one. */
export async function importInto(config: Config, file: string, currency: string): Promise<ImportReport> {
  if (config.database.kind === 'memory') {
    throw new Error('A market in memory forgets what is imported: set DATABASE_URL to a file.');
  }
  const bytes = await readBounded(file);
  if (!bytes) return refused(`${file} is larger than ${MAX_FILE_BYTES / 1_048_576} MiB: split it`);
  const reading = readGoods(bytes, currency);
  if (!reading.ok) return reading;

  return atMarket(config, (market) => market.importGoods({ reading, key: keyOf(bytes, currency), currency }));
}

async function readBounded(file: string): Promise<Uint8Array | null> {
  const { size } = await stat(file).catch((fault: unknown) => {
    throw new Error(`${file} cannot be read: ${messageOf(fault)}`);
  });
  return size > MAX_FILE_BYTES ? null : readFile(file);
}

/** The same bytes in the same currency are the same import: a UUID made of their hash (I1). */
function keyOf(bytes: Uint8Array, currency: string): string {
  const hash = createHash('sha256').update(currency).update('\0').update(bytes).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function refused(reason: string): ImportReport {
  return { ok: false, faults: [{ row: 0, reason }], faultCount: 1 };
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
