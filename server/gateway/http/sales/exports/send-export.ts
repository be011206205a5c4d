import type { Response } from 'express';
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
 * @returns the number of rows sent; null if there is no such file
 */
export async function sendExport(
  deps: Sources & Pick<GatewayDeps, 'log'>,
  stream: ExportedStream,
  file: string,
  response: Response,
): Promise<number | null> {
  response.set('Cache-Control', 'no-store');
  if (file === 'dictionary.csv') {
    const text = csvText(dictionaryRows(), { header: true, bom: true });
    response.type('text/csv; charset=utf-8').attachment(`${stream.slug}-dictionary.csv`).send(text);
    return 0;
  }
  const [name = '', extension = ''] = file.split('.');
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined;
  if (!format || file !== `${name}.${extension}` || !Object.hasOwn(exportColumns, name)) return null;
  const what = name as ExportName;
  response.attachment(`${stream.slug}-${file}`).type(format.contentType);
  const { pages, rows } = countRows(exportPages[what](deps, stream));
  await sendChunks(deps, format.chunks(pages, exportColumns[what]), file, response);
  return rows();
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
