import type { Engines } from '../../server/application/engines.ts';
import type { LogState } from '../../server/event-log/log-type.ts';
import type { Head } from '../../server/event-log/ports/store.ts';
import type { LogKind } from '../../server/logs/kind.ts';
import { logKinds } from '../../server/logs.ts';
import { SHOP_LOG } from '../../server/shop/shop.ts';

/** The kind of a log, with its rules. A log of a kind that is not in the list is a mistake of the test. */
export function kindOf({ kind }: Pick<Head, 'kind'>): LogKind {
  const found = logKinds.find(({ rules }) => rules.kind === kind);
  if (!found) throw new Error(`Nobody knows logs of the kind ${kind}.`);
  return found;
}

/** Looks at a log as a node knows it, woken if it sleeps there. */
export async function readLog<T>(
  engines: Engines,
  head: Pick<Head, 'logId' | 'kind'>,
  look: (state: Readonly<LogState>, head: Head) => T,
): Promise<T> {
  const { logId } = head;
  const kind = kindOf(head);
  if (kind.isGuest) return (await engines.guest(kind).find(logId))!.read(look);
  if (logId === SHOP_LOG) return engines.shop.read(look);
  return (await engines.stream(logId))!.read(look);
}
