import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { MINUTE } from '../../../../shared/values/time.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { isLow } from '../../../stores/host/floor.ts';
import { arranged, shownOrder } from '../../../stores/host/host-state.ts';
import { unitsByMinute } from '../../../stores/host/pace.ts';
import { Button } from '../../../ui/Button.tsx';
import { Hand } from '../../../ui/Hand.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { asksForLow } from './asks-for-low.ts';
import { useConsole, useFocus, useHost, useIsOnItsWay, useMay } from './host-context.ts';
import { LineupRow, ROW_MINUTES } from './LineupRow.tsx';
import { useDragOrder } from './use-drag-order.ts';
import { useOrdersLately } from './use-orders-lately.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';
import '../../../ui/find.css';

/** The bag in its order: what comes, what is pinned, how much of each is left and how fast it goes. */
export function LineupColumn() {
  const say = useMessages(consoleScreenMessages);
  const { host, show } = useConsole();
  const isOpen = useHost(({ desk }) => desk !== null);
  const own = useHost(shownOrder);
  const wantedOrder = useHost(({ wanted }) => wanted);
  const order = useMemo(() => arranged(own, wantedOrder), [own, wantedOrder]);
  const isSorted = wantedOrder !== null;
  const focus = useFocus();
  const isPending = useIsOnItsWay(['lineup:reorder', 'lineup:add'], null);
  const mayChange = useMay('lineup');
  const paceOf = usePaces();
  const [find, setFind] = useState('');
  const [isLowAlone, setLowAlone] = useState(asksForLow);
  const drag = useDragOrder(order, (next) => void host.act({ kind: 'lineup:reorder', order: next }));
  const latest = useRef(drag);
  latest.current = drag;
  // One function for all of the time: a row that nothing has changed is not drawn anew.
  const grab = useCallback((itemNumber: number, event: PointerEvent) => {
    latest.current.grab(itemNumber, event);
  }, []);
  const wanted = find.trim().toLocaleLowerCase();
  const found = useFound(drag.order, wanted, isLowAlone);
  const rows = useRowsInSight(drag.list, found, [focus, drag.moving]);
  const isWhole = rows.length === found.length;
  return (
    <section className="lineup" aria-label={say.lineup} aria-busy={isPending}>
      <header className="column-head">
        <h2>{say.lineup}</h2>
        {order.length > 5 && (
          <label className="find">
            <Icon name="search" size={18} />
            <span className="unseen">{say.find}</span>
            <input
              id="lineup-find"
              type="search"
              value={find}
              placeholder={say.find}
              autoComplete="off"
              onChange={(event) => setFind(event.target.value)}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                if (event.key === 'Escape') setFind('');
                if (event.key !== 'Escape' && event.key !== 'Enter') return;
                event.preventDefault();
                const first = found[0];
                if (event.key === 'Enter' && first !== undefined) host.choose(first);
                event.currentTarget.blur();
              }}
            />
          </label>
        )}
        {isPending && <i className="pending-mark" role="status" aria-label="…" />}
        {isOpen && order.length > 1 && (
          <button
            type="button"
            className="icon-button lineup-sort"
            aria-label={say.sortByWanted}
            title={say.sortByWanted}
            aria-pressed={isSorted}
            onClick={() => host.sortByWanted(true)}
          >
            <Hand />
          </button>
        )}
        {mayChange && isOpen && (
          <Button className="lineup-add" look="quiet" onClick={() => show({ kind: 'add' })}>
            <Icon name="plus" size={18} />
            {say.add}
          </Button>
        )}
      </header>
      {isLowAlone && isOpen && (
        <button type="button" className="lineup-low" onClick={() => setLowAlone(false)}>
          {say.lowAlone(found.length)}
          <Icon name="close" size={14} />
        </button>
      )}
      {isSorted && (
        <button type="button" className="lineup-low" onClick={() => host.sortByWanted(false)}>
          {say.wantedFirst}
          <Icon name="close" size={14} />
        </button>
      )}
      {isOpen ? (
        <ol className="lineup-list" ref={drag.list}>
          {rows.map(({ key: itemNumber, index, above, below }) => (
            <LineupRow
              key={itemNumber}
              itemNumber={itemNumber}
              above={above}
              below={below}
              place={isWhole ? null : index + 1}
              of={isWhole ? null : found.length}
              pace={paceOf(itemNumber)}
              isMoving={drag.moving === itemNumber}
              onGrab={mayChange && wanted === '' && !isLowAlone && !isSorted ? grab : null}
            />
          ))}
        </ol>
      ) : (
        <ol className="lineup-list" aria-hidden="true">
          {[0, 1, 2, 3].map((n) => (
            <li key={n} className="lineup-bone bone" />
          ))}
        </ol>
      )}
      {isOpen && order.length === 0 && <p className="column-none soft">{say.emptyLineup}</p>}
      {order.length > 0 && found.length === 0 && !isLowAlone && (
        <p className="column-none soft">{say.noFind}</p>
      )}
    </section>
  );
}

/** What of the lineup is listed: of what is typed a number's beginning, or a part of a name. */
function useFound(order: readonly number[], wanted: string, isLowAlone: boolean): readonly number[] {
  // The same list while the same rows stand in it: a count that changes in one of them draws that one alone.
  return useHost(
    useShallow(({ floor }) =>
      order.filter((itemNumber) => {
        const item = floor.items[itemNumber];
        if (!item || (isLowAlone && !isLow(item))) return false;
        if (wanted === '' || String(itemNumber).startsWith(wanted)) return true;
        return [item.name, item.producer, item.nameEn, item.producerEn].some((name) =>
          name?.toLocaleLowerCase().includes(wanted),
        );
      }),
    ),
  );
}

/** Units of each item, minute by minute, as one text a row: equal texts draw nothing anew. */
function usePaces(): (itemNumber: number) => string {
  const maySee = useMay('orders:view');
  const { orders } = useOrdersLately();
  const minuteMs = useServerTime((nowMs) => Math.floor(nowMs / MINUTE) * MINUTE);
  const paces = useMemo(() => unitsByMinute(orders, minuteMs, ROW_MINUTES), [orders, minuteMs]);
  return (itemNumber) => (maySee && paces.get(itemNumber)?.join(' ')) || '';
}
