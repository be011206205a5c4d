import type { Response } from 'express';
import type { ExportedOrder } from '../../../../application/order/exported-order.ts';
import type { GatewayDeps } from '../../../deps.ts';
import { csvText } from '../../csv.ts';
import { dictionaryRows, type ExportName, exportColumns } from './columns.ts';
import { countRows } from './count-rows.ts';
import { formats } from './formats.ts';
import { orderExportRow } from './order-rows.ts';
import { type ExportedStream, type ExportRow, exportPages } from './rows.ts';
import { sendChunks } from './send-chunks.ts';

/**
 * Sends one file of a stream's raw data, at the reader's speed. A closed connection ends the reading.
 * @param file `orders.csv`, `facts.parquet`, …, or `dictionary.csv`
 * @returns the number of rows sent; null if there is no such file
 */
export async function sendExport(
  deps: Pick<GatewayDeps, 'readers' | 'analyst' | 'clock' | 'log'>,
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

/**
 * Sends a table of orders as CSV, with the columns of every export of orders.
 * @returns the number of rows sent
 */
export async function sendOrders(
  deps: Pick<GatewayDeps, 'log'>,
  orders: AsyncIterable<readonly ExportedOrder[]>,
  response: Response,
): Promise<number> {
  async function* pages(): AsyncIterable<ExportRow[]> {
    for await (const page of orders) yield page.map(orderExportRow);
  }
  const { contentType, chunks } = formats.csv!;
  const counted = countRows(pages());
  response.set('Cache-Control', 'no-store').attachment('orders.csv').type(contentType);
  await sendChunks(deps, chunks(counted.pages, exportColumns.orders), 'orders.csv', response);
  return counted.rows();
}
