import type { Deadline } from '../deadlines.ts';
import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import type { Invalidated } from '../kernel/invalidated.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { StreamState } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import { flashSaleCommands } from './commands.ts';
import { endFlashes } from './ending.ts';
import type { FlashSaleFacts } from './facts.ts';
import { flashChapter } from './floor.ts';
import { flashSaleFolds } from './fold.ts';
import { flashSaleViews } from './views.ts';

/** Flash sales (F1–F6). */
export const flashSale = {
  fold: flashSaleFolds,
  commands: flashSaleCommands,
  invalidates: {
    flash_sale_announced: tellFlash,
    flash_sale_edited: tellFlash,
    flash_sale_started: tellFlash,
    flash_sale_ended: tellFlash,
    flash_sale_undone: tellFlash,
  },
  deadlines: {
    of: {
      flash_sale_announced: startAndEnd,
      flash_sale_edited: startAndEnd,
    },
    all: (state) => {
      const deadlines: Deadline[] = [];
      for (const { flashId, phase, startsAtMs, endsAtMs } of state.flashes.values()) {
        if (phase === 'announced') deadlines.push({ dueAtMs: startsAtMs, kind: 'flash_start', id: flashId });
        if (phase === 'announced' || phase === 'running') {
          deadlines.push({ dueAtMs: endsAtMs, kind: 'flash_end', id: flashId });
        }
      }
      return deadlines;
    },
    decide: {
      flash_start: (state, { id, dueAtMs }) => {
        const flash = state.flashes.get(id);
        if (flash?.phase !== 'announced' || flash.startsAtMs !== dueAtMs) return [];
        return [{ type: 'flash_sale_started', flashId: id, dueAtMs }];
      },
      flash_end: (state, { id, dueAtMs }) => {
        const flash = state.flashes.get(id);
        if (flash?.phase !== 'running' || flash.endsAtMs !== dueAtMs) return [];
        return [{ type: 'flash_sale_ended', flashId: id, endedAtMs: dueAtMs, reason: 'due', by: null }];
      },
    },
  },
  due: {
    flash_sale_started: (state, { dueAtMs, flashId }) => ({
      said: dueAtMs,
      set: state.flashes.get(flashId)?.startsAtMs ?? null,
    }),
    flash_sale_ended: (state, { reason, endedAtMs, flashId }) =>
      reason === 'due' ? { said: endedAtMs, set: state.flashes.get(flashId)?.endsAtMs ?? null } : null,
  },
  records: {
    flash_sale_announced: recordFlash,
    flash_sale_edited: recordFlash,
    flash_sale_ended: recordFlash,
    flash_sale_undone: recordFlash,
  },
  on: { merge: null, streamEnds: { before: endFlashes }, itemRemoved: null },
  views: flashSaleViews,
  report: { flashes: flashChapter },
} satisfies Capability<FlashSaleFacts, 'flash_start' | 'flash_end'>;

function tellFlash(into: Invalidated, state: StreamState, { flashId }: Fact<keyof FlashSaleFacts>): void {
  into.flashes.add(flashId);
  into.urgent = true;
  const itemNumber = state.flashes.get(flashId)?.itemNumber;
  if (itemNumber === undefined) return;
  into.stock.add(itemNumber);
  into.flash.add(itemNumber);
}

function startAndEnd(
  _state: StreamState,
  { flashId, startsAtMs, endsAtMs }: Fact<'flash_sale_announced' | 'flash_sale_edited'>,
): Deadline[] {
  return [
    { dueAtMs: startsAtMs, kind: 'flash_start', id: flashId },
    { dueAtMs: endsAtMs, kind: 'flash_end', id: flashId },
  ];
}

function recordFlash(
  into: Timeline,
  state: StreamState,
  { flashId }: Fact<keyof FlashSaleFacts>,
  { atMs }: Stamp,
): void {
  into.followFlash(state, flashId, atMs);
}
