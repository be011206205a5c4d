import { useStore } from 'zustand';
import type { HostStore } from '../../stores/host/host-store.ts';
import { useWorld } from '../../stores/world.ts';
import { careOf, waitsForLook } from './care-store.ts';

/**
 * What the tabs of a chat count: the questions that wait, and the lines that wait for somebody's look, held or reported. Each
 * says what its list has: without what was dismissed here, and without lines that have come while the list stands still.
 */
export function useCareCounts(host: HostStore): { questions: number; toCheck: number } {
  const { dismissed, fine, shownTo } = useStore(careOf(host, useWorld()).store);
  const questions = useStore(
    host.store,
    ({ chat }) => chat?.questions.filter(({ seq }) => !dismissed.has(seq)).length ?? 0,
  );
  const toCheck = useStore(
    host.store,
    ({ chat }) =>
      chat?.lines.filter((line) => waitsForLook(line, fine) && (shownTo === null || line.seq <= shownTo))
        .length ?? 0,
  );
  return { questions, toCheck };
}
