import type { Cap } from './cap.ts';

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
export function holdPlace(accounts: Cap, accountId: string, connection: Ending): (() => void) | null {
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
