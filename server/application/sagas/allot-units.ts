import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { Outcome } from '../../market/kernel/decision.ts';
import type { LineupGood } from '../../market/lineup/decide.ts';
import type { StreamState } from '../../market/state.ts';
import { allot, undoAllotment } from '../../shop/decide.ts';
import type { ShopProduct } from '../../shop/state.ts';
import type { StaffActor } from '../application.ts';
import type { StaffCall } from '../call.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Units between the warehouse and a stream, named so that each move happens once (S5). */
export interface Move {
  transferId: string;
  productId: string;
  streamId: string;
  units: number;
}

/**
 * Submits a command that brings units of a product into a stream: they leave the warehouse first, and go back if the stream
 * refuses them for good. In a rehearsal none leave it (S1).
 */
export async function allotAndSubmit(
  call: StaffCall<{ productId: string; units: number }>,
  submit: (told: { good: LineupGood; transferId: string }) => Promise<Outcome<object>>,
): Promise<Outcome<object>> {
  const { deps, engine, streamId, actor, request, key, readAtMs } = call;
  const transferId = await engine.read((state) => transferFor(state, `${streamId}:${request.key}`));
  // Units leave the warehouse first: not for a key that the stream will not take (I1).
  if (await engine.isUsedOtherwise([actor.staffId], key)) {
    return { kind: 'refused', refusal: { code: 'KEY_REUSED' } };
  }
  const { productId, units } = request;
  const move = { transferId, productId, streamId, units };
  const isReal = await engine.read((state) => state.rehearsalOf === null);
  const allotted = await allotUnits(deps, actor, isReal ? move : { ...move, units: 0 }, readAtMs);
  if (allotted.kind === 'refused') return { kind: 'refused', refusal: allotted.refusal };
  const outcome = await submit({ good: lineupGood(allotted.reply), transferId });
  if (outcome.kind === 'refused' && isReal && isFinal(outcome.refusal.code)) await undoAllotted(deps, move);
  return outcome;
}

/** A transfer that was given up stays so; the same request goes on under another name. */
function transferFor(state: Readonly<StreamState>, name: string): string {
  return state.voided.has(name) ? transferFor(state, `${name}~`) : name;
}

/** A refusal that a retry of the same key would get again: the units may go back. */
function isFinal(code: string): boolean {
  return code !== 'BUSY' && code !== 'UNAVAILABLE' && code !== 'KEY_REUSED' && code !== 'INTERNAL';
}

interface Allotted {
  product: ShopProduct;
  shareBps: number | null;
  reserve: Reserve | null;
}

/** What of the catalogue goes into a lineup, frozen there. */
function lineupGood({ product, shareBps, reserve }: Allotted): LineupGood {
  const { productId, producerId, producer, name, origin, grams, picture, priceMinor, floorMinor } = product;
  const { currency, isPerishable, shipBaseMinor: baseMinor, shipIncrementMinor: incrementMinor } = product;
  const good = { productId, producerId, producer, name, origin, grams, picture, priceMinor, floorMinor };
  const costs = baseMinor > 0 || incrementMinor > 0;
  return {
    ...good,
    ...secondNames(product),
    ...secondOrigin(product),
    currency,
    isPerishable,
    ...(product.isArchived && { isArchived: true }),
    ...(shareBps !== null && { shareBps }),
    ...(reserve && { reserve }),
    ...(costs && { shipping: { baseMinor, incrementMinor } }),
  };
}

/** Takes units out of the warehouse for a stream; a repeated transfer id finds them taken. */
function allotUnits(
  deps: ApplicationDeps,
  actor: StaffActor,
  move: Move,
  readAtMs: number,
): Promise<Outcome<Allotted>> {
  const by = { staffId: actor.staffId, device: actor.device };
  return deps.engines.shop.submit({
    readAtMs,
    ids: [],
    key: null,
    decide: (state, at) => allot(state, move, { ...at, by }),
  });
}

/**
 * Takes an allotment back that the stream refused: the same key may ask for it again.
 * @returns false if the warehouse could not book it now
 */
export async function undoAllotted(
  deps: ApplicationDeps,
  move: Pick<Move, 'transferId' | 'streamId'>,
): Promise<boolean> {
  const { transferId, streamId } = move;
  const outcome = await deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [],
    key: null,
    decide: (state) => undoAllotment(state, { transferId, streamId }),
  });
  if (outcome.kind === 'accepted') return true;
  deps.onAlarm('allotment not undone', { transferId, streamId, code: outcome.refusal.code });
  return false;
}
