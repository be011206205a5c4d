import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../../shared/contract/answer.ts';
import { isUndecided } from '../../../shared/contract/answer.ts';
import { CHAT_LINES_KEPT, MAX_HEARTS_AT_ONCE } from '../../../shared/market/chat/bounds.ts';
import type {
  ChatLine,
  ChatName,
  ChatWhole,
  ChatWriters,
  MuteReason,
  OwnSilence,
} from '../../../shared/market/chat/contract.ts';
import { LITTLE_CHAT, type LiveStore } from '../../stores/live-store.ts';
import type { World } from '../../stores/world.ts';

/** The name that this device chose, and whether lines are read aloud. */
const NAME = 'fairday.chat-name';
const ALOUD = 'fairday.chat-aloud';
/** The stream whose chat was last put out of sight. */
const HIDDEN = 'fairday.chat-hidden';
/** How long it stands what became of one's own line. */
const STANDS_MS = 6_000;
/** Taps on ♥ are told together. */
const HEARTS_EVERY_MS = 1_000;

/** What became of what this viewer wrote last. */
export type Sent = 'nothing' | 'sending' | 'sent' | 'held' | 'asked';

export interface ChatState {
  lines: readonly ChatLine[];
  pinned: ChatLine | null;
  notice: string | null;
  answering: ChatWhole['answering'];
  writers: ChatWriters;
  /** Until when this viewer may not write here, and why; null: they may. */
  silence: OwnSilence | null;
  isThinned: boolean;
  /** Hearts of others that came last; `at` counts the times that some came. */
  hearts: { count: number; at: number };
  sent: Sent;
  fault: Reason | null;
  /** Server time from which this viewer may write again. */
  nextAtMs: number;
  /** Places of this viewer's own lines. */
  own: ReadonlySet<number>;
  /** As the server called this viewer last; null before the first line. */
  calledAs: ChatName | null;
  /** As this viewer wants to be called; '': as the market says. */
  chosen: string;
  /** Lines and hearts are out of sight, for this stream (清屏). */
  isHidden: boolean;
  isLow: boolean;
  isAloud: boolean;
  /** The field has the focus, or a text. */
  isWriting: boolean;
  /** What was typed and not sent yet, wherever a field shows it. */
  draft: string;
  /** The item that was pinned as the draft began: what it asks about, whatever is pinned by now. */
  about: number | null;
}

/** The chat of one stream, as this page has it. */
export interface ChatStore {
  store: StoreApi<ChatState>;
  /** @param itemNumber asks about it: the question reaches the host in any case */
  write(text: string, itemNumber?: number): Promise<boolean>;
  report(seq: number, reason: MuteReason): Promise<boolean>;
  heart(): void;
  /** Chooses a name, unless the server knows that it may not be had. @returns why it may not; null: it is chosen */
  choose(name: string): Promise<Reason | null>;
  hide(isHidden: boolean): void;
  setLow(isLow: boolean): void;
  setAloud(isAloud: boolean): void;
  setWriting(isWriting: boolean): void;
  /** @param pinned what a draft that begins now asks about */
  type(draft: string, pinned: number | null): void;
  askAbout(about: number | null): void;
  forgetFault(): void;
  /** Says in whole for a moment why this viewer may not write. */
  saySilence(): void;
}

const stores = new WeakMap<LiveStore, ChatStore>();

/** The chat of a stream's page; one, however many places show it. */
export function chatOf(live: LiveStore, world: Pick<World, 'keep' | 'newKey' | 'clock'>): ChatStore {
  const known = stores.get(live);
  if (known) return known;
  const chat = createChatStore(live, world);
  stores.set(live, chat);
  return chat;
}

