import { createStore, type StoreApi } from 'zustand/vanilla';
import { leavesDoubt, type Reason } from '../../../shared/contract/answer.ts';
import type {
  ChatName,
  ChatSettings,
  MuteReason,
  OpenQuestion,
  StaffLine,
} from '../../../shared/market/chat/contract.ts';
import type { ConsoleCommandOf, ConsoleReply, ConsoleRequest } from '../../../shared/protocol.ts';
import type { HostStore } from '../../stores/host/host-store.ts';
import type { World } from '../../stores/world.ts';
import { seenLines } from './seen-lines.ts';

type CareCommand = ConsoleCommandOf<'chat'>;
type Unkeyed<C extends CareCommand> = Omit<ConsoleRequest<C>, 'key' | 'inDoubt' | 'history'>;

/** Lines of one person that are deleted by one tap, the newest. */
const MAX_LINES_AT_ONCE = 50;

/** A dismissal is sent so much later: until then it can be taken back (N6). */
const DISMISSED_AFTER_MS = 5_000;
/** Questions that are hidden here; more are not dismissed within what a frame needs. */
const MAX_DISMISSED = 100;
/** As many lines as a console has. */
const MAX_FINE = 500;

/** More than anybody types in an evening and leaves. */
const MAX_DRAFTS = 100;

/** Questions as they are answered: who has waited longest first. */
export const longestFirst = (questions: readonly OpenQuestion[]): OpenQuestion[] =>
  [...questions].sort((a, b) => a.seq - b.seq);

/** A line waits for somebody's look: it was held, or viewers reported it and nobody has left it as it is here. */
export const waitsForLook = (
  { seq, state, reports }: Pick<StaffLine, 'seq' | 'state' | 'reports'>,
  fine: CareState['fine'],
): boolean => state === 'held' || (state === 'shown' && reports > 0 && !fine.has(seq));

/** The last act that can be taken back, until a moment of the server's clock. */
export type CareUndo = { name: ChatName; untilMs: number } & (
  | { of: 'delete'; seqs: readonly number[] }
  | { of: 'silence'; who: string }
  | { of: 'dismiss'; seq: number }
);

/** What somebody typed to a question. */
export interface AnswerDraft {
  question: OpenQuestion;
  text: string;
}

export interface CareState {
  undo: CareUndo | null;
  fault: Reason | null;
  /** Places of lines and questions on which something is under way. */
  busy: ReadonlySet<number>;
  /** Answers that were begun, by the place of their question: they outlive it until they are sent or put away. */
  drafts: ReadonlyMap<number, AnswerDraft>;
  /** Questions that were dismissed here: out of the queue at once, whether it has been sent or not. */
  dismissed: ReadonlySet<number>;
  /** Reported lines that somebody has looked at here and left. */
  fine: ReadonlySet<number>;
  /** Up to which line the list shows them while it stands still; null: all of them. */
  shownTo: number | null;
}

/** The care for a stream's chat, from this console. What an act did comes with the chat's own frames. */
export interface CareStore {
  store: StoreApi<CareState>;
  /** Answers a question: in words, which may lead to an item, or right now by voice. */
  answer(seq: number, text?: string, itemNumber?: number): Promise<boolean>;
  /** Takes a question out of the queue; for five seconds it can come back, and only then it is sent. */
  dismiss(question: Pick<OpenQuestion, 'seq' | 'name'>): void;
  /** Keeps what is typed to a question; nothing: it is put away. The oldest go when there are too many. */
  draft(question: OpenQuestion, text: string): void;
  /** A line that was reported stays, and does not wait for a look any more. */
  keep(seq: number): void;
  /** Says up to which line the list is shown. */
  showsTo(seq: number | null): void;
  ask(seq: number): void;
  pin(seq: number | null): void;
  say(text: string): Promise<boolean>;
  announce(text: string | null): Promise<boolean>;
  remove(seq: number, name: ChatName): void;
  /** Deletes lines of one person, one after the other, the newest 50. */
  removeAll(seqs: readonly number[], name: ChatName): Promise<void>;
  restore(seq: number): void;
  silence(
    line: { seq: number; who: string; name: ChatName },
    how: { minutes: number | null; scope: 'stream' | 'all'; reason: MuteReason },
  ): Promise<boolean>;
  lift(who: string): void;
  set(settings: ChatSettings): Promise<boolean>;
  undo(): void;
  forgetFault(): void;
}

const stores = new WeakMap<HostStore, CareStore>();

/** The care of a console; one, however many places show it. */
export function careOf(host: HostStore, world: Pick<World, 'newKey' | 'clock' | 'keep'>): CareStore {
  const known = stores.get(host);
  if (known) return known;
  const care = createCareStore(host, world);
  stores.set(host, care);
  return care;
}

