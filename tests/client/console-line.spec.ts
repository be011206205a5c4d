import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServerClock } from '../../client/connection/clock.ts';
import type { WireSocket } from '../../client/connection/command-link.ts';
import { type ConsoleListener, createConnectConsole } from '../../client/connection/console-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A console's socket that a test plays, and what its page heard of it. */
function aConsoleLine() {
  const listeners: [string, (...args: unknown[]) => void][] = [];
  const socket: WireSocket & { connects: number; isClosed: boolean } = {
    active: false,
    connects: 0,
    isClosed: false,
    on: (event, listener) => listeners.push([event, listener as (...args: unknown[]) => void]),
    emit: () => {},
    connect() {
      socket.connects += 1;
    },
    disconnect() {
      socket.isClosed = true;
    },
  };
  const heard: unknown[] = [];
  const note = (what: string) => (said?: unknown) => void heard.push([what, said]);
  const listener: ConsoleListener = {
    onWelcome: note('welcome'),
    onTurnedAway: note('turned away'),
    onRights: note('rights'),
    onFrame: note('frame'),
    onHeartbeat: note('heartbeat'),
    onLink: () => {},
    onChat: note('chat'),
    onChatChange: note('chat change'),
    media: { media: () => {}, layer: () => {}, rejoin: () => {} },
  };
  const clock = createServerClock(
    () => Date.now(),
    () => 0,
  );
  createConnectConsole(() => socket, clock)('potato-day', listener);
  const hear = (event: string, ...args: unknown[]) => {
    for (const [name, listen] of listeners) if (name === event) listen(...args);
  };
  return { socket, heard, hear };
}

test('[A1] other rights are passed on; none left end the line, which does not try again', () => {
  const { socket, heard, hear } = aConsoleLine();
  hear('connect');
  const rights = { isHost: false, grants: ['pin'] };
  hear('rights', rights);
  hear('rights', null);
  expect(heard).toEqual([
    ['rights', rights],
    ['turned away', { code: 'NOT_FOUND' }],
  ]);
  expect(socket.isClosed).toBe(true);
  hear('disconnect', 'io server disconnect');
  vi.advanceTimersByTime(60_000);
  expect(socket.connects).toBe(0);
});

test.each<[string, string, unknown]>([
  ['while it is open', 'bye', 'SESSION_ENDED'],
  [
    'while the line was away',
    'connect_error',
    Object.assign(new Error(), { data: { code: 'UNAUTHENTICATED' } }),
  ],
])('[X85] a session that ended %s ends the line, which does not try again', (_, event, said) => {
  const { socket, heard, hear } = aConsoleLine();
  hear('connect');
  hear(event, said);
  hear('disconnect', 'io server disconnect');
  expect(heard).toEqual([['turned away', { code: 'UNAUTHENTICATED' }]]);
  vi.advanceTimersByTime(60_000);
  expect(socket.connects).toBe(0);
});

test('a server that stops, or is not there, is come back to', () => {
  const { socket, heard, hear } = aConsoleLine();
  hear('connect');
  hear('bye', 'DRAIN');
  hear('disconnect', 'io server disconnect');
  hear('connect_error', Object.assign(new Error(), { data: { code: 'UNAVAILABLE' } }));
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);
  expect(socket.connects).toBeGreaterThan(0);
});
