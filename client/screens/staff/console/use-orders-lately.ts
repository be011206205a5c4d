import { useEffect, useState } from 'react';
import { SECOND } from '../../../../shared/values/time.ts';
import type { Floor } from '../../../stores/host/floor.ts';
import type { HostStore } from '../../../stores/host/host-store.ts';
import { useConsole } from './host-context.ts';

type Ticker = Pick<Floor, 'history' | 'orders' | 'ordersKnownFromMs'>;

/** The ticker's orders, at most a second old: for what is counted out of all of them, and not anew with each. */
export function useOrdersLately(): Ticker {
  const { host } = useConsole();
  const [ticker, setTicker] = useState(() => tickerOf(host));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      clearTimeout(timer);
      timer = undefined;
      setTicker((was) => {
        const is = tickerOf(host);
        return was.orders === is.orders && was.history === is.history ? was : is;
      });
    };
    const unsubscribe = host.store.subscribe(({ floor }, { floor: was }) => {
      // Of another history nothing that was counted stands.
      if (floor.history !== was.history) read();
      else if (floor.orders !== was.orders) timer ??= setTimeout(read, SECOND);
    });
    read();
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [host]);
  return ticker;
}

function tickerOf({ store }: HostStore): Ticker {
  const { history, orders, ordersKnownFromMs } = store.getState().floor;
  return { history, orders, ordersKnownFromMs };
}
