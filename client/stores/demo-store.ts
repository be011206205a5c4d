import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { DemoRole, DemoState as DemoStateName, DemoView } from '../../shared/contract/demo.ts';
import { jsonAsker } from '../connection/http.ts';
import type { World } from './world.ts';

const API = '/api/v1/demo';
/** Under this name a device keeps what the link of the start holds, so that the page can be come back to. */
const KEPT_KEY = 'demo-key';
const LOOK_MS = 700;
const FOLLOW_MS = 2_500;

export interface DemoState {
  /** Null until the demo has answered. */
  view: DemoView | null;
  /** False: the page was not opened by the link of the start, which alone gives a part to play. */
  hasKey: boolean;
  /** The part that is being taken, or the week that passes. */
  busy: DemoRole | DemoStateName | 'week' | null;
  /** How many weeks were passed from this page. */
  weeks: number;
  reason: Reason | null;
}

export interface DemoStore {
  store: StoreApi<DemoState>;
  open(): void;
  close(): void;
  /** @returns the address where the part is played, or null if it was refused */
  enter(role: DemoRole): Promise<string | null>;
  /** @returns the address where a state is seen, or null if nothing is in it by now */
  jump(to: DemoStateName): Promise<string | null>;
  /** Ends tonight's stream and passes a week; resolves when the next one is on. */
  weekLater(): Promise<void>;
}

/** @param hash of the address, which holds the key once: `#…` */
export function createDemoStore({ clock, keep }: Pick<World, 'clock' | 'keep'>, hash: string): DemoStore {
  const ask = jsonAsker(clock);
  const told = hash.slice(1);
  if (told !== '') keep.write(KEPT_KEY, told);
  const key = told === '' ? keep.read(KEPT_KEY) : told;
  const store = createStore<DemoState>(() => ({
    ...{ view: null, hasKey: key !== null, busy: null, weeks: 0, reason: null },
  }));
  let isOpen = false;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let follows: ReturnType<typeof setTimeout> | undefined;

  function post<Value>(path: string, body: object) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return ask<Value>(API + path, { ...init, body: JSON.stringify({ key, ...body }) });
  }
  async function look(): Promise<DemoView | null> {
    const answer = await ask<DemoView>(API, {});
    if (answer.ok) store.setState({ view: answer.value, reason: null });
    else store.setState({ reason: answer.refusal });
    return answer.ok ? answer.value : null;
  }
  async function go(
    busy: NonNullable<DemoState['busy']>,
    path: string,
    body: object,
  ): Promise<string | null> {
    store.setState({ busy });
    const answer = await post<{ address: string }>(path, body);
    store.setState({ busy: null });
    if (answer.ok) return answer.value.address;
    // The demo was opened anew meanwhile, and that key with it.
    if (answer.refusal.code === 'FORBIDDEN') store.setState({ hasKey: false });
    else if (answer.refusal.code !== 'NOT_FOUND') store.setState({ reason: answer.refusal });
    return null;
  }
  /** Now and then, while somebody looks: the figures move. */
  async function follow(): Promise<void> {
    while (isOpen) {
      await look();
      await new Promise((resolve) => {
        follows = setTimeout(resolve, FOLLOW_MS);
      });
    }
  }
  return {
    store,
    open() {
      isOpen = true;
      void follow();
    },
    close() {
      isOpen = false;
      clearTimeout(wait);
      clearTimeout(follows);
    },
    enter: (role) => go(role, '/enter', { role }),
    jump: (to) => go(to, '/jump', { to }),
    async weekLater() {
      store.setState({ busy: 'week' });
      const answer = await post<DemoView>('/week-later', {});
      if (answer.ok) {
        let view: DemoView | null = answer.value;
        while (isOpen && (view === null || view.isMoving)) {
          await new Promise((resolve) => {
            wait = setTimeout(resolve, LOOK_MS);
          });
          view = await look();
        }
        store.setState(({ weeks }) => ({ weeks: weeks + 1 }));
      } else if (answer.refusal.code === 'FORBIDDEN') store.setState({ hasKey: false });
      else store.setState({ reason: answer.refusal });
      store.setState({ busy: null });
    },
  };
}
