/**
 * What runs in a page to time how it takes a change: a message that comes, what the page does about it, and the frame in
 * which that is painted. Each function here is sent to a page as its text, and knows nothing but what it is given.
 */

/** One change, in ms. */
export interface Change {
  /** What the page's own thread computed from the message until the frame was painted. */
  cpuMs: number;
  /** The same by the clock: with waiting for the frame, and for a core. */
  paintedMs: number;
}

/** What `timeChanges` puts on the page. */
export interface TimedPage {
  /** From here on changes are timed, the first `most` of them. */
  startTiming(most: number): void;
  /** Called first thing when a change comes. */
  changeComes(): void;
  /** How many were painted. */
  timed(): number;
}

/** Marks in the trace of a browser, which knows how long the thread had computed at each. */
const CAME = 'change came ';
const PAINTED = 'change painted ';

/**
 * Before the page's own program: every websocket of it says when a frame of a console comes.
 * @param frameStart how such a frame begins; null: changes come from elsewhere
 */
export function timeChanges({ frameStart, came, painted }: Marks): void {
  const page = globalThis as unknown as TimedPage;
  let left = 0;
  let first = 0;
  let count = 0;
  const { port1, port2 } = new MessageChannel();
  const frames: number[] = [];
  port1.onmessage = () => {
    performance.mark(`${painted}${frames.shift()}`);
    performance.clearMarks();
    count += 1;
  };
  page.startTiming = (most) => {
    left = most;
    first = most;
  };
  page.timed = () => count;
  page.changeComes = () => {
    if (left === 0) return;
    const number = first - left;
    left -= 1;
    performance.mark(`${came}${number}`);
    requestAnimationFrame(() => {
      frames.push(number);
      // A task that was asked for in a frame runs once that frame is painted.
      port2.postMessage(null);
    });
  };
  if (frameStart === null) return;
  const start: string = frameStart;
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.startsWith(start)) page.changeComes();
      });
    }
  };
}

interface Marks {
  frameStart: string | null;
  came: string;
  painted: string;
}

/** What `timeChanges` is given. @param frameStart see there */
export function marksFor(frameStart: string | null): Marks {
  return { frameStart, came: CAME, painted: PAINTED };
}

/** A mark in a trace, in µs: of the clock, and of what its thread had computed. */
interface TraceEvent {
  name: string;
  ts: number;
  tts?: number;
}

/** Of which a browser's trace needs nothing else. */
export const TRACED = ['-*', 'blink.user_timing'];

/** The changes that a trace has both marks of, in the order in which they came. */
export function changesIn(trace: string): Change[] {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const came = new Map<string, TraceEvent>();
  const changes: Change[] = [];
  for (const event of traceEvents.toSorted((a, b) => a.ts - b.ts)) {
    if (event.name.startsWith(CAME)) came.set(event.name.slice(CAME.length), event);
    const from = event.name.startsWith(PAINTED) ? came.get(event.name.slice(PAINTED.length)) : undefined;
    if (!from) continue;
    if (from.tts === undefined || event.tts === undefined)
      throw new Error('This browser does not say what a thread computes.');
    changes.push({ cpuMs: (event.tts - from.tts) / 1_000, paintedMs: (event.ts - from.ts) / 1_000 });
  }
  return changes;
}

/** What a bare list needs of a console's frame. */
interface BareFrame {
  items: { itemNumber: number; name: string; available: number; sold: number; unpaid: number }[];
  orders: { orderId: string; reference: string; status: string; totalMinor: number; units: number }[];
}

/** The least that shows the same: a row for each product and the newest orders, as plain elements. */
export function bareList(mostOrders: number): void {
  const [goods, feed] = ['ol', 'ol'].map((name) => document.body.appendChild(document.createElement(name)));
  const rows = new Map<string, HTMLElement[]>();
  const row = (list: HTMLElement, key: string, isNewest: boolean) => {
    const known = rows.get(key);
    if (known) return known;
    const line = document.createElement('li');
    const cells = [0, 1, 2, 3].map(() => line.appendChild(document.createElement('span')));
    if (isNewest) list.prepend(line);
    else list.append(line);
    rows.set(key, cells);
    if (isNewest && list.childElementCount > mostOrders) list.lastElementChild?.remove();
    return cells;
  };
  const write = (cells: HTMLElement[], texts: (string | number)[]) =>
    texts.forEach((text, at) => {
      cells[at]!.textContent = `${text}`;
    });
  const show = ({ items, orders }: BareFrame) => {
    for (const { itemNumber, name, available, sold, unpaid } of items)
      write(row(goods!, `item ${itemNumber}`, false), [itemNumber, name, available, sold + unpaid]);
    for (const { orderId, reference, status, totalMinor, units } of orders.toReversed())
      write(row(feed!, orderId, true), [reference, status, totalMinor, units]);
  };
  const page = globalThis as unknown as TimedPage & { play(texts: string[], everyMs: number): Promise<void> };
  page.play = async (texts, everyMs) => {
    for (const text of texts) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      page.changeComes();
      show((JSON.parse(text.slice(text.indexOf('['))) as [string, BareFrame])[1]);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  };
}
