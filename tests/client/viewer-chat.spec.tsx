import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { clockTime } from '../../client/ui/time-words.ts';
import type { ChatChange, ChatLine, ChatWhole } from '../../shared/market/chat/contract.ts';
import type { Routes } from './fake-world.ts';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage, type Stage } from './stage.tsx';

const stall = [aStream(), ['o', [7]] as ['o', number[]], aGood(7), aShelf(7), aPin(7)];
const line = (seq: number, text: string, mark: ChatLine[3] = null): ChatLine => [seq, 17, text, mark];
const none = { writers: 'anyone', pinned: null, notice: null, answering: null, isThinned: false } as const;

async function withChat(
  chat: Partial<ChatWhole> = {},
  lines: ChatLine[] = [],
  routes: Routes = {},
): Promise<Stage> {
  const stage = await aStage(stall, { routes });
  act(() => stage.live.say.onChat({ ...none, lines, ...chat }, true));
  touched();
  await screen.findByRole('textbox', { name: 'Say something…' });
  return stage;
}
/** The chat's part comes with the first touch of the page, or four seconds after it. */
const touched = () => fireEvent.pointerDown(document.body);
const change = ({ live }: Stage, what: ChatChange) => act(() => live.say.onChat(what, false));
const field = () => screen.getByRole('textbox', { name: 'Say something…' });
const answers = ({ live }: Stage, answer: object) => live.answer(() => answer as never);
const written = { ok: true, seq: 90, name: 17, nextAtMs: EIGHT };

beforeEach(() => {
  Element.prototype.scrollTo ??= () => {};
  Element.prototype.scrollIntoView ??= () => {};
});
afterEach(() => act(() => setLanguage('en')));

