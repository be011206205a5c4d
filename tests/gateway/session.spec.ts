import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveSession } from '../../server/gateway/connection/live-session.ts';
import {
  ImpossibleTransition,
  type Phase,
  Session,
  type State,
  TRANSITIONS,
} from '../../server/gateway/connection/session.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { root } from '../tidy/sources.ts';
import { ask, type House, hello, openHouse, until } from './house.ts';

let house: House;
/** Where the sessions of a story went, each from where it began. */
let walks: Map<object, Phase[]>;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

beforeEach(() => {
  walks = new Map();
  const machine = Session.prototype as unknown as { to(this: Session<State>, next: State): void };
  const { to } = machine;
  vi.spyOn(machine, 'to').mockImplementation(function (this: Session<State>, next) {
    const walk = walks.get(this) ?? [this.state.phase];
    to.call(this, next);
    walks.set(this, [...walk, next.phase]);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The walk of the one session of a story. */
const walked = () => [...walks.values()][0]?.join(' ') ?? '';
const closes = async (socket: Socket) => {
  socket.disconnect();
  await until(() => walked().endsWith('gone'));
};
const signsIn = async (role: StaffRole = 'host') => {
  const { staffId, token, tokenHash } = await house.session(role);
  return { staffId, tokenHash, socket: await house.connect('console', token) };
};
/** Somebody's rights are looked at anew, as after a change at another server. */
const changes = (staffId: string) => house.gateway.staffChanged(staffId, []);
const comesTo = (phase: string) => until(() => walked().endsWith(phase));

interface Story {
  walk: string;
  play(): Promise<void>;
}

/** What may become of a session. Together they go over every edge of the table. */
const stories: Record<string, Story> = {
  'a viewer who opens a page and closes it': {
    walk: 'arriving greeted watching gone',
    async play() {
      const socket = await house.viewer();
      expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
      await closes(socket);
    },
  },
  'a viewer who goes without a hello': {
    walk: 'arriving greeted gone',
    async play() {
      await closes(await house.viewer());
    },
  },
  'a console that opens its stream anew': {
    walk: 'arriving greeted watching watching gone',
    async play() {
      const { socket } = await signsIn();
      for (let n = 0; n < 2; n += 1) expect((await ask(socket, 'hello', hello())).ok).toBe(true);
      await closes(socket);
    },
  },
  'a console whose stream cannot be read': {
    walk: 'arriving greeted watching greeted gone',
    async play() {
      const { socket } = await signsIn();
      vi.spyOn(house.market.application, 'consoleFrame').mockRejectedValue(new Error('away'));
      expect((await ask(socket, 'hello', hello())).ok).toBe(false);
      await closes(socket);
    },
  },
  'a console that is judged, and has its rights yet': {
    walk: 'arriving greeted watching inDoubt watching gone',
    async play() {
      const { socket, staffId } = await signsIn();
      await ask(socket, 'hello', hello());
      changes(staffId);
      await comesTo('inDoubt watching');
      await closes(socket);
    },
  },
  'a console whose rights are taken': {
    walk: 'arriving greeted watching inDoubt greeted gone',
    async play() {
      const { socket, staffId } = await signsIn();
      await ask(socket, 'hello', hello());
      const told = vi.fn();
      socket.on('rights', told);
      house.market.grants.set(staffId, null);
      changes(staffId);
      await comesTo('inDoubt greeted');
      const pin = { key: randomUUID(), itemNumber: 1, version: 0 };
      expect(await ask(socket, 'lineup:pin', pin)).toMatchObject({ code: 'NOT_FOUND' });
      expect(told.mock.calls).toEqual([[null]]);
      await closes(socket);
    },
  },
  'a console that is judged before its hello': {
    walk: 'arriving greeted inDoubt greeted gone',
    async play() {
      const { socket, staffId } = await signsIn();
      changes(staffId);
      await comesTo('inDoubt greeted');
      await closes(socket);
    },
  },
  'a console whose sign-in is over, as nobody has told': {
    walk: 'arriving greeted watching inDoubt gone',
    async play() {
      const { socket, staffId, tokenHash } = await signsIn();
      await ask(socket, 'hello', hello());
      await house.directory.endSession(tokenHash);
      changes(staffId);
      await comesTo('gone');
      await closes(socket);
    },
  },
};

describe('[design] where a session goes', () => {
  test.each(Object.entries(stories))('%s', async (_title, { walk, play }) => {
    await play();
    expect(walked()).toBe(walk);
    expect(walks.size).toBe(1);
  });

  test('every edge of the table is in one of these stories', () => {
    const edgesWalked = Object.values(stories).flatMap(({ walk }) => {
      const phases = walk.split(' ');
      return phases.slice(1).map((phase, at) => `${phases[at]} ${phase}`);
    });
    expect([...new Set(edgesWalked)].sort()).toEqual(edges());
  });
});

describe('[design] the table of sessions', () => {
  test('each phase can be reached from arriving; gone is final, and no other is', () => {
    const reached = new Set<Phase>(['arriving']);
    for (const phase of reached) for (const next of TRANSITIONS[phase]) reached.add(next);
    expect([...reached].sort()).toEqual(Object.keys(TRANSITIONS).sort());
    const final = Object.entries(TRANSITIONS).flatMap(([phase, next]) => (next.length === 0 ? [phase] : []));
    expect(final).toEqual(['gone']);
  });

  test('the diagram of the README has these edges and no others', () => {
    const readme = readFileSync(join(root, 'server/gateway/connection/README.md'), 'utf8');
    const [, diagram = ''] = /```mermaid\nstateDiagram-v2\n([^`]+)```/.exec(readme) ?? [];
    const lines = diagram.trimEnd().split('\n');
    const drawn = lines.map((line) => /^ {2}(\S+) --> (\w+|\[\*\])(?:: .+)?$/.exec(line)?.slice(1) ?? [line]);
    const marks = drawn.filter((ends) => ends.includes('[*]')).map((ends) => ends.join(' '));
    expect(marks).toEqual(['[*] arriving', 'gone [*]']);
    expect(drawn.flatMap((ends) => (ends.includes('[*]') ? [] : [ends.join(' ')])).sort()).toEqual(edges());
  });

  test('a move that it does not have throws, and the session stays where it is', () => {
    const session = new LiveSession(
      {} as never,
      { guestId: 'g', actor: { buyerId: 'g', allIds: ['g'] }, isStaff: false },
      () => {},
    );
    const visit = { leave: vi.fn(), cameBy() {} };
    const stream = { streamId: 's', visit, video: { leave: vi.fn() } as never };
    const watches = () => session.watch({ ...stream, leaveNetwork() {}, lastExposureMs: 0 });
    expect(watches).toThrow(ImpossibleTransition);
    expect(session.state.phase).toBe('arriving');
    session.greet();
    session.end();
    expect(watches).toThrow(/from gone to watching/);
  });
});

/** Every edge of the table, sorted. */
function edges(): string[] {
  return Object.entries(TRANSITIONS)
    .flatMap(([phase, next]) => next.map((to) => `${phase} ${to}`))
    .sort();
}
