import type { Ack } from '../../../shared/contract/answer.ts';
import type { SetStreamDefaultsRequest, StreamDefaultsView } from '../../../shared/market/stream/defaults.ts';
import type { KnownDefaults } from '../../shop/state.ts';
import { setStreamDefaults, streamDefaultsOf } from '../../shop/stream-defaults.ts';
import { ackOf } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import { namedChanges } from './named-changes.ts';

/** What new streams begin with, and who set each when, by name (S11). */
export async function streamDefaults({
  engines,
  directory,
}: Pick<ApplicationDeps, 'engines' | 'directory'>): Promise<StreamDefaultsView> {
  return viewOf(directory, await engines.shop.read(streamDefaultsOf));
}

/** Sets it, whole, for an operator (S11). Refusals: STALE_VERSION. */
export async function sayStreamDefaults(
  { engines, directory, clock }: Pick<ApplicationDeps, 'engines' | 'directory' | 'clock'>,
  { staffId, device }: StaffActor,
  request: SetStreamDefaultsRequest,
): Promise<Ack<StreamDefaultsView>> {
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:set-stream-defaults', request),
    decide: (state) => setStreamDefaults(state, request, { by: { staffId, device } }),
  });
  if (outcome.kind === 'refused') return ackOf(outcome);
  return { ok: true, ...(await viewOf(directory, outcome.reply)) };
}

async function viewOf(
  directory: ApplicationDeps['directory'],
  { version, defaults, changed }: KnownDefaults,
): Promise<StreamDefaultsView> {
  return { version, defaults, changed: await namedChanges(directory, changed) };
}
