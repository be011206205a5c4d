import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { DetailsSheet } from '../../client/screens/staff/console/details/DetailsSheet.tsx';
import { draftOf, pageOfDraft } from '../../client/screens/staff/console/details/page-draft.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { StreamPage } from '../../shared/market/stream/page.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const COVER = `/pictures/${'ab'.repeat(20)}.webp`;
const page: StreamPage = {
  ...{ title: '秋收', titleEn: 'Harvest', description: '新米', cover: COVER },
  scheduledAtMs: Date.UTC(2026, 4, 9, 12, 0, 12, 345),
};
const FACE = `/pictures/${'cd'.repeat(20)}.webp`;
type RemoteValue = { body: { version: number; page: StreamPage } };

/** The sheet of a stream. @param say what the server says to a change */
function open({
  isPlanned = true,
  currencyFixedBy = null as string | null,
  said = page,
  sayCurrency = () => ({ seq: 13, version: 13, undoUntilMs: null }) as object,
  say = () => ({ seq: 13, version: 13, undoUntilMs: null }) as object,
} = {}) {
  const asked: RemoteValue[] = [];
  const done: string[] = [];
  const world = deskWorld(fakeConsole(), {
    streamPage: () => ({ version: 12, page: said, isPlanned, currency: 'CNY', currencyFixedBy }),
    setCurrency(input) {
      asked.push(input as RemoteValue);
      return sayCurrency();
    },
    describeStream(input) {
      asked.push(input as RemoteValue);
      return say();
    },
  });
  render(
    <WorldContext value={world}>
      <DetailsSheet
        slug="potato-day"
        onSaved={() => done.push('saved')}
        onClose={() => done.push('closed')}
      />
    </WorldContext>,
  );
  return { asked, done };
}
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

test('[S8] what was typed and what is said are the same; an untouched time stays to the millisecond', () => {
  expect(pageOfDraft(draftOf(page), page)).toEqual(page);
  expect(pageOfDraft({ ...draftOf(page), titleEn: ' ', cover: '' }, page)).toEqual({
    ...{ title: '秋收', description: '新米', scheduledAtMs: page.scheduledAtMs },
  });
  const faced = { ...page, hostPicture: FACE };
  expect(pageOfDraft(draftOf(faced), faced)).toEqual(faced);
  // Those have a form of their own.
  const told = { ...page, chapters: [{ itemNumber: 1, pinnedAtMs: page.scheduledAtMs, name: '开场' }] };
  expect(pageOfDraft(draftOf(told), told)).toEqual(told);
  expect(pageOfDraft({ ...draftOf(page), title: '  ' }, page)).toBeNull();
  expect(pageOfDraft({ ...draftOf(page), when: '' }, page)).toBeNull();
  // Typed in another way it is still the same time.
  const asTyped = { ...draftOf(page), when: draftOf(page).when.replace(/T(\d\d):/, 'T$1') };
  expect(pageOfDraft(asTyped, page)).toEqual(page);
  expect(
    pageOfDraft({ ...draftOf(page), when: `${draftOf(page).when.slice(0, 10)}T25:00` }, page),
  ).toBeNull();
});

test('[S8] [L4] it is saved whole, under the version that was seen; then the sheet closes', async () => {
  const { asked, done } = open();
  const title = await screen.findByLabelText('Title');
  await userEvent.clear(title);
  await save();
  expect(screen.getByText('Give it a title.')).toBeInTheDocument();
  expect(asked).toEqual([]);
  await userEvent.type(title, '秋收专场');
  await userEvent.type(screen.getByLabelText('About this stream (optional)'), '、核桃');
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await save();
  await waitFor(() => expect(done).toEqual(['saved', 'closed']));
  const { cover: _cover, ...rest } = page;
  expect(asked[0]!.body).toMatchObject({
    version: 12,
    page: { ...rest, title: '秋收专场', description: '新米、核桃' },
  });
  expect(asked[0]!.body.page).not.toHaveProperty('cover');
});

test('[S8] the host’s photo is shown, kept by who changes something else, and removed', async () => {
  const { asked } = open({ said: { ...page, hostPicture: FACE } });
  const face = await screen.findByRole('group', { name: 'Host’s photo (optional)' });
  expect(face.querySelector('img')).toHaveAttribute('src', FACE);
  await userEvent.type(screen.getByLabelText('Title'), '!');
  await save();
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]!.body.page).toMatchObject({ title: '秋收!', cover: COVER, hostPicture: FACE });
  await userEvent.click(within(face).getByRole('button', { name: 'Remove' }));
  await save();
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]!.body.page).not.toHaveProperty('hostPicture');
  expect(asked[1]!.body.page).toMatchObject({ cover: COVER });
});

test('[S8] once it has started its time can be read, not typed', async () => {
  open({ isPlanned: false });
  expect(await screen.findByLabelText('Start date')).toBeDisabled();
  expect(screen.getByLabelText('Start time')).toBeDisabled();
  expect(screen.getByText(/can’t change once the stream has started/)).toBeInTheDocument();
});

test('[S8] a no is said in the sheet, which stays open with what was typed', async () => {
  const { done } = open({
    say: () => ({ refusal: { code: 'PAGE_INVALID', field: 'scheduledAtMs', reason: 'past' } }),
  });
  await userEvent.type(await screen.findByLabelText('Title'), '!');
  await save();
  expect(await screen.findByText(/That time has passed/)).toBeInTheDocument();
  expect(screen.getByLabelText('Title')).toHaveValue('秋收!');
  expect(done).toEqual([]);
});

test('[S9] while nothing has an amount the currency is chosen here, and set before the page is saved', async () => {
  const { asked, done } = open();
  const choice = await screen.findByLabelText('Currency');
  expect(choice).toHaveValue('CNY');
  await userEvent.selectOptions(choice, 'USD');
  await save();
  await waitFor(() => expect(done).toEqual(['saved', 'closed']));
  expect(asked.map(({ body }) => body)).toMatchObject([{ currency: 'USD' }, { page: { title: '秋收' } }]);
});

test('[S9] who leaves the currency as it is sends none', async () => {
  const { asked, done } = open();
  await screen.findByLabelText('Currency');
  await save();
  await waitFor(() => expect(done).toEqual(['saved', 'closed']));
  expect(asked).toHaveLength(1);
});

test('[S9] a currency that stays says why; one that was refused meanwhile keeps the sheet open', async () => {
  open({ currencyFixedBy: 'items' });
  expect(await screen.findByLabelText('Currency')).toBeDisabled();
  expect(screen.getByText('The currency can’t change any more: the lineup has had products.')).toBeVisible();
  cleanup();
  const refusal = { ok: false, code: 'CURRENCY_FIXED', by: 'items' };
  const { asked, done } = open({ sayCurrency: () => ({ refusal }) });
  await userEvent.selectOptions(await screen.findByLabelText('Currency'), 'USD');
  await save();
  expect(await screen.findByText(/This stream already has products with amounts/)).toBeVisible();
  expect({ asked: asked.length, done }).toEqual({ asked: 1, done: [] });
});
