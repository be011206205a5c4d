import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { ShopAbout } from '../../shared/contract/shop.ts';
import { aGuest, type Routes } from './fake-world.ts';
import { aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const nothing = { zh: '', en: '' };
const about: ShopAbout = {
  ...{ name: '', nameEn: '', contact: '', complaintPhone: '' },
  licences: { business: '', food: '', website: '' },
  policies: { shipping: nothing, returns: nothing, privacy: nothing },
};
const shopIn = (home: string): Routes => ({ aboutShop: () => ({ about, version: 0, home }) });
const anAddress = {
  addressId: '0190a000-0000-7000-8000-0000000000d1',
  ...{ name: '王秀英', phoneEnd: '8000', address: '剑川县 Old Street 1' },
};
const goods = [aStream(), aGood(7), aShelf(7), aPin(7)];
const lines = [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)];
const tap = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const values = (...labels: string[]) => labels.map((label) => field(label).value);
/** At once, as a browser fills a field in; a choice too. */
const fill = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const cnLabels = ['Name', 'Phone', 'Province', 'City', 'District', 'Street address'];

async function aCheckout(routes: Routes) {
  const stage = await aStage(goods, { lines, routes: { saveAddress: () => anAddress, ...routes } });
  stage.live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await tap(/^(Checkout|去结算) ¥/);
  return { ...stage, saved: () => stage.world.called.find(({ name }) => name === 'saveAddress')?.input };
}
/** The list of areas is a chunk of its own: the provinces are there once it has come. */
const areasCome = () =>
  waitFor(() => expect(screen.getByLabelText(/^(Province|省份)$/).children.length).toBeGreaterThan(30), {
    timeout: 5_000,
  });

test('[X176] in China province, city and district are chosen, each among those of the one before; one line is kept', async () => {
  const { saved } = await aCheckout(shopIn('CN'));
  await areasCome();
  fill('Name', '杨丽娟');
  fill('Phone', '138 0013 8000');
  fill('Province', '云南省');
  fill('City', '大理白族自治州');
  fill('District', '剑川县');
  fill('Street address', '古城街 12 号');
  await tap('Place order · ¥39.80');
  const parts = { province: '云南省', city: '大理白族自治州', district: '剑川县', street: '古城街 12 号' };
  expect(saved()).toMatchObject({ body: { address: '云南省大理白族自治州剑川县古城街 12 号', parts } });
});

test('who reads English chooses areas by their Latin names, beside the ones that are kept', async () => {
  await aCheckout(shopIn('CN'));
  await areasCome();
  fill('Province', '云南省');
  fill('City', '大理白族自治州');
  const option = (name: string) => screen.findByRole('option', { name });
  expect(await option('Yunnan · 云南省')).toHaveValue('云南省');
  expect(await option('Dali · 大理白族自治州')).toHaveValue('大理白族自治州');
  expect(await option('Jianchuan · 剑川县')).toHaveValue('剑川县');
});

test('another province takes the city and the district along; a municipality is its own city', async () => {
  await aCheckout(shopIn('CN'));
  await areasCome();
  fill('Province', '云南省');
  fill('City', '昆明市');
  fill('District', '五华区');
  fill('Province', '上海市');
  expect(values('Province', 'City', 'District')).toEqual(['上海市', '上海市', '']);
});

test('[X176] what is at fault is said at its field, keeps what was typed, and sends nothing', async () => {
  const { saved } = await aCheckout(shopIn('CN'));
  await areasCome();
  fill('Name', 'M');
  fill('Phone', '1380013');
  fill('Street address', 'x');
  await tap('Place order · ¥39.80');
  for (const sentence of [
    'Enter the full name: at least two letters.',
    'Enter a mobile number of 11 digits, or a landline with its area code.',
    ...[
      'Choose a province.',
      'Choose a city.',
      'Choose a district.',
      'Enter the street and the house number.',
    ],
  ]) {
    expect(screen.getByText(sentence)).toBeInTheDocument();
  }
  expect(field('Name')).toHaveFocus();
  expect(field('Province')).toHaveAccessibleDescription('Choose a province.');
  await userEvent.type(field('Name'), 'ei');
  expect(screen.queryByText('Enter the full name: at least two letters.')).toBeNull();
  fill('Province', '云南省');
  expect(screen.queryByText('Choose a province.')).toBeNull();
  expect(values('Name', 'Phone', 'Street address')).toEqual(['Mei', '1380013', 'x']);
  expect(saved()).toBeUndefined();
});

