import type { SecurityEntry } from '../../ports/security-log.ts';

/** An entry before it has its name. */
export type Noted = Omit<SecurityEntry, 'entryId'>;

/** Of entries that are alike one is written at once, and one each ten seconds for all that came since. */
const EVERY_MS = 10_000;
/** Addresses of those who are not signed in that are told apart at a time; the others share an entry for each kind. */
const MAX_ANONYMOUS_WINDOWS = 200;
/** Different things that members of staff do, told apart at a time. */
const MAX_STAFF_WINDOWS = 2_000;

interface Window {
  untilMs: number;
  /** What came since the last entry, as the one entry that it will be. */
  more: Noted | null;
}

/**
 * Entries that are alike, taken together: a flood at a door writes six entries a minute, and each says for how many it
 * stands.
 */
export class SampledEntries {
  readonly #write: (noted: Noted) => void;
  readonly #anonymous = new Map<string, Window>();
  readonly #staff = new Map<string, Window>();

  constructor(write: (noted: Noted) => void) {
    this.#write = write;
  }

  /** @param alike what entries that may be taken together have in common */
  take(noted: Noted, alike: readonly (string | null)[]): void {
    const [open, max] = noted.isStranger
      ? [this.#anonymous, MAX_ANONYMOUS_WINDOWS]
      : [this.#staff, MAX_STAFF_WINDOWS];
    let entry = noted;
    let key = [noted.kind, ...alike].join(' ');
    if (!open.has(key) && open.size >= max) {
      // Who they all were is not said: the last one is not to blame for the others.
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

  /** Writes what has waited long enough. @returns false if nothing is open any more */
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
