import { createStore, type StoreApi } from 'zustand/vanilla';
import { isUndecided, type Reason } from '../../shared/contract/answer.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import type {
  ClaimTextsView,
  DeliveriesReport,
  PackGroup,
  PackingListed,
  PackingParcel,
  PackingView,
} from '../../shared/contract/packing.ts';
import { CARRIERS } from '../../shared/market/parcel/carriers.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { channelOrdersAddress, parcelPapersAddress } from '../connection/file-addresses.ts';
import type { HttpAnswer } from '../connection/http.ts';
import { createHeldActs, type HeldState } from './held-acts.ts';
import { createIdempotentSender, type Keyed } from './idempotent-sender.ts';
import { newestAnswer } from './newest-answer.ts';
import type { World } from './world.ts';

/** What one tap does, and nothing takes back once the server has it. */
export type HeldKind = 'pack' | 'ship' | 'deliver' | 'refund' | 'decline';

/** What a parcel is to leave with. */
export interface ShipDraft {
  carrier: string;
  trackingCode: string;
}

export interface PackingState extends HeldState<HeldKind> {
  /** Streams that are over; null until the server has answered, and where one stream is open. */
  streams: readonly PackingListed[] | null;
  view: PackingView | null;
  reason: Reason | null;
  /** What is on its way to the server, by the thing that it is about. */
  busy: Readonly<Record<string, true>>;
  /** The last no about a thing. */
  faults: Readonly<Record<string, Reason>>;
  /** What claims say in words and photos, as far as somebody looked. */
  texts: Readonly<Record<string, ClaimTextsView>>;
  /** What came of the last list of deliveries. */
  report: DeliveriesReport | null;
  /** The one of the list that a parcel left with last: the next one most likely does too. '' at first. */
  lastCarrier: string;
  /** What parcels were to leave with, until the server has it: an act that is taken back or refused finds its form as it was. */
  drafts: Readonly<Record<string, ShipDraft>>;
}

/**
 * The desk of one stream, or the list of streams: packs, ships, takes back, decides, and brings lists of deliveries. What
 * one tap does waits on this page for some seconds, or until it is left.
 */
export interface PackingStore {
  store: StoreApi<PackingState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  pack(group: PackGroup): void;
  ship(parcel: PackingParcel, draft: ShipDraft): void;
  /** Puts away what a parcel was to leave with. */
  forgetDraft(parcel: PackingParcel): void;
  deliver(parcel: PackingParcel): void;
  lose(parcel: PackingParcel): Promise<void>;
  takeBack(parcel: PackingParcel, condition: 'sellable' | 'damaged'): Promise<void>;
  decide(claimId: string, accepted: boolean): void;
  /** Takes back what waits about a thing; without a name the last act. */
  undo(name?: string): void;
  /** Sends what waits at once. */
  sendHeld(): void;
  /** What its buyer wrote and photographed; the look is noted (A4). */
  look(claimId: string): Promise<void>;
  bringDeliveries(file: Blob): Promise<void>;
  /** Where labels or packing slips of parcels can be had (PDF). */
  papers(kind: 'labels' | 'slips', parcels: readonly PackingParcel[], language: 'en' | 'zh'): string;
  /** Address of the table of a channel's orders. */
  channelFile(channel: Channel): string;
}

/** Parcels that one file prints. */
const MAX_PRINTED = 100;

export const DELIVERIES = 'deliveries';

/** What a group of goods to pack is called while it is packed. */
export function nameOfGroup({ orderIds, origin }: PackGroup): string {
  return `${orderIds[0] ?? ''} ${origin}`;
}

