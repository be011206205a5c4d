import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { StreamsScreen } from '../../client/screens/staff/console/StreamsScreen.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { instantTyped } from '../../client/ui/typed-time.ts';
import { HOUR } from '../../shared/values/time.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const EIGHT = Date.UTC(2026, 11, 1, 12);

/** The form of a new stream. @param myStreams what the market says of the streams that there are */
async function openForm(myStreams: () => unknown) {
  const asked: object[] = [];
  const world = deskWorld(fakeConsole(), {
    myStreams,
    createStream: (input) => {
      asked.push((input as { body: object }).body);
      return new Promise(() => {});
    },
  });
  chooseLanguage(world.keep, 'en');
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <StreamsScreen />
    </WorldContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'New stream' }));
  return { asked, form: within(screen.getByRole('dialog')) };
}

test('the currency of most products is chosen for a new stream, whatever it is', async () => {
  const { asked, form } = await openForm(() => ({ streams: [], usualCurrency: 'AUD' }));
  await expect.poll(() => form.getByLabelText('Currency')).toHaveValue('AUD');
  await userEvent.type(form.getByLabelText('Title'), 'First evening');
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  await expect.poll(() => asked).toMatchObject([{ title: 'First evening', currency: 'AUD' }]);
});

test('an answer that comes after the form has opened still counts, but not over what was chosen', async () => {
  const answers: ((answer: object) => void)[] = [];
  const later = () => new Promise((resolve) => answers.push(resolve));
  const { form } = await openForm(later);
  await userEvent.selectOptions(form.getByLabelText('Currency'), 'EUR');
  answers[0]!({ streams: [], usualCurrency: 'USD' });
  await expect.poll(() => screen.queryByText(/No streams yet/)).not.toBeNull();
  expect(form.getByLabelText('Currency')).toHaveValue('EUR');
});

const earlier = {
  ...{
    streamId: '0190a000-0000-7000-8000-000000000011',
    slug: 'potato-day',
    title: 'Potato day',
    hostName: 'Yang',
  },
  ...{ status: 'CLOSED' as const, currency: 'CNY', scheduledAtMs: EIGHT, liveStartMs: EIGHT },
  ...{ endedAtMs: EIGHT + HOUR, rehearsalOf: null },
};

/** The list of one earlier stream. @param copied what a copy answers */
async function openList(copied: object) {
  const asked: object[] = [];
  const world = deskWorld(fakeConsole(), {
    myStreams: () => ({ streams: [earlier], usualCurrency: 'CNY' }),
    copyStream: (input) => {
      asked.push((input as { body: object }).body);
      return copied;
    },
  });
  chooseLanguage(world.keep, 'en');
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <StreamsScreen />
    </WorldContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Copy Potato day' }));
  return { asked, form: within(screen.getByRole('dialog')) };
}

test('[S13] a stream is copied from the list: what it sells by is not asked again, and what was refused says why', async () => {
  const product = { productId: '0190a000-0000-7000-8000-000000000021' };
  const { asked, form } = await openList({
    ...{
      stream: {
        ...earlier,
        streamId: '0190a000-0000-7000-8000-000000000012',
        slug: 'again',
        title: 'Potato day',
        status: 'SCHEDULED',
      },
      added: 2,
    },
    short: [{ ...product, name: '土豆', nameEn: 'Potatoes', units: 3, wanted: 20 }],
    refused: [{ ...product, name: '核桃', nameEn: 'Walnuts', code: 'PRODUCT_ARCHIVED' }],
  });
  expect(form.getByLabelText('Start from')).toHaveValue('potato-day');
  expect(form.getByLabelText('Title')).toHaveValue('Potato day');
  expect(form.queryByText('When is stock reserved?')).toBeNull();
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  await expect.poll(() => asked).toMatchObject([{ title: 'Potato day', from: 'potato-day' }]);
  const told = within(screen.getByRole('dialog'));
  expect(await told.findByText('The stream is scheduled with 2 products.')).toBeVisible();
  expect(within(told.getByRole('region', { name: 'Not copied' })).getByText('archived')).toBeVisible();
  expect(
    within(told.getByRole('region', { name: 'Fewer units than last time' })).getByText('3 of 20'),
  ).toBeVisible();
});

test('[S13] a title that somebody typed stays, whichever stream is chosen, and the whole form comes back', async () => {
  const { form } = await openList({ refusal: { code: 'FORBIDDEN' } });
  await userEvent.clear(form.getByLabelText('Title'));
  await userEvent.type(form.getByLabelText('Title'), 'Another evening');
  await userEvent.selectOptions(form.getByLabelText('Start from'), '');
  expect(form.getByLabelText('Title')).toHaveValue('Another evening');
  expect(form.getByText('When is stock reserved?')).toBeVisible();
  await userEvent.selectOptions(form.getByLabelText('Start from'), 'potato-day');
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  expect(await form.findByRole('status')).toBeVisible();
  expect(screen.getByRole('dialog')).toBeVisible();
});

const basics = {
  ...{ lineupId: '0190a000-0000-7000-8000-000000000031', name: 'Basics', currency: 'CNY', products: 14 },
  ...{ savedAtMs: EIGHT, isMine: true as const },
};

