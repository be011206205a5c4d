import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { ChatModeration, StaffLine } from '../../shared/market/chat/contract.ts';
import { anOperator } from './desk-world.ts';
import {
  aConsoleFrame,
  accepted,
  anItem,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;
const floor = aConsoleFrame(10, { order: [1], items: [anItem(1, { name: 'Walnuts' })] });
const settings: ChatModeration['settings'] = {
  ...{ writers: 'anyone', keptDays: 30, words: ['scam'], wordsDo: 'hold' },
  answers: [{ keywords: ['size'], text: 'One kilo a bag.', item: 1 }],
};
const aLine = (seq: number, text: string, more: Partial<StaffLine> = {}): StaffLine => ({
  ...{ seq, atMs: 1_000, who: `who${seq}`, name: 17, text, mark: null, state: 'shown', reports: 0 },
  ...more,
});
const desk: ChatModeration = {
  ...{ pinned: null, notice: null, answering: null, settings, answered: [], silenced: [], mayAnyone: true },
  questions: [
    { seq: 4, atMs: 1_000, name: 17, text: 'How big?', item: 1, suggested: 0 },
    { seq: 5, atMs: 2_000, name: 'Nora', text: 'This year?', item: 1 },
  ],
  lines: [aLine(1, 'hello'), aLine(2, 'buy mine', { reports: 2 }), aLine(3, 'a scam', { state: 'held' })],
};
const acts = () => wire.sent.filter(({ command }) => command.startsWith('chat:'));
const lastAct = () => acts().at(-1);
const openTab = (name: RegExp) => userEvent.click(screen.getByRole('tab', { name }));

async function withChat(
  more: Partial<ChatModeration> = {},
  role: NonNullable<typeof anOperator.staff>['role'] = 'operator',
) {
  await openConsole(wire, floor, { me: () => ({ ...anOperator, staff: { ...anOperator.staff!, role } }) });
  act(() => wire.say.onChat({ ...desk, ...more }));
}

beforeEach(() => {
  wire = fakeConsole();
  wire.answer(() => accepted(20));
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.scrollTo ??= () => {};
});
afterEach(() => setLanguage('en'));

test('[N1] who has no chat here, or no right to care for it, has no tab of it', async () => {
  await openConsole(wire, floor);
  expect(screen.queryByRole('tab', { name: /Questions/ })).toBeNull();
});

test.each([
  ['in a hand', true, ['chat'], '/console/potato-day/chat'],
  ['in a hand, with another right beside it', true, ['chat', 'pin'], '/console/potato-day'],
  ['on a desktop', false, ['chat'], '/console/potato-day'],
] as const)(
  '[A1] whoever cares for the chat alone has its own page %s',
  async (_, isNarrow, grants, path) => {
    history.replaceState(null, '', '/console/potato-day');
    const usual = window.matchMedia;
    vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
      Object.assign(usual(query), { matches: isNarrow && query.includes('max-width: 719px') }),
    );
    try {
      await openConsole(wire, floor, {}, { isHost: false, grants: [...grants] });
      await waitFor(() => expect(location.pathname).toBe(path));
    } finally {
      vi.restoreAllMocks();
      history.replaceState(null, '', '/');
    }
  },
);

