import type { Socket } from 'socket.io-client';
import type { Ack } from '../../../../shared/contract/answer.ts';
import type { PrivateView } from '../../../../shared/contract/private-view.ts';
import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../../../shared/live-view/cursor.ts';
import type { Change, LiveView } from '../../../../shared/live-view/entries.ts';
import {
  type LiveCommand,
  type LiveReply,
  type LiveRequest,
  PROTOCOL_VERSION,
} from '../../../../shared/protocol.ts';
import type { Channel } from '../../../../shared/values/channel.ts';
import { ask, hangUp, openSocket } from './wire.ts';

/** One viewer's line to a stream, with what their screen would show. */
export interface Watcher {
  view(): LiveView;
  me(): PrivateView | null;
  /** The server's time. */
  nowMs(): number;
  send<C extends LiveCommand>(command: C, request: LiveRequest<C>): Promise<Ack<LiveReply<C>> | null>;
  /** Tells what the screen has shown. */
  tell(shown: LiveRequest<'exposure:report'>): Promise<void>;
  ticket(): string | null;
  leave(): void;
}

/**
 * Joins a stream and follows it by the same reducer as a browser; a gap or a new connection says hello again.
 * @param options.channel whose link brought this viewer (C1)
 * @param options.localAddress which of this machine's addresses they come from (H8)
 */
export function watch(
  url: string,
  slug: string,
  token: string,
  { channel = 'direct', localAddress }: { channel?: Channel; localAddress?: string | undefined } = {},
): Watcher {
  const socket: Socket = openSocket(url, 'live', token, localAddress);
  let cursor: Cursor = startCursor;
  let me: PrivateView | null = null;
  let ticket: string | null = null;
  let serverAheadMs = 0;

  async function hello(): Promise<void> {
    const { history, seq } = cursor;
    const since = history === null ? {} : { history, seq };
    const answer = await ask<LiveReply<'hello'>>(socket, 'hello', {
      protocol: PROTOCOL_VERSION,
      slug,
      ...since,
    });
    if (!answer?.ok) return;
    ticket = answer.ticket;
    serverAheadMs = answer.nowMs - Date.now();
    takeMe(answer.me);
    if (channel !== 'direct') await ask(socket, 'exposure:came-by', { channel });
  }
  function takeMe(next: PrivateView): void {
    if (me === null || next.seq >= me.seq) me = next;
  }

  socket.on('connect', () => void hello());
  socket.on('s', (history: string, to: number, changes: Change[]) => {
    cursor = takeSnapshot({ history, to, changes });
  });
  socket.on('d', (history: string, from: number, to: number, changes: Change[]) => {
    const outcome = takeFrame(cursor, { history, from, to, changes });
    if (outcome.kind === 'applied') cursor = outcome.cursor;
    if (outcome.kind === 'resync') void hello();
  });
  socket.on('h', (_history: string, _to: number, nowMs: number) => {
    serverAheadMs = nowMs - Date.now();
  });
  socket.on('me', takeMe);

  return {
    view: () => cursor.view,
    me: () => me,
    nowMs: () => Date.now() + serverAheadMs,
    send: (command, request) => ask(socket, command, request),
    async tell(shown) {
      if (socket.connected) await ask(socket, 'exposure:report', shown);
    },
    ticket: () => ticket,
    leave: () => hangUp(socket),
  };
}
