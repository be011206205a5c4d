import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  busiest,
  filmMoment,
  filmPath,
  filmPerson,
} from '../../client/screens/staff/insights/machine/film-address.ts';
import { filmChapters } from '../../client/screens/staff/insights/machine/film-chapters.ts';
import { instantOf, instantText } from '../../client/screens/staff/insights/machine/instant-text.ts';
import { MachineScreen } from '../../client/screens/staff/insights/machine/MachineScreen.tsx';
import { filmEvents, isFact, nextEvent } from '../../client/stores/film/events.ts';
import { createMachineStore } from '../../client/stores/machine-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { clockSecond } from '../../client/ui/time-words.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import { ok } from '../../shared/values/result.ts';
import { floorOf, momentOf, stepsOfMoment } from './desk-harness/insights.ts';
import { EIGHT, golden } from './desk-harness/reports.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

vi.mock('../../client/screens/staff/insights/MinuteChart.tsx', () => ({ MinuteChart: () => null }));

beforeEach(() => {
  history.replaceState(null, '', '/insights/potato-day/moment');
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Query {
  atMs?: number;
  seq?: number;
  buyer?: string;
  staff?: string;
  item?: number;
}

/** Answered in the sixth minute, about the item that is pinned then. */
const answered = [
  { seq: 90, atMs: EIGHT + 330_000, item: 3, question: 'Does it keep?', answer: null },
  { seq: 91, atMs: EIGHT - 60_000, question: 'When do you begin?', answer: null },
];

const BUYER = '0190a000-0000-7000-9000-0000000c0ffe';
/** Came late, and never had anything but a no. */
const REFUSED = '0190a000-0000-7000-9000-00000000aaaa';
const persons = {
  persons: [
    { buyerId: BUYER, atMs: EIGHT + 190_000, order: '1081', nth: 3 },
    { buyerId: REFUSED, atMs: EIGHT + 420_000 },
  ],
  hasMore: true,
  ...{ readSeq: 812, headSeq: 812 },
};
const refusedAlone = {
  ...stepsOfMoment,
  steps: [],
  refusals: [
    {
      ...{ buyerId: REFUSED, itemNumber: 1, code: 'FLASH_QUOTA_GONE', count: 4, largestAsk: 2 },
      ...{ firstAtMs: EIGHT + 420_000, lastAtMs: EIGHT + 450_000 },
    },
  ],
};

function openMachine(replay: object = { pins: [] }) {
  const moments: Query[] = [];
  const steps: Query[] = [];
  const world = deskWorld(fakeConsole(), {
    sales: () => golden,
    floor: () => floorOf(golden),
    questions: () => ({ counts: [], answered }),
    filmPersons: () => persons,
    replay: () => replay as never,
    moment(input) {
      moments.push((input as { query: Query }).query);
      return momentOf(golden, input);
    },
    steps(input) {
      const { query } = input as { query: Query };
      steps.push(query);
      return query.buyer === REFUSED ? refusedAlone : stepsOfMoment;
    },
  });
  render(
    <WorldContext value={world}>
      <MachineScreen slug="potato-day" />
    </WorldContext>,
  );
  return { moments, steps };
}

const BUSIEST = busiest(golden.minutes)!;

test('an address that names a product lists its events alone, and goes on naming it', async () => {
  const first = golden.items[0]!.itemNumber;
  history.replaceState(null, '', `/insights/potato-day/moment?at=60000&item=${first}`);
  const { moments, steps } = openMachine();
  await waitFor(() => expect(steps.length).toBeGreaterThan(0));
  expect(moments[0]).toMatchObject({ atMs: golden.liveStartMs! + 60_000 });
  expect(steps[0]).toMatchObject({ item: first });
  expect(await screen.findByLabelText('Product')).toHaveValue(String(first));
  expect(location.search).toBe(`?at=60000&item=${first}`);
  await userEvent.selectOptions(screen.getByLabelText('Product'), '');
  await waitFor(() => expect(location.search).toBe('?at=60000'));
});

test('it opens at the busiest minute, with the shelves of then; the address is the moment', async () => {
  const most = Math.max(...golden.minutes.map(({ orders }) => orders));
  expect(golden.minutes.find(({ atMs }) => atMs === BUSIEST)?.orders).toBe(most);
  const { moments } = openMachine();
  const lineup = await screen.findByRole('table', { name: 'Lineup' });
  expect(moments[0]).toMatchObject({ atMs: Math.max(BUSIEST, golden.liveStartMs!), shownSeq: 0 });
  expect(within(lineup).getByText(/flash sale 01:42 left, 12 of 50 available/)).toBeVisible();
  expect(within(lineup).getByText(/pinned/)).toBeVisible();
  expect(screen.getByText(/12 orders placed, 9 paid/)).toBeVisible();
  expect(screen.getByText(/the flash units were gone, 4 times/)).toBeVisible();
  expect(screen.getByText(/aren’t part of the event log/)).toBeVisible();
  expect(location.pathname + location.search).toBe(filmPath('potato-day', golden, moments[0]!.atMs!));
  // Of then: no mark of the page says that something is on now.
  expect(document.querySelector('.machine .status')).toBeNull();
  expect(screen.getByText('live then')).toBeVisible();
});

test('a link opens its moment; one beyond the end opens the end', async () => {
  history.replaceState(null, '', filmPath('potato-day', golden, EIGHT + 197_250));
  const { moments } = openMachine();
  await screen.findByRole('table', { name: 'Lineup' });
  expect(moments[0]).toMatchObject({ atMs: EIGHT + 197_250 });
  const span = { startMs: EIGHT, endMs: EIGHT + 600_000 };
  expect(filmMoment('?at=197250', span)).toBe(EIGHT + 197_250);
  expect(filmMoment('?at=999999999', span)).toBe(EIGHT + 600_000);
  expect(filmMoment('?at=soon', span)).toBeNull();
  expect(filmMoment('', span)).toBeNull();
});

test('events say who did them; they are asked for by person and by product, and a buyer is followed', async () => {
  const { moments, steps } = openMachine();
  const user = userEvent.setup();
  const events = await screen.findByRole('region', { name: 'Events' });
  expect((await within(events).findAllByText('Li Mei')).length).toBeGreaterThan(0);
  const asked = within(events)
    .getByText(/^asked to be shown/)
    .closest('li');
  expect(asked).toHaveTextContent(/asked to be shown 2, 5viewers$/);
  const people = screen.getByLabelText('Person');
  expect([...people.querySelectorAll('optgroup')].map(({ label }) => label)).toEqual(['Staff', 'Buyers']);
  await user.selectOptions(screen.getByLabelText('Person'), 'Li Mei');
  await vi.waitFor(() =>
    expect(steps.at(-1)).toMatchObject({ staff: '0190a000-0000-7000-9000-0000000a057a' }),
  );
  await user.selectOptions(screen.getByLabelText('Product'), '1');
  await vi.waitFor(() => expect(steps.at(-1)).toMatchObject({ item: 1 }));
  await user.click((await screen.findAllByRole('button', { name: 'Buyer of 1081' }))[0]!);
  expect(await screen.findByText(/2 units at ¥19.90, until/)).toBeVisible();
  expect(moments.at(-1)).toMatchObject({ buyer: '0190a000-0000-7000-9000-0000000c0ffe' });
  await vi.waitFor(() =>
    expect(filmPerson(location.search)).toEqual({ buyerId: '0190a000-0000-7000-9000-0000000c0ffe' }),
  );
});

test('whoever did something in the whole stream can be chosen: the film goes to the first act, arrows go on from act to act', async () => {
  const { moments } = openMachine();
  const user = userEvent.setup();
  const people = await screen.findByLabelText('Person');
  const wordsOf = () => [...people.querySelectorAll('option')].map(({ textContent }) => textContent);
  await waitFor(() =>
    expect(wordsOf().at(-1)).toBe(`Viewer …00aaaa · ${clockSecond(EIGHT + 420_000, 'en')}`),
  );
  expect(wordsOf().at(-2)).toBe(`Buyer of 1081 · 3rd order · ${clockSecond(EIGHT + 190_000, 'en')}`);
  expect(people).toHaveAccessibleDescription('Only the first 2 people who did something are listed.');
  await user.selectOptions(people, `b ${REFUSED}`);
  await waitFor(() => expect(moments.at(-1)).toEqual({ atMs: EIGHT + 420_000, buyer: REFUSED, shownSeq: 0 }));
  const events = screen.getByRole('region', { name: 'Events' });
  // The link that is copied is the address in the bar, also with a person.
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await waitFor(() => expect(location.search).toBe(`?at=420000&buyer=${REFUSED}`));
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(copied).toHaveBeenLastCalledWith(location.href);
  const rows = () => within(events).getAllByRole('listitem');
  await waitFor(() => expect(rows().length).toBe(2));
  expect(rows()[0]).toHaveTextContent('was refused 1 · the flash units were gone');
  expect(rows()[1]).toHaveTextContent('the flash units were gone ×4');
  expect(rows()[0]).toHaveAttribute('aria-current', 'true');
  fireEvent.keyDown(document.body, { key: 'ArrowRight' });
  await waitFor(() => expect(moments.at(-1)).toMatchObject({ atMs: EIGHT + 450_000 }));
  await waitFor(() => expect(rows()[1]).toHaveAttribute('aria-current', 'true'));
  fireEvent.keyDown(document.body, { key: 'ArrowLeft' });
  await waitFor(() => expect(moments.at(-1)).toMatchObject({ atMs: EIGHT + 420_000 }));
});

test('refusals stand between the facts of their time, and only where all of these are known', () => {
  const [a, b, c] = stepsOfMoment.steps.filter(({ buyerId }) => buyerId === BUYER);
  const no = { buyerId: BUYER, itemNumber: 1, code: 'ALL_HELD', largestAsk: 1 };
  const refused = [
    { ...no, firstAtMs: b!.atMs, lastAtMs: b!.atMs, count: 2 },
    { ...no, code: 'SOLD_OUT', firstAtMs: a!.atMs - 1, lastAtMs: c!.atMs + 1, count: 3 },
  ];
  const known = { fromMs: a!.atMs, toMs: c!.atMs + 5 };
  const events = filmEvents([a!, b!, c!], refused, known);
  expect(events.map((event) => (isFact(event) ? event.seq : `${event.code} ${event.count}`))).toEqual([
    ...[a!.seq, b!.seq, 'ALL_HELD 2', c!.seq, 'SOLD_OUT 3'],
  ]);
  // A fact and a refusal of one moment are left behind together, and neither holds the arrows up.
  const at = { seq: b!.seq, atMs: b!.atMs };
  expect(nextEvent(events, at, 1)).toBe(c);
  expect(nextEvent(events, at, -1)).toBe(a);
  expect(nextEvent(events, { seq: c!.seq, atMs: c!.atMs + 1 }, -1)).toBe(c);
  expect(nextEvent(events, { seq: c!.seq, atMs: c!.atMs + 1 }, 1)).toBeUndefined();
});

test('the chapters of a film are its pins, flashes and answers; one opens its moment, and is marked', async () => {
  const { moments } = openMachine();
  const user = userEvent.setup();
  const list = await screen.findByRole('region', { name: 'Events' });
  const [above] = await screen.findAllByRole('button', { name: 'Chapters 4' });
  expect(list).not.toContainElement(above!);
  await user.click(within(list).getByRole('button', { name: 'Chapters 4' }));
  const rows = () => within(list).getAllByRole('listitem');
  const [first, third] = [1, 3].map((of) => golden.items.find(({ itemNumber }) => itemNumber === of)!.name);
  expect(rows().map(({ textContent }) => textContent?.replace(/^[\d:]+/, ''))).toEqual([
    `Pinned 1 ${first}`,
    `Flash sale 1 ${first}`,
    `Pinned 3 ${third}`,
    'Answered 3 Does it keep?',
  ]);
  await user.click(within(rows()[1]!).getByRole('button'));
  await waitFor(() => expect(moments.at(-1)).toMatchObject({ atMs: EIGHT + 3 * 60_000 }));
  expect(rows()[1]).toHaveAttribute('aria-current', 'true');
  await user.selectOptions(screen.getByLabelText('Show'), 'Answered questions');
  expect(rows().length).toBe(1);
  await user.selectOptions(screen.getByLabelText('Show'), 'All chapters');
  await user.selectOptions(screen.getByLabelText('Product'), '1');
  await waitFor(() => expect(rows().length).toBe(2));
});

test('what was pinned before a stream went live begins its film; what was over by then is no chapter', () => {
  const mark = { kind: 'pin' as const, itemNumber: 1 };
  const marks = [
    { ...mark, fromMs: EIGHT - 2_000, toMs: EIGHT - 1_000 },
    { ...mark, fromMs: EIGHT - 1_000, toMs: EIGHT + 9_000 },
    { ...mark, kind: 'stop' as const, fromMs: EIGHT + 1_000, toMs: null },
  ];
  const span = { startMs: EIGHT, endMs: EIGHT + 60_000 };
  expect(filmChapters({ marks }, answered, span)).toEqual([
    { kind: 'pin', atMs: EIGHT, itemNumber: 1, question: null },
  ]);
});

test('[S8] a pin begins and is called as the host tells the chapter of the replay', async () => {
  const [pin] = golden.marks.filter(({ kind }) => kind === 'pin');
  const atMs = pin!.fromMs + 2_000;
  const told = { itemNumber: pin!.itemNumber!, pinnedAtMs: pin!.fromMs, fromMs: atMs, toMs: atMs + 1 };
  const span = { startMs: EIGHT, endMs: EIGHT + 60 * 60_000 };
  const named = { ...told, name: '开场', nameEn: 'Opening' };
  expect(filmChapters({ marks: [pin!] }, [], span, [named])).toEqual([
    { kind: 'pin', atMs, itemNumber: told.itemNumber, question: null, name: '开场', nameEn: 'Opening' },
  ]);
  openMachine({ pins: [named] });
  const user = userEvent.setup();
  const list = await screen.findByRole('region', { name: 'Events' });
  await user.click(await within(list).findByRole('button', { name: 'Chapters 4' }));
  expect(await within(list).findByText('Opening')).toBeVisible();
});

test('space plays and stands still, arrows go by events, with shift by minutes; what is typed is no key', async () => {
  const { moments } = openMachine();
  await screen.findByRole('table', { name: 'Lineup' });
  await screen.findAllByText('Li Mei');
  fireEvent.keyDown(document.body, { key: 'ArrowRight' });
  await vi.waitFor(() => expect(moments.at(-1)).toMatchObject({ seq: 15 }));
  fireEvent.keyDown(document.body, { key: 'ArrowLeft' });
  await vi.waitFor(() => expect(moments.at(-1)).toMatchObject({ seq: 13 }));
  const [field] = screen
    .getAllByLabelText('Moment')
    .filter((each) => each.tagName === 'INPUT' && !each.matches('[type=range]'));
  fireEvent.change(field!, { target: { value: instantText(EIGHT + 60_500) } });
  fireEvent.submit(field!.closest('form')!);
  await vi.waitFor(() => expect(moments.at(-1)).toMatchObject({ atMs: EIGHT + 60_500 }));
  fireEvent.keyDown(document.body, { key: 'ArrowRight', shiftKey: true });
  await vi.waitFor(() => expect(moments.at(-1)).toMatchObject({ atMs: EIGHT + 120_500 }));
  const count = moments.length;
  fireEvent.keyDown(field!, { key: 'ArrowRight' });
  fireEvent.keyDown(field!, { key: ' ' });
  expect(screen.getByRole('button', { name: 'Play' })).toBeVisible();
  expect(moments.length).toBe(count);
  fireEvent.keyDown(document.body, { key: ' ' });
  expect(await screen.findByRole('button', { name: 'Pause' })).toBeVisible();
  fireEvent.keyDown(document.body, { key: ' ' });
  expect(await screen.findByRole('button', { name: 'Play' })).toBeVisible();
});

test('played ×60 a second is a minute, up to the end; one question at a time, the newest instant next', async () => {
  vi.useFakeTimers();
  const asked: Query[] = [];
  let open = 0;
  let most = 0;
  const http = {
    async call(name: RouteName, input: { query: Query }) {
      if (name === 'steps') return ok(stepsOfMoment);
      if (name === 'filmPersons') return ok(persons);
      asked.push(input.query);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 600));
      open -= 1;
      return ok(momentOf(golden, input));
    },
  };
  const machine = createMachineStore('potato-day', { http: http as never });
  machine.open();
  machine.setSpan(EIGHT, EIGHT + 150_000);
  machine.goTo(EIGHT - 1);
  machine.play(60);
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(machine.store.getState().atMs).toBe(EIGHT + 120_000);
  await act(() => vi.advanceTimersByTimeAsync(4_000));
  expect(machine.store.getState()).toMatchObject({ atMs: EIGHT + 150_000, speed: null });
  expect(most).toBe(1);
  expect(asked.length).toBeLessThan(7);
  expect(asked.at(-1)).toMatchObject({ atMs: EIGHT + 150_000 });
  machine.close();
});

