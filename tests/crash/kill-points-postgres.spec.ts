import { PostgresServer } from '../builders/postgres.ts';
import { TcpProxy, type Watcher } from '../builders/tcp-proxy.ts';
import { postgresGround } from './ground.ts';
import { killPoints } from './kill-points-suite.ts';

killPoints(async () => {
  const postgres = await PostgresServer.start();
  const ground = await postgresGround(postgres);
  const line = await TcpProxy.to(postgres.port);
  ground.environment.DATABASE_URL = postgres.urlOf(ground.database, line.port);

  /** Waits for the cut of an order after so many others, and tells when its transaction and its COMMIT are sent. */
  const watchOrder = (others: number, at: (moment: 'written' | 'commit') => 'pass' | 'lose'): Watcher => {
    let left = others;
    let chosen: number | null = null;
    return (direction, chunk, connection) => {
      if (direction === 'up' && chosen === null && chunk.includes('"order_placed"') && --left < 0)
        chosen = connection;
      if (connection !== chosen) return 'pass';
      if (direction === 'down') return at('written');
      return chunk.includes('COMMIT') ? at('commit') : 'pass';
    };
  };
  const trap = async (watch: Watcher) => {
    line.watch = watch;
    return { close: async () => line.heal() };
  };
  return {
    ground,
    insideTransaction: (pid, chance) =>
      trap(
        watchOrder(chance(20), () => {
          process.kill(pid, 'SIGKILL');
          return 'lose';
        }),
      ),
    insideCommit: (pid, chance) =>
      trap(
        watchOrder(chance(20), (moment) => {
          if (moment === 'commit') process.kill(pid, 'SIGKILL');
          return 'pass';
        }),
      ),
    async close() {
      await line.close();
      await postgres.remove();
      await ground.close();
    },
  };
});
