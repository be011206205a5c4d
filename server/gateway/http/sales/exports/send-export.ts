import type { Response } from 'express';
import type { Refusal } from '../../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../../shared/values/result.ts';
import type { ExportedOrder } from '../../../../application/order/exported-order.ts';
import type { GatewayDeps } from '../../../deps.ts';
import { csvText } from '../../csv.ts';
import { dictionaryRows, type ExportName, exportColumns } from './columns.ts';
import { countRows } from './count-rows.ts';
import { formats } from './formats.ts';
import { orderExportRow } from './order-rows.ts';
import { type ExportedStream, type ExportRow, exportPages, type Sources } from './rows.ts';
import { sendChunks } from './send-chunks.ts';

/**
 * Sends one file of a stream's raw data, at the reader's speed. A closed connection ends the reading.
 * @param file `orders.csv`, `facts.parquet`, …, or `dictionary.csv`
 * @returns the number of rows sent; no such file → NOT_FOUND, a chat that cannot be opened → CHAT_OFF. Then nothing was sent
 */
export async function sendExport(
  deps: Sources & Pick<GatewayDeps, 'log'>,
  stream: ExportedStream,
  file: string,
  response: Response,
): Promise<Result<number, Refusal>> {
  response.set('Cache-Control', 'no-store');
  if (file === 'dictionary.csv') {
    const text = csvText(dictionaryRows(), { header: true, bom: true });
    response.type('text/csv; charset=utf-8').attachment(`${stream.slug}-dictionary.csv`).send(text);
    return ok(0);
  }
  const [name = '', extension = ''] = file.split('.');
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined;
  if (!format || file !== `${name}.${extension}` || !Object.hasOwn(exportColumns, name)) {
    return refuse({ code: 'NOT_FOUND' });
  }
  const what = name as ExportName;
  const found = await exportPages[what](deps, stream);
  if (!found) return refuse({ code: 'CHAT_OFF', why: 'away' });
  response.attachment(`${stream.slug}-${file}`).type(format.contentType);
  const { pages, rows } = countRows(found);
  await sendChunks(deps, format.chunks(pages, exportColumns[what]), file, response);
  return ok(rows());
}

/** Sends what the columns of an export of orders mean. */
export function sendOrdersDictionary(response: Response): void {
  const text = csvText(
    dictionaryRows().filter(({ file }) => file === 'orders'),
    { header: true, bom: true },
  );
  response
    .set('Cache-Control', 'no-store')
    .type('text/csv; charset=utf-8')
    .attachment('orders-dictionary.csv')
    .send(text);
}

/**
 * Sends a table of orders, with the columns of every export of orders.
 * @returns the number of rows sent
 */
export async function sendOrders(
  deps: Pick<GatewayDeps, 'log'>,
  orders: AsyncIterable<readonly ExportedOrder[]>,
  file: 'orders.csv' | 'orders.parquet',
  response: Response,
): Promise<number> {
  async function* pages(): AsyncIterable<ExportRow[]> {
    for await (const page of orders) yield page.map(orderExportRow);
  }
  const { contentType, chunks } = formats[file === 'orders.csv' ? 'csv' : 'parquet']!;
  const counted = countRows(pages());
  response.set('Cache-Control', 'no-store').attachment(file).type(contentType);
  await sendChunks(deps, chunks(counted.pages, exportColumns.orders), file, response);
  return counted.rows();
}