test('a page that is busy misses ticks and shows fewer instants; the film keeps its clock, from wherever it was put', async () => {
  vi.useFakeTimers();
  let busyMs = 0;
  const steady = performance.now.bind(performance);
  const now = vi.spyOn(performance, 'now').mockImplementation(() => steady() + busyMs);
  const asked: number[] = [];
  const http = {
    async call(name: RouteName, input: { query: Query }) {
      if (name === 'steps') return ok(stepsOfMoment);
      if (name === 'filmPersons') return ok(persons);
      asked.push(input.query.atMs!);
      return ok(momentOf(golden, input));
    },
  };
  const machine = createMachineStore('potato-day', { http: http as never });
  machine.open();
  machine.setSpan(EIGHT, EIGHT + 3_600_000);
  machine.goTo(EIGHT);
  machine.play(60);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  // For three seconds nothing was drawn and no tick came.
  busyMs += 3_000;
  const before = asked.length;
  await act(() => vi.advanceTimersByTimeAsync(250));
  expect(machine.store.getState().atMs).toBe(EIGHT + 60 * 4_250);
  expect(asked.length).toBe(before + 1);
  machine.goTo(EIGHT + 1_000_000);
  busyMs += 1_000;
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(machine.store.getState().atMs).toBe(EIGHT + 1_000_000 + 60 * 2_000);
  // What passed while it stood still is no part of it.
  machine.play(null);
  busyMs += 60_000;
  machine.play(10);
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(machine.store.getState().atMs).toBe(EIGHT + 1_000_000 + 60 * 2_000 + 10 * 500);
  machine.close();
  now.mockRestore();
});

