import { expect, test } from 'vitest';
import type { FactType } from '../../server/market/facts.ts';
import { commands } from '../../server/market/market.ts';
import { consoleAnnouncements, liveAnnouncements } from '../../shared/contract/announcements.ts';
import { capabilities } from '../../shared/contract/capabilities.ts';
import type { CapabilityContract } from '../../shared/contract/capability.ts';
import { type FactName, factNames } from '../../shared/contract/fact-name.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';
import { sources } from '../tidy/sources.ts';

const each: readonly CapabilityContract[] = Object.values(capabilities);

test('every contract of a capability is in the list', () => {
  const files = sources('shared/contract', 'shared/market').filter(({ text }) =>
    text.includes('satisfies CapabilityContract'),
  );
  const list = sources('shared/contract').find(({ path }) => path.endsWith('/capabilities.ts'));
  expect(files.length).toBe(each.length);
  expect(files.map(({ path }) => path).filter((path) => !list!.imports.includes(path))).toEqual([]);
});

test('no name is given by two of them: one would be told, and the other lost', () => {
  const names = each.flatMap(({ live = {}, console = {}, refusals = {}, facts = [] }) => [
    ...Object.keys(live).map((name) => `live ${name}`),
    ...Object.keys(console).map((name) => `console ${name}`),
    ...Object.keys(refusals),
    ...facts,
  ]);
  expect(names.length).toBeGreaterThan(150);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('the facts that they name are the facts of the market, each once', () => {
  const same: [FactName extends FactType ? true : false, FactType extends FactName ? true : false] = [
    true,
    true,
  ];
  expect(same).toEqual([true, true]);
  expect(new Set(factNames).size).toBe(factNames.length);
  expect(factNames.length).toBe(each.flatMap(({ facts = [] }) => facts).length);
});

test('the contract says who decides a command: the market has rules for what the stream decides, and for nothing else', () => {
  const sides = { ...liveCommands, ...consoleCommands };
  const decidedBy = (who: string) =>
    Object.entries(sides).flatMap(([name, command]) => (command.decidedBy === who ? [name] : []));
  expect(decidedBy('stream').toSorted()).toEqual(Object.keys(commands).toSorted());
  expect(decidedBy('nobody')).toEqual(['order:quote', 'order:status', 'chat:name']);
  expect(decidedBy('chat').every((name) => name.startsWith('chat:'))).toBe(true);
  expect(decidedBy('media').every((name) => name.startsWith('media:'))).toBe(true);
  expect(decidedBy('gateway').filter((name) => !name.startsWith('exposure:'))).toEqual([
    ...['hello', 'time', 'chat:heart', 'chat:low'],
  ]);
});

test('a capability says which events it tells, and the documents tell them', () => {
  const told = { live: liveAnnouncements, console: consoleAnnouncements };
  for (const side of ['live', 'console'] as const) {
    const events = Object.assign({}, ...each.map((one) => one[`${side}Events`] ?? {}));
    const own = side === 'live' ? ['recent', 'chat:s', 'chat:d'] : ['chat:s', 'chat:d'];
    expect(Object.keys(events)).toEqual([...own, 'media', 'layer', 'rejoin']);
    expect(told[side]).toMatchObject(events);
  }
});
