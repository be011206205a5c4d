import type { Request, Response, Router } from 'express';
import { slug } from '../../../../shared/values/ids.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answerRefusal } from '../answer.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import { serveOrdersExport } from '../orders/office-orders-export.ts';
import { serveSecurityExport } from '../security/security-routes.ts';
import { serveActivityExport } from '../streams/activity-export.ts';
import type { Visitor } from '../visitor.ts';
import { insightOf, itemParts } from './insights-routes.ts';

/** Downloads of a stream's raw data, of its report as a spreadsheet, of what was done on it, of orders over all streams, and of the security log. */
export function serveExports(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);
  serveOrdersExport(router, deps);
  serveActivityExport(router, deps);
  serveSecurityExport(router, deps);

  onRoute('export', async (request, response, { actor }, visitor) => {
    const name = slug.safeParse(request.params.slug);
    const stream = name.success ? await insightOf(deps, name.data, actor) : null;
    const { sendExport } = await import('./exports/send-export.ts');
    const file = String(request.params.file);
    if (!stream) return answerRefusal(response, { code: 'NOT_FOUND' });
    const sent = await sendExport(deps, stream, file, response);
    if (!sent.ok) return answerRefusal(response, sent.refusal);
    visitor.note({ kind: 'data_exported', what: file, stream: stream.slug, rows: sent.value }, actor);
  });

  onRoute('salesCsv', async (request, response, { actor }, visitor) => {
    const name = slug.safeParse(request.params.slug);
    const stream = name.success ? await insightOf(deps, name.data, actor) : null;
    const report = stream ? await deps.readers.sales(stream.streamId, deps.clock.nowMs()) : null;
    const parts = stream && (await itemParts(deps, stream.streamId));
    const questions = stream && (await deps.application.chats.questions(stream.streamId));
    if (!report) return answerRefusal(response, { code: 'NOT_FOUND' });
    const table = { what: 'items.csv', stream: report.slug, rows: report.items.length };
    visitor.note({ kind: 'data_exported', ...table }, actor);
    const { salesTable } = await import('./sales-table.ts');
    response
      .set('Content-Type', 'text/csv; charset=utf-8')
      .set('Content-Disposition', `attachment; filename="${report.slug}-items.csv"`)
      .set('Cache-Control', 'no-store')
      .send(salesTable(report, parts, questions));
  });
}
