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
import { createIdempotentSender, type Keyed } from './idempotent-sender.ts';
import { newestAnswer } from './newest-answer.ts';
import type { World } from './world.ts';

export interface PackingState {
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
}

/** The desk of one stream, or the list of streams: packs, ships, takes back, decides, and brings lists of deliveries. */
export interface PackingStore {
  store: StoreApi<PackingState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  pack(group: PackGroup): Promise<void>;
  ship(parcel: PackingParcel, carrier: string, trackingCode: string): Promise<boolean>;
  deliver(parcel: PackingParcel): Promise<void>;
  lose(parcel: PackingParcel): Promise<void>;
  takeBack(parcel: PackingParcel, condition: 'sellable' | 'damaged'): Promise<void>;
  decide(claimId: string, accepted: boolean): Promise<void>;
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
      if (answer.ok) await reload();
      return answer.ok;
    }

    const params = { slug: slug ?? '' };
    return {
      store,
      open: () => void reload(),
      close() {},
      reload,
      async pack(group) {
        const { orderIds, origin } = group;
        await act(nameOfGroup(group), 'packParcel', { orderIds, origin }, (body) =>
          http.call('packParcel', { params, body }),
        );
      },
      async ship({ shipmentId }, carrier, trackingCode) {
        const isShipped = await act(shipmentId, 'shipParcel', { shipmentId, carrier, trackingCode }, (body) =>
          http.call('shipParcel', { params, body }),
        );
        if (isShipped) {
          store.setState({ lastCarrier: CARRIERS.some(({ name }) => name === carrier) ? carrier : '' });
        }
        return isShipped;
      },
      async deliver({ shipmentId }) {
        const deliveredAtMs = cameAtMs.get(shipmentId) ?? clock.now();
        await act(shipmentId, 'deliverParcel', { shipmentId, deliveredAtMs }, async (body) => {
          cameAtMs.set(shipmentId, deliveredAtMs);
          const answer = await http.call('deliverParcel', { params, body });
          if (answer.ok || !isUndecided(answer.refusal.code)) cameAtMs.delete(shipmentId);
          return answer;
        });
      },
      async lose({ shipmentId }) {
        await act(shipmentId, 'loseParcel', { shipmentId }, (body) =>
          http.call('loseParcel', { params, body }),
        );
      },
      async takeBack({ shipmentId, lines }, condition) {
        const units = lines.flatMap(({ orderId, lineIndex, units: sent, sellable, damaged }) => {
          const left = sent - sellable - damaged;
          return left > 0 ? [{ orderId, lineIndex, units: left, condition }] : [];
        });
        await act(shipmentId, 'takeBackParcel', { shipmentId, units }, (body) =>
          http.call('takeBackParcel', { params, body }),
        );
      },
      async decide(claimId, accepted) {
        await act(claimId, 'decideClaim', { claimId, accepted }, (body) =>
          http.call('decideClaim', { params, body }),
        );
      },
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
