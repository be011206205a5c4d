import type { FloorReport } from '../../../shared/contract/floor.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useWatchTime } from '../../screens/staff/insights/use-watch-time.ts';
import { flashResultWords } from './insights-words.ts';

/**
 * What became of a flash's quota: how fast it was taken, and how much of it was kept. A quota that is taken is not sold:
 * what is not paid in time, or is cancelled, goes back (F6).
 */
export function useFlashResult(): (
  flash: Pick<FloorReport['flashes'][number], 'cap' | 'sellOutMs' | 'soldUnits'>,
) => string {
  const say = useMessages(flashResultWords);
  const language = useLanguage();
  const time = useWatchTime();
  return ({ cap, sellOutMs, soldUnits }) => {
    const [all, kept] = [cap, soldUnits].map((n) => n.toLocaleString(language)) as [string, string];
    if (sellOutMs === null) return say.quotaLeft(all, kept);
    const taken = time(sellOutMs / 1_000);
    return soldUnits >= cap ? say.quotaTakenAndKept(all, taken) : say.quotaTaken(all, taken, kept);
  };
}
