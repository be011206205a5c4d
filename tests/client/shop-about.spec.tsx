import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { AboutScreen } from '../../client/screens/buyer/about/AboutScreen.tsx';
import { ShopFoot } from '../../client/screens/buyer/ShopFoot.tsx';
import { PolicyLinks } from '../../client/screens/buyer/viewer/PolicyLinks.tsx';
import { ShopScreen } from '../../client/screens/staff/admin/ShopScreen.tsx';
import { ShopReminder } from '../../client/screens/staff/console/ShopReminder.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { AboutShopView } from '../../shared/contract/shop.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const empty = { zh: '', en: '' };
const unsaid: AboutShopView = {
  version: 0,
  about: {
    ...{ name: '', nameEn: '', contact: '', complaintPhone: '' },
    licences: { business: '', food: '', website: '' },
    policies: { shipping: empty, returns: empty, privacy: empty },
  },
};
const said: AboutShopView = {
  version: 3,
  about: {
    ...unsaid.about,
    name: '剑川赶集',
    nameEn: 'Jianchuan Fair',
    contact: '0872-000 0000',
    licences: { ...unsaid.about.licences, website: '滇ICP备00000000号' },
    policies: { ...unsaid.about.policies, returns: { zh: '48 小时内', en: '' } },
  },
};

function shows(ui: React.ReactElement, view: AboutShopView, answer: () => unknown = () => view) {
  const asked: unknown[] = [];
  const world = deskWorld(fakeConsole(), {
    me: () => anOperator,
    aboutShop: () => view,
    describeShop: (input) => {
      asked.push((input as { body: unknown }).body);
      return answer();
    },
  });
  chooseLanguage(world.keep, 'en');
  render(<WorldContext value={world}>{ui}</WorldContext>);
  return { asked, user: userEvent.setup() };
}

test('[B6] the foot of a page says who sells, and leads to the rest; where nobody said it there is none', async () => {
  const licences = { ...said.about.licences, food: 'JY-1' };
  shows(<ShopFoot />, { ...said, about: { ...said.about, licences, complaintPhone: '0872-111 1111' } });
  expect(await screen.findByText('Sold by Jianchuan Fair')).toBeVisible();
  expect(screen.getByText('滇ICP备00000000号')).toBeVisible();
  expect(screen.getByText('Complaints').textContent).toBe('Complaints 0872-111 1111');
  expect(screen.getByText('Food licence')).toHaveTextContent('Food licence JY-1');
  expect(screen.queryByText('Business licence')).toBeNull();
  expect(screen.getByRole('link', { name: 'Returns and refunds' })).toHaveAttribute('href', '/about#returns');
  expect(screen.getByRole('link', { name: 'About the shop' })).toHaveAttribute('href', '/about');
});

test('[B6] the page of the shop says what was said, a policy in the other language where it is in no other', async () => {
  shows(<AboutScreen />, said);
  expect(await screen.findByText('Jianchuan Fair')).toBeVisible();
  expect(screen.getByText('48 小时内')).toHaveAttribute('lang', 'zh-CN');
  expect(screen.queryByRole('heading', { name: 'Shipping' })).toBeNull();
});

test('[B6] the checkout links each policy that was said, beside the stream; its page shows that one at once', async () => {
  const shown: string[] = [];
  Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
    shown.push(this.id);
  };
  const privacy = { zh: '只用于发货', en: 'Used for shipping only' };
  const policies = { ...said.about.policies, privacy };
  const view = { ...said, about: { ...said.about, policies } };
  shows(<PolicyLinks />, view);
  const link = await screen.findByRole('link', { name: 'Privacy' });
  expect(link).toHaveAttribute('href', '/about#privacy');
  expect(link).toHaveAttribute('target', '_blank');
  expect(screen.getAllByRole('link')).toHaveLength(2);
  location.hash = '#privacy';
  shows(<AboutScreen />, view);
  expect(await screen.findByText('Used for shipping only')).toBeVisible();
  expect(shown).toEqual(['privacy']);
  location.hash = '';
});

test('[B6] an operator says it whole, under the version that the form began with', async () => {
  const { asked, user } = shows(<ShopScreen />, said);
  await user.clear(await screen.findByLabelText('Contact for buyers'));
  await user.type(screen.getByLabelText('Contact for buyers'), '0872-111 1111');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved. Buyers see it now.')).toBeVisible();
  expect(asked).toMatchObject([{ version: 3, about: { ...said.about, contact: '0872-111 1111' } }]);
});

test('[B6] who was overtaken is told, and what was typed stays', async () => {
  const stale = { refusal: { ok: false, code: 'STALE_VERSION', version: 4 } };
  const { user } = shows(<ShopScreen />, said, () => stale);
  await user.type(await screen.findByLabelText('Phone for complaints'), '123');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Someone else changed this/)).toBeVisible();
  expect(screen.getByLabelText('Phone for complaints')).toHaveValue('123');
});

test('[B6] before a stream is made it is said what buyers cannot read yet', async () => {
  shows(<ShopReminder isOperator />, said);
  expect(
    await screen.findByText(
      'Buyers can’t see yet: a phone for complaints, shipping, return and privacy policies.',
    ),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'Add it' })).toHaveAttribute('href', '/admin/shop');
});