test('[N1] without a chat the row is as it was: cart and orders', async () => {
  await aStage(stall);
  expect(screen.getByRole('link', { name: 'My orders' })).toBeVisible();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('[N3] the newest three lines stand on the picture, not read out; what was told before its part came is in them', async () => {
  const stage = await aStage(stall);
  act(() => {
    stage.live.say.onChat({ ...none, lines: [line(1, 'one'), line(2, 'two')] }, true);
    stage.live.say.onChat({ lines: [line(3, 'three'), line(4, 'four')], gone: [2] }, false);
  });
  touched();
  const log = await screen.findByRole('log', { name: 'Chat' });
  expect([...log.children].map((each) => each.textContent)).toEqual([
    'Basket 27 one',
    'Basket 27 three',
    'Basket 27 four',
  ]);
  expect(log).toHaveAttribute('aria-live', 'off');
  act(() => setLanguage('zh-CN'));
  expect(within(log).getAllByText('竹篮27')).toHaveLength(3);
});

test('[N5] a deleted line is on no screen after its frame', async () => {
  const stage = await withChat({}, [line(1, 'rude'), line(2, 'kind')]);
  expect(screen.getByText('rude')).toBeInTheDocument();
  change(stage, { gone: [1] });
  expect(screen.queryByText('rude')).toBeNull();
  expect(screen.getByText('kind')).toBeInTheDocument();
});

test('[N1] a line is drawn by its answer, once, also when a frame brings it; Enter sends', async () => {
  const stage = await withChat();
  answers(stage, written);
  await userEvent.type(field(), 'Good evening{Enter}');
  expect(await screen.findByText('Good evening')).toBeInTheDocument();
  expect(stage.live.sent.at(-1)).toMatchObject({ command: 'chat:post', request: { text: 'Good evening' } });
  expect(field()).toHaveValue('');
  change(stage, { lines: [line(90, 'Good evening')] });
  expect(screen.getAllByText('Good evening')).toHaveLength(1);
});

test('[N6] what the host answers stands for a minute, and until another item is pinned', async () => {
  const answering = { seq: 1, item: 7, question: 'Do they keep long?', sinceMs: EIGHT - 1 };
  const stage = await withChat({ answering });
  expect(screen.getByText('Do they keep long?')).toBeInTheDocument();
  stage.change(aGood(8), aShelf(8), aPin(8));
  expect(screen.queryByText('Do they keep long?')).toBeNull();
  change(stage, { answering: { ...answering, sinceMs: EIGHT + 2_000 } });
  expect(screen.getByText('Do they keep long?').parentElement).toHaveTextContent(/about No\. 7 Good 7/);
  stage.clock.nowMs = EIGHT + 2_000 + MINUTE;
  await waitFor(() => expect(screen.queryByText('Do they keep long?')).toBeNull());
});

test('[N6] what the host answers is answered no more once the stream has ended', async () => {
  const answering = { seq: 1, item: 7, question: 'Do they keep long?', sinceMs: EIGHT - 1 };
  const stage = await withChat({ answering });
  stage.change(aStream({ status: 'ENDED' }));
  expect(screen.queryByText('Do they keep long?')).toBeNull();
});

test('[N5] the picture has a row for the notice, before the pinned line; among all lines both stand', async () => {
  await withChat({ notice: 'Shipping takes nine days.', pinned: line(1, 'Free returns') });
  expect(screen.getByText('Shipping takes nine days.')).toBeInTheDocument();
  expect(screen.queryByText('Free returns')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Open chat' }));
  const all = within(await screen.findByRole('dialog', { name: 'Chat' }));
  expect(all.getByText('Shipping takes nine days.')).toBeInTheDocument();
  expect(all.getByText('Free returns')).toBeInTheDocument();
});

test('what became of one’s own line takes the first row of the lines, and the others stay', async () => {
  const stage = await withChat({ pinned: line(9, 'Free returns') }, [
    line(1, 'one'),
    line(2, 'two'),
    line(3, 'three'),
  ]);
  const log = screen.getByRole('log', { name: 'Chat' });
  const said = () => [...log.children].map((each) => each.textContent);
  expect(said()).toEqual(['Basket 27 two', 'Basket 27 three']);
  answers(stage, { ...written, isHeld: true });
  await userEvent.type(field(), 'see jd.com{Enter}');
  expect((await screen.findByText(/looks at it first/)).parentElement).toBe(log.parentElement);
  expect(said()).toEqual(['Basket 27 two', 'Basket 27 three']);
  expect(screen.queryByText('Free returns')).toBeNull();
});

test('[N6] an answer says what it is about, and among all lines leads there', async () => {
  await withChat({}, [
    line(1, 'How long do these keep in a warm kitchen?', { asks: true, item: 7 }),
    line(2, 'Two weeks.', { by: 'host', answers: 1, item: 7 }),
  ]);
  expect(screen.getByText(/^Answer about No\. 7/)).toBeInTheDocument();
  expect(screen.getByText('How long do these keep…')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Open chat' }));
  await userEvent.click(screen.getByRole('button', { name: '7 Good 7' }));
  expect(await screen.findByRole('dialog', { name: 'Good 7' })).toBeInTheDocument();
  expect(screen.queryByRole('dialog', { name: 'Chat' })).toBeNull();
});

test('[N6] a question takes three acts: the field, the words, Ask about No. 7', async () => {
  const stage = await withChat();
  answers(stage, written);
  await userEvent.click(field());
  await userEvent.keyboard('How long does it keep?');
  await userEvent.click(screen.getByRole('button', { name: 'Ask about No. 7' }));
  expect(await screen.findByText('Asked. The host sees it.')).toBeInTheDocument();
  expect(stage.live.sent.at(-1)).toMatchObject({ command: 'chat:ask', request: { itemNumber: 7 } });
});

test('[N6] a draft asks about the item at which it began, whatever is pinned by now; a tap asks about that one', async () => {
  const stage = await withChat();
  answers(stage, written);
  await userEvent.type(field(), 'Is this one sweet?');
  stage.change(aGood(8), aShelf(8), aPin(8));
  expect(screen.getByRole('button', { name: 'Ask about No. 7' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Ask about No. 8 instead' }));
  expect(screen.queryByRole('button', { name: /instead/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Ask about No. 8' }));
  expect(stage.live.sent.at(-1)).toMatchObject({ command: 'chat:ask', request: { itemNumber: 8 } });
  await userEvent.type(field(), 'And this?');
  expect(screen.queryByRole('button', { name: /instead/ })).toBeNull();
});

test('[N2] a pause between two lines is counted down, and nothing is sent meanwhile', async () => {
  const stage = await withChat();
  answers(stage, { ok: false, message: '', retryable: false, code: 'CHAT_SLOW', retryAtMs: EIGHT + 5_000 });
  await userEvent.type(field(), 'again{Enter}');
  expect(await screen.findByRole('button', { name: 'again in 5 s' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  expect(field()).toHaveValue('again');
  const { length } = stage.live.sent;
  await userEvent.type(field(), '{Enter}');
  expect(stage.live.sent).toHaveLength(length);
});

test('[N2] a name is asked for as it is saved, and why it may not be had stands at its field', async () => {
  const stage = await withChat();
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  const name = await screen.findByRole('textbox', { name: 'Your name in the chat' });
  answers(stage, { ok: false, message: '', retryable: false, code: 'CHAT_NAME' });
  await userEvent.type(name, 'Host{Enter}');
  await waitFor(() => expect(name).toHaveAccessibleDescription(/Choose another name/));
  answers(stage, { ok: true });
  await userEvent.clear(name);
  await userEvent.type(name, 'Zoe K{Enter}');
  await waitFor(() => expect(name).toHaveAccessibleDescription(/^Saved/));
  expect(stage.live.sent.map(({ command, request }) => [command, request])).toEqual([
    ['chat:name', { name: 'Host' }],
    ['chat:name', { name: 'Zoe K' }],
  ]);
});

test('[N5] a line that waits for a look is said to, and stands nowhere', async () => {
  const stage = await withChat();
  answers(stage, { ...written, isHeld: true });
  await userEvent.type(field(), 'see jd.com{Enter}');
  expect(await screen.findByText(/looks at it first/)).toBeInTheDocument();
  expect(screen.queryByText('see jd.com')).toBeNull();
});

test('[N5] who is silenced reads until when and why, and that ordering goes on', async () => {
  const stage = await withChat();
  const refusal = { code: 'CHAT_SILENCED', untilMs: EIGHT + 10 * MINUTE, reason: 'spam' };
  answers(stage, { ok: false, message: '', retryable: false, ...refusal });
  await userEvent.type(field(), 'buy mine{Enter}');
  expect(await screen.findByText(/for spam. You can still watch and order/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /^Muted until .* · Spam$/ })).toBeVisible();
});

test('[N5] who is muted while watching reads it in the field’s place, and may write when the time is over', async () => {
  const stage = await withChat();
  await userEvent.type(field(), 'half a sentence');
  act(() => stage.live.say.onChat({ silence: { untilMs: EIGHT + 10 * MINUTE, reason: 'spam' } }, false));
  const at = clockTime(EIGHT + 10 * MINUTE, 'en');
  const place = screen.getByRole('button', { name: `Muted until ${at} · Spam` });
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(place.closest('form')).not.toHaveClass('writing');
  await userEvent.click(place);
  expect(
    screen.getByText(/^You are muted until .*, for spam\. You can still watch and order\.$/),
  ).toBeVisible();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByRole('button', { name: `已被禁言，${at} 后可发言（刷屏广告）` })).toBeVisible();
  act(() => setLanguage('en'));
  stage.clock.nowMs = EIGHT + 10 * MINUTE;
  await waitFor(() => expect(field()).toHaveValue('half a sentence'));
  // The next hello's chat is told to who may not write: to others, nothing is.
  act(() => stage.live.say.onChat({ silence: { untilMs: EIGHT + 40 * MINUTE, reason: 'spam' } }, false));
  expect(screen.queryByRole('textbox')).toBeNull();
  act(() => stage.live.say.onChat({ ...none, lines: [] }, true));
  expect(field()).toBeVisible();
});

test('[N5] who is banned is told whom to ask, where the shop says it', async () => {
  const about = { contact: '9:00–18:00', complaintPhone: '0872-000 0001' };
  const stage = await withChat({}, [], { aboutShop: () => ({ version: 1, about }) as never });
  act(() => stage.live.say.onChat({ silence: { untilMs: null, reason: 'fraud' } }, false));
  await userEvent.click(screen.getByRole('button', { name: 'You can’t write here · Offer from outside' }));
  const said = await screen.findByText(/^You can’t write in this chat, for offers from outside\./);
  expect(await within(said).findByRole('link', { name: '0872-000 0001' })).toHaveAttribute(
    'href',
    'tel:08720000001',
  );
});

test('a draft that is left stays in the field, and takes nothing of the row away', async () => {
  await withChat();
  await userEvent.type(field(), 'half a sentence');
  const form = field().closest('form');
  expect(form).toHaveClass('writing');
  // From the field to what sends it, by the keyboard, one is still writing.
  await userEvent.tab();
  expect(screen.getByRole('button', { name: 'Ask about No. 7' })).toHaveFocus();
  expect(form).toHaveClass('writing');
  act(() => (document.activeElement as HTMLElement).blur());
  expect(form).not.toHaveClass('writing');
  expect(field()).toHaveValue('half a sentence');
  for (const name of ['Send a heart', 'More']) expect(screen.getByRole('button', { name })).toBeVisible();
  await userEvent.click(field());
  expect(screen.getByRole('button', { name: 'Ask about No. 7' })).toBeVisible();
});

test('[I1] words without an answer keep their key; others have one of their own', async () => {
  const stage = await withChat();
  answers(stage, { ok: false, code: 'NO_ANSWER' });
  await userEvent.type(field(), 'hello{Enter}');
  expect(await screen.findByText(/Not sent/)).toBeInTheDocument();
  await userEvent.type(field(), '{Enter}');
  await userEvent.type(field(), ' you{Enter}');
  const keys = stage.live.sent
    .filter(({ command }) => command === 'chat:post')
    .map(({ request }) => (request as { key: string }).key);
  await waitFor(() => expect(keys).toHaveLength(3));
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('[N2] where nobody may write the field says so', async () => {
  await withChat({ writers: 'off' });
  expect(field()).toBeDisabled();
  expect(field()).toHaveAttribute('placeholder', 'Only the host writes here');
});

test('[N2] a draft waits unseen while nobody may write; what else is in the row is there', async () => {
  const stage = await withChat();
  await userEvent.type(field(), 'half a sentence');
  change(stage, { writers: 'off' });
  expect(field()).toHaveValue('');
  expect(field()).toHaveAttribute('placeholder', 'Only the host writes here');
  expect(field().closest('form')).not.toHaveClass('writing');
  for (const name of ['Send a heart', 'More']) expect(screen.getByRole('button', { name })).toBeVisible();
  change(stage, { writers: 'anyone' });
  expect(field()).toHaveValue('half a sentence');
});

test('[N3] in a crowd one hint stands at the field, and says what always reaches the host', async () => {
  const stage = await withChat();
  change(stage, { isThinned: true });
  expect(screen.queryByText(/Many are writing/)).toBeNull();
  await userEvent.click(field());
  expect(screen.getByText(/Ask about No\. 7 always reaches the host/)).toBeInTheDocument();
});

test('a swipe to the right hides lines and hearts, never card and field; the way back stays in sight', async () => {
  await withChat({}, [line(1, 'one')]);
  const stage = document.querySelector('.stage')!;
  const touch = (clientX: number) => ({
    changedTouches: [{ clientX, clientY: 9 }],
    touches: [{ clientX, clientY: 9 }],
  });
  fireEvent.touchStart(stage, touch(40));
  fireEvent.touchEnd(stage, touch(160));
  expect(screen.queryByText('one')).toBeNull();
  expect(screen.getByRole('button', { name: /^Add to cart/ })).toBeVisible();
  expect(field()).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Show chat' }));
  expect(screen.getByText('one')).toBeInTheDocument();
});

test('lines that were put out of sight stay so for this stream, also after the page was loaded again', async () => {
  await withChat({}, [line(1, 'one')]);
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Hide chat and hearts' }));
  expect(screen.queryByText('one')).toBeNull();
  cleanup();
  await withChat({}, [line(1, 'one')]);
  expect(screen.queryByText('one')).toBeNull();
  expect(screen.getByRole('button', { name: 'Show chat' })).toBeVisible();
});

test('[N3] who wants little data says so to the server, and shows what that sends', async () => {
  const stage = await withChat({}, [line(1, 'talk')]);
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: /Low data/ }));
  expect(stage.live.told.at(-1)).toEqual({ isLow: true });
  act(() =>
    stage.live.say.onChat({ ...none, lines: [[2, 'Chen', 'Two months', { by: 'host', answers: 1 }]] }, true),
  );
  expect(screen.queryByText('talk')).toBeNull();
  expect(screen.getByText('Two months')).toBeInTheDocument();
});

test('what is in the cart stands above the card, with the way to the checkout', async () => {
  const stage = await withChat();
  expect(screen.queryByRole('button', { name: 'Checkout' })).toBeNull();
  stage.cart([aHeldLine(7, 2, 1_990, EIGHT + MINUTE)]);
  expect(await screen.findByRole('button', { name: 'Checkout' })).toBeVisible();
});

test('[N5] a line of somebody else is reported in three taps, with a reason', async () => {
  const stage = await withChat({}, [line(1, 'call me')]);
  answers(stage, { ok: true, seq: 91 });
  await userEvent.click(screen.getByRole('button', { name: 'Open chat' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Report the line of Basket 27' }));
  await userEvent.click(screen.getByRole('button', { name: 'Offer from outside' }));
  expect(await screen.findByText(/Reported/)).toBeInTheDocument();
  expect(stage.live.sent.at(-1)).toMatchObject({
    command: 'chat:report',
    request: { seq: 1, reason: 'fraud' },
  });
});

test('for keys the lines are one stop: arrows go through them from the newest, and a report gives the focus back', async () => {
  await withChat({}, [line(1, 'call me'), line(2, 'how big?')]);
  await userEvent.click(screen.getByRole('button', { name: 'Open chat' }));
  const log = within(await screen.findByRole('dialog')).getByRole('log');
  const [older, newer] = within(log).getAllByRole('button', { name: /^Report the line of/ });
  log.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(log).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}');
  expect(newer).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}');
  expect(older).toHaveFocus();
  await userEvent.tab();
  expect(within(log).queryAllByRole('button')).not.toContain(document.activeElement);
  older!.focus();
  await userEvent.keyboard('{Enter}');
  expect(within(log).getByRole('button', { name: 'Insult' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(within(log).getAllByRole('button', { name: /^Report the line of/ })[0]).toHaveFocus();
});

test('[N1] staff go by their second name for who reads English, by the first for others', async () => {
  await withChat({}, [[1, '段丽华', 'Two months', { by: 'staff', nameEn: 'Duan Lihua' }]]);
  expect(screen.getByText('Duan Lihua')).toBeInTheDocument();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('段丽华')).toBeInTheDocument();
});
