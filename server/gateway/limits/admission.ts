import type { Socket } from 'socket.io';
import type { Clock } from '../../lib/clock.ts';
import { refusedConnection } from '../connection/refused-connection.ts';
import type { Counters } from '../metrics/counters.ts';
import { connectionOf } from '../transport/transport.ts';
import { type ConnectionBudgets, whyNotJoin } from './connection-budget.ts';

/**
 * Admission to a namespace. The budget of the connection is judged first, since a look-up of the identity costs a read.
 * @param admit looks up the identity. @returns why the socket is refused, or nothing
 */
export function admitWithin(
  deps: {
    budgets: ConnectionBudgets;
    clock: Pick<Clock, 'nowMs'>;
    counters: Pick<Counters, 'rateLimited'>;
    onFault: (fault: unknown) => void;
  },
  admit: (socket: Socket) => Promise<Error | undefined>,
) {
  return (socket: Socket, next: (why?: Error) => void): void => {
    const { name } = socket.nsp;
    const connection = connectionOf(socket);
    const budget = deps.budgets.of(connection);
    const why = whyNotJoin(budget, name, deps.clock.nowMs());
    if (why !== null) {
      deps.counters.rateLimited += 1;
      if (why === 'abused') connection.close();
      next(refusedConnection(why === 'abused' ? { code: 'RATE_LIMITED', retryAfterMs: 60_000 } : why));
      return;
    }
    budget.joining.add(name);
    const settle = (refusal?: Error) => {
      budget.joining.delete(name);
      next(refusal);
    };
    admit(socket).then(settle, (fault: unknown) => {
      deps.onFault(fault);
      settle(refusedConnection({ code: 'UNAVAILABLE', retryAfterMs: 1_000 }));
    });
  };
}