function createCareStore(
  host: HostStore,
  { newKey, clock, keep }: Pick<World, 'newKey' | 'clock' | 'keep'>,
): CareStore {
  const seen = seenLines(keep, host.slug);
  const store = createStore<CareState>(() => ({
    undo: null,
    fault: null,
    busy: new Set(),
    drafts: new Map(),
    dismissed: new Set(),
    fine: seen.read(),
    shownTo: null,
  }));
  /** Acts of which nobody said what became: the same one keeps its key (I1). */
  const doubtful = new Map<string, string>();

  async function act<C extends CareCommand>(command: C, terms: Unkeyed<C>): Promise<ConsoleReply<C> | null> {
    const what = `${command} ${JSON.stringify(terms)}`;
    const key = doubtful.get(what) ?? newKey();
    const seq = 'seq' in terms && typeof terms.seq === 'number' ? terms.seq : null;
    if (seq !== null) {
      if (store.getState().busy.has(seq)) return null;
      store.setState(({ busy }) => ({ busy: new Set([...busy, seq]) }));
    }
    store.setState({ fault: null });
    const answer = await host.ask(command, { key, ...terms } as ConsoleRequest<C>);
    if (seq !== null)
      store.setState(({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== seq)) }));
    if (!answer.ok) {
      if (leavesDoubt(answer.code)) doubtful.set(what, key);
      else doubtful.delete(what);
      store.setState({ fault: answer });
      return null;
    }
    doubtful.delete(what);
    return answer;
  }

  let leaving: { seq: number; timer: ReturnType<typeof setTimeout> } | null = null;
  const bringBack = (seq: number) =>
    store.setState(({ dismissed }) => ({
      dismissed: new Set([...dismissed].filter((each) => each !== seq)),
    }));
  /** Sends the dismissal that waits; one that was refused is in the queue again. */
  async function sendDismissed(): Promise<void> {
    if (!leaving) return;
    const { seq, timer } = leaving;
    clearTimeout(timer);
    leaving = null;
    if ((await act('chat:dismiss', { seq })) === null) return bringBack(seq);
    // Hidden until the frames have it gone: a line that is made a question once more is in the queue again.
    const endWait = host.store.subscribe(forget);
    function forget(): void {
      if (host.store.getState().chat?.questions.some((question) => question.seq === seq)) return;
      endWait();
      bringBack(seq);
    }
    forget();
  }

  return {
    store,
    answer: async (seq, text, itemNumber) =>
      (await act('chat:answer', {
        ...{ seq },
        ...(text !== undefined && { text }),
        ...(itemNumber !== undefined && { itemNumber }),
      })) !== null,
    draft(question, text) {
      const drafts = new Map(store.getState().drafts);
      if (text === '') drafts.delete(question.seq);
      else drafts.set(question.seq, { question, text });
      for (const seq of drafts.keys()) {
        if (drafts.size <= MAX_DRAFTS) break;
        drafts.delete(seq);
      }
      store.setState({ drafts });
    },
    dismiss({ seq, name }) {
      const { dismissed } = store.getState();
      if (dismissed.has(seq)) return;
      void sendDismissed();
      leaving = { seq, timer: setTimeout(() => void sendDismissed(), DISMISSED_AFTER_MS) };
      store.setState({
        dismissed: new Set([...dismissed, seq].slice(-MAX_DISMISSED)),
        undo: { of: 'dismiss', seq, name, untilMs: clock.now() + DISMISSED_AFTER_MS },
      });
    },
    keep(seq) {
      const fine = new Set([...store.getState().fine, seq].slice(-MAX_FINE));
      seen.write(fine);
      store.setState({ fine });
    },
    showsTo: (shownTo) => store.setState({ shownTo }),
    ask: (seq) => void act('chat:question', { seq }),
    pin: (seq) => void act('chat:pin', { seq }),
    say: async (text) => (await act('chat:say', { text })) !== null,
    announce: async (text) => (await act('chat:announce', { text })) !== null,
    async remove(seq, name) {
      const done = await act('chat:delete', { seq });
      if (done) store.setState({ undo: { of: 'delete', seqs: [seq], name, untilMs: done.undoUntilMs } });
    },
    async removeAll(seqs, name) {
      const gone: number[] = [];
      for (const seq of seqs.slice(-MAX_LINES_AT_ONCE)) {
        const done = await act('chat:delete', { seq });
        if (!done) return;
        gone.push(seq);
        // Until the last of them can be taken back; of the first ones the time may be over by then.
        store.setState({ undo: { of: 'delete', seqs: [...gone], name, untilMs: done.undoUntilMs } });
      }
    },
    restore: (seq) => void act('chat:restore', { seq }),
    async silence({ seq, who, name }, how) {
      const done = await act('chat:silence', { seq, ...how });
      if (done) store.setState({ undo: { of: 'silence', who, name, untilMs: done.undoUntilMs } });
      return done !== null;
    },
    lift: (who) => void act('chat:lift', { who }),
    set: async (settings) => (await act('chat:set', { settings })) !== null,
    undo() {
      const { undo } = store.getState();
      store.setState({ undo: null });
      if (!undo || clock.now() >= undo.untilMs) return;
      if (undo.of === 'dismiss') {
        // What has been sent can't come back.
        if (leaving?.seq !== undo.seq) return;
        clearTimeout(leaving.timer);
        leaving = null;
        bringBack(undo.seq);
        return;
      }
      if (undo.of === 'delete') for (const seq of undo.seqs) void act('chat:restore', { seq });
      else void act('chat:lift', { who: undo.who });
    },
    forgetFault: () => store.setState({ fault: null }),
  };
}
