import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { StreamFact } from '../facts.ts';
import type { By } from '../kernel/by.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofFlash } from '../kernel/console-reply.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { itemOf } from '../stock/counters.ts';
import {
  invalidFlash,
  whyCapInvalid,
  whyLengthInvalid,
  whyPerBuyerCapInvalid,
  whyPriceInvalid,
} from './announce.ts';
import type { Flash } from './state.ts';

export interface EditRequest {
  flashId: string;
  version: number;
  priceMinor?: number | undefined;
  startsAtMs?: number | undefined;
  endsAtMs?: number | undefined;
  cap?: number | undefined;
  perBuyerCap?: number | undefined;
  floorConsent?: boolean | undefined;
}

type Terms = Pick<Flash, 'priceMinor' | 'startsAtMs' | 'endsAtMs' | 'cap' | 'perBuyerCap'>;

/** Decides a change of a flash (F2): before its start anything, while it runs both caps up and the end earlier. */
export function editFlash(
  state: StreamState,
  request: EditRequest,
  by: DecideAt & { by: By },
): Decision<ConsoleReply> {
  const flash = state.flashes.get(request.flashId);
  if (!flash) return refused({ code: 'NOT_FOUND' });
  if (flash.version !== request.version) {
    return refused({ code: 'STALE_VERSION', itemNumber: flash.itemNumber, version: flash.version });
  }
  if (flash.phase !== 'announced' && flash.phase !== 'running')
    return refused(invalidFlash('flashId', 'ended'));
  const item = itemOf(state, flash.itemNumber);
  const terms: Terms = {
    priceMinor: request.priceMinor ?? flash.priceMinor,
    startsAtMs: request.startsAtMs ?? flash.startsAtMs,
    endsAtMs: request.endsAtMs ?? flash.endsAtMs,
    cap: request.cap ?? flash.cap,
    perBuyerCap: request.perBuyerCap ?? flash.perBuyerCap,
  };
  const invalid =
    flash.phase === 'announced'
      ? whyNotBefore(item, flash, terms, { atMs: by.atMs, hasConsent: request.floorConsent === true })
      : whyNotWhileRunning(item, flash, terms, by.atMs);
  if (invalid) return refused(invalid);
  return accept(
    [
      {
        ...{ type: 'flash_sale_edited', flashId: flash.flashId, ...terms, by: by.by },
        ...(request.floorConsent === true && { floorConsent: true as const }),
      },
    ],
    consoleReply(null, ofFlash(flash.flashId)),
  );
}

/** Decides the early end of a flash; carries no version and always wins (L4). Ended already → nothing happens. */
export function endFlash(
  state: StreamState,
  request: { flashId: string },
  by: DecideAt & { by: By },
): Decision<ConsoleReply> {
  const flash = state.flashes.get(request.flashId);
  if (!flash) return refused({ code: 'NOT_FOUND' });
  if (flash.phase !== 'announced' && flash.phase !== 'running')
    return accept([], consoleReply(null, ofFlash(flash.flashId)));
  const fact: StreamFact = {
    type: 'flash_sale_ended',
    flashId: flash.flashId,
    endedAtMs: Math.min(by.atMs, flash.endsAtMs),
    reason: 'host',
    by: by.by,
  };
  return accept([fact], consoleReply(null, ofFlash(flash.flashId)));
}

/** A price that is not lowered needs no new consent: the one it was announced with stands in the log (F1). */
function whyNotBefore(
  item: Item,
  flash: Flash,
  terms: Terms,
  { atMs, hasConsent }: { atMs: number; hasConsent: boolean },
): Refusal | null {
  if (terms.startsAtMs < atMs) return invalidFlash('startsAtMs', 'prelaunch');
  return (
    whyPriceInvalid(item, terms.priceMinor, hasConsent || terms.priceMinor >= flash.priceMinor) ??
    whyLengthInvalid(terms.endsAtMs - terms.startsAtMs) ??
    whyCapInvalid(item, terms.cap) ??
    whyPerBuyerCapInvalid(terms.perBuyerCap)
  );
}

function whyNotWhileRunning(item: Item, flash: Flash, terms: Terms, atMs: number): Refusal | null {
  if (terms.priceMinor !== flash.priceMinor) return invalidFlash('priceMinor', 'frozen');
  if (terms.startsAtMs !== flash.startsAtMs) return invalidFlash('startsAtMs', 'frozen');
  if (terms.perBuyerCap < flash.perBuyerCap) {
    return invalidFlash('perBuyerCap', 'only_up', flash.perBuyerCap);
  }
  const perBuyer = whyPerBuyerCapInvalid(terms.perBuyerCap);
  if (perBuyer) return perBuyer;
  if (terms.cap < flash.cap) return invalidFlash('cap', 'only_up', flash.cap);
  const room = item.available + item.held - flash.free;
  if (terms.cap - flash.cap > room) return invalidFlash('cap', 'cap', flash.cap + Math.max(0, room));
  if (terms.endsAtMs > flash.endsAtMs || terms.endsAtMs <= atMs)
    return invalidFlash('endsAtMs', 'only_earlier');
  return null;
}