test('what came before a stream went live, or after its end, is no event of its film', async () => {
  const http = {
    call: async (name: RouteName, input: unknown) =>
      ok(name === 'filmPersons' ? persons : name === 'steps' ? stepsOfMoment : momentOf(golden, input)),
  };
  const machine = createMachineStore('potato-day', { http: http as never });
  machine.open();
  const [first, second, third] = stepsOfMoment.steps.map(({ atMs }) => atMs);
  machine.setSpan(second!, third!);
  machine.goTo(first!);
  await vi.waitFor(() =>
    expect(machine.store.getState().events.map(({ atMs }) => atMs)).toEqual([second, third]),
  );
  machine.close();
});

test('an instant is read to the millisecond, across midnight, and nothing else is', () => {
  const nearMs = new Date(2026, 4, 9, 20, 3, 17, 250).getTime();
  expect(instantText(nearMs)).toBe('20:03:17.250');
  expect(instantOf('20:03:17.250', nearMs)).toBe(nearMs);
  expect(instantOf(' 20：05 ', nearMs)).toBe(nearMs + 102_750);
  expect(instantOf('20:03:18,5', nearMs)).toBe(nearMs + 1_250);
  expect(instantOf('0:30', nearMs)).toBe(new Date(2026, 4, 10, 0, 30).getTime());
  for (const wrong of ['', 'soon', '24:00', '20:61', '20:03:61', '20'])
    expect(instantOf(wrong, nearMs)).toBeNull();
});
