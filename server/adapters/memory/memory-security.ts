import type { SecurityEntry, SecurityLogStore, SecurityPlace } from '../../ports/security-log.ts';

/** The security log in a map. */
export function memorySecurityLog(): SecurityLogStore {
  const kept = new Map<string, SecurityEntry>();
  const newestFirst = () => [...kept.values()].sort((a, b) => (isBefore(a, b) ? 1 : -1));
  return {
    async write(entries) {
      for (const entry of entries) if (!kept.has(entry.entryId)) kept.set(entry.entryId, { ...entry });
    },
    page: async ({ kind, staffId = null, sinceMs, untilMs, after, limit }) =>
      newestFirst()
        .filter((entry) => kind === null || entry.kind === kind)
        .filter((entry) => staffId === null || entry.staffId === staffId)
        .filter(({ atMs }) => (sinceMs === null || atMs >= sinceMs) && (untilMs === null || atMs < untilMs))
        .filter((entry) => after === null || isBefore(entry, after))
        .slice(0, limit)
        .map((entry) => ({ ...entry })),
    async beyond(most, ofStrangers) {
      const place = newestFirst().filter(({ isStranger }) => !ofStrangers || isStranger)[most];
      return place ? { atMs: place.atMs, entryId: place.entryId } : null;
    },
    async trim(upTo, ofStrangers, step) {
      const gone = newestFirst()
        .filter((entry) => (!ofStrangers || entry.isStranger) && !isBefore(upTo, entry))
        .reverse()
        .slice(0, step);
      for (const { entryId } of gone) kept.delete(entryId);
      return gone.length;
    },
  };
}

function isBefore(a: SecurityPlace, b: SecurityPlace): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.entryId < b.entryId);
}
