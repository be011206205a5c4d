/** A span of time, `[startMs, endMs)`. */
export interface Window {
  startMs: number;
  /** Exclusive. */
  endMs: number;
}

/** Windows that touch or overlap as one, in time order. What is given is not changed. */
export function united(windows: readonly Window[]): Window[] {
  const merged: Window[] = [];
  for (const window of [...windows].sort((a, b) => a.startMs - b.startMs)) {
    if (window.startMs >= window.endMs) continue;
    const last = merged.at(-1);
    if (last && window.startMs <= last.endMs) last.endMs = Math.max(last.endMs, window.endMs);
    else merged.push({ ...window });
  }
  return merged;
}

/** What of the windows lies within one of the others. */
export function within(windows: readonly Window[], others: readonly Window[]): Window[] {
  const parts: Window[] = [];
  for (const a of united(windows)) {
    for (const b of united(others)) {
      const part = { startMs: Math.max(a.startMs, b.startMs), endMs: Math.min(a.endMs, b.endMs) };
      if (part.startMs < part.endMs) parts.push(part);
    }
  }
  return parts;
}

/** What of the windows lies within none of the others. */
export function without(windows: readonly Window[], others: readonly Window[]): Window[] {
  let left = united(windows);
  for (const cut of united(others)) {
    left = left.flatMap(({ startMs, endMs }) =>
      [
        { startMs, endMs: Math.min(endMs, cut.startMs) },
        { startMs: Math.max(startMs, cut.endMs), endMs },
      ].filter((part) => part.startMs < part.endMs),
    );
  }
  return left;
}

export function isIn(windows: readonly Window[], atMs: number): boolean {
  return windows.some(({ startMs, endMs }) => atMs >= startMs && atMs < endMs);
}