export function createPackingStore(slug: string | null): (world: World) => PackingStore {
  return ({ http, newKey, clock }) => {
    const store = createStore<PackingState>(() => ({
      streams: null,
      view: null,
      reason: null,
      busy: {},
      faults: {},
      texts: {},
      report: null,
      lastCarrier: '',
      held: {},
      heldUntilMs: 0,
      drafts: {},
    }));
    const sender = createIdempotentSender(newKey);
    /** When it was first said that a parcel has come, until something was decided about it: the same tap says the same. */
    const cameAtMs = new Map<string, number>();

    const asked = newestAnswer();

    async function reload(): Promise<void> {
      const isNewest = asked();
      if (slug === null) {
        const answer = await http.call('packingStreams');
        if (!isNewest()) return;
        store.setState(
          answer.ok ? { streams: answer.value.streams, reason: null } : { reason: answer.refusal },
        );
        return;
      }
      const answer = await http.call('packing', { params: { slug } });
      if (!isNewest()) return;
      store.setState(answer.ok ? { view: answer.value, reason: null } : { reason: answer.refusal });
    }

    const heldActs = createHeldActs<HeldKind>(store, clock.now, reload);
    // Whoever turns to something else has seen what they did; a phone may never come back to the page.
    const onHidden = () => document.hidden && void heldActs.sendAll();

    async function act<Contents extends object>(
      name: string,
      what: RouteName,
      contents: Contents,
      send: (body: Contents & Keyed) => Promise<HttpAnswer<unknown>>,
    ): Promise<boolean> {
      if (store.getState().busy[name]) return false;
      store.setState(({ busy, faults }) => ({
        busy: { ...busy, [name]: true },
        faults: without(faults, name),
      }));
      const answer = await sender(contents, send, what);
      store.setState(({ busy, faults }) => ({
        busy: without(busy, name),
        faults: answer.ok ? faults : { ...faults, [name]: answer.refusal },
      }));
      return answer.ok;
    }

    function forget(shipmentId: string): void {
      store.setState(({ drafts }) => ({ drafts: without(drafts, shipmentId) }));
    }

    const params = { slug: slug ?? '' };
    return {
      store,
      open() {
        document.addEventListener('visibilitychange', onHidden);
        void reload();
      },
      close() {
        document.removeEventListener('visibilitychange', onHidden);
        void heldActs.sendAll();
      },
      reload,
      pack(group) {
        const { orderIds, origin } = group;
        const name = nameOfGroup(group);
        heldActs.hold(name, 'pack', () =>
          act(name, 'packParcel', { orderIds, origin }, (body) => http.call('packParcel', { params, body })),
        );
      },
      ship({ shipmentId }, draft) {
        const { carrier } = draft;
        store.setState(({ drafts }) => ({
          drafts: { ...drafts, [shipmentId]: draft },
          lastCarrier: CARRIERS.some(({ name }) => name === carrier) ? carrier : '',
        }));
        heldActs.hold(shipmentId, 'ship', async () => {
          const isShipped = await act(shipmentId, 'shipParcel', { shipmentId, ...draft }, (body) =>
            http.call('shipParcel', { params, body }),
          );
          if (isShipped) forget(shipmentId);
          return isShipped;
        });
      },
      forgetDraft: ({ shipmentId }) => forget(shipmentId),
      deliver({ shipmentId }) {
        const deliveredAtMs = cameAtMs.get(shipmentId) ?? clock.now();
        heldActs.hold(shipmentId, 'deliver', () =>
          act(shipmentId, 'deliverParcel', { shipmentId, deliveredAtMs }, async (body) => {
            cameAtMs.set(shipmentId, deliveredAtMs);
            const answer = await http.call('deliverParcel', { params, body });
            if (answer.ok || !isUndecided(answer.refusal.code)) cameAtMs.delete(shipmentId);
            return answer;
          }),
        );
      },
      async lose({ shipmentId }) {
        const isLost = await act(shipmentId, 'loseParcel', { shipmentId }, (body) =>
          http.call('loseParcel', { params, body }),
        );
        if (isLost) await reload();
      },
      async takeBack({ shipmentId, lines }, condition) {
        const units = lines.flatMap(({ orderId, lineIndex, units: sent, sellable, damaged }) => {
          const left = sent - sellable - damaged;
          return left > 0 ? [{ orderId, lineIndex, units: left, condition }] : [];
        });
        const isBack = await act(shipmentId, 'takeBackParcel', { shipmentId, units }, (body) =>
          http.call('takeBackParcel', { params, body }),
        );
        if (isBack) await reload();
      },
      decide(claimId, accepted) {
        heldActs.hold(claimId, accepted ? 'refund' : 'decline', () =>
          act(claimId, 'decideClaim', { claimId, accepted }, (body) =>
            http.call('decideClaim', { params, body }),
          ),
        );
      },
      undo: heldActs.takeBack,
      sendHeld: () => void heldActs.sendAll(),
      async look(claimId) {
        if (store.getState().busy[claimId]) return;
        store.setState(({ busy, faults }) => ({
          busy: { ...busy, [claimId]: true },
          faults: without(faults, claimId),
        }));
        const answer = await http.call('claimTexts', { params: { ...params, claimId } });
        store.setState(({ busy, faults, texts }) => ({
          busy: without(busy, claimId),
          faults: answer.ok ? faults : { ...faults, [claimId]: answer.refusal },
          texts: answer.ok ? { ...texts, [claimId]: answer.value } : texts,
        }));
      },
      channelFile: (channel) => channelOrdersAddress(slug ?? '', channel),
      papers: (kind, parcels, language) =>
        parcelPapersAddress(
          slug ?? '',
          kind,
          parcels.slice(0, MAX_PRINTED).map(({ shipmentId }) => shipmentId),
          language,
        ),
      async bringDeliveries(file) {
        store.setState(({ busy }) => ({ busy: { ...busy, [DELIVERIES]: true }, report: null }));
        const answer = await http.uploadDeliveries(file);
        store.setState(({ busy, faults }) => ({
          busy: without(busy, DELIVERIES),
          report: answer.ok ? answer.value : null,
          faults: answer.ok ? without(faults, DELIVERIES) : { ...faults, [DELIVERIES]: answer.refusal },
        }));
        if (answer.ok) await reload();
      },
    };
  };
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> {
  const next = { ...record };
  delete next[id];
  return next;
}
