import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { SecurityFilter, SecurityPage } from '../../shared/contract/security.ts';
import type { SecurityKind } from '../../shared/values/security-kinds.ts';
import { DAY } from '../../shared/values/time.ts';
import { securityCsvAddress } from '../connection/file-addresses.ts';
import type { Outside } from './world.ts';

/** How far back the list reaches; null: as far as there is anything. */
export const securityPeriods = { day: DAY, week: 7 * DAY, month: 30 * DAY, all: null } as const;
export type SecurityPeriod = keyof typeof securityPeriods;

export interface SecurityState {
  kind: SecurityKind | null;
  /** What this person did; null: everybody's. */
  staffId: string | null;
  period: SecurityPeriod;
  /** The pages from the newest to the one in view, each by where it begins; the newest begins at null. */
  places: readonly (string | null)[];
  /** null until the first answer. */
  page: SecurityPage | null;
  isBusy: boolean;
  /** Why the last question had no answer; an older page stays in view. */
  reason: Reason | null;
}

/** The security log, a page at a time. */
export interface SecurityStore {
  store: StoreApi<SecurityState>;
  open(): void;
  close(): void;
  /** Chooses what is listed; the list begins at its newest again. */
  choose(chosen: Partial<Pick<SecurityState, 'kind' | 'staffId' | 'period'>>): void;
  /** The entries that are chosen, all of them, as a file. */
  fileAddress(): string;
  older(): void;
  newer(): void;
}

export function createSecurityStore({ http, clock }: Pick<Outside, 'http' | 'clock'>): SecurityStore {
  const store = createStore<SecurityState>(() => ({
    ...{ kind: null, staffId: null, period: 'week', places: [null], page: null, isBusy: false, reason: null },
  }));
  let isOpen = false;
  let asked = 0;

  function filter(): SecurityFilter {
    const { kind, staffId, period } = store.getState();
    const reach = securityPeriods[period];
    return {
      ...(kind !== null && { kind }),
      ...(staffId !== null && { staffId }),
      ...(reach !== null && { sinceMs: Math.floor(clock.now() - reach) }),
    };
  }

  async function ask(places: readonly (string | null)[]): Promise<void> {
    asked += 1;
    const own = asked;
    store.setState({ isBusy: true });
    const after = places.at(-1) ?? null;
    const answer = await http.call('securityLog', {
      query: {
        ...filter(),
        ...(after !== null && { after }),
      },
    });
    // Another question was asked meanwhile: that one's answer counts.
    if (!isOpen || own !== asked) return;
    if (answer.ok) store.setState({ page: answer.value, places, isBusy: false, reason: null });
    else store.setState({ isBusy: false, reason: answer.refusal });
  }
  return {
    store,
    open() {
      isOpen = true;
      void ask([null]);
    },
    close() {
      isOpen = false;
    },
    choose(chosen) {
      store.setState(chosen);
      void ask([null]);
    },
    fileAddress: () => securityCsvAddress(filter()),
    older() {
      const { page, places } = store.getState();
      if (page && page.next !== null) void ask([...places, page.next]);
    },
    newer() {
      const { places } = store.getState();
      if (places.length > 1) void ask(places.slice(0, -1));
    },
  };
}
