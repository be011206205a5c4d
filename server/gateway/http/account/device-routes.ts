import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { BuyerActor } from '../../../application/application.ts';
import { semaphore } from '../../../lib/semaphore.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SharedAct, SharedBuckets } from '../../limits/shared-buckets.ts';
import { mostOf } from '../../limits/table.ts';
import type { Handlers } from '../serve-routes.ts';
import type { Visitor } from '../visitor.ts';
import { meOf } from './me.ts';

const CODE_LENGTH = 8;
const CODE_MS = 10 * MINUTE;
/** Bound of queued merges, and the retry-after beyond it in ms. */
const MAX_MERGES_WAITING = 50;
const MERGES_BUSY_MS = 2_000;

type DeviceDeps = Pick<GatewayDeps, 'application' | 'directory' | 'secrets' | 'clock' | 'settlementAdmin'> & {
  config: Pick<GatewayDeps['config'], 'limits' | 'mode'>;
  buckets: Pick<SharedBuckets, 'own' | 'shared'>;
  onMerged: (guestIds: readonly string[]) => Promise<void>;
};

/** Routes of a second device: a code of one, typed on the other, merges two buyers. */
export function deviceRoutes(deps: DeviceDeps): Pick<Handlers, 'deviceCode' | 'mergeDevice'> {
  const { directory, secrets, clock } = deps;
  const oneMerge = semaphore(1, MAX_MERGES_WAITING);
  return {
    deviceCode: async ({ visitor, address }) => {
      const buyer = await visitor.buyer();
      const { buyerId } = buyer;
      const tooEarly = await tooSoon(deps.buckets, 'deviceCode', buyer, address);
      if (tooEarly) return tooEarly;
      const code = secrets.randomCode(CODE_LENGTH);
      const untilMs = clock.nowMs() + CODE_MS;
      await directory.addOneTime({
        kind: 'device',
        secretHash: secrets.digest(code),
        subjectId: buyerId,
        untilMs,
      });
      return ok({ code, expiresAtMs: untilMs });
    },
    mergeDevice: async ({ body, visitor, address }) => {
      const tooEarly = await tooSoon(deps.buckets, 'merge', await visitor.buyer(), address);
      if (tooEarly) return tooEarly;
      const outcome = await oneMerge(() => merge(deps, visitor, secrets.digest(body.code)));
      if (outcome === 'full') return refuse({ code: 'BUSY', retryAfterMs: MERGES_BUSY_MS });
      return outcome.ok ? ok(await meOf(deps, visitor)) : outcome;
    },
  };
}

/** Counts an act of a buyer and of their address. @returns null, or the refusal */
async function tooSoon(
  buckets: DeviceDeps['buckets'],
  act: SharedAct,
  actor: BuyerActor,
  address: string,
): Promise<Result<never, Refusal> | null> {
  const own = await buckets.own(act, actor.buyerId);
  const waitMs = own.waitMs > 0 ? own.waitMs : await buckets.shared(act, { actor, address }, own.isFirst);
  return waitMs > 0 ? refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs }) : null;
}

/**
 * Merges the requesting buyer into the buyer of a code. This process runs one merge at a time: a merge changes many
 * streams, and the next depends on its result.
 */
async function merge(
  deps: DeviceDeps,
  visitor: Visitor,
  code: string,
): Promise<Result<{ ok: true }, Refusal>> {
  const { application, directory, clock } = deps;
  const mergesPerBuyer = mostOf('devicesOfBuyer', deps.config.limits);
  const asker = await visitor.buyer();
  const from = await directory.identity(asker.buyerId);
  const tooMany = refuse({ code: 'MERGE_LIMIT', max: mergesPerBuyer } as const);
  const isOver = (ids: number) => mergesPerBuyer > 0 && ids - 1 > mergesPerBuyer;
  // The limit is checked before the code is spent.
  if (isOver(from.allIds.length + 1)) return tooMany;
  const subject = await directory.takeOneTime('device', code, clock.nowMs(), from.allIds);
  if (!subject) return refuse({ code: 'NOT_FOUND' });
  const into = await directory.identity(subject);
  if (from.buyerId !== into.buyerId) {
    if (isOver(from.allIds.length + into.allIds.length)) return tooMany;
    // The alias is last. After a crash in between, another code repeats the merge without moving anything twice.
    await application.mergeBuyers(from.buyerId, into.buyerId);
    await directory.addAlias(from.buyerId, into.buyerId, clock.nowMs());
    // The other devices of that buyer get the new ids too.
    await deps.onMerged([...from.allIds, ...into.allIds]);
  }
  visitor.becomeGuest(into.buyerId);
  return ok({ ok: true });
}
