import type { Cap } from './cap.ts';

/** The end of an Engine.IO connection: its state and its close event. */
interface Ending {
  readonly readyState: string;
  once(event: 'close', hear: () => void): unknown;
  off(event: 'close', hear: () => void): unknown;
}

/**
 * Takes a place of an account for a connection. The caller gives it back, or the end of the connection does. A
 * connection that goes on keeps no listener.
 * @returns how to give the place back, or null if all are taken
 */
export function holdPlace(accounts: Cap, accountId: string, connection: Ending): (() => void) | null {
  const leave = accounts.enter(accountId);
  if (!leave) return null;
  const giveBack = () => {
    connection.off('close', giveBack);
    leave();
  };
  // A socket that closes during the handshake fires no "disconnect".
  connection.once('close', giveBack);
  if (connection.readyState !== 'open') giveBack();
  return giveBack;
}
