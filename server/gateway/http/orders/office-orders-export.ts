import type { Request, Response, Router } from 'express';
import { sortedOrders } from '../../../../shared/contract/office-orders.ts';
import type { GatewayDeps } from '../../deps.ts';
import { parse } from '../../faults/parse.ts';
import { answerRefusal } from '../answer.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import { numbersOf } from '../serve-routes.ts';
import type { Visitor } from '../visitor.ts';

/** Orders over all streams as a table, at the reader's speed: exactly those that the list has, as it has them (A6). */
export function serveOrdersExport(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);

  for (const [route, file] of Object.entries(files) as [
    keyof typeof files,
    (typeof files)[keyof typeof files],
  ][]) {
    onRoute(route, async (request, response, { actor }, visitor) => {
      const asked = parse(sortedOrders, numbersOf(request.query));
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      const orders = await deps.application.officeOrderPages(actor, asked.value);
      if (!orders.ok) return answerRefusal(response, orders.refusal);
      const { sendOrders } = await import('../sales/exports/send-export.ts');
      const rows = await sendOrders(deps, orders.value, file, response);
      const { stream } = asked.value;
      visitor.note({ kind: 'data_exported', what: file, rows, ...(stream && { stream }) }, actor);
    });
  }

  onRoute('ordersDictionary', async (_request, response) => {
    const { sendOrdersDictionary } = await import('../sales/exports/send-export.ts');
    sendOrdersDictionary(response);
  });
}

/** The table in each of its forms. */
const files = { officeOrdersCsv: 'orders.csv', officeOrdersParquet: 'orders.parquet' } as const;