test('[A1] whoever cares for the chat alone has no button that would be refused, and no number of orders', async () => {
  await openConsole(wire, floor, {}, { isHost: false, grants: ['chat'] });
  act(() => wire.say.onChat(desk));
  expect(await screen.findByRole('tab', { name: /^Questions 2/ })).toHaveAttribute('aria-selected', 'true');
  expect(screen.queryByRole('tab', { name: 'Orders' })).toBeNull();
  for (const name of [/^Pin/, /^Flash/, /^Stop/, /^Unpin/]) {
    expect(screen.queryAllByRole('button', { name })).toEqual([]);
  }
  expect(screen.queryByRole('region', { name: 'From seen to paid' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /^Stream/ }));
  expect(await screen.findByRole('button', { name: 'Chat settings' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Vouchers' })).toBeNull();
});

test('[N6] open questions are counted on their tab, who waits longest on top, and one tap answers', async () => {
  await withChat();
  await openTab(/Questions 2/);
  const panel = await screen.findByRole('tabpanel');
  const answers = await within(panel).findAllByRole('button', { name: /^Answer on air/ });
  expect(within(panel).getAllByRole('listitem')[0]).toHaveTextContent('How big?');
  await userEvent.click(answers[0]!);
  expect(lastAct()).toMatchObject({ command: 'chat:answer', request: { seq: 4 } });
  expect(lastAct()!.request).not.toHaveProperty('text');
  act(() => wire.say.onChatChange({ questions: desk.questions.slice(1) }));
  expect(screen.getByRole('tab', { name: /Questions 1/ })).toBeVisible();
  expect(within(panel).queryByText('How big?')).toBeNull();
});

test('[N5] a line that was reported waits for a look on top, until it is kept or deleted; its tab counts it', async () => {
  await withChat();
  expect(screen.getByRole('tab', { name: 'Chat 2 to check' })).toBeVisible();
  await openTab(/^Chat/);
  const waiting = (await screen.findByRole('heading', { name: 'Waiting for a look' })).closest('section')!;
  expect(within(waiting).getByText('buy mine')).toBeVisible();
  expect(within(waiting).getByText('2 reports')).toBeVisible();
  await userEvent.click(within(waiting).getByRole('button', { name: 'Keep' }));
  expect(within(waiting).queryByText('buy mine')).toBeNull();
  expect(within(waiting).getByText('a scam')).toBeVisible();
  expect(screen.getByRole('tab', { name: 'Chat 1 to check' })).toBeVisible();
  expect(screen.getByText('buy mine')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Keep' })).toBeNull();
  // This device knows it after a reload.
  cleanup();
  wire = fakeConsole();
  await withChat();
  expect(screen.getByRole('tab', { name: 'Chat 1 to check' })).toBeVisible();
  localStorage.clear();
});

test('[N5] a line of which nothing is told any more leaves the desk and the count, others stay', async () => {
  await withChat();
  await openTab(/^Chat/);
  expect(await screen.findByText('a scam')).toBeVisible();
  act(() => wire.say.onChatChange({ gone: [3] }));
  expect(screen.queryByText('a scam')).toBeNull();
  expect(screen.getByText('buy mine')).toBeVisible();
  expect(screen.getByRole('tab', { name: 'Chat 1 to check' })).toBeVisible();
});

test('[N6] a question that was dismissed is out of the queue at once, and for five seconds it can come back', async () => {
  await withChat();
  await openTab(/Questions/);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const dismissFirst = () => fireEvent.click(screen.getAllByRole('button', { name: 'Dismiss' })[0]!);
    const dismissals = () => acts().filter(({ command }) => command === 'chat:dismiss');
    dismissFirst();
    expect(screen.queryByText('How big?')).toBeNull();
    expect(screen.getByRole('tab', { name: /Questions 1/ })).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(screen.getByText('How big?')).toBeVisible();
    act(() => void vi.advanceTimersByTime(6_000));
    expect(dismissals()).toEqual([]);
    dismissFirst();
    dismissFirst();
    // Another one sends the first; both are gone after all.
    expect(dismissals()).toMatchObject([{ request: { seq: 4 } }]);
    act(() => void vi.advanceTimersByTime(5_000));
    expect(dismissals()).toMatchObject([{ request: { seq: 4 } }, { request: { seq: 5 } }]);
  } finally {
    vi.useRealTimers();
  }
  // Once the frames have them gone, a line that is made a question again is in the queue.
  await act(async () => wire.say.onChatChange({ questions: [] }));
  act(() => wire.say.onChatChange({ questions: desk.questions }));
  expect(await screen.findByText('How big?')).toBeVisible();
});

test('[N6] what the host answers now stands on the console for a minute, as viewers read it', async () => {
  const answering = { seq: 6, item: 1, question: 'Salted?', sinceMs: Date.now() };
  await withChat({ answering });
  await openTab(/Questions/);
  expect(await screen.findByText('Salted?')).toBeVisible();
  act(() => wire.say.onChatChange({ answering: { ...answering, sinceMs: Date.now() - 60_000 } }));
  expect(screen.queryByText('Salted?')).toBeNull();
});

test('[N6] in a hand the newest question stands under its product, and one more leads to all of them', async () => {
  await withChat();
  await waitFor(() =>
    expect(document.querySelector('.stage-question')).toHaveTextContent(/^About No\. 1 .+1 · This year/),
  );
  await userEvent.click(await screen.findByRole('button', { name: '1 more' }));
  expect(screen.getByRole('tab', { name: /Questions/ })).toHaveAttribute('aria-selected', 'true');
});

test('[N6] what was typed outlives its question and the tab, until it is sent or put away', async () => {
  await withChat();
  await openTab(/Questions/);
  await userEvent.click((await screen.findAllByRole('button', { name: 'Write an answer' }))[1]!);
  await userEvent.type(screen.getByRole('textbox', { name: /This year/ }), 'In September');
  await openTab(/Orders/);
  await openTab(/Questions/);
  expect(screen.getByRole('textbox', { name: /This year/ })).toHaveValue('In September');
  // Somebody answers it by voice meanwhile.
  act(() => wire.say.onChatChange({ questions: desk.questions.slice(0, 1) }));
  expect(await screen.findByText('In September')).toBeVisible();
  // A thumb that taps twice on a slow line says it once.
  let hears = (_answer: ReturnType<typeof accepted>): void => undefined;
  const heard = new Promise<ReturnType<typeof accepted>>((resolve) => {
    hears = resolve;
  });
  wire.answer(() => heard);
  await userEvent.dblClick(screen.getByRole('button', { name: 'Send to everyone' }));
  hears(accepted(21));
  expect(acts().filter(({ command }) => command === 'chat:say')).toMatchObject([
    { request: { text: 'In September' } },
  ]);
  await waitFor(() => expect(screen.queryByText('In September')).toBeNull());
});

test('[N6] an answer in writing, and one that a keyword has ready', async () => {
  await withChat();
  await openTab(/Questions/);
  await userEvent.click((await screen.findAllByRole('button', { name: 'Write an answer' }))[1]!);
  const field = screen.getByRole('textbox', { name: /This year/ });
  // Copied from two lines of a note, it is one line of the room.
  await userEvent.click(field);
  await userEvent.paste('Picked\n in September.');
  await userEvent.type(field, '{Enter}');
  expect(lastAct()).toMatchObject({
    command: 'chat:answer',
    request: { seq: 5, text: 'Picked in September.' },
  });
  await userEvent.click(screen.getByRole('button', { name: /^Send “One kilo a bag\.” with No\. 1/ }));
  expect(lastAct()).toMatchObject({
    command: 'chat:answer',
    request: { seq: 4, text: 'One kilo a bag.', itemNumber: 1 },
  });
});

test('[N5] a deleted line can be taken back for five seconds; a held one is shown by a tap', async () => {
  await withChat();
  await openTab(/^Chat/);
  wire.answer(() => accepted(21, { undoUntilMs: Date.now() + 5_000 }));
  await userEvent.click((await screen.findAllByRole('button', { name: 'Delete: Basket 27' }))[1]!);
  expect(lastAct()).toMatchObject({ command: 'chat:delete', request: { seq: 2 } });
  act(() => wire.say.onChatChange({ lines: [aLine(2, '', { text: null, state: 'deleted' })] }));
  expect(screen.queryByText('buy mine')).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  expect(lastAct()).toMatchObject({ command: 'chat:restore', request: { seq: 2 } });
  await userEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(lastAct()).toMatchObject({ command: 'chat:restore', request: { seq: 3 } });
});

test('[N5] muting names a time and a reason, and can be lifted', async () => {
  await withChat({
    silenced: [
      {
        ...{ who: 'who9', name: 'Nora', scope: 'stream', untilMs: null, reason: 'fraud' },
        ...{ sinceMs: 1, by: 'x' },
      },
    ],
  });
  await openTab(/^Chat/);
  await userEvent.click((await screen.findAllByRole('button', { name: /What to do with the line/ }))[2]!);
  await userEvent.click(screen.getByRole('button', { name: 'Mute or ban…' }));
  await userEvent.click(screen.getByRole('radio', { name: '1 hour' }));
  // Whoever is muted reads why: nobody is called a spammer because nothing was chosen.
  for (const reason of screen.getAllByRole('radio').slice(-5)) expect(reason).not.toBeChecked();
  expect(screen.getByRole('button', { name: 'Mute' })).toBeDisabled();
  await userEvent.click(screen.getByRole('radio', { name: 'Insult' }));
  await userEvent.click(screen.getByRole('button', { name: 'Mute' }));
  await waitFor(() =>
    expect(lastAct()).toMatchObject({
      command: 'chat:silence',
      request: { seq: 1, minutes: 60, scope: 'stream', reason: 'insult' },
    }),
  );
  await userEvent.click(screen.getByText('Muted and banned · 1'));
  await userEvent.click(screen.getByRole('button', { name: /^Let .+ write again$/ }));
  expect(lastAct()).toMatchObject({ command: 'chat:lift', request: { who: 'who9' } });
});

test('[N6] a question is made of any line of a viewer; a line is pinned, and something announced', async () => {
  await withChat();
  await openTab(/^Chat/);
  await userEvent.click((await screen.findAllByRole('button', { name: /What to do with the line/ }))[2]!);
  await userEvent.click(screen.getByRole('button', { name: 'Make a question' }));
  expect(lastAct()).toMatchObject({ command: 'chat:question', request: { seq: 1 } });
  await userEvent.click(screen.getByRole('button', { name: 'Pin line' }));
  expect(lastAct()).toMatchObject({ command: 'chat:pin', request: { seq: 1 } });
  await userEvent.type(screen.getByRole('textbox', { name: 'Write to everyone…' }), 'Tea in a minute');
  await userEvent.click(screen.getByRole('button', { name: 'Announce' }));
  expect(lastAct()).toMatchObject({ command: 'chat:announce', request: { text: 'Tea in a minute' } });
});

test('[N5] while a notice stands, the desk says beside the pinned line that viewers read that first', async () => {
  await withChat({ pinned: [1, 17, 'Free returns', null], notice: null });
  await openTab(/^Chat/);
  expect(await screen.findByText('Free returns')).toBeVisible();
  expect(screen.queryByText(/viewers read the notice first/)).toBeNull();
  act(() => wire.say.onChatChange({ notice: 'Nine days' }));
  expect(screen.getByText(/viewers read the notice first/)).toBeVisible();
});

test('keys answer the first question and pin the newest line of a viewer; only a line in focus is deleted by one', async () => {
  await withChat();
  for (const [key, command, seq] of [
    ['a', 'chat:answer', 4],
    ['k', 'chat:pin', 2],
  ] as const) {
    await userEvent.keyboard(key);
    await waitFor(() => expect(lastAct()).toMatchObject({ command, request: { seq } }));
  }
  await openTab(/^Chat/);
  const more = (await screen.findAllByRole('button', { name: /What to do with the line/ }))[2]!;
  await userEvent.keyboard('h');
  act(() => more.focus());
  await userEvent.keyboard('h');
  await waitFor(() => expect(lastAct()).toMatchObject({ command: 'chat:delete', request: { seq: 1 } }));
  expect(acts()).toHaveLength(3);
});

test('[N5] while somebody points at a line none moves; new ones wait behind a button', async () => {
  await withChat();
  await openTab(/^Chat/);
  await userEvent.hover(await screen.findByText('buy mine'));
  const place = screen.getByText('Newest first').parentElement!;
  act(() => wire.say.onChatChange({ lines: [aLine(6, 'me too'), aLine(7, 'and me')] }));
  expect(screen.queryByText('me too')).toBeNull();
  // The button stands where the words were, so that nothing below it moves or is covered.
  within(place).getByRole('button', { name: '2 new lines' });
  // The tab counts what the list has; what waits behind the button is said there.
  act(() => wire.say.onChatChange({ lines: [aLine(8, 'a link', { state: 'held' })] }));
  expect(screen.getByRole('tab', { name: 'Chat 2 to check' })).toBeVisible();
  await userEvent.click(within(place).getByRole('button', { name: '3 new lines · 1 to check' }));
  expect(screen.getByRole('tab', { name: 'Chat 3 to check' })).toBeVisible();
  expect(screen.getByText('a link')).toBeVisible();
  expect(within(place).getByText('Newest first')).toBeVisible();
  expect(screen.getByText('me too')).toBeVisible();
  expect(screen.queryByRole('button', { name: /new line/ })).toBeNull();
});

test('[N5] two held lines stand open; one tap deletes all of somebody, and one takes that back', async () => {
  const lines = [11, 12, 13].map((seq) =>
    aLine(seq, `spam ${seq}`, { who: 'z', name: 'Zoe', state: 'held' }),
  );
  await withChat({ lines: [...desk.lines, ...lines] });
  await openTab(/^Chat/);
  expect(await screen.findAllByRole('button', { name: 'Show' })).toHaveLength(2);
  await userEvent.click(screen.getByRole('button', { name: '3 more waiting' }));
  expect(screen.getAllByRole('button', { name: 'Show' })).toHaveLength(4);
  wire.answer(() => accepted(21, { undoUntilMs: Date.now() + 5_000 }));
  await userEvent.click(screen.getByRole('button', { name: 'Delete all 3 of Zoe' }));
  await screen.findByText('3 lines of Zoe deleted');
  await userEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  const told = acts().map(({ command, request }) => [command, (request as { seq: number }).seq]);
  expect(told).toEqual([
    ...[11, 12, 13].map((seq) => ['chat:delete', seq]),
    ...[11, 12, 13].map((seq) => ['chat:restore', seq]),
  ]);
});

test('an act that was refused says so in place', async () => {
  await withChat();
  await openTab(/Questions/);
  wire.answer(() => refusedWith({ code: 'CHAT_GONE' }));
  await userEvent.click((await screen.findAllByRole('button', { name: 'Dismiss' }))[0]!);
  expect(await screen.findByText('Someone has settled or deleted this by now.')).toBeVisible();
});

test('[N2] settings: who may write, listed words from a file too, days, ready answers; a fault stands at its field', async () => {
  await withChat();
  await userEvent.click(screen.getByRole('button', { name: /^Stream/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Chat settings' }));
  await userEvent.click(await screen.findByRole('radio', { name: 'People who have ordered here' }));
  const days = screen.getByRole('textbox', { name: /Days kept/ });
  await userEvent.clear(days);
  await userEvent.type(days, '999');
  await userEvent.upload(screen.getByLabelText('Import from a file'), new File(['加微信\nscam\n'], 'w.txt'));
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: /Listed words/ })).toHaveValue('scam\n加微信'),
  );
  // As an editor of Windows writes it in Chinese, with a line that is no word.
  const gbk = new Uint8Array([0xc7, 0xb7, 0xbf, 0xee, 0x0a, ...new TextEncoder().encode('x'.repeat(41))]);
  await userEvent.upload(screen.getByLabelText('Import from a file'), new File([gbk], 'w.txt'));
  expect(await screen.findByText('1 word is longer than 40 characters and is left out.')).toBeVisible();
  expect(screen.getByRole('textbox', { name: /Listed words/ })).toHaveValue(
    `scam\n加微信\n欠款\n${'x'.repeat(41)}`,
  );
  const before = acts().length;
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(days).toHaveAccessibleDescription(/1 to 180/);
  expect(acts()).toHaveLength(before);
  await userEvent.clear(days);
  await userEvent.type(days, '7');
  const list = screen.getByRole('textbox', { name: /Listed words/ });
  const many = Array.from({ length: 150 }, (_, at) => `${100 + at}${'词'.repeat(37)}`);
  fireEvent.change(list, { target: { value: many.join('\n') } });
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText(/too long for one stream/)).toBeVisible();
  expect(acts()).toHaveLength(before);
  fireEvent.change(list, { target: { value: 'scam\n加微信' } });
  // An answer leads to an item that is there.
  const leadsTo = screen.getByRole('textbox', { name: /Leads to item/ });
  fireEvent.change(leadsTo, { target: { value: '99' } });
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(leadsTo).toHaveAccessibleDescription(/not in the lineup/);
  expect(acts()).toHaveLength(before);
  fireEvent.change(leadsTo, { target: { value: '1' } });
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(lastAct()).toMatchObject({
    command: 'chat:set',
    request: {
      settings: { writers: 'ordered', keptDays: 7, words: ['scam', '加微信'], answers: settings.answers },
    },
  });
});

test.each([
  ['operator', 1],
  ['host', 0],
] as const)(
  '[N2] before it is confirmed who writes, nobody chooses Anyone, and an operator alone is led there: %s',
  async (role, links) => {
    await withChat({ settings: { ...settings, writers: 'ordered' }, mayAnyone: false }, role);
    await userEvent.click(screen.getByRole('button', { name: /^Stream/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Chat settings' }));
    expect(await screen.findByText(/can be chosen once an operator has confirmed/)).toBeVisible();
    expect(screen.queryByRole('radio', { name: 'Anyone' })).toBeNull();
    expect(screen.queryAllByRole('link', { name: /chat settings/ })).toHaveLength(links);
  },
);
