import type { Ack } from '../../../shared/contract/answer.ts';
import type { SavedLineup, SaveLineupRequest } from '../../../shared/contract/saved-lineups.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import { deleteLineup, lineupsFor, saveLineup } from '../../shop/saved-lineups.ts';
import type { KeptLineup } from '../../shop/state.ts';
import { ackOf, notFound, refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import { lineupOf } from '../sagas/copy-stream.ts';
import { readerOf } from './lineup-reader.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'clock' | 'readers'>;

/** The lineups that a new stream of theirs may begin with (S15). */
export function savedLineups({ engines }: Pick<Deps, 'engines'>, actor: StaffActor): Promise<SavedLineup[]> {
  const reader = readerOf(actor);
  return engines.shop.read((shop) =>
    lineupsFor(shop, reader).map(({ lineup, isTheirs }) => viewOf(lineup, isTheirs)),
  );
}

/** Keeps the lineup of a stream as it is now (S15), for its host and operators. Refusals: NOT_FOUND, FORBIDDEN, BAD_REQUEST. */
export async function keepLineup(
  { engines, clock, readers }: Deps,
  actor: StaffActor,
  slug: string,
  request: SaveLineupRequest,
): Promise<Ack<SavedLineup>> {
  const stream = await readers.streamBySlug(slug);
  const engine = stream && (await engines.stream(stream.streamId));
  const known = await engine?.read((state) => ({ rights: rightsOn(state, actor), ...lineupOf(state) }));
  if (!known?.rights) return notFound();
  if (!known.rights.isHost) return refusalAck({ code: 'FORBIDDEN' });
  const { holdPolicy, payments, currency } = known;
  const items = known.items.map(({ productId, wanted, listPriceMinor, buyerLimit }) => ({
    ...{ productId, units: wanted, priceMinor: listPriceMinor, buyerLimit },
  }));
  const { staffId, device } = actor;
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:save-lineup', request, { slug, ...request }),
    decide: (state) =>
      saveLineup(
        state,
        { lineupId: request.key, name: request.name, holdPolicy, payments, currency, items },
        { ...readerOf(actor), by: { staffId, device } },
      ),
  });
  if (outcome.kind === 'refused') return ackOf(outcome);
  const { lineup } = outcome.reply;
  return lineup ? { ok: true, ...viewOf(lineup, true) } : notFound();
}

/** Forgets one (S15). Refusal: NOT_FOUND. */
export async function forgetLineup(
  { engines, clock }: Pick<Deps, 'engines' | 'clock'>,
  actor: StaffActor,
  lineupId: string,
): Promise<Ack<object>> {
  const { staffId, device } = actor;
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: null,
    decide: (state) => deleteLineup(state, { lineupId }, { ...readerOf(actor), by: { staffId, device } }),
  });
  return outcome.kind === 'refused' ? ackOf(outcome) : { ok: true };
}

function viewOf(
  { lineupId, name, currency, items, savedAtMs, ownerId }: KeptLineup,
  isTheirs: boolean,
): SavedLineup {
  return {
    ...{ lineupId, name, currency, products: items.length, savedAtMs },
    ...(ownerId === null && { isShops: true as const }),
    ...(isTheirs && { isMine: true as const }),
  };
}
