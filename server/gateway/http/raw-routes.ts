import express, { type Request, type Response, type Router } from 'express';
import { slug } from '../../../shared/values/ids.ts';
import type { GatewayDeps } from '../deps.ts';
import { answerRefusal } from './answer.ts';
import { staffRoutesOn } from './guards/staff-routes-on.ts';
import { pictureKeeper } from './pictures/picture-keeper.ts';
import { MAX_PICTURE_BYTES } from './pictures/pictures.ts';
import { insightOf } from './sales/insights-routes.ts';
import type { Visitor } from './visitor.ts';

/** Routes whose body or answer is not JSON: pictures up, a table down. */
export function serveRawRoutes(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);
  const raw = express.raw({ type: () => true, limit: MAX_PICTURE_BYTES, inflate: false });

  const keep = pictureKeeper(deps.config.dataDir, deps.config.limits, deps.clock);
  onRoute(
    'uploadPicture',
    async (request, response, { staff }) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const kept = await keep(bytes, staff.producerId ?? staff.staffId);
      if (kept.ok) response.json(kept.value);
      else answerRefusal(response, kept.refusal);
    },
    raw,
  );

  onRoute('export', async (request, response, { actor }, visitor) => {
    const name = slug.safeParse(request.params.slug);
    const stream = name.success ? await insightOf(deps, name.data, actor) : null;
    const { sendExport } = await import('./sales/exports/send-export.ts');
    const file = String(request.params.file);
    const rows = stream && (await sendExport(deps, stream, file, response));
    if (rows === null) return answerRefusal(response, { code: 'NOT_FOUND' });
    const { slug: of } = stream!;
    visitor.note({ kind: 'data_exported', what: file, stream: of, rows }, actor);
  });

  onRoute('salesCsv', async (request, response, { actor }, visitor) => {
    const name = slug.safeParse(request.params.slug);
    const stream = name.success ? await insightOf(deps, name.data, actor) : null;
    const report = stream ? await deps.readers.sales(stream.streamId, deps.clock.nowMs()) : null;
    if (!report) return answerRefusal(response, { code: 'NOT_FOUND' });
    const table = { what: 'items.csv', stream: report.slug, rows: report.items.length };
    visitor.note({ kind: 'data_exported', ...table }, actor);
    const { salesTable } = await import('./sales/sales-table.ts');
    response
      .set('Content-Type', 'text/csv; charset=utf-8')
      .set('Content-Disposition', `attachment; filename="${report.slug}-items.csv"`)
      .set('Cache-Control', 'no-store')
      .send(salesTable(report));
  });
}