function createChatStore(
  live: LiveStore,
  { keep, newKey, clock }: Pick<World, 'keep' | 'newKey' | 'clock'>,
): ChatStore {
  const store = createStore<ChatState>(() => ({
    ...{
      lines: [],
      pinned: null,
      notice: null,
      answering: null,
      writers: 'anyone',
      silence: null,
      isThinned: false,
    },
    ...{ hearts: { count: 0, at: 0 }, sent: 'nothing', fault: null, nextAtMs: 0 },
    ...{ own: new Set<number>(), calledAs: null, chosen: keep.read(NAME) ?? '' },
    isHidden: keep.read(HIDDEN) === live.slug,
    ...{ isLow: keep.read(LITTLE_CHAT) === '1', isAloud: keep.read(ALOUD) === '1', isWriting: false },
    ...{ draft: '', about: null },
  }));
  /** The last try, for as long as nobody said what became of it: the same words keep their key. */
  let doubt: { what: string; key: string } | null = null;
  let standing: ReturnType<typeof setTimeout> | undefined;
  let taps = 0;
  let isTelling = false;

  live.onChat((told, isWhole) => {
    if (isWhole) {
      const { lines, ...parts } = told;
      // Who may not write is told so after it.
      return store.setState({ ...parts, silence: null, lines: placed([], lines) });
    }
    const { lines, gone, hearts, ...parts } = told;
    const before = store.getState();
    const kept = gone ? before.lines.filter(([seq]) => !gone.includes(seq)) : before.lines;
    store.setState({
      ...(parts as Partial<ChatState>),
      lines: lines ? placed(kept, lines) : kept,
      ...(hearts ? { hearts: { count: hearts, at: before.hearts.at + 1 } } : {}),
    });
  });

  /** Nobody can type it away: it goes by itself. */
  function saySilence() {
    const { silence } = store.getState();
    if (!silence) return;
    clearTimeout(standing);
    const fault: Reason = { code: 'CHAT_SILENCED', ...silence };
    store.setState({ fault });
    standing = setTimeout(
      () => store.setState(({ fault: now }) => (now === fault ? { fault: null } : {})),
      STANDS_MS,
    );
  }

  function tellHearts() {
    isTelling = false;
    const now = Math.min(taps, MAX_HEARTS_AT_ONCE);
    taps = 0;
    if (now > 0) live.tell('chat:heart', { taps: now });
  }

  return {
    ...{ store, saySilence },
    async write(text, itemNumber) {
      const { chosen, sent } = store.getState();
      if (sent === 'sending') return false;
      clearTimeout(standing);
      store.setState({ sent: 'sending', fault: null });
      const what = `${itemNumber ?? ''} ${chosen} ${text}`;
      const key = doubt?.what === what ? doubt.key : newKey();
      const body = { key, text, ...(chosen === '' ? {} : { name: chosen }) };
      const answer = await (itemNumber === undefined
        ? live.send('chat:post', body)
        : live.send('chat:ask', { ...body, itemNumber }));
      if (!answer.ok) {
        doubt = isUndecided(answer.code) ? { what, key } : null;
        const nextAtMs = answer.code === 'CHAT_SLOW' ? answer.retryAtMs : store.getState().nextAtMs;
        store.setState({ sent: 'nothing', fault: answer, nextAtMs });
        if (answer.code === 'CHAT_SILENCED') {
          const { untilMs, reason } = answer;
          store.setState({ silence: { untilMs, reason } });
          saySilence();
        }
        return false;
      }
      doubt = null;
      const { lines, own } = store.getState();
      const mark = itemNumber === undefined ? null : { asks: true, item: itemNumber };
      store.setState({
        lines: answer.isHeld ? lines : placed(lines, [[answer.seq, answer.name, text, mark]]),
        own: new Set([...own, answer.seq]),
        sent: answer.isHeld ? 'held' : itemNumber === undefined ? 'sent' : 'asked',
        nextAtMs: Math.max(answer.nextAtMs, clock.now()),
        calledAs: answer.name,
      });
      clearTimeout(standing);
      standing = setTimeout(() => store.setState({ sent: 'nothing' }), STANDS_MS);
      return true;
    },
    async report(seq, reason) {
      const answer = await live.send('chat:report', { key: newKey(), seq, reason });
      if (!answer.ok) store.setState({ fault: answer });
      return answer.ok;
    },
    heart() {
      taps += 1;
      const { hearts } = store.getState();
      store.setState({ hearts: { count: 1, at: hearts.at + 1 } });
      if (isTelling) return;
      isTelling = true;
      setTimeout(tellHearts, HEARTS_EVERY_MS);
    },
    async choose(name) {
      const chosen = name.trim();
      if (chosen !== '') {
        const answer = await live.send('chat:name', { name: chosen });
        if (!answer.ok) return answer;
      }
      keep.write(NAME, chosen);
      store.setState({ chosen, fault: null });
      return null;
    },
    hide(isHidden) {
      keep.write(HIDDEN, isHidden ? live.slug : '');
      store.setState({ isHidden });
    },
    setLow(isLow) {
      keep.write(LITTLE_CHAT, isLow ? '1' : '');
      store.setState({ isLow });
      // The server answers with the chat whole; without a connection the next hello says it.
      live.tell('chat:low', { isLow });
    },
    setAloud(isAloud) {
      keep.write(ALOUD, isAloud ? '1' : '');
      store.setState({ isAloud });
    },
    setWriting: (isWriting) => store.setState({ isWriting }),
    type(draft, pinned) {
      const { about } = store.getState();
      store.setState({ draft, about: draft === '' ? null : (about ?? pinned) });
    },
    askAbout: (about) => store.setState({ about }),
    forgetFault: () => store.setState({ fault: null, sent: 'nothing' }),
  };
}

/** The newest lines in the order of their places, each once; a line of a known place takes that place. */
function placed(before: readonly ChatLine[], come: readonly ChatLine[]): ChatLine[] {
  const all = new Map(before.map((line) => [line[0], line]));
  for (const line of come) all.set(line[0], line);
  return [...all.values()].sort(([a], [b]) => a - b).slice(-CHAT_LINES_KEPT);
}