test('a pasted contact fills all fields at once, and stays in sight where something is missing', async () => {
  await aCheckout(shopIn('CN'));
  await areasCome();
  const paste = field('Paste delivery details');
  await userEvent.click(paste);
  await userEvent.paste(
    '收货人: 杨丽娟\n手机号码: 86-13800138000\n所在地区: 云南省大理白族自治州剑川县金华镇\n详细地址: 古城街12号',
  );
  const whole = ['杨丽娟', '13800138000', '云南省', '大理白族自治州', '剑川县', '金华镇古城街12号'];
  expect(values(...cnLabels)).toEqual(whole);
  expect(paste.value).toBe('');
  expect(screen.getByText('Filled in. Please check.')).toBeInTheDocument();
  await userEvent.paste('李国强 四川省成都市武侯区科华北路99号');
  expect(values(...cnLabels)).toEqual([
    '李国强',
    '13800138000',
    '四川省',
    '成都市',
    '武侯区',
    '科华北路99号',
  ]);
  expect(paste.value).toBe('李国强 四川省成都市武侯区科华北路99号');
  expect(screen.getByText('Partly filled in. Please complete the rest.')).toBeInTheDocument();
  await userEvent.clear(paste);
  await userEvent.paste('see you tomorrow at the market');
  expect(screen.getByText(/^No contact found/)).toBeInTheDocument();
  expect(paste.value).toBe('see you tomorrow at the market');
});

test('an address typed as one line in the street’s field chooses its area when the field is left; a street alone stays', async () => {
  const { saved } = await aCheckout(shopIn('CN'));
  await areasCome();
  fill('Name', '王秀英');
  await userEvent.type(field('Phone'), '13800138000{Enter}');
  expect(field('Street address')).toHaveFocus();
  await userEvent.keyboard('北京路 12 号{Enter}');
  expect(values('Province', 'Street address')).toEqual(['', '北京路 12 号']);
  await userEvent.clear(field('Street address'));
  await userEvent.type(field('Street address'), '云南省大理州剑川县金华镇');
  await tap('Place order · ¥39.80');
  expect(saved()).toMatchObject({ body: { address: '云南省大理白族自治州剑川县金华镇' } });
});

test('a country without areas asks for the town, and for a postcode where it has them', async () => {
  const { saved } = await aCheckout(shopIn('DE'));
  await screen.findByLabelText('Postcode');
  expect(screen.queryByLabelText('Province')).toBeNull();
  fill('Name', 'Ada');
  fill('Phone', '030 123456');
  fill('Street address', 'Am Markt 1');
  await tap('Place order · ¥39.80');
  expect(screen.getByText('Enter a city.')).toBeInTheDocument();
  expect(screen.getByText('Enter a postcode.')).toBeInTheDocument();
  fill('City', 'Berlin');
  fill('Postcode', '10115');
  await tap('Place order · ¥39.80');
  expect(saved()).toMatchObject({ body: { address: 'Am Markt 1, 10115 Berlin' } });
});

test('a kept address in one line orders as it is, and is only asked to be completed when it is changed', async () => {
  const { saved, live } = await aCheckout({
    ...shopIn('CN'),
    me: () => ({ ...aGuest, addresses: [{ ...anAddress, address: 'Old Street 1' }] }),
  });
  expect(screen.getByText('Old Street 1')).toBeInTheDocument();
  await tap('Change');
  await areasCome();
  expect(values('Name', 'Phone', 'Province', 'Street address')).toEqual(['王秀英', '', '', 'Old Street 1']);
  await tap('Place order · ¥39.80');
  expect(screen.getByText('Choose a province.')).toBeInTheDocument();
  await tap('Use my saved address');
  await tap('Place order · ¥39.80');
  expect(saved()).toBeUndefined();
  expect(live.sent.map(({ command }) => command)).toEqual(['order:place']);
});

test('a kept address that is changed keeps its phone, which nobody is shown, unless another is typed', async () => {
  const { saved } = await aCheckout({
    ...shopIn('CN'),
    me: () => ({ ...aGuest, addresses: [anAddress] }),
  });
  await tap('Change');
  await areasCome();
  expect(screen.getByText('Phone ending 8000: leave empty to keep it.')).toBeInTheDocument();
  fill('Province', '云南省');
  fill('City', '大理白族自治州');
  fill('District', '剑川县');
  fill('Street address', '古城街 12 号');
  await tap('Place order · ¥39.80');
  const { body } = saved() as { body: Record<string, unknown> };
  expect(body).toMatchObject({ name: '王秀英', phoneOf: anAddress.addressId });
  expect(body).not.toHaveProperty('phone');
});

test('browsers know each field by its name, and Chinese reads its own words', async () => {
  setLanguage('zh-CN');
  await aCheckout(shopIn('CN'));
  await areasCome();
  const names = ['姓名', '手机号', '省份', '城市', '区县', '详细地址'].map((label) =>
    field(label).getAttribute('autocomplete'),
  );
  expect(names).toEqual([
    ...['name', 'tel', 'address-level1', 'address-level2', 'address-level3', 'street-address'],
  ]);
});

test('what became of an order is read from its beginning, and keys go on from its title', async () => {
  await aCheckout({ ...shopIn('CN'), me: () => ({ ...aGuest, addresses: [anAddress] }) });
  const body = screen.getByRole('dialog').querySelector('.body')!;
  body.scrollTop = 300;
  await tap('Place order · ¥39.80');
  const title = await screen.findByRole('heading', { level: 2, name: /placed/i });
  expect(title).toHaveFocus();
  expect(body.isConnected && body.scrollTop).toBe(0);
});
