import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { FilmBuyers, MomentPage, MomentReply, Step, StepsReply } from '../../shared/contract/moment.ts';
import { MINUTE } from '../../shared/values/time.ts';
import type { Http } from '../connection/http.ts';

export const SPEEDS = [1, 10, 60] as const;
export type Speed = (typeof SPEEDS)[number];

/** Whose events are listed: a member of staff, or a buyer, whose page the film shows as well. */
export type FilmPerson = { staffId: string } | { buyerId: string };

export interface MachineState {
  /** The instant that is looked at, epoch ms; null until one was chosen. */
  atMs: number | null;
  reply: MomentReply | null;
  /** What a viewer's page showed, and the place that it is true for; null until it was told. */
  page: (MomentPage & { seq: number }) | null;
  /** Facts round the instant, of the person and about the item that are asked for. */
  steps: Step[];
  /** Names of the staff that was seen so far. */
  people: ReadonlyMap<string, StepsReply['people'][number]>;
  /** The number of the first order in this stream of each buyer that was seen so far. */
  orderOf: ReadonlyMap<string, string>;
  person: FilmPerson | null;
  itemNumber: number | null;
  speed: Speed | null;
  /** Rises with each step to another instant than that which comes next. */
  jumps: number;
  reason: Reason | null;
}

/** A stream at any instant: chosen, stepped through, or played. */
export interface MachineStore {
  store: StoreApi<MachineState>;
  open(): void;
  close(): void;
  /** From when to when there is a film: nothing before or behind it is gone to. */
  setSpan(startMs: number, endMs: number): void;
  goTo(atMs: number): void;
  /** By a minute, forth or back. */
  skip(by: 1 | -1): void;
  /** To the event before or after, of those that are listed. */
  step(by: 1 | -1): void;
  /** At a speed, or null to stand still. */
  play(speed: Speed | null): void;
  /** The events of one person alone, or of everybody. */
  follow(person: FilmPerson | null): void;
  /** The events about one item alone, or about all. */
  about(itemNumber: number | null): void;
}

const TICK_MS = 250;
const READING_PAUSE_MS = 400;
const STEPS_BEFORE = 40;
const STEPS_AFTER = 40;
/** A page in play asks for the facts round the instant only so often. */
const STEPS_EVERY_MS = 1_000;

