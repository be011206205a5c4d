import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import { exportAddress, salesCsvAddress } from '../connection/file-addresses.ts';
import type { Http } from '../connection/http.ts';

export interface SalesState {
  report: SalesReport | null;
  /** Why the last question had no report for an answer; an older report stays in view. */
  reason: Reason | null;
}

/** What one stream sold: asked again and again while orders can still move, once when it is over. */
export interface SalesStore {
  /** The per-item table as CSV, for a plain link. */
  csvAddress: string;
  /** A file of the raw data, `orders.csv`, for a plain link. */
  exportAddress(file: string): string;
  store: StoreApi<SalesState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
}

/** The report lags the ledger by less than 5 s: this pause, and the answer's own time. */
const PAUSE_MS = 3_000;

export function createSalesStore(slug: string, { http }: { http: Http }): SalesStore {
  const store = createStore<SalesState>(() => ({ report: null, reason: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;

  async function reload(): Promise<void> {
    clearTimeout(timer);
    const answer = await http.call('sales', { params: { slug } });
    if (!isOpen) return;
    store.setState(answer.ok ? { report: answer.value, reason: null } : { reason: answer.refusal });
    if (mayStillMove(store.getState())) timer = setTimeout(() => void reload(), PAUSE_MS);
  }

  return {
    csvAddress: salesCsvAddress(slug),
    exportAddress: (file) => exportAddress(slug, file),
    store,
    open() {
      isOpen = true;
      void reload();
    },
    close() {
      isOpen = false;
      clearTimeout(timer);
    },
    reload,
  };
}

/** Orders are placed while it is live, and paid or let go until it is closed. A line that was lost is asked again. */
function mayStillMove({ report, reason }: SalesState): boolean {
  if (reason?.code === 'FORBIDDEN' || reason?.code === 'NOT_FOUND' || reason?.code === 'UNAUTHENTICATED') {
    return false;
  }
  if (!report) return reason !== null;
  return report.status !== 'CLOSED' && report.status !== 'CANCELLED';
}
