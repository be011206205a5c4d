import type { Page, WebSocketRoute } from 'playwright-core';

/** The line of one page, as weak as a test wants it. It counts what the page sends. */
export interface WeakLine {
  /** After the next command of this name the page hears nothing any more, though the market heard the command. */
  goDeafAfter(command: string): void;
  /** Breaks the line, and every line that is tried until it recovers. */
  cut(): void;
  recover(): void;
  /** From now on the page hears everything so many milliseconds late. */
  lag(ms: number): void;
  /** How many commands of a name have left the page, over all its lines. */
  sent(command: string): number;
}

export async function aWeakLine(page: Page): Promise<WeakLine> {
  const counts = new Map<string, number>();
  const open = new Set<WebSocketRoute>();
  let deafAfter: string | null = null;
  let isDeaf = false;
  let isCut = false;
  let lagMs = 0;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (isCut) {
      void socket.close();
      return;
    }
    open.add(socket);
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const command = /\["([a-z-]+:[a-z-]+)"/.exec(String(message))?.[1];
      if (command) counts.set(command, (counts.get(command) ?? 0) + 1);
      if (command && command === deafAfter) isDeaf = true;
      server.send(message);
    });
    server.onMessage((message) => {
      if (isDeaf) return;
      if (lagMs === 0) socket.send(message);
      else setTimeout(() => socket.send(message), lagMs);
    });
  });
  return {
    goDeafAfter(command) {
      deafAfter = command;
    },
    cut() {
      isCut = true;
      for (const socket of open) void socket.close();
      open.clear();
    },
    recover() {
      isCut = false;
      isDeaf = false;
      deafAfter = null;
    },
    lag(ms) {
      lagMs = ms;
    },
    sent: (command) => counts.get(command) ?? 0,
  };
}
