import { expect, test } from 'vitest';
import { rawRoutes, routes } from '../../shared/contract/http.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';
import { exploreAll } from './explore-all.ts';
import type { Call, Command } from './scene.ts';
import { wholeMarket } from './scenes.ts';

/** Commands that read: they change nothing, whatever comes between. */
const reads: readonly Command[] = [
  'hello',
  'time',
  'order:quote',
  'chat:name',
  'findOrder',
  'findPeople',
  'previewProducts',
  'previewImport',
];

/** Commands of a chat that a command of the market meets. */
const TALK_MET = 2;

/** Commands that change something and are in no scene, and why. */
const elsewhere: Partial<Record<Command, string>> = {
  'chat:heart': 'a count in memory that is told once and forgotten',
  'chat:low': 'a mark on the connection that told it',
  'exposure:report': 'counts in memory that only add up; no rule reads them, and none is worth an order',
  'exposure:first-picture': 'a count in memory that only grows, and a mark on the connection that told it',
  'exposure:came-by': 'a mark on the connection that told it',
  guest: 'makes a signed id and writes nothing',
  uploadPicture: 'a file under the hash of its content: the same twice is one, and it never changes',
  whip: 'a program’s session in the memory of the media server',
  whipChange: 'a program’s session in the memory of the media server',
  whipEnd: 'a program’s session in the memory of the media server',
  whep: 'a viewer’s session in the memory of the media server',
  whepChange: 'a viewer’s session in the memory of the media server',
  whepEnd: 'a viewer’s session in the memory of the media server',
};

/** Everything that may change something: commands of both sockets, and what is not asked by GET. */
function mutations(): Command[] {
  const commands = Object.entries({ ...liveCommands, ...consoleCommands });
  const overHttp = Object.entries({ ...routes, ...rawRoutes }).filter(([, { method }]) => method !== 'GET');
  // What media commands do is in the memory of the media server. What the log hears of it is in the scenes.
  const sockets = commands.filter(([, { decidedBy }]) => decidedBy !== 'media');
  const all = [...sockets, ...overHttp].map(([name]) => name as Command);
  return all.filter((each) => !reads.includes(each));
}

/** What a call is of; a route that takes a command's very request is another door to it. */
function coveredBy({ of }: Call): Command[] {
  const body = of && of in routes ? (routes as Record<string, { body?: unknown }>)[of]!.body : undefined;
  const commands = Object.entries({ ...liveCommands, ...consoleCommands });
  const behind = commands.filter(([, { request }]) => body !== undefined && request === body);
  return of === null ? [] : [of, ...behind.map(([name]) => name as Command)];
}

test('every command of the contract that changes something is in a scene, or is said why not', async () => {
  const { parts } = await wholeMarket();
  const covered = new Set(parts.flat().flatMap(coveredBy));
  const missing = mutations().filter((each) => !covered.has(each) && !(each in elsewhere));
  expect(missing).toEqual([]);
  // Nothing is excused that is there, or that nobody can ask for.
  const excused = Object.keys(elsewhere) as Command[];
  expect(excused.filter((each) => covered.has(each) || !mutations().includes(each))).toEqual([]);
  expect(mutations().length).toBeGreaterThan(75);
});

test('[T4] [I1] commands of different scenes, side by side in one market, are as one after the other', async () => {
  const { scene, parts } = await wholeMarket();
  const oneOfEach = parts.map((calls) => [...new Map(calls.map((call) => [call.of, call])).values()]);
  const talk = oneOfEach.pop()!;
  const pairs = oneOfEach.flatMap((calls, n) =>
    calls.flatMap((call) => oneOfEach.slice(n + 1).flatMap((part) => part.map((other) => [call, other]))),
  );
  // No rule of the market reads a chat's log: each of its commands meets some of the talk, turn about.
  for (const [n, call] of oneOfEach.flat().entries()) {
    for (let at = 0; at < TALK_MET; at += 1) pairs.push([call, talk[(n * TALK_MET + at) % talk.length]!]);
  }
  const tally = await exploreAll(scene, pairs, { most: 1 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.groups).toBeGreaterThan(2_000);
});
