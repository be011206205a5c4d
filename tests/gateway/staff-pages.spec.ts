import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type MeView,
  type StaffPage,
  type StaffRole,
  staffRole,
} from '../../shared/market/account/contract.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const get = (path: string, token?: string) =>
  fetch(
    `${house.url}/api/v1${path}`,
    token === undefined ? {} : { headers: { Cookie: `fairday_staff=${token}` } },
  );

/** What each page asks first. */
const asks: Record<Exclude<StaffPage, 'home' | 'live' | 'products'>, string> = {
  orders: '/office/orders',
  buyers: '/office/buyers',
  packing: '/packing/nothing-here',
  settlement: '/settlement',
  insights: '/insights/nothing-here',
  settings: '/office/settings',
};

test.each(staffRole.options)(
  'the pages that %s is told of are those that let them in',
  async (role: StaffRole) => {
    const { token } = await house.session(role);
    const me = (await (await get('/me', token)).json()) as MeView;
    expect(me.staff?.role).toBe(role);
    for (const [page, path] of Object.entries(asks))
      expect([page, (await get(path, token)).status !== 403]).toEqual([
        page,
        me.pages.includes(page as StaffPage),
      ]);
  },
);

test('a guest is told of no page, and of no zone', async () => {
  const me = (await (await get('/me')).json()) as MeView;
  expect(me).toMatchObject({ staff: null, pages: [], timeZone: null, isDemo: false });
});
