import { useMessages } from '../../i18n/language.ts';
import type { FloorTold } from '../../screens/staff/insights/floor-told.ts';
import { flashResultWords } from './insights-words.ts';
import { useFlashResult } from './use-flash-result.ts';

/** So many are told below the sentence of an evening; all of them stand under its flash sales. */
const TOLD = 2;

/** What became of the first flash sales, in one line; nothing without any. */
export function FlashLine({ floor: { flashes }, items }: FloorTold) {
  const say = useMessages(flashResultWords);
  const resultOf = useFlashResult();
  if (flashes.length === 0) return null;
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  return (
    <ul className="flash-line soft">
      {flashes.slice(0, TOLD).map((flash) => (
        <li key={flash.flashId}>
          ⚡{flash.itemNumber} <bdi>{names.get(flash.itemNumber) ?? ''}</bdi>: {resultOf(flash)}
        </li>
      ))}
      {flashes.length > TOLD && <li>⚡ {say.more(flashes.length - TOLD)}</li>}
    </ul>
  );
}
