import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod/mini';
import { currencyCode } from '../../shared/values/money.ts';
import type { RowFault } from '../application/catalogue/import-csv/faults.ts';
import { type Reading, readGoods } from '../application/catalogue/import-csv/read-goods.ts';
import { MAX_FILE_BYTES } from '../application/catalogue/import-csv/table.ts';
import type { ImportReport } from '../application/catalogue/take-goods.ts';
import { type Config, readConfig } from '../config.ts';
import { keepPhotos, photosIn } from '../gateway/http/pictures/photo-folder.ts';
import { atMarket } from './at-market.ts';
import { importSentences } from './import-sentences.ts';

type Read = Extract<Reading, { ok: true }>;
type Refused = Extract<ImportReport, { ok: false }>;

/** As many as an import without photos lists. */
const MOST_FAULTS = 20;

const options = z.object({
  currency: currencyCode.check(z.refine((code) => Intl.supportedValuesOf('currency').includes(code))),
  json: z.optional(z.boolean()),
  photos: z.optional(z.string()),
});

/** Takes the goods of a file into the market of the configuration, all or none; a refusal ends with exit code 1. */
export async function importFile(file: string, given: unknown): Promise<void> {
  const parsed = options.safeParse(given);
  if (!parsed.success) throw new Error('--currency must be a code such as CNY or EUR.');
  const { currency, json, photos } = parsed.data;
  const report = await importInto(readConfig(process.env), file, currency, photos).catch((fault: unknown) => {
    // A program that reads the object gets one for every way to fail.
    if (json) process.stdout.write(`${JSON.stringify(refused(messageOf(fault)))}\n`);
    throw fault;
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : importSentences(file, report));
  if (!report.ok) process.exitCode = 1;
}

/**
 * Reads a file and takes its goods into a market, by the server that has it open if there is one.
 * @param photos a folder whose photos, named by SKU, stand in place of the pictures that the file names
 */
export async function importInto(
  config: Config,
  file: string,
  currency: string,
  photos?: string,
): Promise<ImportReport> {
  if (config.database.kind === 'memory') {
    throw new Error('A market in memory forgets what is imported: set DATABASE_URL to a file.');
  }
  const bytes = await readBounded(file);
  if (!bytes)
    return refused(`${file} is larger than ${MAX_FILE_BYTES / 1_048_576} MiB: split it`, 'TOO_LARGE');
  const reading = readGoods(bytes, currency);
  if (!reading.ok) return reading;

  const pictured = photos === undefined ? reading : await withPhotos(config.dataDir, reading, photos);
  if (!pictured.ok) return pictured;

  const paths = pictured === reading ? [] : pictured.goods.map(({ good }) => good.picture);
  const key = keyOf(bytes, currency, paths);
  return atMarket(config, (market) => market.importGoods({ reading: pictured, key, currency }));
}

/** The same goods, with photos where the folder has some. A photo that cannot be read is a fault of its row. */
async function withPhotos(dataDir: string, reading: Read, folder: string): Promise<Read | Refused> {
  const photos = await photosIn(folder);
  const faults: RowFault[] = [];
  const goods: Read['goods'] = [];
  for (const { row, good } of reading.goods) {
    const kept = await keepPhotos(dataDir, photos.get(good.sku ?? '') ?? []);
    if ('bad' in kept) {
      const reason = `${kept.bad} is no JPEG, PNG or WebP picture of at most 32 MiB`;
      faults.push({ row, reason, code: 'PHOTO', given: kept.bad });
    } else if (kept.picture === '') {
      goods.push({ row, good });
    } else {
      const { morePictures: _, ...rest } = good;
      const more = kept.morePictures.length > 0 && { morePictures: kept.morePictures };
      goods.push({ row, good: { ...rest, picture: kept.picture, ...more } });
    }
  }
  if (faults.length === 0) return { ...reading, goods };
  return { ok: false, faults: faults.slice(0, MOST_FAULTS), faultCount: faults.length };
}

async function readBounded(file: string): Promise<Uint8Array | null> {
  const { size } = await stat(file).catch((fault: unknown) => {
    throw new Error(`${file} cannot be read: ${messageOf(fault)}`);
  });
  return size > MAX_FILE_BYTES ? null : readFile(file);
}

/** The same bytes in the same currency with the same pictures are the same import: a UUID made of their hash (I1). */
function keyOf(bytes: Uint8Array, currency: string, photos: readonly string[]): string {
  const content = createHash('sha256').update(currency).update('\0').update(bytes);
  // An import without photos has the key that it always had.
  if (photos.length > 0) content.update('\0').update(photos.join('\n'));
  const hash = content.digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function refused(reason: string, code: RowFault['code'] = 'NOT_CSV'): ImportReport {
  return { ok: false, faults: [{ row: 0, reason, code }], faultCount: 1 };
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
