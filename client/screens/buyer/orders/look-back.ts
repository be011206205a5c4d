import { useEffect, useState } from 'react';
import type { ReplayView } from '../../../../shared/contract/media.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { momentPath } from '../../../stores/replay/address.ts';
import { useWorld } from '../../../stores/world.ts';

/** Where a recording of an order's stream is watched. */
export interface LookBack {
  path: string;
  /** It begins at the tap that ordered, which was recorded. */
  isOfTap: boolean;
}

/**
 * The recording of an order's stream, once that is over: at the tap that ordered, where the recording has it.
 * @returns null: there is none; undefined: not known yet
 */
export function useLookBack(mine: MyOrder | null): LookBack | null | undefined {
  const { http } = useWorld();
  const [found, setFound] = useState<LookBack | null>();
  const slug = mine?.hasStreamEnded ? mine.slug : null;
  const tapAtMs = mine ? (mine.order.receivedAtMs ?? mine.order.placedAtMs) : 0;
  useEffect(() => {
    if (slug === null) return;
    let isGone = false;
    void http.call('replay', { params: { slug } }).then((answer) => {
      if (!isGone) setFound(answer.ok ? lookBackOf(answer.value, tapAtMs) : null);
    });
    return () => {
      isGone = true;
    };
  }, [http, slug, tapAtMs]);
  return mine && slug === null ? null : found;
}

function lookBackOf(view: ReplayView, tapAtMs: number): LookBack | null {
  const { slug, playlist, stretches } = view;
  if (playlist === null) return null;
  const isOfTap = stretches.some(({ atMs, durationMs }) => atMs <= tapAtMs && tapAtMs < atMs + durationMs);
  return { path: isOfTap ? momentPath(slug, view, tapAtMs) : `/replay/${slug}`, isOfTap };
}
