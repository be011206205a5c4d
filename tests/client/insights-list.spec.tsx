import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { InsightsScreen } from '../../client/screens/staff/insights/InsightsScreen.tsx';
import { chosenIn, listAddress, listFilterOf } from '../../client/screens/staff/insights/list-filter.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { listOf } from './desk-harness/insights.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

beforeEach(() => history.replaceState(null, '', '/insights'));

async function openList() {
  const world = deskWorld(fakeConsole(), { insightsList: listOf });
  render(
    <WorldContext value={world}>
      <InsightsScreen />
    </WorldContext>,
  );
  return screen.findByRole('table');
}

const titles = (table: HTMLElement) =>
  within(table)
    .getAllByRole('rowheader')
    .map((cell) => within(cell).getByRole('link').querySelector('bdi')!.textContent);

test('each stream has its numbers in its row; a column sorts, and what has no number stands last', async () => {
  const table = await openList();
  const user = userEvent.setup();
  expect(titles(table)).toEqual(['Potato day', '之前 1', '之前 2', '之前 3']);
  const row = within(table).getByText('之前 1').closest('tr')!;
  expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual([
    ...['¥9,412.00', '181', '2,314', '6.9%'],
  ]);
  await user.click(within(table).getByRole('button', { name: /^GMV paid/ }));
  expect(titles(table)).toEqual(['之前 1', 'Potato day', '之前 3', '之前 2']);
  expect(location.search).toBe('?sort=gmvPaidMinor');
  await user.click(within(table).getByRole('button', { name: /^GMV paid/ }));
  expect(titles(table)).toEqual(['之前 3', 'Potato day', '之前 1', '之前 2']);
  expect(within(table).getByRole('columnheader', { name: /^GMV paid/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  expect(screen.getByRole('status')).toHaveTextContent('4 streams · GMV paid ¥9,731.00 · 188 paid orders');
});

test('they are found by title and host in either language, and filtered; the address has it all', async () => {
  const table = await openList();
  const user = userEvent.setup();
  await user.type(screen.getByRole('searchbox'), '李梅');
  expect(titles(table)).toEqual(['之前 1']);
  await user.clear(screen.getByRole('searchbox'));
  await user.selectOptions(screen.getByLabelText('Status'), 'on');
  expect(titles(screen.getByRole('table'))).toEqual(['Potato day']);
  await user.selectOptions(screen.getByLabelText('Host'), 'Mei Li');
  expect(screen.getByText('No stream matches.')).toBeVisible();
  expect(listFilterOf(location.search)).toMatchObject({ host: 'Mei Li', state: 'on' });
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(titles(screen.getByRole('table')).length).toBe(4);
  expect(location.pathname + location.search).toBe('/insights');
});

test('an address gives the same list again; what it does not know is left out', () => {
  const filter = listFilterOf('?q=potato&state=closed&sort=-cvr');
  expect(filter).toEqual({
    ...{ text: 'potato', host: '', state: 'closed' },
    order: { by: 'cvr', isDescending: false },
  });
  expect(listFilterOf(listAddress(filter).split('?')[1]!)).toEqual(filter);
  expect(listAddress(listFilterOf('?state=soon&sort=luck'))).toBe('/insights');
  const { streams } = listOf();
  expect(
    chosenIn(streams, listFilterOf('?sort=-cvr'), 'en').map(({ numbers }) => numbers?.cvr ?? null),
  ).toEqual([...[0.069, 0.175, null, null]]);
});
