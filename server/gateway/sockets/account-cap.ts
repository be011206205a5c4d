/**
 * Connections per account: a person has few screens. Who comes too late is refused; nobody is thrown out silently.
 * @param limit 0: none
 */
export function accountCap(limit: number) {
  const open = new Map<string, number>();
  return {
    /** @returns how to give the place back, or null if all are taken */
    enter(accountId: string): (() => void) | null {
      const count = open.get(accountId) ?? 0;
      if (limit > 0 && count >= limit) return null;
      open.set(accountId, count + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (open.get(accountId) ?? 1) - 1;
        if (left > 0) open.set(accountId, left);
        else open.delete(accountId);
      };
    },
  };
}

/** An Engine.IO connection, as far as its end goes. */
interface Ending {
  readonly readyState: string;
  once(event: 'close', hear: () => void): unknown;
  off(event: 'close', hear: () => void): unknown;
}

/**
 * Takes a place for a connection; it is given back by whoever has it, or when the connection ends. Nothing stays behind on
 * a connection that goes on. @returns how to give the place back, or null if all are taken
 */
export function holdPlace(accounts: AccountCap, accountId: string, connection: Ending): (() => void) | null {
  const leave = accounts.enter(accountId);
  if (!leave) return null;
  const giveBack = () => {
    connection.off('close', giveBack);
    leave();
  };
  // Who goes away during the handshake never fires "disconnect" of a connected socket.
  connection.once('close', giveBack);
  if (connection.readyState !== 'open') giveBack();
  return giveBack;
}

export type AccountCap = ReturnType<typeof accountCap>;
