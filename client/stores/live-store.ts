import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Answer, noAnswer } from '../../shared/contract/answer.ts';
import type { MediaView } from '../../shared/contract/media.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import type { LiveView } from '../../shared/live-view/entries.ts';
import type { RecentBuyers } from '../../shared/market/order/contract.ts';
import type { LiveReply, LiveRequest, LiveTold, MediaEvents } from '../../shared/protocol.ts';
import type { Link } from '../connection/command-link.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import type { ConnectLive, LiveAsk, LiveConnection, LiveListener } from '../connection/live-connection.ts';

/** What the server last said of one stream. It stays on the screen when the line is gone, with its time. */
export interface LiveState {
  view: LiveView;
  link: Link;
  /** Server time of the last sign of life; the view is true as of then. */
  asOfMs: number | null;
  viewers: number;
  /** Proves since when this viewer watches (F5). */
  ticket: string | null;
  /** The first one of this page: a line that broke is no new visit (H8). */
  firstTicket: string | null;
  /** This buyer's own part; the highest seq wins. */
  mine: PrivateView | null;
  /** Who has just bought what, with the server time of the count; null until somebody was told of, or when nobody is (B9). */
  recent: { buyers: readonly RecentBuyers[]; atMs: number } | null;
  /** Whether there is a chat: who cannot have one is not told of it. */
  hasChat: boolean;
  /** What is on the air; null until something was. */
  media: MediaView | null;
  /** Why there is no stream to show: asking again will not help. */
  turnedAway: Refusal | null;
}

/** One stream on one screen: what was said of it, and the line to ask more. */
export interface LiveStore {
  slug: string;
  store: StoreApi<LiveState>;
  open(): void;
  close(): void;
  /** The history of what is shown, for keys that are made now (I5); undefined before anything was said. */
  history(): string | undefined;
  /**
   * @param onBusy told each time that there was no room, and it will be sent again by itself
   * @param onReceipt told of the receipt of the first try (F5), to be kept
   * @param mayTry asked before each try
   */
  send<C extends LiveAsk>(
    command: C,
    request: LiveRequest<C>,
    onBusy?: () => void,
    onReceipt?: (receipt: string) => void,
    mayTry?: () => boolean,
  ): Promise<Answer<LiveReply<C>>>;
  /** Says something that is worth no second try and no answer. */
  tell<C extends LiveTold>(command: C, request: LiveRequest<C>): void;
  /** Called after every hello that was answered, so that open questions can be asked. */
  onWelcome(listener: () => void): () => void;
  /** Completes what the server tells of this buyer, from now on, by what this device keeps itself (H2). */
  completeMine(by: (mine: PrivateView) => PrivateView): void;
  /** Who shows the chat hears what is told of it, from its last whole on. */
  onChat(listener: ChatListener): void;
  /** Who shows the picture hears what is told of this connection's own lines. */
  onMedia(listener: LineEvents | null): void;
}

/** Hears the chat whole, and then what changed in it. */
export type ChatListener = LiveListener['onChat'];

/** Where a device keeps that it wants little data of chats (N3). */
export const LITTLE_CHAT = 'fairday.chat-low';
/** Changes of the chat that wait for who shows it: two a second, until its part of the page has come. */
const MOST_UNSHOWN = 200;

/** What is told of the lines by which this page receives. */
export type LineEvents = Omit<MediaEvents, 'media'>;

export interface LiveOutside {
  connectLive: ConnectLive;
  me: { ensure(): Promise<void> };
  keep: Pick<DeviceStorage, 'read'>;
}

export function createLiveStore(slug: string, { connectLive, me, keep }: LiveOutside): LiveStore {
  const store = createStore<LiveState>(() => ({
    view: startCursor.view,
    link: 'connecting',
    asOfMs: null,
    viewers: 0,
    ticket: null,
    firstTicket: null,
    mine: null,
    recent: null,
    hasChat: false,
    media: null,
    turnedAway: null,
  }));
  const welcomed = new Set<() => void>();
  let cursor: Cursor = startCursor;
  let connection: LiveConnection | null = null;
  let lines: LineEvents | null = null;
  let chat: ChatListener | null = null;
  let unshown: Parameters<ChatListener>[] = [];
  let isOpen = false;
  /** As the server told it last. */
  let told: PrivateView | null = null;
  let complete = (mine: PrivateView) => mine;
  function completed(mine: PrivateView) {
    told = mine;
    return complete(mine);
  }

  function show(next: Cursor) {
    cursor = next;
    if (store.getState().view !== next.view) store.setState({ view: next.view });
  }

  const listener: LiveListener = {
    cursor: () => cursor,
    chat: () => keep.read(LITTLE_CHAT),
    onWelcome({ nowMs, viewers, ticket, me }) {
      const { firstTicket } = store.getState();
      store.setState({
        ...{ asOfMs: nowMs, viewers, ticket, mine: completed(me), turnedAway: null },
        firstTicket: firstTicket ?? ticket,
      });
      for (const each of [...welcomed]) each();
    },
    onTurnedAway: (turnedAway) => store.setState({ turnedAway }),
    onSnapshot: (snapshot) => show(takeSnapshot(snapshot)),
    onFrame(frame) {
      const outcome = takeFrame(cursor, frame);
      if (outcome.kind === 'applied') show(outcome.cursor);
      else if (outcome.kind === 'resync') connection?.resync(false);
    },
    onDigest({ history, seq, digest }) {
      if (history !== cursor.history || seq !== cursor.seq || digestOf(cursor.view) === digest) return;
      connection?.resync(true);
    },
    onHeartbeat({ history, nowMs, viewers }) {
      store.setState({ asOfMs: nowMs, viewers });
      if (cursor.history !== null && history !== cursor.history) connection?.resync(false);
    },
    onRecent(buyers) {
      const atMs = store.getState().asOfMs ?? 0;
      store.setState({ recent: buyers.length > 0 ? { buyers, atMs } : null });
    },
    onChat(...told) {
      if (chat) return chat(...told);
      if (told[1]) unshown = [];
      if (unshown.push(told) === 1) store.setState({ hasChat: true });
      unshown.splice(MOST_UNSHOWN);
    },
    onPrivate(mine) {
      if (mine.seq >= (store.getState().mine?.seq ?? 0)) store.setState({ mine: completed(mine) });
    },
    onLink: (link) => store.setState({ link }),
    media: {
      media: (media) => store.setState({ media }),
      layer: (consumerId, layer) => lines?.layer(consumerId, layer),
      rejoin: () => lines?.rejoin(),
    },
  };

  return {
    slug,
    store,
    open() {
      isOpen = true;
      void me.ensure().then(() => {
        if (isOpen) connection ??= connectLive(slug, listener);
      });
    },
    close() {
      isOpen = false;
      connection?.close();
      connection = null;
    },
    history: () => cursor.history ?? undefined,
    send: (command, request, onBusy, onReceipt, mayTry) =>
      connection?.send(command, request, onBusy, onReceipt, mayTry) ?? Promise.resolve(noAnswer),
    tell: (command, request) => connection?.tell(command, request),
    onWelcome(each) {
      welcomed.add(each);
      return () => welcomed.delete(each);
    },
    completeMine(by) {
      complete = by;
      if (told) store.setState({ mine: by(told) });
    },
    onChat(each) {
      chat = each;
      for (const told of unshown) each(...told);
      unshown = [];
    },
    onMedia(each) {
      lines = each;
    },
  };
}
