import type { Refusal } from '../../../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest } from '../../../../shared/protocol.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { StaffCommand } from '../../../market/command-spec.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

type PackingRoutes = Pick<
  Handlers,
  | 'myParcels'
  | 'openClaim'
  | 'withdrawClaim'
  | 'keepClaimWords'
  | 'myClaimTexts'
  | 'claimTexts'
  | 'packingStreams'
  | 'packing'
  | 'packParcel'
  | 'shipParcel'
  | 'deliverParcel'
  | 'loseParcel'
  | 'takeBackParcel'
  | 'decideClaim'
>;

/** Routes of parcels, for packers and buyers. Both run commands of the stream. */
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
    withdrawClaim: async ({ params, body, visitor }) => {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream) return refuse({ code: 'NOT_FOUND' });
      const buyer = await visitor.buyer();
      const at = clock.steadyMs();
      return answered(await application.live(buyer, stream.streamId, 'claim:withdraw', body, at, null));
    },
    keepClaimWords: async ({ params, body, visitor }) =>
      application.keepClaimText(await visitor.buyer(), params.orderId, {
        kind: 'claim_words',
        read: async () => ok(Buffer.from(body.words)),
      }),
    myClaimTexts: async ({ params, visitor }) => {
      const texts = await application.myClaimTexts(await visitor.buyer(), params);
      return texts ? ok(texts) : refuse({ code: 'NOT_FOUND' });
    },
    claimTexts: async ({ params, staff, visitor }) => {
      const texts = await application.claimTexts(params.slug, params.claimId);
      if (!texts) return refuse({ code: 'NOT_FOUND' });
      const rows = (texts.words === null ? 0 : 1) + texts.photos.length;
      visitor.note({ kind: 'data_read', what: 'claim', stream: params.slug, rows }, staff!.actor);
      return ok(texts);
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
