import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceStorage } from '../../connection/device-storage.ts';

/** What one character does on the console: each can be another one, and all of them can be off. */
export const CHARACTER_ACTS = [
  'next',
  'flash',
  'stop',
  'unpin',
  'undo',
  'more',
  'fewer',
  'price',
  'answer',
  'pinLine',
  'hideLine',
  'find',
  'help',
] as const;
export type CharacterAct = (typeof CHARACTER_ACTS)[number];
export type KeyMap = Readonly<Record<CharacterAct, string>>;

export const USUAL_KEYS: KeyMap = {
  next: 'n',
  flash: 'f',
  stop: 's',
  unpin: 'u',
  undo: 'z',
  more: '+',
  fewer: '-',
  price: 'p',
  answer: 'a',
  pinLine: 'k',
  hideLine: 'h',
  find: '/',
  help: '?',
};

export interface ConsoleKeys {
  /** Off, no key acts on what viewers see (WCAG 2.1.4); arrows choose all the same. */
  isOn: boolean;
  keys: KeyMap;
}

const KEPT = 'fairday.console-keys';
/** Digits are item numbers, and these belong to the number pad. */
const reserved = /^[0-9*.,=\s]$/;

/** Why a character cannot be the key of an act: it has a meaning of its own, or is another act's. */
export function whyNoKey(key: string, act: CharacterAct, keys: KeyMap): 'reserved' | CharacterAct | null {
  if ([...key].length !== 1 || reserved.test(key)) return 'reserved';
  return CHARACTER_ACTS.find((other) => other !== act && keys[other] === key.toLowerCase()) ?? null;
}

const stores = new WeakMap<DeviceStorage, StoreApi<ConsoleKeys>>();

/** The keys of this device's consoles: one store for all of a page. */
export function consoleKeysOf(keep: DeviceStorage): StoreApi<ConsoleKeys> {
  const known = stores.get(keep);
  if (known) return known;
  const store = createStore<ConsoleKeys>(() => readKept(keep.read(KEPT)));
  store.subscribe((state) => keep.write(KEPT, JSON.stringify(state)));
  stores.set(keep, store);
  return store;
}

/** What was kept, as far as it is whole; anything else is as usual. */
function readKept(text: string | null): ConsoleKeys {
  const usual = { isOn: true, keys: USUAL_KEYS };
  if (text === null) return usual;
  try {
    const kept = JSON.parse(text) as Partial<ConsoleKeys>;
    const keys = { ...USUAL_KEYS };
    for (const act of CHARACTER_ACTS) {
      const key = kept.keys?.[act];
      if (typeof key === 'string') keys[act] = key;
    }
    const isWhole = CHARACTER_ACTS.every((act) => whyNoKey(keys[act], act, keys) === null);
    return { isOn: kept.isOn !== false, keys: isWhole ? keys : USUAL_KEYS };
  } catch {
    return usual;
  }
}
