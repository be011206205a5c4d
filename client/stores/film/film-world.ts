import { createStore, type StoreApi } from 'zustand/vanilla';
import { noAnswer } from '../../../shared/contract/answer.ts';
import type { Change } from '../../../shared/live-view/entries.ts';
import { refuse } from '../../../shared/values/result.ts';
import { createDeviceStorage } from '../../connection/device-storage.ts';
import type { Http } from '../../connection/http.ts';
import type { LiveConnection, LiveListener } from '../../connection/live-connection.ts';
import { createPendingAdds, createPendingOrders } from '../../connection/pending-keys.ts';
import type { World } from '../world.ts';
import { type FilmKey, type FilmReady, type FilmTold, isFilmAsk, isFilmTold } from './told.ts';

/** A market of the past for the parts of a viewer's page: its clock and its lines say what they are told. */
export interface FilmWorld {
  world: World;
  /** What was told last; null: nothing yet. */
  store: StoreApi<{ told: FilmTold | null }>;
  /** Takes what the page round it tells, and says that it can. @returns stops it */
  listen(): () => void;
}

/** What a film asks of today: which categories a stream's products have. All else would be an answer of now. */
const ASKED: readonly string[] = ['streamCategories'];

const FILM_KEYS: readonly string[] = [' ', 'ArrowLeft', 'ArrowRight'];

export function createFilmWorld(slug: string, outside: World): FilmWorld {
  const store = createStore<{ told: FilmTold | null }>(() => ({ told: null }));
  const listeners = new Set<LiveListener>();
  let toldAt = 0;
  /** What is kept is kept for as long as the page: nothing of the device's own is shown or written. */
  const keep = createDeviceStorage(null);
  const { clock } = outside;
  const now = () => {
    const { told } = store.getState();
    return told ? Math.round(told.atMs + (clock.steady() - toldAt) * told.speed) : clock.now();
  };

  function tell({ onSnapshot, onHeartbeat, onWelcome, onLink }: LiveListener, told: FilmTold): void {
    const { changes, mine, seq } = told.page;
    onSnapshot({ history: 'film', to: seq, changes: changes as Change[] });
    onHeartbeat({ history: 'film', to: seq, nowMs: told.atMs, viewers: told.viewers });
    if (mine !== null)
      onWelcome({
        ...{ streamId: '', history: 'film', seq, nowMs: told.atMs, viewers: told.viewers },
        ...{ buyerId: '', ticket: '', me: mine },
      });
    onLink('connected');
  }

  const connection: LiveConnection = {
    send: async () => noAnswer,
    tell: () => {},
    resync: () => {},
    close: () => {},
  };
  const world: World = {
    ...outside,
    http: {
      ...outside.http,
      call: ((name, ...input) =>
        ASKED.includes(name)
          ? outside.http.call(name, ...input)
          : Promise.resolve(refuse(noAnswer))) as Http['call'],
    },
    clock: { ...clock, now },
    keep,
    pending: createPendingOrders(keep),
    pendingAdds: createPendingAdds(keep),
    connectLive(_, listener) {
      listeners.add(listener);
      const { told } = store.getState();
      if (told) tell(listener, told);
      return { ...connection, close: () => listeners.delete(listener) };
    },
    me: { ...outside.me, ensure: async () => {} },
  };

  return {
    world,
    store,
    listen() {
      const sayReady = () => parent.postMessage({ filmReady: slug } satisfies FilmReady, location.origin);
      const onMessage = (event: MessageEvent) => {
        if (isFilmAsk(event, slug)) return sayReady();
        if (!isFilmTold(event, slug)) return;
        toldAt = clock.steady();
        const before = store.getState().told;
        store.setState({ told: event.data });
        if (before?.page.seq !== event.data.page.seq || before.viewers !== event.data.viewers)
          for (const listener of listeners) tell(listener, event.data);
      };
      const onKey = ({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
        if (!FILM_KEYS.includes(key) || ctrlKey || metaKey || altKey) return;
        parent.postMessage({ filmKey: { key, shiftKey } } satisfies FilmKey, location.origin);
      };
      addEventListener('message', onMessage);
      addEventListener('keydown', onKey);
      sayReady();
      return () => {
        removeEventListener('message', onMessage);
        removeEventListener('keydown', onKey);
      };
    },
  };
}
