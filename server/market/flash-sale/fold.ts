import type { Fact } from '../facts.ts';
import type { Folds } from '../kernel/capability.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { StreamState } from '../state.ts';
import { assertWhole, flashOf, itemOf } from '../stock/counters.ts';
import { rememberUndo } from '../undo-memory.ts';
import type { FlashSaleFacts } from './facts.ts';
import type { Flash } from './state.ts';

export const flashSaleFolds: Folds<FlashSaleFacts> = {
  flash_sale_announced: announced,
  flash_sale_edited: (state, fact, stamp) => {
    const flash = flashOf(state, fact.flashId)!;
    flash.free += fact.cap - flash.cap;
    flash.cap = fact.cap;
    flash.priceMinor = fact.priceMinor;
    flash.startsAtMs = fact.startsAtMs;
    flash.endsAtMs = fact.endsAtMs;
    flash.perBuyerCap = fact.perBuyerCap;
    touchVersion(state, flash, stamp.seq);
    assertWhole(itemOf(state, flash.itemNumber), flash);
  },
  flash_sale_started: (state, fact) => {
    flashOf(state, fact.flashId)!.phase = 'running';
  },
  flash_sale_ended: (state, fact, stamp) => {
    const flash = flashOf(state, fact.flashId)!;
    if (flash.afterEnd === 'off' && flash.phase === 'running') stopByFlash(state, flash);
    flash.phase = 'over';
    flash.endsAtMs = fact.endedAtMs;
    if (fact.by) touchVersion(state, flash, stamp.seq);
  },
  flash_sale_undone: (state, fact, stamp) => {
    const flash = flashOf(state, fact.flashId)!;
    flash.phase = 'undone';
    const item = itemOf(state, flash.itemNumber);
    if (item.flashId === flash.flashId) item.flashId = null;
    touchVersion(state, flash, stamp.seq);
  },
};

function announced(state: StreamState, fact: Fact<'flash_sale_announced'>, stamp: Stamp): void {
  const { flashId, itemNumber, priceMinor, listPriceMinor, startsAtMs, endsAtMs, cap, perBuyerCap } = fact;
  const { prelaunchSeconds, afterEnd, fundedBy } = fact;
  const flash: Flash = {
    flashId,
    itemNumber,
    announcedSeq: stamp.seq,
    announcedAtMs: stamp.atMs,
    version: stamp.seq,
    phase: 'announced',
    priceMinor,
    listPriceMinor,
    startsAtMs,
    endsAtMs,
    cap,
    perBuyerCap,
    prelaunchSeconds,
    afterEnd,
    fundedBy,
    free: cap,
    lapsed: 0,
    held: 0,
    unpaid: 0,
    sold: 0,
  };
  state.flashes.set(flashId, flash);
  itemOf(state, itemNumber).flashId = flashId;
  touchVersion(state, flash, stamp.seq);
  rememberUndo(state, { kind: 'flash', seq: stamp.seq, atMs: stamp.atMs, itemNumber, flashId });
}

/** A console fact on a flash is also the last console fact on its item (L4). */
function touchVersion(state: StreamState, flash: Flash, seq: number): void {
  flash.version = seq;
  itemOf(state, flash.itemNumber).version = seq;
}

function stopByFlash(state: StreamState, flash: Flash): void {
  const item = itemOf(state, flash.itemNumber);
  if (item.isStopped) return;
  item.isStopped = true;
  item.stoppedByFlash = flash.flashId;
}
