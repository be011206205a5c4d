import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { ChatWordsScreen } from '../../client/screens/staff/admin/ChatWordsScreen.tsx';
import { BuyerChat } from '../../client/screens/staff/buyers/BuyerChat.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { ChatBanView, ChatSilence } from '../../shared/market/chat/contract.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';
import { aGood, aPin, aShelf, aStream } from './market.ts';
import { aStage } from './stage.tsx';

const BUYER = '0190a000-0000-7000-8000-000000000001';

test('[N6] a product’s page has what was asked about it and answered, the newest first, the same words once', async () => {
  const questions = [
    { seq: 1, atMs: 1, item: 7, question: 'Sweet?', answer: 'Sweet, a little sour.' },
    { seq: 2, atMs: 2, item: 8, question: 'Hot?', answer: 'Mild.' },
    { seq: 3, atMs: 3, item: 7, question: 'How many?', answer: null },
    { seq: 4, atMs: 4, item: 7, question: 'Sweet?', answer: null },
  ];
  const stall = [aStream(), ['o', [7]] as ['o', number[]], aGood(7), aShelf(7), aPin(7)];
  await aStage(stall, { routes: { streamQuestions: () => ({ questions }) } });
  await userEvent.click(screen.getByRole('button', { name: 'About item 7' }));
  const asked = within(await screen.findByRole('region', { name: 'Viewers asked' }));
  expect(asked.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Sweet?', 'How many?']);
  expect(asked.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
    'Sweet, a little sour.',
    'Answered in the stream',
  ]);
  // They stand far below: one tap beside price and stock leads there.
  const seen = vi.fn();
  Element.prototype.scrollIntoView = seen;
  await userEvent.click(screen.getByRole('button', { name: '2 answers ↓' }));
  expect(seen.mock.contexts).toEqual([screen.getByRole('region', { name: 'Viewers asked' })]);
  expect(screen.getByRole('region', { name: 'Viewers asked' })).toHaveFocus();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByRole('button', { name: '2 条主播解答 ↓' })).toBeVisible();
  act(() => setLanguage('en'));
});

test('[N7] an operator lists words for all chats, from a file too; nothing is sent until something changed', async () => {
  const sent: unknown[] = [];
  let version = 1;
  const world = deskWorld(fakeConsole(), {
    me: () => anOperator,
    chatWords: () => ({ words: ['scam'], wordsDo: 'hold', version }),
    setChatWords: (input) => {
      sent.push((input as { body: unknown }).body);
      version = 2;
      return { version };
    },
  });
  render(
    <WorldContext value={world}>
      <ChatWordsScreen />
    </WorldContext>,
  );
  const save = await screen.findByRole('button', { name: 'Save' });
  expect(save).toBeDisabled();
  await userEvent.upload(
    screen.getByLabelText('Import from a file'),
    new File(['加微信\nscam'], 'words.txt'),
  );
  await waitFor(() => expect(save).toBeEnabled());
  await userEvent.click(screen.getByRole('radio', { name: 'is not sent' }));
  await userEvent.click(save);
  await waitFor(() =>
    expect(sent).toMatchObject([{ words: ['scam', '加微信'], wordsDo: 'drop', version: 1 }]),
  );
});

test('[N7] a buyer is banned from all chats by two taps with a reason, and may write again by two', async () => {
  const sent: unknown[] = [];
  const note = (input: unknown) => {
    sent.push((input as { body: unknown }).body);
    return { ban: null };
  };
  const world = deskWorld(fakeConsole(), {
    me: () => anOperator,
    banFromChats: note,
    unbanFromChats: note,
    hearInChat: (input) => {
      note(input);
      return { seq: 9 };
    },
  });
  let done = 0;
  const page = (chatBan: ChatBanView | null, silences: ChatSilence[] = []) => (
    <WorldContext value={world}>
      <BuyerChat buyer={{ buyerId: BUYER, chatBan, silences }} onDone={() => (done += 1)} />
    </WorldContext>
  );
  const { rerender } = render(page(null));
  await userEvent.click(screen.getByRole('button', { name: 'Ban from all chats' }));
  await userEvent.selectOptions(screen.getByLabelText('Reason'), 'Insults');
  await userEvent.click(screen.getByRole('button', { name: 'Ban from all chats now' }));
  expect(sent).toMatchObject([{ buyerId: BUYER, reason: 'insult' }]);
  rerender(page({ reason: 'insult', sinceMs: 1, by: 'Yang' }));
  expect(screen.getByText('Can’t write in any chat.')).toBeVisible();
  expect(screen.getByText(/Insults · Yang/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Let them write again' }));
  await userEvent.click(screen.getByRole('button', { name: 'Let them write again now' }));
  expect(sent).toHaveLength(2);
  expect(done).toBe(2);
  const act = {
    title: '土豆节',
    titleEn: 'Potato Festival',
    reason: 'spam',
    sinceMs: 1,
    by: 'Yang',
  } as const;
  rerender(page(null, [{ streamId: BUYER, untilMs: null, ...act }]));
  await userEvent.click(screen.getByRole('button', { name: 'Let them write in “Potato Festival” again' }));
  expect(sent.at(-1)).toMatchObject({ buyerId: BUYER, streamId: BUYER });
  expect(done).toBe(3);
});
