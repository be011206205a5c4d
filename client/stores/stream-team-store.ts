import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { Grant } from '../../shared/market/stream/contract.ts';
import type { StreamTeam } from '../../shared/market/stream/team.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { newestAnswer } from './newest-answer.ts';
import type { Outside } from './world.ts';

export interface StreamTeamState {
  /** null until the first answer. */
  team: StreamTeam | null;
  /** Why it is not known, or why the last change was not made; null: it is, and it was. */
  reason: Reason | null;
  /** What was switched and has no answer yet, by person. */
  wanted: Readonly<Record<string, readonly Grant[]>>;
}

/** Who may do what on a stream, as its host sets it (A1). */
export interface StreamTeamStore {
  store: StoreApi<StreamTeamState>;
  open(): void;
  close(): void;
  /** Switches one action of somebody on or off: the whole of what they may do is sent, one change after the other. */
  allow(staffId: string, grant: Grant, isOn: boolean): Promise<void>;
}

export function createStreamTeamStore(
  slug: string,
  { http, newKey }: Pick<Outside, 'http' | 'newKey'>,
): StreamTeamStore {
  const store = createStore<StreamTeamState>(() => ({ team: null, reason: null, wanted: {} }));
  const send = createIdempotentSender(newKey);
  const asked = newestAnswer();
  const params = { slug };
  let before: Promise<void> = Promise.resolve();

  async function load(): Promise<void> {
    const isNewest = asked();
    const answer = await http.call('streamTeam', { params });
    if (!isNewest()) return;
    store.setState(answer.ok ? { team: answer.value } : { reason: answer.refusal });
  }

  /** Grants of somebody by what is known and switched by now. */
  function grantsOf(staffId: string): readonly Grant[] {
    const { wanted, team } = store.getState();
    return wanted[staffId] ?? team?.people.find((person) => person.staffId === staffId)?.grants ?? [];
  }

  async function set(staffId: string, grants: readonly Grant[]): Promise<void> {
    const answer = await send({ staffId, grants: [...grants] }, (body) =>
      http.call('grantAssistant', { params, body }),
    );
    await load();
    const { wanted } = store.getState();
    // A later switch of the same person waits behind this one, and stays in view.
    if (answer.ok && wanted[staffId] !== grants) return;
    const { [staffId]: _done, ...others } = wanted;
    store.setState({ wanted: others, ...(answer.ok ? {} : { reason: answer.refusal }) });
  }

  return {
    store,
    open: () => void load(),
    close() {},
    allow(staffId, grant, isOn) {
      const others = grantsOf(staffId).filter((each) => each !== grant);
      const grants = isOn ? [...others, grant] : others;
      store.setState(({ wanted }) => ({ reason: null, wanted: { ...wanted, [staffId]: grants } }));
      before = before.then(() => set(staffId, grants));
      return before;
    },
  };
}
