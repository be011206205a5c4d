import type { Request, Response, Router } from 'express';
import type { ActivityChange, ActivityEntry } from '../../../../shared/contract/activity.ts';
import type { OfficeActivityEntry } from '../../../../shared/contract/office-activity.ts';
import { id, slug } from '../../../../shared/values/ids.ts';
import { currencyDecimals } from '../../../../shared/values/money.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answerRefusal } from '../answer.ts';
import { csvText } from '../csv.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import type { Visitor } from '../visitor.ts';

/** Download of what was done on a stream, or on all and to the shop (A2), as a table; each stands in the security log. */
export function serveActivityExport(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);

  onRoute('streamActivityCsv', async (request, response, { actor }, visitor) => {
    const name = slug.safeParse(request.params.slug);
    const stream = name.success ? await deps.readers.streamBySlug(name.data) : null;
    if (!stream) return answerRefusal(response, { code: 'NOT_FOUND' });
    const { staffId } = request.query;
    const person = id.safeParse(staffId);
    if (staffId !== undefined && !person.success)
      return answerRefusal(response, { code: 'BAD_REQUEST', field: 'staffId' });
    const told = await deps.application.allActivity(
      actor,
      stream.streamId,
      person.success ? { staffId: person.data } : {},
    );
    if (!told.ok) return answerRefusal(response, told);
    const rows = told.entries.length;
    visitor.note({ kind: 'data_exported', what: 'activity.csv', stream: stream.slug, rows }, actor);
    response
      .set('Content-Type', 'text/csv; charset=utf-8')
      .set('Content-Disposition', `attachment; filename="${stream.slug}-activity.csv"`)
      .set('Cache-Control', 'no-store')
      .send(activityTable(told));
  });

  onRoute('officeActivityCsv', async (request, response, { actor }, visitor) => {
    const { staffId } = request.query;
    const person = id.safeParse(staffId);
    if (staffId !== undefined && !person.success)
      return answerRefusal(response, { code: 'BAD_REQUEST', field: 'staffId' });
    const entries = await deps.application.allOfficeActivity(
      actor,
      person.success ? { staffId: person.data } : {},
    );
    visitor.note({ kind: 'data_exported', what: 'office-activity.csv', rows: entries.length }, actor);
    response
      .set('Content-Type', 'text/csv; charset=utf-8')
      .set('Content-Disposition', 'attachment; filename="activity.csv"')
      .set('Cache-Control', 'no-store')
      .send(officeTable(entries));
  });
}

/** A row for each value that an act changed; an act that changed none has one. */
function activityTable({
  currency,
  entries,
}: {
  currency: string;
  entries: readonly ActivityEntry[];
}): string {
  const rows = entries.flatMap((entry) => {
    const { seq, atMs, type, by, item, order, whom, changes } = entry;
    const act = {
      seq,
      at: new Date(atMs).toISOString(),
      person: by.name ?? by.staffId,
      role: by.role ?? '',
      device: by.device,
      act: type,
      item_number: item?.itemNumber ?? '',
      item: item?.name ?? '',
      order: order ?? '',
      whom: whom ?? '',
    };
    const told = changes.length === 0 ? [null] : changes;
    return told.map((each) => ({
      ...act,
      field: each?.field ?? '',
      old: each ? valueText(each.field, each.from, currency) : '',
      new: each ? valueText(each.field, each.to, currency) : '',
      currency,
    }));
  });
  const columns = [
    ...['seq', 'at', 'person', 'role', 'device', 'act', 'item_number', 'item', 'order', 'whom'],
    ...['field', 'old', 'new', 'currency'],
  ];
  return csvText(rows, { header: true, bom: true, columns });
}

const AMOUNTS: readonly string[] = ['price', 'flashPrice', 'targetMinor', 'refund', 'promotion'];
const TIMES: readonly string[] = ['startsAt', 'endsAt', 'scheduledAt'];

/** Money in whole currency units, a time as an instant; spans stay in ms. */
function valueText(field: ActivityChange['field'], value: ActivityChange['to'], currency: string): string {
  if (value === null) return '';
  if (typeof value === 'number' && AMOUNTS.includes(field)) {
    const decimals = currencyDecimals(currency);
    return (value / 10 ** decimals).toFixed(decimals);
  }
  if (typeof value === 'number' && TIMES.includes(field)) return new Date(value).toISOString();
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** As the table of a stream, with the stream of each act; what was done to the shop has none. */
function officeTable(entries: readonly OfficeActivityEntry[]): string {
  const rows = entries.flatMap((entry) => {
    const { atMs, type, by, stream, item, order, whom, about, buyerId, times, money, share, changes } = entry;
    const act = {
      at: new Date(atMs).toISOString(),
      person: by.name ?? by.staffId,
      role: by.role ?? '',
      device: by.device,
      stream: stream?.slug ?? '',
      act: type,
      item_number: item?.itemNumber ?? '',
      about: item?.name ?? about ?? buyerId ?? '',
      order: order ?? '',
      whom: whom ?? '',
      times: times ?? 1,
      amount: money ? valueText('refund', money.minor, money.currency) : '',
      currency: money?.currency ?? stream?.currency ?? '',
    };
    const told = changes.map(({ field, from, to }) => ({
      field: field as string,
      old: valueText(field, from, stream?.currency ?? ''),
      new: valueText(field, to, stream?.currency ?? ''),
    }));
    if (share) told.push({ field: 'share', old: `${share.wasBps / 100}%`, new: `${share.shareBps / 100}%` });
    const none = { field: '', old: '', new: '' };
    return (told.length === 0 ? [none] : told).map((each) => ({ ...act, ...each }));
  });
  const columns = [
    ...['at', 'person', 'role', 'device', 'stream', 'act', 'item_number', 'about', 'order', 'whom'],
    ...['times', 'amount', 'currency', 'field', 'old', 'new'],
  ];
  return csvText(rows, { header: true, bom: true, columns });
}
