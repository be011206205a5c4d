import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { DemoRole, DemoState as DemoStateName, DemoView } from '../../shared/contract/demo.ts';
import { jsonAsker } from '../connection/http.ts';
import { currentLanguage } from '../i18n/language.ts';
import type { World } from './world.ts';

const API = '/api/v1/demo';
/** Under this name a device keeps what the link of the start holds, so that the page can be come back to. */
const KEPT_KEY = 'demo-key';
/** Names of one machine, whose cookies a browser keeps apart. */
const OTHER_NAMES: Readonly<Record<string, string>> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };
const LOOK_MS = 700;
const FOLLOW_MS = 2_500;

export interface DemoState {
  /** Null until the demo has answered. */
  view: DemoView | null;
  /** False: the page was not opened by the link of the start, which alone gives a part to play. */
  hasKey: boolean;
  /** The part that is being taken, the week that passes, or the market that is opened again. */
  busy: DemoRole | DemoStateName | 'week' | 'start' | null;
  /** How many weeks were passed from this page. */
  weeks: number;
  reason: Reason | null;
}

export interface DemoStore {
  store: StoreApi<DemoState>;
  open(): void;
  close(): void;
  /** Where tonight's stream is watched, or null if it was refused. */
  watch(): Promise<string | null>;
  /** Signs the host in, where that is not so yet. @returns where tonight's console is, or null if it was refused */
  openConsole(): Promise<string | null>;
  /** @returns the address where the part is played, or null if it was refused */
  enter(role: DemoRole): Promise<string | null>;
  /** @returns the address where a state is seen, or null if nothing is in it by now */
  jump(to: DemoStateName): Promise<string | null>;
  /** Ends tonight's stream and passes a week. @returns whether the next one is on */
  weekLater(): Promise<boolean>;
  /** This page under the machine's other name, for which a browser keeps another account; null: it has no other. */
  otherDoor(): string | null;
  /** Gives the market up for the one of the beginning. @returns whether that is open: its clock says another day */
  startOver(): Promise<boolean>;
}

/** @param hash of the address, which holds the key once: `#…` */
export function createDemoStore(
  { clock, keep, me }: Pick<World, 'clock' | 'keep' | 'me'>,
  hash: string,
): DemoStore {
  const ask = jsonAsker(clock);
  const told = hash.slice(1);
  if (told !== '') keep.write(KEPT_KEY, told);
  const key = told === '' ? keep.read(KEPT_KEY) : told;
  const store = createStore<DemoState>(() => ({
    ...{ view: null, hasKey: key !== null, busy: null, weeks: 0, reason: null },
  }));
  let isOpen = false;
  let signsIn: Promise<unknown> | null = null;
  /** The page is about to go where somebody was led. */
  let isLeaving = false;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let follows: ReturnType<typeof setTimeout> | undefined;

  function post<Value>(path: string, body: object) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return ask<Value>(API + path, { ...init, body: JSON.stringify({ key, ...body }) });
  }
  async function look(): Promise<DemoView | null> {
    // The chat of its stream is written in the language of this page.
    const answer = await ask<DemoView>(`${API}?language=${currentLanguage()}`, {});
    if (answer.ok) store.setState({ view: answer.value, reason: null });
    else store.setState({ reason: answer.refusal });
    return answer.ok ? answer.value : null;
  }
  async function addressAt(path: string, body: object): Promise<string | null> {
    const answer = await post<{ address: string }>(path, body);
    if (answer.ok) return answer.value.address;
    // The demo was opened anew meanwhile, and that key with it.
    if (answer.refusal.code === 'FORBIDDEN') store.setState({ hasKey: false });
    else if (answer.refusal.code !== 'NOT_FOUND') store.setState({ reason: answer.refusal });
    return null;
  }
  async function go(
    busy: NonNullable<DemoState['busy']>,
    path: string,
    body: object,
  ): Promise<string | null> {
    store.setState({ busy });
    // Who signs in last is signed in: that is who was chosen.
    await signsIn;
    const address = await addressAt(path, body);
    isLeaving = address !== null;
    store.setState({ busy: null });
    return address;
  }
  async function openConsole(): Promise<string | null> {
    // Somebody is on the way to another part: who signs in now would take their place.
    if (isLeaving || store.getState().busy !== null) return null;
    // Signing in once more would sign the host's other pages out.
    if (me.store.getState().me?.staff?.role === 'host') {
      const watched = await addressAt('/enter', { role: 'viewer' });
      return watched?.replace(/^\/s\//, '/console/') ?? null;
    }
    const address = await addressAt('/enter', { role: 'host' });
    if (address === null) return null;
    const link = new URL(address, location.origin);
    const signedIn = await me.signInByLink(link.hash.slice(1));
    return signedIn.ok ? link.searchParams.get('to') : null;
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
  /** Asks for what takes its time, and looks until it is done: meanwhile the market may not answer. */
  async function pass(
    busy: 'week' | 'start',
    path: string,
    weeksAfter: (weeks: number) => number,
  ): Promise<boolean> {
    store.setState({ busy });
    const answer = await post<DemoView>(path, {});
    if (answer.ok) {
      let view: DemoView | null = answer.value;
      while (isOpen && (view === null || view.isMoving)) {
        await new Promise((resolve) => {
          wait = setTimeout(resolve, LOOK_MS);
        });
        view = await look();
      }
      store.setState(({ weeks }) => ({ weeks: weeksAfter(weeks) }));
    } else if (answer.refusal.code === 'FORBIDDEN') store.setState({ hasKey: false });
    else store.setState({ reason: answer.refusal });
    store.setState({ busy: null });
    return answer.ok;
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
    watch: () => addressAt('/enter', { role: 'viewer' }),
    openConsole() {
      const opened = openConsole();
      signsIn = opened;
      return opened;
    },
    enter: (role) => go(role, '/enter', { role }),
    jump: (to) => go(to, '/jump', { to }),
    weekLater: () => pass('week', '/week-later', (weeks) => weeks + 1),
    otherDoor() {
      const { protocol, hostname, port } = location;
      const other = OTHER_NAMES[hostname];
      return other && key !== null ? `${protocol}//${other}:${port}/demo#${key}` : null;
    },
    startOver: () => pass('start', '/start-over', () => 0),
  };
}
