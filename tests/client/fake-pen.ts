import { vi } from 'vitest';

/** What is written on a canvas, with a pen that paints nothing: jsdom has none. */
export interface FakePen {
  /** Every text, in the order of writing. */
  written: string[];
  /** So many pictures of the scene were painted: on the board of each stands the name of what is on the table. */
  paints(name: string): number;
}

/** Gives every canvas such a pen until `vi.restoreAllMocks`. */
export function fakePen(): FakePen {
  const written: string[] = [];
  const knows: Record<string, unknown> = {
    fillText: (text: string) => written.push(text),
    measureText: (text: string) => ({ width: 8 * text.length }),
    createLinearGradient: () => ({ addColorStop() {} }),
    createRadialGradient: () => ({ addColorStop() {} }),
  };
  const pen = new Proxy(knows, { get: (target, name) => target[String(name)] ?? (() => {}) });
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pen as never);
  return {
    written,
    paints: (name) => written.filter((text) => text === name).length,
  };
}

/** A screen of 60 pictures a second that a test runs by hand. */
export function fakeScreen(): { run(ms: number): void; isAsked(): boolean } {
  let nowMs = 1_000;
  let ids = 0;
  const asked = new Map<number, FrameRequestCallback>();
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    ids += 1;
    asked.set(ids, callback);
    return ids;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => asked.delete(id));
  return {
    run(ms) {
      const endMs = nowMs + ms;
      while (nowMs < endMs) {
        nowMs += 1_000 / 60;
        const due = [...asked.values()];
        asked.clear();
        for (const callback of due) callback(nowMs);
      }
    },
    isAsked: () => asked.size > 0,
  };
}
