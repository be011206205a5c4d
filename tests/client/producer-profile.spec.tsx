import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { OrderProducers } from '../../client/screens/buyer/orders/OrderProducers.tsx';
import { ProfileScreen } from '../../client/screens/buyer/profile/ProfileScreen.tsx';
import { ProfileSheet } from '../../client/screens/staff/producer/ProfileSheet.tsx';
import { createProfileStore } from '../../client/stores/profile-store.ts';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { PublicProducer } from '../../shared/contract/producer-profile.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';
import { aGood, aHeldLine, aShelf, aStream, EIGHT } from './market.ts';
import { aStage } from './stage.tsx';

const MA = '0190a000-0000-7000-9000-000000000078';
const licence = { holder: '马家农场', number: 'JY 1234' };
const ma: PublicProducer = {
  ...{ producerId: MA, producer: '马家', producerEn: 'Ma Farm', version: 1, total: 2 },
  profile: { portrait: '/pictures/face.webp', words: '我姓马', wordsEn: 'We grow tea.', licence },
  places: [{ origin: '剑川', originEn: 'Jianchuan' }, { origin: 'Shaxi' }],
  products: [
    {
      ...{ slug: 'on', itemNumber: 3, name: '茶', nameEn: 'Tea', picture: '', when: 'on', startsAtMs: EIGHT },
      ...{ currency: 'CNY', priceMinor: 790, sold: 203 },
    },
    {
      ...{ slug: 'was', itemNumber: 1, name: 'Pot', picture: '', when: 'past', startsAtMs: EIGHT },
      ...{ currency: 'CNY', priceMinor: 4_000 },
    },
  ],
  streams: [
    { slug: 'on', title: 'Tonight', when: 'on', startsAtMs: EIGHT },
    { slug: 'was', title: 'Last week', when: 'past', startsAtMs: EIGHT },
  ],
};
const makers = { producers: [{ producerId: MA, producer: '马家', producerEn: 'Ma Farm', items: [7] }] };

function shows(
  ui: React.ReactElement,
  answers: Parameters<typeof deskWorld>[1],
  language: 'en' | 'zh-CN' = 'en',
) {
  const world = deskWorld(fakeConsole(), { me: () => anOperator, ...answers });
  chooseLanguage(world.keep, language);
  return render(<WorldContext value={world}>{ui}</WorldContext>);
}