test('[S15] a lineup is saved under a name where it is chosen, begins a stream, and is deleted by two taps', async () => {
  const asked: object[] = [];
  const note =
    (name: string, ...answers: [object, ...object[]]) =>
    (input: unknown) => {
      asked.push([name, (input as { body?: object }).body]);
      return answers.length > 1 ? answers.shift()! : answers[0];
    };
  const busy = { refusal: { code: 'BUSY', retryAfterMs: 1_000 } };
  const world = deskWorld(fakeConsole(), {
    myStreams: () => ({ streams: [earlier], usualCurrency: 'CNY' }),
    savedLineups: () => ({ lineups: [] }),
    saveLineup: note('save', basics),
    copyStream: note('copy', busy),
    deleteLineup: note('delete', { refusal: { code: 'NO_ANSWER' } }, { lineups: [] }),
  });
  chooseLanguage(world.keep, 'en');
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <StreamsScreen />
    </WorldContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Copy Potato day' }));
  const form = within(screen.getByRole('dialog'));
  await userEvent.click(form.getByText('Save this lineup under a name'));
  await userEvent.type(form.getByLabelText('Name of the lineup'), 'Basics{Enter}');
  // The form around it is not sent by that.
  await expect.poll(() => form.getByLabelText('Start from')).toHaveValue(`lineup ${basics.lineupId}`);
  expect(asked).toMatchObject([['save', { name: 'Basics' }]]);
  expect(form.getByRole('option', { name: 'Basics · 14 products' })).toBeInTheDocument();
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  await expect.poll(() => asked[1]).toMatchObject(['copy', { lineup: basics.lineupId }]);
  expect(asked[1]).not.toHaveProperty('1.from');
  await userEvent.click(form.getByRole('button', { name: 'Delete this lineup' }));
  expect(asked).toHaveLength(2);
  await userEvent.click(form.getByRole('button', { name: 'Yes, delete Basics' }));
  expect(await form.findByText(/^No answer/)).toBeVisible();
  await userEvent.click(form.getByRole('button', { name: 'Delete this lineup' }));
  await userEvent.click(form.getByRole('button', { name: 'Yes, delete Basics' }));
  await expect.poll(() => form.getByLabelText('Start from')).toHaveValue('');
  expect(form.queryByRole('option', { name: /Basics/ })).toBeNull();
});

test('streams are found by either name, narrowed and sorted by what was paid, and the address keeps it', async () => {
  history.replaceState(null, '', '/console');
  const named = (n: number, title: string, more: object) => ({
    ...earlier,
    ...{ streamId: `0190a000-0000-7000-8000-00000000003${n}`, slug: `s-${n}`, title },
    ...more,
  });
  const streams = [
    named(1, '核桃专场', { titleEn: 'Walnut evening', status: 'SCHEDULED', liveStartMs: null }),
    named(2, '土豆节', { titleEn: 'Potato day', status: 'CLOSED' }),
    named(3, '蜂蜜', { titleEn: 'Honey', status: 'CLOSED' }),
  ];
  const numbers = (gmvPaidMinor: number) => ({
    ...{ gmvPaidMinor, paidOrders: 1, payingBuyers: 1, viewers: 10, cvr: 0.1 },
  });
  const world = deskWorld(fakeConsole(), {
    myStreams: () => ({ streams, usualCurrency: 'CNY' }),
    insightsList: () => ({
      streams: [
        { ...streams[1], numbers: numbers(10_000) },
        { ...streams[2], numbers: numbers(25_000) },
      ],
      isWhole: true,
    }),
  });
  chooseLanguage(world.keep, 'en');
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <StreamsScreen />
    </WorldContext>,
  );
  await screen.findByText('¥250.00');
  const rows = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
  await userEvent.click(screen.getByRole('button', { name: 'GMV paid' }));
  expect(rows()).toEqual(['Honey', 'Potato day', 'Walnut evening']);
  await userEvent.click(screen.getByRole('button', { name: /^GMV paid/ }));
  // What has no number stands last either way.
  expect(rows()).toEqual(['Potato day', 'Honey', 'Walnut evening']);
  expect(location.search).toBe('?sort=gmv');
  await userEvent.selectOptions(screen.getByLabelText('Show'), 'Upcoming');
  expect(rows()).toEqual(['Walnut evening']);
  await userEvent.selectOptions(screen.getByLabelText('Show'), 'All');
  await userEvent.type(screen.getByRole('searchbox', { name: 'Title or host' }), '土豆');
  expect(rows()).toEqual(['Potato day']);
  expect(screen.getByText('1 of 3 streams')).toBeVisible();
  history.replaceState(null, '', '/');
});

test('a start is a date and a time in 24 hours, typed without a colon too', async () => {
  const { asked, form } = await openForm(() => ({ streams: [], usualCurrency: 'CNY' }));
  await userEvent.type(form.getByLabelText('Title'), 'Late evening');
  fireEvent.change(form.getByLabelText('Start date'), { target: { value: '2031-05-03' } });
  const time = form.getByLabelText('Start time');
  await userEvent.clear(time);
  await userEvent.type(time, '1930');
  expect(time).toHaveValue('1930');
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  expect(time).toHaveValue('19:30');
  await expect
    .poll(() => asked)
    .toMatchObject([{ title: 'Late evening', scheduledAtMs: instantTyped('2031-05-03T19:30') }]);
});

test('a new stream without a day or a time is not sent, and each field says what it lacks', async () => {
  const { asked, form } = await openForm(() => ({ streams: [], usualCurrency: 'CNY' }));
  await userEvent.type(form.getByLabelText('Title'), 'Late evening');
  fireEvent.change(form.getByLabelText('Start date'), { target: { value: '' } });
  const time = form.getByLabelText('Start time');
  await userEvent.clear(time);
  await userEvent.type(time, '7:30 PM');
  await userEvent.click(form.getByRole('button', { name: 'Schedule stream' }));
  expect(time).toHaveValue('7:30 PM');
  expect(time).toHaveAccessibleDescription('Enter a time like 20:30.');
  expect(form.getByLabelText('Start date')).toHaveAccessibleDescription('Choose a date.');
  expect(asked).toEqual([]);
});
