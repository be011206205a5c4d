import type { SecurityEntry } from '../../ports/security-log.ts';

/** An entry without its id. */
export type Noted = Omit<SecurityEntry, 'entryId'>;

/** Time between two entries of one group, in ms. The first is written immediately, later ones as one sum. */
const EVERY_MS = 10_000;
/** Bound of address windows of anonymous clients; beyond it they share one entry a kind. */
const MAX_ANONYMOUS_WINDOWS = 200;
/** Bound of windows of staff. */
const MAX_STAFF_WINDOWS = 2_000;

interface Window {
  untilMs: number;
  /** The entries since the last written one, merged into one. */
  more: Noted | null;
}

/** Merged entries of one group: a flood writes six entries a minute, each with its count. */
export class SampledEntries {
  readonly #write: (noted: Noted) => void;
  readonly #anonymous = new Map<string, Window>();
  readonly #staff = new Map<string, Window>();

  constructor(write: (noted: Noted) => void) {
    this.#write = write;
  }

  /** Takes an entry. @param alike what the entries of one group have in common */
  take(noted: Noted, alike: readonly (string | null)[]): void {
    const [open, max] = noted.isStranger
      ? [this.#anonymous, MAX_ANONYMOUS_WINDOWS]
      : [this.#staff, MAX_STAFF_WINDOWS];
    let entry = noted;
    let key = [noted.kind, ...alike].join(' ');
    if (!open.has(key) && open.size >= max) {
      // A merged entry names no single client: the last one is not to blame for all.
      entry = noted.isStranger ? { ...noted, address: null, account: null, what: null } : noted;
      key = `${noted.kind} ${noted.staffId ?? ''}`;
    }
    const known = open.get(key);
    if (!known) {
      open.set(key, { untilMs: noted.atMs + EVERY_MS, more: null });
      this.#write(entry);
      return;
    }
    const before = known.more;
    known.more = {
      ...entry,
      times: entry.times + (before?.times ?? 0),
      rows: entry.rows === null ? null : entry.rows + (before?.rows ?? 0),
    };
  }

  /** Writes entries whose time is over. @returns false if no window is open */
  look(nowMs: number): boolean {
    for (const open of [this.#anonymous, this.#staff]) {
      for (const [key, window] of open) {
        if (window.untilMs > nowMs) continue;
        if (!window.more) {
          open.delete(key);
          continue;
        }
        this.#write(window.more);
        open.set(key, { untilMs: nowMs + EVERY_MS, more: null });
      }
    }
    return this.#anonymous.size + this.#staff.size > 0;
  }
}
