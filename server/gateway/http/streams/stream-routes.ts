import { paymentMethod, withoutPractice } from '../../../../shared/contract/payment.ts';
import type { OwnStream } from '../../../../shared/market/stream/contract.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import type { StaffActor } from '../../../application/application.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered, only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { usualCurrencyOf } from '../shop/usual-currency.ts';
import { PublicStreams, summaryOf } from './public-streams.ts';

const MAX_STREAMS = 200;

/** Routes of streams, public and of staff, and of recordings. */
export function streamRoutes(
  deps: GatewayDeps,
  listed: Pick<PublicStreams, 'list'> = new PublicStreams(deps),
): Pick<
  Handlers,
  | 'streams'
  | 'myStreams'
  | 'itemFunnel'
  | 'createStream'
  | 'copyStream'
  | 'savedLineups'
  | 'saveLineup'
  | 'deleteLineup'
  | 'rehearse'
  | 'replay'
> {
  const { readers, application, media, clock } = deps;
  const usualCurrency = usualCurrencyOf(deps);
  return {
    streams: async () => ok({ streams: await listed.list() }),
    myStreams: async ({ staff }) => {
      const rows = await readers.streams({ rehearsals: true, limit: MAX_STREAMS });
      // An analyst has no console, and may analyse every stream (A1).
      const isReader = staff!.actor.role === 'analyst';
      const mine = isReader
        ? rows.filter(({ rehearsalOf }) => rehearsalOf === null)
        : await application.ownStreams(staff!.actor, rows);
      const streams = await Promise.all(mine.map((row) => ownStreamOf(application, staff!.actor, row)));
      return ok({ streams, usualCurrency: await usualCurrency() });
    },
    itemFunnel: async ({ staff, params, query }) => {
      const stream = await readers.streamBySlug(params.slug);
      const rights = stream && staff && (await application.staffGrants(stream.streamId, staff.actor));
      if (!stream || !rights) return refuse({ code: 'NOT_FOUND' });
      return ok({ asOfMs: clock.nowMs(), ...(await readers.itemFunnel(stream.streamId, query.item)) });
    },
    createStream: async ({ body, staff, visitor }) => {
      if (visitor.practice === 'off' && body.payments.includes('sandbox')) {
        return refuse({ code: 'PAYMENT_FAILED', possible: withoutPractice(paymentMethod.options) });
      }
      return only(await application.createStream(staff!.actor, body), ({ stream }) => stream);
    },
    copyStream: async ({ body, staff, visitor }) =>
      answered(
        await application.copyStream(staff!.actor, body, { isPracticeOff: visitor.practice === 'off' }),
      ),
    savedLineups: async ({ staff }) => ok({ lineups: await application.savedLineups(staff!.actor) }),
    saveLineup: async ({ params, body, staff }) =>
      answered(await application.saveLineup(staff!.actor, params.slug, body)),
    deleteLineup: async ({ params, staff }) => {
      const gone = await application.deleteLineup(staff!.actor, params.lineupId);
      if (!gone.ok) return answered(gone) as never;
      return ok({ lineups: await application.savedLineups(staff!.actor) });
    },
    rehearse: async ({ params, staff }) =>
      only(await application.rehearse(staff!.actor, params.slug), ({ stream }) => stream),
    replay: async ({ params }) => {
      const replay = await media.replay(params.slug);
      return replay ? ok(replay) : refuse({ code: 'NOT_FOUND' });
    },
  };
}

/** A stream with what was granted on it: its log is asked for helpers alone, and the list has asked it already. */
async function ownStreamOf(
  { staffGrants }: Pick<GatewayDeps['application'], 'staffGrants'>,
  actor: StaffActor,
  row: StreamRow,
): Promise<OwnStream> {
  const helps = (actor.role === 'host' || actor.role === 'assistant') && row.hostId !== actor.staffId;
  const rights = helps ? await staffGrants(row.streamId, actor) : null;
  return { ...summaryOf(row), ...(rights && !rights.isHost && { grants: rights.grants }) };
}
