import type { Refusal } from '../../../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest } from '../../../../shared/protocol.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { StaffCommand } from '../../../market/command-spec.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SignedIn } from '../../staff-sessions.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

type PackingRoutes = Pick<
  Handlers,
  | 'myParcels'
  | 'openClaim'
  | 'packingStreams'
  | 'packing'
  | 'packParcel'
  | 'shipParcel'
  | 'deliverParcel'
  | 'loseParcel'
  | 'takeBackParcel'
  | 'decideClaim'
>;

/** Parcels after the sale: who packs them, and their buyers. Both use the commands of the stream. */
export function packingRoutes({ readers, application, clock }: GatewayDeps): PackingRoutes {
  async function command<C extends StaffCommand>(
    staff: SignedIn | null,
    slug: string,
    name: C,
    body: ConsoleRequest<C>,
  ): Promise<Result<ConsoleReply<C>, Refusal>> {
    const stream = await readers.streamBySlug(slug);
    if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
    return answered(await application.console(staff.actor, stream.streamId, name, body, clock.steadyMs()));
  }

  return {
    myParcels: async ({ visitor }) => ok(await application.myParcels(await visitor.buyer())),
    openClaim: async ({ params, body, visitor }) => {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream) return refuse({ code: 'NOT_FOUND' });
      const buyer = await visitor.buyer();
      return answered(
        await application.live(buyer, stream.streamId, 'claim:open', body, clock.steadyMs(), null),
      );
    },
    packingStreams: async () => ok({ streams: await application.packingStreams() }),
    packing: async ({ params, staff, visitor }) => {
      const view = await application.packing(params.slug);
      if (!view) return refuse({ code: 'NOT_FOUND' });
      const rows = view.toPack.length + view.parcels.length;
      visitor.note({ kind: 'data_read', what: 'packing', stream: params.slug, rows }, staff!.actor);
      return ok(view);
    },
    packParcel: ({ staff, params, body }) => command(staff, params.slug, 'parcel:pack', body),
    shipParcel: ({ staff, params, body }) => command(staff, params.slug, 'parcel:ship', body),
    deliverParcel: ({ staff, params, body }) => command(staff, params.slug, 'parcel:deliver', body),
    loseParcel: ({ staff, params, body }) => command(staff, params.slug, 'parcel:lose', body),
    takeBackParcel: ({ staff, params, body }) => command(staff, params.slug, 'parcel:take-back', body),
    decideClaim: ({ staff, params, body }) => command(staff, params.slug, 'claim:decide', body),
  };
}
