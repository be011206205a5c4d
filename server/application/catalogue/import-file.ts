import { createHash } from 'node:crypto';
import type { Ack } from '../../../shared/contract/answer.ts';
import type {
  ImportFault,
  ImportPreview,
  ImportTaken,
  TakeImportQuery,
} from '../../../shared/contract/catalogue-import.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from '../../../shared/values/product-bounds.ts';
import { planImport, shownChanges, takePlanned } from '../../shop/import-plan.ts';
import { refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import { MAX_LISTED, type RowFault } from './import-csv/faults.ts';
import { nothingLeftOut } from './import-csv/left-out.ts';
import { type Reading, readGoods } from './import-csv/read-goods.ts';

/** Rows that a preview lists; the others are counted. */
const MOST_ROWS = 200;

/** What a file would do to the catalogue now, by the parser of the command line; nothing is changed. */
export async function previewImport(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  bytes: Uint8Array,
  currency: string,
): Promise<ImportPreview> {
  const reading = readBounded(bytes, currency);
  if (!reading.ok) return refusedWhole(reading.faults, reading.faultCount);
  const plan = await engines.shop.read((state) => planImport(state, reading.goods));
  const { picturesOnly, compareAtPrices, shortened, tagsLeftOut, columnsLeftOut } = reading;
  const rows = [
    ...plan.created.map(({ row, good: { sku, name } }) => ({ row, sku, name, changes: [] })),
    ...plan.changed.map((each) => {
      const { sku, name } = each.product;
      return { row: each.row, sku, name, changes: shownChanges(each) };
    }),
  ].sort((a, b) => a.row - b.row);
  return {
    faults: plan.faults.slice(0, MAX_LISTED),
    faultCount: plan.faults.length,
    created: plan.created.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    rows: rows.slice(0, MOST_ROWS),
    leftOut: { picturesOnly, compareAtPrices, shortened, tagsLeftOut, columns: columnsLeftOut },
    plan: digestOf(plan.text),
  };
}

/** Takes it as it was shown, all or none. */
export async function takeImport(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { staffId, device }: StaffActor,
  bytes: Uint8Array,
  { currency, plan, key, inDoubt }: TakeImportQuery,
): Promise<Ack<ImportTaken>> {
  const reading = readBounded(bytes, currency);
  // Whoever saw a preview saw what is wrong with it.
  if (!reading.ok) return refusalAck({ code: 'BAD_REQUEST', field: 'file' } satisfies Refusal);
  const keyed = { key, ...(inDoubt && { inDoubt: true as const }) };
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('catalogue:import', keyed, { currency, plan }),
    decide: (state, at) =>
      takePlanned(
        state,
        { goods: reading.goods, isShown: (text) => digestOf(text) === plan },
        { ...at, by: { staffId, device } },
      ),
  });
  return outcome.kind === 'refused' ? refusalAck(outcome.refusal) : { ok: true, ...outcome.reply };
}

/** Names a plan. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The screen's bounds are closer than those of the command line: a server reads it beside a stream. */
function readBounded(bytes: Uint8Array, currency: string): Reading {
  if (bytes.length > MAX_IMPORT_BYTES) {
    return fileFault({ row: 0, code: 'TOO_LARGE', max: MAX_IMPORT_BYTES / 1_048_576 });
  }
  const reading = readGoods(bytes, currency);
  if (!reading.ok || reading.goods.length <= MAX_IMPORT_ROWS) return reading;
  return fileFault({ row: 0, code: 'TOO_MANY_ROWS', max: MAX_IMPORT_ROWS });
}

function fileFault(fault: ImportFault): Extract<Reading, { ok: false }> {
  return { ok: false, faults: [{ ...fault, reason: '' }], faultCount: 1 };
}

function refusedWhole(faults: readonly RowFault[], faultCount: number): ImportPreview {
  const { columnsLeftOut: columns, ...leftOut } = nothingLeftOut();
  return {
    faults: faults.map(({ reason: _, ...fault }) => fault),
    faultCount,
    ...{ created: 0, changed: 0, unchanged: 0, rows: [], plan: '' },
    leftOut: { ...leftOut, columns },
  };
}
