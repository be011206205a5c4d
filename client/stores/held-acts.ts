/** So long an act waits before it is sent, counted from the last one: long enough to see that the tap was a wrong one. */
export const HOLD_MS = 8_000;
/** The second tap of a double tap comes sooner than this, and means the button that was there before. */
const DOUBLE_TAP_MS = 400;
/** More than anybody taps in a row; then all of them are sent. */
const MOST_HELD = 50;

/** What the page knows of acts that wait. */
export interface HeldState<Kind extends string> {
  /** What waits, by the thing that it is about, the oldest first. */
  held: Readonly<Record<string, Kind>>;
  /** When all of it is sent, by the server's clock. */
  heldUntilMs: number;
}

/** Where that stands. */
interface HeldStore<Kind extends string> {
  getState(): HeldState<Kind>;
  setState(changed: Partial<HeldState<Kind>>): void;
}

export interface HeldActs<Kind extends string> {
  /** @param send says whether it was done */
  hold(name: string, kind: Kind, send: () => Promise<boolean>): void;
  /** Takes the act about a thing back; without a name the last one. */
  takeBack(name?: string): void;
  /** Sends all of it now, each once. */
  sendAll(): Promise<void>;
}

/**
 * Acts that nothing takes back once the server has them: they wait on this page first. They leave together, some seconds
 * after the last one, so that no line goes from under a finger that is about to tap the next.
 * @param onDone hears that all of them were answered and something was done
 */
export function createHeldActs<Kind extends string>(
  store: HeldStore<Kind>,
  nowMs: () => number,
  onDone: () => Promise<unknown>,
): HeldActs<Kind> {
  const sends = new Map<string, () => Promise<boolean>>();
  /** The last tap that counted. */
  let tapped = { name: '', atMs: Number.NEGATIVE_INFINITY };
  let timer: ReturnType<typeof setTimeout> | undefined;

  function isSecondTap(name: string): boolean {
    const atMs = nowMs();
    if (tapped.name === name && Math.abs(atMs - tapped.atMs) < DOUBLE_TAP_MS) return true;
    tapped = { name, atMs };
    return false;
  }

  async function sendAll(): Promise<void> {
    clearTimeout(timer);
    const all = [...sends.values()];
    if (all.length === 0) return;
    sends.clear();
    store.setState({ held: {} });
    const answers = await Promise.all(all.map((send) => send()));
    if (answers.some((isDone) => isDone)) await onDone();
  }

  return {
    hold(name, kind, send) {
      if (isSecondTap(name) || sends.has(name)) return;
      sends.set(name, send);
      const { held } = store.getState();
      store.setState({ held: { ...held, [name]: kind }, heldUntilMs: nowMs() + HOLD_MS });
      clearTimeout(timer);
      if (sends.size >= MOST_HELD) void sendAll();
      else timer = setTimeout(() => void sendAll(), HOLD_MS);
    },
    takeBack(name = [...sends.keys()].at(-1) ?? '') {
      if (!sends.has(name) || isSecondTap(name)) return;
      sends.delete(name);
      const held = { ...store.getState().held };
      delete held[name];
      store.setState({ held });
      if (sends.size === 0) clearTimeout(timer);
    },
    sendAll,
  };
}
