import * as z from 'zod/mini';
import { unitCount } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { keyed } from './command.ts';

/** What may be wrong with a table or a row of it; screens say it in the reader's language. */
export const importFaultCode = z.enum([
  ...(['TOO_LARGE', 'NOT_UTF8', 'NOT_CSV', 'EMPTY', 'TOO_MANY_ROWS', 'NO_GOODS'] as const),
  ...(['UNKNOWN_COLUMN', 'COLUMN_TWICE', 'COLUMNS_MISSING'] as const),
  ...(['FIELDS', 'MISSING', 'TEXT', 'PICTURE', 'AMOUNT', 'WHOLE', 'PICTURES', 'RETURNS', 'TAGS'] as const),
  ...(['SKU_TWICE', 'SKU_TAKEN', 'CURRENCY_DIFFERS', 'PRODUCER_DIFFERS'] as const),
  'PHOTO',
]);

/** One of them. */
export const importFault = z.strictObject({
  /** As a spreadsheet counts it: the header is row 1; 0: the file itself. */
  row: z.int(),
  code: importFaultCode,
  /** The column, by its English name. */
  field: z.optional(z.string()),
  /** What stood there, or what is missing. */
  given: z.optional(z.string()),
  max: z.optional(z.int()),
  /** Another row, or another number of fields. */
  other: z.optional(z.int()),
});
export type ImportFault = z.infer<typeof importFault>;

const value = z.union([z.string(), z.int()]);

/** What an import would do: all of it or nothing. */
export const importPreview = z.strictObject({
  /** In the order of their rows, the first twenty; with one of them nothing is taken. */
  faults: z.array(importFault),
  faultCount: unitCount,
  created: unitCount,
  changed: unitCount,
  unchanged: unitCount,
  /** New and changed ones in the order of the file, the first two hundred. */
  rows: z.array(
    z.strictObject({
      row: z.int(),
      sku: z.nullable(z.string()),
      name: z.string(),
      /** Empty: it is new. Amounts are in minor units. */
      changes: z.array(z.strictObject({ field: z.string(), was: value, now: value })),
    }),
  ),
  /** What the table has and no product here has a place for. */
  leftOut: z.strictObject({
    picturesOnly: unitCount,
    compareAtPrices: unitCount,
    shortened: unitCount,
    tagsLeftOut: unitCount,
    columns: z.array(z.string()),
  }),
  /** Names what was shown: it is taken as it was shown, or not at all. */
  plan: z.string(),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** What an import did. */
export const importTaken = z.strictObject({ created: unitCount, changed: unitCount });
export type ImportTaken = z.infer<typeof importTaken>;

export const previewImportQuery = z.strictObject({ currency: currencyCode });
export const takeImportQuery = z.strictObject({
  currency: currencyCode,
  key: keyed.key,
  plan: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  inDoubt: z.optional(z.literal('true')),
});
export type TakeImportQuery = z.infer<typeof takeImportQuery>;