export function createMachineStore(slug: string, { http }: { http: Http }): MachineStore {
  const store = createStore<MachineState>(() => ({
    atMs: null,
    reply: null,
    page: null,
    steps: [],
    people: new Map(),
    orderOf: new Map(),
    person: null,
    itemNumber: null,
    speed: null,
    jumps: 0,
    reason: null,
  }));
  let span = { startMs: 0, endMs: Number.MAX_SAFE_INTEGER };
  let wanted: { atMs: number } | { seq: number } | null = null;
  let isAsking = false;
  let isOpen = false;
  let ticker: ReturnType<typeof setInterval> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let stepsAtMs = 0;

  const buyerOf = (person: FilmPerson | null) => (person && 'buyerId' in person ? person.buyerId : null);

  /** One question at a time; what was wanted meanwhile is asked next. */
  async function ask(): Promise<void> {
    if (isAsking || !isOpen || !wanted) return;
    const question = wanted;
    wanted = null;
    isAsking = true;
    const { person, page: known } = store.getState();
    const buyer = buyerOf(person);
    const query = { ...question, ...(buyer !== null && { buyer }), shownSeq: known?.seq ?? 0 };
    const answer = await http.call('moment', { params: { slug }, query });
    isAsking = false;
    if (!isOpen) return;
    if (!answer.ok) {
      store.setState({ reason: answer.refusal });
    } else if (buyer === buyerOf(store.getState().person)) {
      const { page, buyers = [], ...reply } = answer.value;
      const { moment, readSeq, headSeq } = reply;
      store.setState({
        reply,
        orderOf: named(store.getState().orderOf, buyers),
        reason: null,
        ...(page && moment && { page: { ...page, seq: moment.seq } }),
        ...('seq' in question && moment && { atMs: moment.atMs }),
      });
      if (!moment && readSeq < headSeq) {
        clearTimeout(again);
        again = setTimeout(() => {
          wanted ??= question;
          void ask();
        }, READING_PAUSE_MS);
      }
      await loadSteps();
    }
    void ask();
  }

  async function loadSteps(): Promise<void> {
    const nowMs = performance.now();
    const { speed, reply, person, itemNumber } = store.getState();
    if (speed !== null && nowMs - stepsAtMs < STEPS_EVERY_MS) return;
    stepsAtMs = nowMs;
    const query = {
      after: reply?.moment?.seq ?? 0,
      before: STEPS_BEFORE,
      limit: STEPS_AFTER,
      ...(person && ('buyerId' in person ? { buyer: person.buyerId } : { staff: person.staffId })),
      ...(itemNumber !== null && { item: itemNumber }),
    };
    const answer = await http.call('steps', { params: { slug }, query });
    if (isOpen && answer.ok) store.setState((state) => listed(state, answer.value));
  }

  /** What came before the stream went live is no part of the film. */
  function listed(state: MachineState, { steps, people, buyers = [] }: StepsReply): Partial<MachineState> {
    return {
      steps: steps.filter(({ atMs }) => atMs >= span.startMs && atMs <= span.endMs),
      people: joined(
        state.people,
        people.map((each) => [each.staffId, each]),
      ),
      orderOf: named(state.orderOf, buyers),
    };
  }

  function look(at: { atMs: number } | { seq: number }): void {
    wanted = at;
    if ('atMs' in at) store.setState({ atMs: at.atMs });
    void ask();
  }

  function jump(at: { atMs: number } | { seq: number }): void {
    store.setState(({ jumps }) => ({ jumps: jumps + 1 }));
    look(at);
  }

  function goTo(atMs: number): void {
    jump({ atMs: Math.round(Math.min(span.endMs, Math.max(span.startMs, atMs))) });
  }

  function play(speed: Speed | null): void {
    clearInterval(ticker);
    store.setState({ speed });
    if (speed === null) return;
    ticker = setInterval(() => {
      const { atMs } = store.getState();
      if (atMs === null) return;
      const nextMs = atMs + TICK_MS * speed;
      if (nextMs >= span.endMs) play(null);
      look({ atMs: Math.min(span.endMs, nextMs) });
    }, TICK_MS);
  }

  /** The same instant under another question. */
  function lookAgain(): void {
    const { atMs } = store.getState();
    stepsAtMs = 0;
    if (atMs !== null) jump({ atMs });
  }

  return {
    store,
    open() {
      isOpen = true;
    },
    close() {
      isOpen = false;
      clearInterval(ticker);
      clearTimeout(again);
    },
    setSpan(startMs, endMs) {
      span = { startMs, endMs };
    },
    goTo,
    skip(by) {
      const { atMs } = store.getState();
      if (atMs !== null) goTo(atMs + by * MINUTE);
    },
    step(by) {
      play(null);
      const { reply, steps } = store.getState();
      const nowSeq = reply?.moment?.seq ?? 0;
      const next =
        by === 1 ? steps.find(({ seq }) => seq > nowSeq) : steps.findLast(({ seq }) => seq < nowSeq);
      if (next) jump({ seq: next.seq });
    },
    play,
    follow(person) {
      const isAnotherPage = buyerOf(person) !== buyerOf(store.getState().person);
      store.setState({ person, ...(isAnotherPage && { page: null }) });
      lookAgain();
    },
    about(itemNumber) {
      store.setState({ itemNumber });
      lookAgain();
    },
  };
}

function named(known: ReadonlyMap<string, string>, buyers: FilmBuyers): ReadonlyMap<string, string> {
  const news = buyers.filter(({ buyerId, order }) => known.get(buyerId) !== order);
  return joined(
    known,
    news.map(({ buyerId, order }) => [buyerId, order] as const),
  );
}

/** The same map where nothing comes to it: who draws it need not draw it again. */
function joined<T>(
  known: ReadonlyMap<string, T>,
  news: readonly (readonly [string, T])[],
): ReadonlyMap<string, T> {
  return news.length === 0 ? known : new Map([...known, ...news]);
}
