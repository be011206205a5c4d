import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { OrderShips } from '../../client/screens/buyer/orders/OrderShips.tsx';
import { ShipDaysScreen } from '../../client/screens/staff/admin/ShipDaysScreen.tsx';
import { DueBy } from '../../client/screens/staff/packing/DueBy.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ShipDates } from '../../client/ui/ShipDates.tsx';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { OriginDays } from '../../shared/contract/ship-days.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';
import { aGuest } from './fake-world.ts';
import { aGood, aHeldLine, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const shaxi: OriginDays = {
  ...{ origin: '沙溪', originEn: 'Shaxi', products: 3, version: 2 },
  days: { packDays: 2, travelDays: 3 },
  changed: { by: '段丽华', byEn: 'Duan Lihua', atMs: 1_790_000_000_000 },
};
const misha: OriginDays = { origin: '弥沙', originEn: 'Misha', products: 1, days: null, version: 0 };
const thursday = { shipBy: '2026-12-03', arriveBy: '2026-12-06' };

/** @param then what the list says of Shaxi once something was saved */
function shows(
  ui: React.ReactElement,
  answer: () => unknown = () => shaxi,
  language: 'en' | 'zh-CN' = 'en',
  then = shaxi,
) {
  const asked: unknown[] = [];
  const world = deskWorld(fakeConsole(), {
    me: () => anOperator,
    originDays: () => ({ origins: [asked.length === 0 ? shaxi : then, misha] }),
    setShipDays: (input) => {
      asked.push((input as { body: unknown }).body);
      return answer();
    },
  });
  chooseLanguage(world.keep, language);
  render(<WorldContext value={world}>{ui}</WorldContext>);
  return { asked, user: userEvent.setup() };
}

async function cardOf(name: string) {
  const card = (await screen.findByRole('heading', { name })).closest('li');
  return within(card!);
}

test('[P4] an operator says how long an origin takes, both days or none', async () => {
  const { asked, user } = shows(<ShipDaysScreen />);
  const card = await cardOf('Misha');
  expect(card.getByText('1 product · Buyers see no day.')).toBeVisible();
  expect(card.queryByText(/^Changed by/)).toBeNull();
  expect((await cardOf('Shaxi')).getByText(/^Changed by Duan Lihua, /)).toBeVisible();
  await user.type(card.getByLabelText('Days to pack'), '3');
  await user.click(card.getByRole('button', { name: 'Save' }));
  expect(card.getByText('1 to 60, or leave both empty.')).toBeVisible();
  expect(asked).toEqual([]);
  await user.type(card.getByLabelText('Days on the way'), '4');
  await user.click(card.getByRole('button', { name: 'Save' }));
  expect(asked).toEqual([
    expect.objectContaining({ origin: '弥沙', version: 0, days: { packDays: 3, travelDays: 4 } }),
  ]);
});

test('[P4] emptied days are taken back, and somebody else’s change is said', async () => {
  const stale = { ok: false, refusal: { code: 'STALE_VERSION', version: 3 } };
  const theirs = { ...shaxi, version: 3, days: { packDays: 5, travelDays: 6 } };
  const { asked, user } = shows(<ShipDaysScreen />, () => stale, 'en', theirs);
  const card = await cardOf('Shaxi');
  expect(card.getByRole('button', { name: 'Save' })).toBeDisabled();
  await user.clear(card.getByLabelText('Days to pack'));
  await user.clear(card.getByLabelText('Days on the way'));
  await user.click(card.getByRole('button', { name: 'Save' }));
  expect(asked).toEqual([expect.objectContaining({ origin: '沙溪', version: 2, days: null })]);
  expect(await screen.findByText(/Someone else changed this meanwhile/)).toBeVisible();
  expect((await cardOf('Shaxi')).getByLabelText('Days to pack')).toHaveValue('5');
});

test('[P4] the days of a product are days of the calendar, in either language', () => {
  shows(<ShipDates dates={thursday} />);
  expect(screen.getByText('Ships by Thu, Dec 3 · arrives about Sun, Dec 6')).toBeVisible();
});

test('[P4] in Chinese they are said as there', () => {
  shows(<ShipDates dates={{ shipBy: '2026-12-03' }} />, undefined, 'zh-CN');
  expect(screen.getByText('12月3日周四前发货')).toBeVisible();
});

test('[P4] an order says each day once, and of what where they differ; late it says so, and under way about when it comes', () => {
  const lines = [
    { ...thursday, name: '红土豆', nameEn: 'Red potatoes' },
    { name: '核桃', shipBy: '2026-12-04', arriveBy: '2026-12-08' },
    { ...thursday, name: '藜麦', nameEn: 'Quinoa' },
    { name: '木雕' },
  ];
  const at = (day: string) => Date.parse(`${day}T12:00`);
  const now = at('2026-12-08');
  shows(
    <ServerTime value={() => now}>
      <div data-testid="ordered">
        <OrderShips lines={lines} step="ordered" isLate={false} shippedAtMs={null} />
      </div>
      <div data-testid="late">
        <OrderShips lines={lines} step="packed" isLate shippedAtMs={null} />
      </div>
      <div data-testid="shipped">
        <OrderShips lines={lines} step="shipped" isLate={false} shippedAtMs={at('2026-12-03')} />
      </div>
      <div data-testid="shipped late">
        <OrderShips lines={lines} step="shipped" isLate={false} shippedAtMs={at('2026-12-08')} />
      </div>
      <div data-testid="overdue">
        <OrderShips lines={lines} step="shipped" isLate={false} shippedAtMs={at('2026-12-01')} />
      </div>
      <div data-testid="delivered">
        <OrderShips lines={lines} step="delivered" isLate={false} shippedAtMs={at('2026-12-03')} />
      </div>
    </ServerTime>,
  );
  const says = (name: string) => screen.getByTestId(name).textContent;
  expect(says('ordered')).toBe(
    'Red potatoes, Quinoa · Ships by Thu, Dec 3 · arrives about Sun, Dec 6' +
      '核桃 · Ships by Fri, Dec 4 · arrives about Tue, Dec 8',
  );
  // Four days on the way, as promised: from today on, from the day it really left, and never to a day that is over.
  expect(says('late')).toBe('Late: was to ship by Thu, Dec 3Arrives Sat, Dec 12 at the earliest');
  expect(says('shipped')).toBe('Was expected about Mon, Dec 7');
  expect(says('shipped late')).toBe('Arrives about Sat, Dec 12');
  expect(says('overdue')).toBe('Was expected about Sat, Dec 5');
  expect(says('delivered')).toBe('');
});

test('[P4] packers read by when a parcel is due, and that it is late', () => {
  shows(
    <>
      <DueBy due={{ shipBy: '2026-12-03' }} />
      <DueBy due={{ shipBy: '2026-12-02', isLate: true }} />
      <DueBy due={{}} />
    </>,
  );
  expect(screen.getByText('Ships by Thu, Dec 3')).toBeVisible();
  expect(screen.getByText('Late: was to ship by Wed, Dec 2')).toBeVisible();
});

test('[P4] a cart says each origin’s days, and asks for them once', async () => {
  const held = (n: number) => aHeldLine(n, 1, 1_000, EIGHT + 5 * MINUTE);
  const stall = [7, 8].flatMap((n) => [aGood(n, { origin: n === 7 ? 'Shaxi' : 'Misha' }), aShelf(n)]);
  const { world } = await aStage([aStream(), ['o', [7, 8]], ...stall], {
    lines: [held(7), held(8)],
    routes: {
      shipDates: () => ({
        origins: [
          { origin: 'Shaxi', ...thursday },
          { origin: 'Misha', shipBy: '2026-12-04' },
        ],
      }),
    },
  });
  await userEvent.click(screen.getByRole('button', { name: /^Cart 2/ }));
  expect(await screen.findByText(/Ships by Thu, Dec 3/)).toBeVisible();
  expect(screen.getByText('Ships by Fri, Dec 4')).toBeVisible();
  expect(world.called.filter(({ name }) => name === 'shipDates')).toHaveLength(1);
});

test('[P4] a cart that goes abroad says when it ships, and not when it comes: nobody can say', async () => {
  const line = aHeldLine(7, 1, 1_000, EIGHT + 5 * MINUTE);
  const abroad = { addressId: 'a', name: 'Ana', phoneEnd: '8000', address: 'Am Markt 1' };
  await aStage([aStream(), ['o', [7]], aGood(7, { origin: 'Shaxi' }), aShelf(7)], {
    lines: [line],
    routes: {
      me: () => ({ ...aGuest, addresses: [{ ...abroad, country: 'DE' }] }),
      shipDates: () => ({ origins: [{ origin: 'Shaxi', ...thursday }] }),
    },
  });
  await userEvent.click(screen.getByRole('button', { name: /^Cart 1/ }));
  expect(await screen.findByText('Ships by Thu, Dec 3')).toBeVisible();
});
