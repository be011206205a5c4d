import type { SalesReport } from '../../shared/contract/sales.ts';
import type { RemoteState, RemoteValue } from './remote-value.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** The report lags the ledger by less than 5 s: this pause, and the answer's own time. */
const PAUSE_MS = 3_000;

/** What one stream sold: asked again and again while orders can still move, once when it is over. */
export function createSalesStore(slug: string, world: World): RemoteValue<SalesReport> {
  return createStaffRead<SalesReport>(
    world,
    ['sales', slug],
    () => world.http.call('sales', { params: { slug } }),
    (known) => (mayStillMove(known) ? PAUSE_MS : null),
  );
}

/** Orders are placed while it is live, and paid or let go until it is closed. A line that was lost is asked again. */
function mayStillMove({ value: report, reason }: RemoteState<SalesReport>): boolean {
  if (reason?.code === 'FORBIDDEN' || reason?.code === 'NOT_FOUND' || reason?.code === 'UNAUTHENTICATED') {
    return false;
  }
  if (!report) return reason !== null;
  return report.status !== 'CLOSED' && report.status !== 'CANCELLED';
}