test('[B10] a producer’s page shows face, places, words, products with price and count, and streams', async () => {
  shows(<ProfileScreen slug={MA} />, { publicProducer: () => ma });
  expect(await screen.findByRole('heading', { level: 2, name: 'Ma Farm' })).toBeVisible();
  expect(screen.getByRole('img', { name: 'Portrait of Ma Farm' })).toHaveAttribute(
    'src',
    '/pictures/face.webp',
  );
  expect(screen.getByText('From Jianchuan · Shaxi')).toBeVisible();
  expect(screen.getByText('We grow tea.')).toBeVisible();
  expect(screen.getByText('Licence: 马家农场 · JY 1234')).toBeVisible();
  const tea = screen.getByRole('link', { name: 'Tea' });
  expect(tea).toHaveAttribute('href', '/s/on/3');
  expect(within(tea.closest('li')!).getByText('¥7.90')).toBeVisible();
  expect(within(tea.closest('li')!).getByText('203 sold')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Pot' })).toHaveAttribute('href', '/replay/was?item=1');
  expect(screen.getByText('Products that aren’t live show today’s regular price.')).toBeVisible();
  expect(screen.getByRole('link', { name: /^Tonight/ })).toHaveAttribute('href', '/s/on');
  expect(screen.getByRole('link', { name: /^Last week/ })).toHaveAttribute('href', '/replay/was');
});

test('[B10] it is in the reader’s language, and words that stand in one alone are shown in that', async () => {
  const profile = { ...ma.profile, words: '', portrait: '' };
  shows(<ProfileScreen slug={MA} />, { publicProducer: () => ({ ...ma, profile }) }, 'zh-CN');
  expect(await screen.findByRole('heading', { level: 2, name: '马家' })).toBeVisible();
  expect(screen.getByText('We grow tea.')).toBeVisible();
  expect(screen.queryByRole('img', { name: '马家的头像' })).toBeNull();
});

test('[B10] nobody’s page says that there is no such producer, and leads on', async () => {
  shows(<ProfileScreen slug={MA} />, {
    publicProducer: () => ({ refusal: { ok: false, code: 'NOT_FOUND' } }),
  });
  expect(await screen.findByRole('heading', { name: 'There’s no such producer' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'See what’s on' })).toHaveAttribute('href', '/');
});

test('[B10] the view that the server drew goes once the page shows the same', async () => {
  document.body.insertAdjacentHTML('afterbegin', '<div id="first"></div>');
  shows(<ProfileScreen slug={MA} />, { publicProducer: () => ma });
  await screen.findByText('We grow tea.');
  await expect.poll(() => document.getElementById('first')).toBeNull();
});

test('[B10] an order names who makes its products, and leads to them', async () => {
  shows(<OrderProducers slug="on" lines={[{ itemNumber: 7 }]} />, { streamProducers: () => makers });
  expect(await screen.findByRole('link', { name: 'Ma Farm' })).toHaveAttribute('href', `/p/${MA}`);
});

test('[B10] the head of a group in the cart leads to its producer, beside the stream', async () => {
  const stall = [aStream(), ['o', [7]] as ['o', number[]], aGood(7, { producer: '马家' }), aShelf(7)];
  await aStage(stall, {
    lines: [aHeldLine(7, 1, 1_990, EIGHT + 600_000)],
    routes: { streamProducers: () => makers },
  });
  const user = userEvent.setup();
  await user.click((await screen.findAllByRole('button', { name: /^Cart/ }))[0]!);
  const link = await screen.findByRole('link', { name: '马家' });
  expect(link).toHaveAttribute('href', `/p/${MA}`);
  expect(link).toHaveAttribute('target', '_blank');
});

test('[B10] a producer says it whole, under the version that the form began with', async () => {
  const asked: unknown[] = [];
  const said: string[] = [];
  let refusal: object | null = { ok: false, code: 'STALE_VERSION', version: 2 };
  const onSaved = (text: string) => said.push(text);
  shows(<ProfileSheet producerId={MA} title="My page" onSaved={onSaved} onClose={() => {}} />, {
    publicProducer: () => ma,
    describeProducer: (input) => {
      asked.push((input as { body: unknown }).body);
      return refusal ? { refusal } : { profile: ma.profile, version: 2 };
    },
  });
  const user = userEvent.setup();
  await user.clear(await screen.findByLabelText(/^The same in English/));
  await user.type(screen.getByLabelText(/^The same in English/), ' We grow rice. ');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Save again to replace theirs with yours/)).toBeVisible();
  expect(screen.getByLabelText(/^The same in English/)).toHaveValue(' We grow rice. ');
  refusal = null;
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await expect.poll(() => said).toEqual(['Saved. Buyers see it now.']);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toMatchObject({ version: 1, profile: { ...ma.profile, wordsEn: 'We grow rice.' } });
});

test('[B10] a licence has a number; both parts emptied, there is none any more', async () => {
  const asked: { profile: object }[] = [];
  shows(<ProfileSheet producerId={MA} title="My page" onSaved={() => {}} onClose={() => {}} />, {
    publicProducer: () => ma,
    describeProducer: (input) => {
      asked.push((input as { body: { profile: object } }).body);
      return { profile: ma.profile, version: 2 };
    },
  });
  const user = userEvent.setup();
  const number = await screen.findByLabelText('Licence number');
  expect(number).toHaveValue('JY 1234');
  await user.clear(number);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText('Enter the number of the licence.')).toBeVisible();
  expect(asked).toEqual([]);
  await user.clear(screen.getByLabelText('Name on the licence'));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]!.profile).not.toHaveProperty('licence');
});

test('[B10] a photo of the licence goes up and is named with its number; without a number there is none to name', async () => {
  const asked: PublicProducer['profile'][] = [];
  const world = deskWorld(fakeConsole(), {
    ...{ me: () => anOperator, publicProducer: () => ma },
    describeProducer: (input) => {
      asked.push((input as { body: { profile: PublicProducer['profile'] } }).body.profile);
      return { profile: ma.profile, version: 2 };
    },
  });
  const own = createProfileStore(MA, world);
  const paper = new Blob(['paper']);
  const { licence: _, ...unlicensed } = ma.profile;
  await own.describe(1, ma.profile, null, paper);
  await own.describe(2, unlicensed, null, paper);
  const picture = '/pictures/new.jpg';
  expect(asked).toEqual([{ ...ma.profile, licence: { ...licence, picture } }, unlicensed]);
});
