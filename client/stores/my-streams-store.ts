import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { CopiedStream, CopyStreamRequest } from '../../shared/contract/copy-stream.ts';
import type { SavedLineup } from '../../shared/contract/saved-lineups.ts';
import type { CreateStreamRequest, OwnStream, StreamSummary } from '../../shared/market/stream/contract.ts';
import { ok, type Result } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import { newestAnswer } from './newest-answer.ts';

export interface MyStreamsState {
  /** null until the first answer. */
  streams: readonly OwnStream[] | null;
  /** What the next one most likely sells in; null until the first answer. */
  usualCurrency: string | null;
  reason: Reason | null;
  /** Lineups that a new one may begin with; empty until the first answer. */
  lineups: readonly SavedLineup[];
}

/** The streams that this member of staff may open, and new ones. */
export interface MyStreamsStore {
  store: StoreApi<MyStreamsState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  create(stream: Unkeyed<CreateStreamRequest>): Promise<Result<StreamSummary, Reason>>;
  /** Makes one as an earlier one was (S13); what of it was refused is in the answer. */
  copy(asked: Unkeyed<CopyStreamRequest>): Promise<Result<CopiedStream, Reason>>;
  readLineups(): Promise<void>;
  /** Saves the lineup of a stream under a name (S15). */
  saveLineup(slug: string, name: string): Promise<Result<SavedLineup, Reason>>;
  deleteLineup(lineupId: string): Promise<Result<unknown, Reason>>;
  /** Opens a rehearsal with the same lineup in a log of its own (S1). */
  rehearse(slug: string): Promise<Result<StreamSummary, Reason>>;
}

export function createMyStreamsStore({ http, newKey }: { http: Http; newKey(): string }): MyStreamsStore {
  const store = createStore<MyStreamsState>(() => ({
    ...{ streams: null, usualCurrency: null, reason: null, lineups: [] },
  }));
  const send = createIdempotentSender(newKey);
  const asked = newestAnswer();

  async function reload(): Promise<void> {
    const isNewest = asked();
    const answer = await http.call('myStreams');
    if (!isNewest()) return;
    store.setState(answer.ok ? { ...answer.value, reason: null } : { reason: answer.refusal });
  }

  async function readLineups(): Promise<void> {
    const answer = await http.call('savedLineups');
    if (answer.ok) store.setState({ lineups: answer.value.lineups });
  }

  return {
    store,
    open: () => void reload(),
    close() {},
    reload,
    async create(stream) {
      const answer = await send(stream, (body) => http.call('createStream', { body }));
      if (!answer.ok) return answer;
      store.setState(({ streams }) => ({ streams: [answer.value, ...(streams ?? [])] }));
      return ok(answer.value);
    },
    async copy(asked) {
      const answer = await send(asked, (body) => http.call('copyStream', { body }), 'copy');
      if (answer.ok) {
        const { stream } = answer.value;
        // Asked again under its key it is in the list already.
        const isOther = ({ streamId }: StreamSummary) => streamId !== stream.streamId;
        store.setState(({ streams }) => ({ streams: [stream, ...(streams ?? []).filter(isOther)] }));
      }
      return answer;
    },
    readLineups,
    async saveLineup(slug, name) {
      const answer = await send(
        { name },
        (body) => http.call('saveLineup', { params: { slug }, body }),
        slug,
      );
      if (answer.ok) {
        const isOther = ({ lineupId }: SavedLineup) => lineupId !== answer.value.lineupId;
        store.setState(({ lineups }) => ({ lineups: [answer.value, ...lineups.filter(isOther)] }));
      }
      return answer;
    },
    async deleteLineup(lineupId) {
      const answer = await http.call('deleteLineup', { params: { lineupId } });
      if (answer.ok) store.setState({ lineups: answer.value.lineups });
      return answer;
    },
    rehearse: (slug) => http.call('rehearse', { params: { slug } }),
  };
}
