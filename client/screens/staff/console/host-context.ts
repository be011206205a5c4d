import { type ComponentType, createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import type { Grant } from '../../../../shared/market/stream/contract.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { BroadcastState, BroadcastStore } from '../../../stores/host/broadcast-state.ts';
import { type HostCommand, itemOf } from '../../../stores/host/host-commands.ts';
import { focusOf, type HostState } from '../../../stores/host/host-state.ts';
import { type HostStore, isOnItsWay } from '../../../stores/host/host-store.ts';
import { useWorld } from '../../../stores/world.ts';

type OfItem = { itemNumber: number };
type OfStream = object;

/** What may lie over the desk, a form, a question, the keys, and what each is about. */
export interface SheetSubjects {
  /** `pins`: the item goes on the pin with it, unless its host unticks that. */
  flash: OfItem & { pins?: boolean };
  price: OfItem;
  limit: OfItem;
  remove: OfItem;
  stock: OfItem & { sign: 1 | -1 };
  item: OfItem;
  ask: { about: 'stream:end' | 'stream:cancel' };
  goLive: OfStream;
  add: OfStream;
  keys: OfStream;
  more: OfStream;
  /** The one field over everything of the shell. */
  search: OfStream;
  vouchers: OfStream;
  links: OfStream;
  shipping: OfStream;
  release: OfStream;
  /** A capability's own, of the whole stream, shown by a button of the capability's own. */
  form: { Form: ComponentType<{ onClose(): void }> };
  /** The same of one item. */
  itemForm: OfItem & { Form: ComponentType<OfItem & { onClose(): void }> };
  details: OfStream;
  team: OfStream;
}
export type ConsoleSheet = {
  [K in keyof SheetSubjects]: { kind: K } & SheetSubjects[K];
}[keyof SheetSubjects];

export interface ConsoleContext {
  host: HostStore;
  broadcast: BroadcastStore;
  show(sheet: ConsoleSheet): void;
}
export const HostContext = createContext<ConsoleContext | null>(null);

export function useConsole(): ConsoleContext {
  const hands = useContext(HostContext);
  if (!hands) throw new Error('A part of the console stands outside of its desk.');
  return hands;
}

/** A little of what the floor said; the caller renders again only when that little changes. */
export function useHost<T>(select: (state: HostState) => T): T {
  return useStore(useConsole().host.store, select);
}

/** A little of this console's own broadcast. */
export function useBroadcast<T>(select: (state: BroadcastState) => T): T {
  return useStore(useConsole().broadcast.store, select);
}

export function useItem(itemNumber: number | null): ConsoleItem | null {
  const language = useLanguage();
  const item = useHost(({ floor }) => (itemNumber === null ? null : (floor.items[itemNumber] ?? null)));
  return item && namedIn(language, item);
}

export function useFocus(): number | null {
  return useHost(focusOf);
}

export function useCurrency(): string {
  return useHost(({ desk }) => desk?.currency ?? 'CNY');
}

export function useMay(grant: Grant | 'host'): boolean {
  return useHost(
    ({ desk }) => desk !== null && (desk.isHost || (grant !== 'host' && desk.grants.includes(grant))),
  );
}

/** True for whoever may care for the chat and do nothing else: in a hand the chat's own page is all of the console. */
export const caresAlone = ({ desk }: HostState): boolean =>
  desk !== null && !desk.isHost && desk.grants.length === 1 && desk.grants[0] === 'chat';

/** The report of a stream is for hosts, analysts and operators; the server asks again. */
export function useMaySeeInsights(): boolean {
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  return role === 'operator' || role === 'host' || role === 'analyst';
}

/** True while one of these acts on this item has no answer yet. */
export function useIsOnItsWay(kinds: readonly HostCommand['kind'][], itemNumber: number | null): boolean {
  return useHost(({ works }) => isOnItsWay(works, kinds, itemNumber));
}

/** What the lineup's producers are called by who reads here: some of a producer's items may not say it. */
export function useProducerName(): (producer: string) => string {
  const items = useHost(({ floor }) => floor.items);
  const language = useLanguage();
  return (producer) => {
    const saysIt = Object.values(items).find((item) => item.producer === producer && item.producerEn);
    return producerIn(language, saysIt ?? { producer });
  };
}

/** `7 红皮土豆`: an item as the floor speaks of it. Names come with the items: a count that changes asks for none anew. */
export function useItemName(): (itemNumber: number) => string {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const language = useLanguage();
  return (itemNumber) => {
    const item = host.store.getState().floor.items[itemNumber];
    return say.itemName(itemNumber, item ? namedIn(language, item).name : '');
  };
}

/** An act in a few words, with the good that it is about. */
export function useActName(): (act: HostCommand) => string {
  const say = useMessages(consoleScreenMessages);
  const nameOf = useItemName();
  return (act) => {
    const itemNumber = itemOf(act);
    const good = act.kind === 'lineup:add' ? act.context.name : itemNumber === null ? '' : nameOf(itemNumber);
    return say.kinds[act.kind](good);
  };
}

/** The same in a hand, with the number of its item alone. */
export function useShortActName(): (act: HostCommand) => string {
  const say = useMessages(consoleScreenMessages);
  const nameOf = useActName();
  return (act) => {
    const itemNumber = act.kind === 'lineup:add' ? null : itemOf(act);
    return itemNumber === null ? nameOf(act) : say.kinds[act.kind](say.itemName(itemNumber, '').trim());
  };
}

/** What a flash, a pin or an order needs: the stream sells. */
export function isSelling(status: HostState['floor']['status']): boolean {
  return status === 'LIVE' || status === 'INTERRUPTED' || status === 'REHEARSAL';
}
