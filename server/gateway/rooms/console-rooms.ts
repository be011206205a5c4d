import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import { type ConsoleKeys, type ConsolePart, consoleParts } from '../../../shared/contract/console-parts.ts';
import { SIGHTS, shownTo } from '../../application/stream/sight.ts';
import type { Publication } from '../../ports/publication.ts';
import type { Presence } from '../audience/presence.ts';
import type { GatewayDeps } from '../deps.ts';
import type { GuessedCodes } from '../limits/guessing-alarm.ts';
import type { Outbound } from '../transport/transport.ts';
import { consoleRoom, consoleRooms } from './room-names.ts';

const TICK_MS = 150;
const HEARTBEAT_MS = 1_000;
/** Bound of named changes of a part in one frame; beyond it the newest are sent. */
const MAX_NAMED: Partial<Record<ConsolePart, number>> = { orders: 200 };
const parts = Object.keys(consoleParts) as ConsolePart[];

/** The unsent changes, by part of the frame. */
type Changed = Readonly<Record<ConsolePart, Set<number | string>>>;

/** The state of one stream's consoles: the last frame sent, and what changed since. */
interface Told {
  history: string;
  to: number;
  changed: Changed;
  /** Whether a change could not be named: the next frame is whole. */
  isWhole: boolean;
  isDirty: boolean;
  isTelling: boolean;
  timer: NodeJS.Timeout | null;
}

interface Deps extends Pick<GatewayDeps, 'application' | 'publications' | 'isCurrent' | 'clock' | 'log'> {
  outbound: Outbound;
  presence: Pick<Presence, 'viewers'>;
  guessed: Pick<GuessedCodes, 'isGuessed'>;
}

/**
 * Fan-out to the consoles of each stream: whole values of what changed, coalesced, and the number of viewers each
 * second.
 */
export class ConsoleRooms {
  readonly #deps: Deps;
  readonly #streams = new Map<string, Told>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #unsubscribe: () => void;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#unsubscribe = deps.publications.subscribe((publication) => this.#hear(publication));
  }

  /** Begins to collect a stream's changes. Call it before the full frame is read, so that none is missed. */
  watch(streamId: string): void {
    if (this.#streams.has(streamId)) return;
    this.#streams.set(streamId, {
      history: '',
      to: 0,
      changed: nothingChanged(),
      isWhole: false,
      isDirty: false,
      isTelling: false,
      timer: null,
    });
  }

  /** Notes the head of a stream, for its heartbeat. */
  seen(streamId: string, frame: ConsoleFrame): void {
    const told = this.#streams.get(streamId);
    if (!told || (told.history === frame.history && told.to > frame.to)) return;
    told.history = frame.history;
    told.to = frame.to;
  }

  close(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    for (const { timer } of this.#streams.values()) if (timer) clearTimeout(timer);
    this.#streams.clear();
  }

  #hear({ streamId, console, whole }: Publication): void {
    const told = this.#streams.get(streamId);
    if (!told) return;
    told.isWhole ||= whole;
    gather(told.changed, console);
    told.isDirty = true;
    this.#plan(streamId, told);
  }

  #plan(streamId: string, told: Told): void {
    if (told.isTelling || told.timer) return;
    told.timer = setTimeout(() => void this.#tell(streamId, told), TICK_MS);
  }

  async #tell(streamId: string, told: Told): Promise<void> {
    told.timer = null;
    told.isTelling = true;
    told.isDirty = false;
    const changed = Object.fromEntries(parts.map((part) => [part, [...told.changed[part]]])) as ConsoleKeys;
    const { isWhole } = told;
    told.changed = nothingChanged();
    told.isWhole = false;
    try {
      await this.#tellFrame(streamId, told, isWhole ? undefined : changed);
    } catch (fault) {
      const { log } = this.#deps;
      log.warn({ err: fault, context: 'console', streamId }, 'a console frame could not be read');
      gather(told.changed, changed);
      told.isWhole ||= isWhole;
      told.isDirty = true;
    }
    told.isTelling = false;
    if (told.isDirty && this.#streams.get(streamId) === told) this.#plan(streamId, told);
  }

  /** Sends a frame. @param changed the keys to read, by part; undefined: everything */
  async #tellFrame(streamId: string, told: Told, changed?: ConsoleKeys): Promise<void> {
    const { application, outbound } = this.#deps;
    const frame = changed
      ? await application.consoleFrame(streamId, changed)
      : await application.consoleFrame(streamId);
    told.history = frame.history;
    told.to = frame.to;
    for (const sight of SIGHTS) {
      const room = consoleRoom(streamId, sight);
      if (outbound.sizeOf(room) > 0) outbound.send(room, outbound.encodeEvent('c', shownTo(sight, frame)));
    }
  }

  #beat(): void {
    // A screen without a heartbeat for 3 s shows itself as stale.
    if (!this.#deps.isCurrent()) return;
    const { outbound } = this.#deps;
    for (const [streamId, told] of this.#streams) {
      const rooms = consoleRooms(streamId);
      if (rooms.every((room) => outbound.sizeOf(room) === 0)) {
        if (told.timer) clearTimeout(told.timer);
        this.#streams.delete(streamId);
      } else {
        const encoded = this.#encodeBeat(streamId, told);
        for (const room of rooms) outbound.send(room, encoded);
      }
    }
  }

  #encodeBeat(streamId: string, { history, to }: Told) {
    const { application, clock, outbound, presence, guessed } = this.#deps;
    const nowMs = application.timeOf(streamId, clock.steadyMs());
    const trouble = application.trouble(streamId) ?? (guessed.isGuessed(streamId) ? 'codes_guessed' : null);
    return outbound.encodeEvent('h', history, to, nowMs, presence.viewers(streamId), trouble);
  }
}

function nothingChanged(): Changed {
  return Object.fromEntries(parts.map((part) => [part, new Set()])) as unknown as Changed;
}

/** Adds changes; beyond a part's bound the newest stay. */
function gather(into: Changed, keys: ConsoleKeys): void {
  for (const part of parts) {
    const gathered = into[part];
    const max = MAX_NAMED[part];
    for (const key of keys[part]) {
      if (max !== undefined) gathered.delete(key);
      gathered.add(key);
      if (max !== undefined && gathered.size > max) gathered.delete(gathered.values().next().value ?? '');
    }
  }
}
