import type { Socket } from 'socket.io';
import type { Clock } from '../../lib/clock.ts';
import { refusedConnection } from '../connection/refused-connection.ts';
import type { Counters } from '../counters.ts';
import { connectionOf } from '../transport/transport.ts';
import { type ConnectionBudgets, whyNotJoin } from './connection-budget.ts';

/**
 * Lets sockets into a namespace: what the connection may cost is judged before anybody is asked who it is.
 * @param admit looks up who it is. @returns why it is not taken, or nothing
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
