import type { SecurityEntry } from '../../ports/security-log.ts';

/** An entry before it has its name. */
export type Noted = Omit<SecurityEntry, 'entryId'>;

/** Of entries that are alike one is written at once, and one each ten seconds for all that came since. */
const EVERY_MS = 10_000;
/** So many addresses of strangers are told apart at a time; the others share an entry for each kind. */
const MOST_STRANGERS = 200;
/** So many different things that members of staff do are told apart. */
const MOST_OF_STAFF = 2_000;

interface Window {
  untilMs: number;
  /** What came since the last entry, as the one entry that it will be. */
  more: Noted | null;
}

/**
 * Sees to it that a crowd of entries stays readable and small: who floods a door writes six entries a minute, and nothing
 * is lost, since each says for how many it stands.
 */
export function openSampled(write: (noted: Noted) => void) {
  const windows = { stranger: new Map<string, Window>(), staff: new Map<string, Window>() };
  return {
    /** @param alike what entries that may be taken together have in common */
    take(noted: Noted, alike: readonly (string | null)[]): void {
      const [open, most] = noted.isStranger
        ? [windows.stranger, MOST_STRANGERS]
        : [windows.staff, MOST_OF_STAFF];
      let entry = noted;
      let key = [noted.kind, ...alike].join(' ');
      if (!open.has(key) && open.size >= most) {
        // Who they all were is not said: the last one is not to blame for the others.
        entry = noted.isStranger ? { ...noted, address: null, account: null, what: null } : noted;
        key = `${noted.kind} ${noted.staffId ?? ''}`;
      }
      const known = open.get(key);
      if (!known) {
        open.set(key, { untilMs: noted.atMs + EVERY_MS, more: null });
        write(entry);
        return;
      }
      const before = known.more;
      known.more = {
        ...entry,
        times: entry.times + (before?.times ?? 0),
        rows: entry.rows === null ? null : entry.rows + (before?.rows ?? 0),
      };
    },
    /** Writes what has waited long enough. @returns false if nothing is open any more */
    look(nowMs: number): boolean {
      for (const open of Object.values(windows)) {
        for (const [key, window] of open) {
          if (window.untilMs > nowMs) continue;
          if (!window.more) {
            open.delete(key);
            continue;
          }
          write(window.more);
          open.set(key, { untilMs: nowMs + EVERY_MS, more: null });
        }
      }
      return windows.stranger.size + windows.staff.size > 0;
    },
  };
}
