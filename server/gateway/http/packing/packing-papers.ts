import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod/mini';
import { channels } from '../../../../shared/values/channel.ts';
import { id, slug } from '../../../../shared/values/ids.ts';
import { deliverBy, MAX_DELIVERIES_BYTES, takeDeliveries } from '../../../application/parcel/deliveries.ts';
import type { GatewayDeps } from '../../deps.ts';
import { parse } from '../../faults/parse.ts';
import { answerRefusal } from '../answer.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import { countRows } from '../sales/exports/count-rows.ts';
import { sendChunks } from '../sales/exports/send-chunks.ts';
import type { Visitor } from '../visitor.ts';

/** Bound of parcels in one file. */
const MAX_PRINTED = 100;
const printed = z.strictObject({
  shipment: z.array(id).check(z.minLength(1), z.maxLength(MAX_PRINTED)),
  language: z.optional(z.enum(['en', 'zh'])),
});

/** Routes of packing: upload of a deliveries table, download of labels and packing slips. */
export function servePackingPapers(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);
  const raw = express.raw({ type: () => true, limit: MAX_DELIVERIES_BYTES, inflate: false });

  onRoute(
    'deliveries',
    async (request, response, { actor }) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
      const deliver = deliverBy(deps.application, deps, actor);
      response.set('Cache-Control', 'no-store').json(await takeDeliveries(deps, deliver, bytes));
    },
    raw,
  );

  onRoute('channelOrders', async (request, response, { actor }, visitor) => {
    const name = slug.safeParse(request.params.slug);
    const channel = channels.find((each) => `${each}.csv` === request.params.file);
    const pages = name.success && channel ? await deps.application.channelOrders(name.data, channel) : null;
    if (!name.success || !channel || !pages) return answerRefusal(response, { code: 'NOT_FOUND' });
    const { channelCsv } = await import('../sales/exports/channel-layouts.ts');
    response
      .set('Cache-Control', 'no-store')
      .attachment(`${name.data}-${channel}.csv`)
      .type('text/csv; charset=utf-8');
    const counted = countRows(pages);
    await sendChunks(deps, channelCsv(channel, counted.pages), `${channel}.csv`, response);
    const exported = { what: `${channel}.csv`, stream: name.data, rows: counted.rows() };
    visitor.note({ kind: 'data_exported', ...exported }, actor);
  });

  for (const kind of ['labels', 'slips'] as const) {
    onRoute(kind, async (request, response, { actor }, visitor) => {
      const { shipment, ...rest } = request.query;
      const asked = parse(printed, { shipment: [shipment ?? []].flat(), ...rest });
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      const name = slug.safeParse(request.params.slug);
      const parcels = name.success
        ? await deps.application.parcelsToPrint(name.data, asked.value.shipment)
        : null;
      if (!name.success || !parcels || parcels.length === 0) {
        return answerRefusal(response, { code: 'NOT_FOUND' });
      }
      const { printer } = deps;
      if (!printer) return answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 60_000 });
      const file = { what: `${kind}.pdf`, stream: name.data, rows: parcels.length };
      visitor.note({ kind: 'data_exported', ...file }, actor);
      const { parcelDocument } = await import('./labels-and-slips.ts');
      const hasChinese = await printer.hasChinese();
      const pdf = await printer.print(
        parcelDocument(kind, parcels, asked.value.language ?? 'zh', hasChinese),
      );
      response
        .set('Content-Type', 'application/pdf')
        .set('Content-Disposition', `inline; filename="${name.data}-${kind}.pdf"`)
        .set('Cache-Control', 'no-store')
        .send(Buffer.from(pdf));
    });
  }
}
