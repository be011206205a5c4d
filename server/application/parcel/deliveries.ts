import { CsvError, parse } from 'csv-parse/sync';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { DeliveriesReport } from '../../../shared/contract/packing.ts';
import type { Parcel } from '../../ports/readers.ts';
import type { Application, StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/** A busy day is a few thousand parcels. */
export const MAX_DELIVERIES_BYTES = 1_024 * 1_024;
const MAX_ROWS = 5_000;
const MAX_FAULTS = 100;
const ASKED = 500;
/** A time without an offset is meant as whoever wrote the list has it: the clocks of China. */
const CHINA_OFFSET = '+08:00';

interface Delivery {
  row: number;
  trackingCode: string;
  deliveredAtMs: number;
}

/**
 * Reads the carrier's list of deliveries (CSV, UTF-8, columns `tracking_code` and `delivered_at`) and takes all
 * of it or nothing: each row that cannot be is named. A parcel that was delivered before is no fault.
 * @param deliver runs the command for one parcel
 */
export async function takeDeliveries(
  deps: Pick<ApplicationDeps, 'readers' | 'ids' | 'clock'>,
  deliver: (parcel: Parcel, deliveredAtMs: number) => Promise<Ack<object>>,
  bytes: Uint8Array,
): Promise<DeliveriesReport> {
  const faults: DeliveriesReport['faults'] = [];
  const deliveries = readDeliveries(bytes, deps.clock.nowMs(), faults);
  const found = await parcelsOf(deps, deliveries);
  const wanted: { delivery: Delivery; parcel: Parcel }[] = [];
  let again = 0;
  for (const delivery of deliveries) {
    const { row, trackingCode, deliveredAtMs } = delivery;
    const parcels = found.get(trackingCode) ?? [];
    const [parcel] = parcels;
    if (!parcel)
      faults.push({
        row,
        code: 'NO_PARCEL',
        given: trackingCode,
        what: `no parcel has the code ${trackingCode}`,
      });
    else if (parcels.length > 1)
      faults.push({
        row,
        code: 'TWO_PARCELS',
        given: trackingCode,
        what: `two parcels have the code ${trackingCode}`,
      });
    else if (parcel.shipment.status === 'DELIVERED') again += 1;
    else if (parcel.shipment.status !== 'SHIPPED') {
      const what = `the parcel ${trackingCode} is ${parcel.shipment.status.toLowerCase()}`;
      faults.push({ row, code: 'NOT_SHIPPED', given: trackingCode, what });
    } else if (deliveredAtMs < (parcel.shipment.shippedAtMs ?? 0)) {
      const what = `the parcel ${trackingCode} left after that time`;
      faults.push({ row, code: 'LEFT_LATER', given: trackingCode, what });
    } else wanted.push({ delivery, parcel });
  }
  if (faults.length > 0) return { delivered: 0, again: 0, faults: inOrder(faults) };
  let delivered = 0;
  for (const { delivery, parcel } of wanted) {
    const ack = await deliver(parcel, delivery.deliveredAtMs);
    if (ack.ok) delivered += 1;
    else faults.push({ row: delivery.row, code: 'REFUSED', given: delivery.trackingCode, what: ack.message });
  }
  return { delivered, again, faults: inOrder(faults) };
}

/** The first of them, as they stand in the file. */
function inOrder(faults: DeliveriesReport['faults']): DeliveriesReport['faults'] {
  return faults.toSorted((a, b) => a.row - b.row).slice(0, MAX_FAULTS);
}

/** Delivers by the command of the packing, as whoever brought the list. */
export function deliverBy(
  application: Pick<Application, 'console'>,
  { ids, clock }: Pick<ApplicationDeps, 'ids' | 'clock'>,
  actor: StaffActor,
) {
  return ({ shipment: { streamId, shipmentId } }: Parcel, deliveredAtMs: number) =>
    application.console(
      actor,
      streamId,
      'parcel:deliver',
      { key: ids.next(), shipmentId, deliveredAtMs },
      clock.steadyMs(),
    );
}

async function parcelsOf(
  { readers }: Pick<ApplicationDeps, 'readers'>,
  deliveries: readonly Delivery[],
): Promise<Map<string, Parcel[]>> {
  const found = new Map<string, Parcel[]>();
  const codes = deliveries.map(({ trackingCode }) => trackingCode);
  for (let from = 0; from < codes.length; from += ASKED) {
    const trackingCodes = codes.slice(from, from + ASKED);
    for (const parcel of await readers.parcels({ trackingCodes, limit: ASKED })) {
      const code = parcel.shipment.trackingCode ?? '';
      found.set(code, [...(found.get(code) ?? []), parcel]);
    }
  }
  return found;
}

function readDeliveries(bytes: Uint8Array, nowMs: number, faults: DeliveriesReport['faults']): Delivery[] {
  const records = split(bytes, faults);
  if (!records) return [];
  const [header = [], ...body] = records;
  const columns = header.map((name) => name.toLowerCase());
  const codeAt = columns.indexOf('tracking_code');
  const timeAt = columns.indexOf('delivered_at');
  if (codeAt < 0 || timeAt < 0) {
    faults.push({
      row: 1,
      code: 'NO_COLUMNS',
      what: 'the header needs the columns tracking_code and delivered_at',
    });
    return [];
  }
  if (body.length > MAX_ROWS) {
    const what = `the file has more than ${MAX_ROWS} rows: split it`;
    faults.push({ row: 0, code: 'TOO_MANY_ROWS', other: MAX_ROWS, what });
    return [];
  }
  const deliveries: Delivery[] = [];
  const seen = new Map<string, number>();
  for (const [index, cells] of body.entries()) {
    const row = index + 2;
    if (cells.every((cell) => cell === '')) continue;
    const trackingCode = cells[codeAt] ?? '';
    const deliveredAtMs = timeOf(cells[timeAt] ?? '');
    const before = seen.get(trackingCode);
    if (!/^[A-Za-z0-9-]{4,40}$/.test(trackingCode))
      faults.push({ row, code: 'NO_CODE', what: 'no tracking code' });
    else if (before !== undefined)
      faults.push({ row, code: 'TWICE', other: before, what: `the code stands in row ${before} already` });
    else if (deliveredAtMs === null)
      faults.push({ row, code: 'NO_TIME', what: 'no time: write 2026-11-25 14:30' });
    else if (deliveredAtMs > nowMs) faults.push({ row, code: 'FUTURE', what: 'the time is in the future' });
    else deliveries.push({ row, trackingCode, deliveredAtMs });
    seen.set(trackingCode, row);
  }
  return deliveries;
}

function split(bytes: Uint8Array, faults: DeliveriesReport['faults']): string[][] | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return parse(text, { bom: true, relax_column_count: true, trim: true, to: MAX_ROWS + 2 });
  } catch (fault) {
    const what =
      fault instanceof CsvError
        ? `the file is not a table: ${fault.message}`
        : 'the file is not UTF-8: save it as "CSV UTF-8"';
    faults.push({ row: 0, code: fault instanceof CsvError ? 'NOT_CSV' : 'NOT_UTF8', what });
    return null;
  }
}

/** `2026-11-25 14:30`, with seconds or an offset if there are any. */
function timeOf(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!match) return null;
  const ms = Date.parse(`${match[1]}T${match[2]}${match[3] ?? CHINA_OFFSET}`);
  return Number.isNaN(ms) ? null : ms;
}
