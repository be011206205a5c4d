import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { MomentReply, Step } from '../../shared/contract/moment.ts';
import type { Http } from '../connection/http.ts';

export const SPEEDS = [1, 10, 60] as const;
export type Speed = (typeof SPEEDS)[number];

export interface MachineState {
  /** The instant that is looked at, epoch ms; null until one was chosen. */
  atMs: number | null;
  reply: MomentReply | null;
  /** Facts round the instant. */
  steps: Step[];
  /** As whom it is seen. */
  buyerId: string | null;
  speed: Speed | null;
  reason: Reason | null;
}

/** A stream at any instant: chosen, stepped through, or played. */
export interface MachineStore {
  store: StoreApi<MachineState>;
  open(): void;
  close(): void;
  goTo(atMs: number): void;
  /** To the fact before or after. */
  step(by: 1 | -1): void;
  /** At a speed, or null to stand still. */
  play(speed: Speed | null): void;
  seeAs(buyerId: string | null): void;
}

const TICK_MS = 250;
const READING_PAUSE_MS = 400;
const STEPS_BEFORE = 14;
const STEPS_SHOWN = 30;
/** A page in play asks for the facts round the instant only so often. */
const STEPS_EVERY_MS = 1_000;

export function createMachineStore(slug: string, { http }: { http: Http }): MachineStore {
  const store = createStore<MachineState>(() => ({
    atMs: null,
    reply: null,
    steps: [],
    buyerId: null,
    speed: null,
    reason: null,
  }));
  let wanted: { atMs: number } | { seq: number } | null = null;
  let isAsking = false;
  let isOpen = false;
  let ticker: ReturnType<typeof setInterval> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let stepsAtMs = 0;

  /** One question at a time; what was wanted meanwhile is asked next. */
  async function ask(): Promise<void> {
    if (isAsking || !isOpen || !wanted) return;
    const question = wanted;
    wanted = null;
    isAsking = true;
    const { buyerId } = store.getState();
    const query = { ...question, ...(buyerId !== null && { buyer: buyerId }) };
    const answer = await http.call('moment', { params: { slug }, query });
    isAsking = false;
    if (!isOpen) return;
    if (!answer.ok) {
      store.setState({ reason: answer.refusal });
    } else {
      const { moment, readSeq, headSeq } = answer.value;
      store.setState({ reply: answer.value, reason: null });
      if ('seq' in question && moment) store.setState({ atMs: moment.atMs });
      if (!moment && readSeq < headSeq) {
        clearTimeout(again);
        again = setTimeout(() => {
          wanted ??= question;
          void ask();
        }, READING_PAUSE_MS);
      }
      await loadSteps(moment?.seq ?? 0);
    }
    void ask();
  }

  async function loadSteps(seq: number): Promise<void> {
    const nowMs = performance.now();
    if (store.getState().speed !== null && nowMs - stepsAtMs < STEPS_EVERY_MS) return;
    stepsAtMs = nowMs;
    const after = Math.max(0, seq - STEPS_BEFORE);
    const answer = await http.call('steps', { params: { slug }, query: { after, limit: STEPS_SHOWN } });
    if (isOpen && answer.ok) store.setState({ steps: answer.value.steps });
  }

  function look(at: { atMs: number } | { seq: number }): void {
    wanted = at;
    if ('atMs' in at) store.setState({ atMs: at.atMs });
    void ask();
  }

  function play(speed: Speed | null): void {
    clearInterval(ticker);
    store.setState({ speed });
    if (speed === null) return;
    ticker = setInterval(() => {
      const { atMs } = store.getState();
      if (atMs !== null) look({ atMs: atMs + TICK_MS * speed });
    }, TICK_MS);
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
    goTo(atMs) {
      look({ atMs });
    },
    step(by) {
      play(null);
      const { reply } = store.getState();
      const seq = (reply?.moment?.seq ?? 0) + by;
      if (seq >= 1 && seq <= (reply?.headSeq ?? 0)) look({ seq });
    },
    play,
    seeAs(buyerId) {
      store.setState({ buyerId });
      const { atMs } = store.getState();
      if (atMs !== null) look({ atMs });
    },
  };
}
