import { type RefObject, useEffect, useRef } from 'react';
import type { PartBy } from '../../../../shared/contract/parts.ts';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { useMessages } from '../../../i18n/language.ts';
import { isCountedOf, type PartColumn, partColumns } from './items-columns.ts';

/** Which columns stand in the table, kept on this device. */
export function ItemColumns({
  by,
  chosen,
  choose,
}: {
  by: PartBy;
  chosen: readonly PartColumn[];
  choose(columns: readonly PartColumn[]): void;
}) {
  const say = useMessages(itemsMessages);
  const list = useRef<HTMLDetailsElement>(null);
  useClosedElsewhere(list);
  return (
    <details className="items-columns" ref={list}>
      <summary className="button line">{say.chooseColumns}</summary>
      <div className="items-columns-list">
        {partColumns
          .filter((column) => isCountedOf(by, column))
          .map((column) => (
            <label key={column}>
              <input
                type="checkbox"
                checked={chosen.includes(column)}
                onChange={({ target: { checked } }) =>
                  choose(partColumns.filter((each) => (each === column ? checked : chosen.includes(each))))
                }
              />
              {say.columns[column]}
            </label>
          ))}
      </div>
    </details>
  );
}

/** What hangs below its button closes with Esc, and with a tap beside it. */
function useClosedElsewhere(list: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const close = (event: Event) => {
      const { current } = list;
      const isElsewhere =
        event instanceof KeyboardEvent ? event.key === 'Escape' : !current?.contains(event.target as Node);
      if (!current?.open || !isElsewhere) return;
      current.open = false;
      if (event instanceof KeyboardEvent) current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [list]);
}
