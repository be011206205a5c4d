import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type {
  FilmBuyers,
  FilmPersons,
  MomentPage,
  MomentReply,
  StepsReply,
} from '../../shared/contract/moment.ts';
import { MINUTE } from '../../shared/values/time.ts';
import type { Http } from '../connection/http.ts';
import { type FilmEvent, filmEvents, isFact, nextEvent } from './film/events.ts';

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
  /** What happened round the instant, of the person and about the item that are asked for. */
  events: FilmEvent[];
  /** Who acted in the whole stream; null until it was told, or for whoever may not know (A6). */
  acted: Pick<FilmPersons, 'persons' | 'hasMore'> | null;
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
  /**
   * The events of one person alone, or of everybody.
   * @param atMs where to look from then on; absent: where it stands
   */
  follow(person: FilmPerson | null, atMs?: number): void;
  /** The events about one item alone, or about all. */
  about(itemNumber: number | null): void;
}

const TICK_MS = 250;
const READING_PAUSE_MS = 400;
const STEPS_BEFORE = 40;
const STEPS_AFTER = 40;
/** A page in play asks for the facts round the instant only so often. */
const STEPS_EVERY_MS = 1_000;
/** Of a stream that is on, more persons come: they are asked for so often. */
const PERSONS_EVERY_MS = 30_000;

export function createMachineStore(slug: string, { http }: { http: Http }): MachineStore {
  const store = createStore<MachineState>(() => ({
    atMs: null,
    reply: null,
    page: null,
    events: [],
    acted: null,
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
  /** Which instant was shown when, while it plays: a page that is busy misses ticks, and the film goes by the clock. */
  let playedFrom: { atMs: number; steadyMs: number } | null = null;
  /** When the persons were asked for, and how far the log went then. */
  let persons = { atMs: Number.NEGATIVE_INFINITY, seq: -1 };

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
        orderOf: withNames(store.getState().orderOf, buyers),
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
    if (!isOpen || !answer.ok) return;
    store.setState((state) => listed(state, answer.value));
    void loadPersons(answer.value.headSeq);
  }

  async function loadPersons(headSeq: number): Promise<void> {
    const nowMs = performance.now();
    if (persons.seq >= headSeq || nowMs - persons.atMs < PERSONS_EVERY_MS) return;
    persons = { atMs: nowMs, seq: headSeq };
    const answer = await http.call('filmPersons', { params: { slug } });
    if (!isOpen || !answer.ok) return;
    const { persons: acted, hasMore, readSeq } = answer.value;
    // A long log is read on with each question.
    if (readSeq < answer.value.headSeq) persons = { atMs: Number.NEGATIVE_INFINITY, seq: -1 };
    const named = acted.flatMap(({ buyerId, order }) => (order === undefined ? [] : [{ buyerId, order }]));
    store.setState(({ orderOf }) => ({
      acted: { persons: acted, hasMore },
      orderOf: withNames(orderOf, named),
    }));
  }

  /** What came before the stream went live is no part of the film. */
  function listed(
    state: MachineState,
    { steps, people, buyers = [], refusals = [] }: StepsReply,
  ): Partial<MachineState> {
    const nowSeq = state.reply?.moment?.seq ?? 0;
    const before = steps.filter(({ seq }) => seq <= nowSeq).length;
    const known = {
      fromMs: before < STEPS_BEFORE ? span.startMs : Math.max(span.startMs, steps[0]?.atMs ?? 0),
      toMs: steps.length - before < STEPS_AFTER ? span.endMs : Math.min(span.endMs, steps.at(-1)?.atMs ?? 0),
    };
    return {
      events: filmEvents(
        steps.filter(({ atMs }) => atMs >= span.startMs && atMs <= span.endMs),
        refusals,
        known,
      ),
      people: joined(
        state.people,
        people.map((each) => [each.staffId, each]),
      ),
      orderOf: withNames(state.orderOf, buyers),
    };
  }

  function look(at: { atMs: number } | { seq: number }): void {
    wanted = at;
    if ('atMs' in at) store.setState({ atMs: at.atMs });
    void ask();
  }

  function jump(at: { atMs: number } | { seq: number }): void {
    store.setState(({ jumps }) => ({ jumps: jumps + 1 }));
    playedFrom = 'atMs' in at ? { atMs: at.atMs, steadyMs: performance.now() } : null;
    look(at);
  }

  function goTo(atMs: number): void {
    jump({ atMs: Math.round(Math.min(span.endMs, Math.max(span.startMs, atMs))) });
  }

  function play(speed: Speed | null): void {
    clearInterval(ticker);
    store.setState({ speed });
    if (speed === null) return;
    const { atMs: nowMs } = store.getState();
    playedFrom = nowMs === null ? null : { atMs: nowMs, steadyMs: performance.now() };
    ticker = setInterval(() => {
      if (playedFrom === null) return;
      const nextMs = Math.round(playedFrom.atMs + (performance.now() - playedFrom.steadyMs) * speed);
      if (nextMs >= span.endMs) play(null);
      look({ atMs: Math.min(span.endMs, nextMs) });
    }, TICK_MS);
  }

  /** Another question, of the same instant if no other is named. */
  function lookAgain(atMs = store.getState().atMs): void {
    stepsAtMs = Number.NEGATIVE_INFINITY;
    if (atMs !== null) goTo(atMs);
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
      const { reply, events } = store.getState();
      const { seq = 0, atMs = 0 } = reply?.moment ?? {};
      const next = nextEvent(events, { seq, atMs }, by);
      if (next) jump(isFact(next) ? { seq: next.seq } : { atMs: next.atMs });
    },
    play,
    follow(person, atMs) {
      const isAnotherPage = buyerOf(person) !== buyerOf(store.getState().person);
      store.setState({ person, ...(isAnotherPage && { page: null }) });
      lookAgain(atMs);
    },
    about(itemNumber) {
      store.setState({ itemNumber });
      lookAgain();
    },
  };
}

function withNames(known: ReadonlyMap<string, string>, buyers: FilmBuyers): ReadonlyMap<string, string> {
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
