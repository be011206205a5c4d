import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { Activity } from '../../client/market/stream/Activity.tsx';
import { OfficeActivityScreen } from '../../client/screens/staff/activity/OfficeActivityScreen.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { ActivityEntry, ActivityPage } from '../../shared/contract/activity.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const lihua = '0190a000-0000-7000-8000-0000000000c1';
const yulan = '0190a000-0000-7000-8000-0000000000c2';

const act = (seq: number, more: Partial<ActivityEntry>): ActivityEntry => ({
  ...{ seq, atMs: 1_790_000_000_000 + seq, type: 'item_pinned', changes: [] },
  by: {
    staffId: lihua,
    name: '段丽华',
    nameEn: 'Duan Lihua',
    role: 'host',
    device: `abc123${'0'.repeat(58)}`,
  },
  ...more,
});
const item = { itemNumber: 2, name: '红皮土豆', nameEn: 'Red potatoes' };
const pages: Record<string, Omit<ActivityPage, 'people'>> = {
  '': {
    currency: 'CNY',
    entries: [
      act(9, { type: 'price_changed', item, changes: [{ field: 'price', from: 1_990, to: 1_790 }] }),
      act(8, {
        ...{ type: 'assistant_granted', whom: '尹玉兰', whomEn: 'Yin Yulan' },
        changes: [{ field: 'permissions', from: ['pin'], to: ['pin', 'stock'] }],
      }),
      act(7, { type: 'terms_set', changes: [{ field: 'undoMs', from: 5_000, to: 9_000 }] }),
      act(6, { type: 'stock_adjusted', item, changes: [{ field: 'left', from: 12, to: 20 }] }),
      act(5, { type: 'lineup_reordered', item, changes: [{ field: 'place', from: 5, to: 2 }] }),
      act(4, { item, changes: [{ field: 'pinned', from: '4', to: '2' }] }),
    ],
    next: 4,
  },
  '4': { currency: 'CNY', entries: [act(3, { type: 'order_refunded', order: '12-1085' })], next: null },
  [yulan]: {
    currency: 'CNY',
    entries: [
      act(5, {
        ...{ type: 'stock_adjusted', item, changes: [{ field: 'stock', from: null, to: -2 }] },
        by: { staffId: yulan, device: 'phone' },
      }),
    ],
    next: null,
  },
};

function shows(language: 'en' | 'zh-CN' = 'en') {
  const world = deskWorld(fakeConsole(), {
    streamActivity(input) {
      const { query } = input as { query: { staffId?: string; before?: number } };
      const people = [
        { staffId: lihua, name: '段丽华', nameEn: 'Duan Lihua' },
        { staffId: yulan, name: '尹玉兰' },
      ];
      return { ...pages[query.staffId ?? String(query.before ?? '')], people };
    },
  });
  chooseLanguage(world.keep, language);
  render(
    <WorldContext value={world}>
      <Activity slug="potato-day" />
    </WorldContext>,
  );
  return userEvent.setup();
}

test('[A2] who, in which role, on which device, and the old beside the new; older ones by a tap', async () => {
  const user = shows();
  expect(await screen.findByText(/2 Red potatoes · Price: ¥19\.90 → ¥17\.90/)).toBeVisible();
  expect(
    screen.getByText(/For Yin Yulan · Permissions: Pin products → Pin products, Stock, stop and resume/),
  ).toBeVisible();
  expect(screen.getByText(/Time to undo: 5 sec → 9 sec/)).toBeVisible();
  expect(screen.getByText(/2 Red potatoes · Left: 12 → 20/)).toBeVisible();
  expect(screen.getByText(/2 Red potatoes · Position: 5 → 2/)).toBeVisible();
  expect(screen.getByText(/2 Red potatoes · Pinned: 4 → 2/)).toBeVisible();
  expect(screen.getAllByText(/Duan Lihua · Host · device abc123/)).toHaveLength(6);
  expect(screen.getByRole('option', { name: 'Duan Lihua' })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  expect(await screen.findByRole('link', { name: 'Order 12-1085' })).toHaveAttribute(
    'href',
    '/office/orders/12-1085',
  );
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
});

test('[A2] one person alone, in the list and in the table that is taken along', async () => {
  const user = shows();
  const csv = await screen.findByRole('link', { name: 'Export CSV' });
  expect(csv.getAttribute('href')).toMatch(/\/streams\/potato-day\/activity\.csv$/);
  await screen.findByRole('option', { name: '尹玉兰' });
  await user.selectOptions(screen.getByLabelText('Person'), '尹玉兰');
  expect(await screen.findByText(/Stock: −2/)).toBeVisible();
  expect(screen.getByText(/a former member · device phone/)).toBeVisible();
  await waitFor(() => expect(screen.queryByText(/¥19\.90/)).toBeNull());
  expect(csv.getAttribute('href')).toContain(`staffId=${yulan}`);
});

test('[A2] 中文', async () => {
  shows('zh-CN');
  expect(await screen.findByText(/2 号 红皮土豆 · 价格：¥19\.90 → ¥17\.90/)).toBeVisible();
  expect(screen.getAllByText(/段丽华 · /)).toHaveLength(6);
  expect(screen.getByText(/可售：12 → 20/)).toBeVisible();
  expect(screen.getByText(/可撤销时间：5秒 → 9秒|可撤销时间：5 秒 → 9 秒/)).toBeVisible();
});

test('[A2] all streams and the shop: each act leads to its stream, many at once are one, and the address keeps the person', async () => {
  history.replaceState(null, '', '/office/activity');
  const stream = { slug: 'potato-day', title: '土豆节', titleEn: 'Potato day', currency: 'CNY' };
  const asked: unknown[] = [];
  const world = deskWorld(fakeConsole(), {
    officeActivity(input) {
      asked.push((input as { query: object }).query);
      return {
        entries: [
          { ...act(9, { changes: [{ field: 'price', from: 1_990, to: 1_790 }] }), stream },
          { ...act(8, {}), type: 'product_changed', times: 40 },
          { ...act(7, {}), type: 'payout_made', about: '马家', money: { minor: 9_900, currency: 'CNY' } },
          {
            ...{ ...act(6, {}), type: 'producer_share_set', about: '马家' },
            share: { wasBps: 8_000, shareBps: 8_250 },
          },
        ],
        next: null,
        people: [{ staffId: lihua, name: '段丽华', nameEn: 'Duan Lihua' }],
      };
    },
  });
  chooseLanguage(world.keep, 'en');
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <OfficeActivityScreen />
    </WorldContext>,
  );
  expect(await screen.findByRole('link', { name: 'Potato day' })).toHaveAttribute(
    'href',
    '/console/potato-day/activity',
  );
  expect(screen.getByText('product changed × 40')).toBeVisible();
  expect(screen.getByText('马家 · ¥99.00')).toBeVisible();
  expect(screen.getByText('马家 · Share: 80% → 82.5%')).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText('Person'), 'Duan Lihua');
  await waitFor(() => expect(asked.at(-1)).toEqual({ staffId: lihua }));
  expect(location.search).toBe(`?person=${lihua}`);
  expect(screen.getByRole('link', { name: 'Export CSV' })).toHaveAttribute(
    'href',
    `/api/v1/office/activity.csv?staffId=${lihua}`,
  );
  history.replaceState(null, '', '/');
});
