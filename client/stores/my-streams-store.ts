import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { CreateStreamRequest, StreamSummary } from '../../shared/contract/stream.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';

export interface MyStreamsState {
  /** null until the first answer. */
  streams: readonly StreamSummary[] | null;
  reason: Reason | null;
}

/** The streams that this member of staff may open, and new ones. */
export interface MyStreamsStore {
  store: StoreApi<MyStreamsState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  create(stream: Omit<CreateStreamRequest, 'key'>): Promise<Result<StreamSummary, Reason>>;
  /** Opens a rehearsal with the same lineup in a log of its own (S1). */
  rehearse(slug: string): Promise<Result<StreamSummary, Reason>>;
}

export function createMyStreamsStore({ http, newKey }: { http: Http; newKey(): string }): MyStreamsStore {
  const store = createStore<MyStreamsState>(() => ({ streams: null, reason: null }));
  let creation: { text: string; key: string } | null = null;

  async function reload(): Promise<void> {
    const answer = await http.call('myStreams');
    store.setState(answer.ok ? { streams: answer.value.streams, reason: null } : { reason: answer.refusal });
  }

  return {
    store,
    open: () => void reload(),
    close() {},
    reload,
    async create(stream) {
      const text = JSON.stringify(stream);
      if (creation?.text !== text) creation = { text, key: newKey() };
      const answer = await http.call('createStream', { body: { key: creation.key, ...stream } });
      if (!answer.ok) return refuse(answer.refusal);
      creation = null;
      store.setState(({ streams }) => ({ streams: [answer.value, ...(streams ?? [])] }));
      return ok(answer.value);
    },
    rehearse: (slug) => http.call('rehearse', { params: { slug } }),
  };
}
