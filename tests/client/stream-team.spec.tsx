import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { StreamsScreen } from '../../client/screens/staff/console/StreamsScreen.tsx';
import { TeamSheet } from '../../client/screens/staff/console/team/TeamSheet.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { Grant } from '../../shared/market/stream/contract.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const bai = '0190a000-0000-7000-8000-00000000000b';
const lan = '0190a000-0000-7000-8000-00000000000c';

/** The team of a stream, as a server keeps it; what was granted is noted. */
function aTeam(refuses: readonly Grant[] = []) {
  const grants: Record<string, Grant[]> = { [bai]: [], [lan]: ['stock'] };
  const asked: { staffId: string; grants: Grant[] }[] = [];
  const world = deskWorld(fakeConsole(), {
    streamTeam: () => ({
      hostName: 'Duan Lihua',
      people: [
        { staffId: bai, name: 'Bai', role: 'assistant', grants: grants[bai] },
        { staffId: lan, name: 'Lan', role: 'host', grants: grants[lan] },
      ],
    }),
    grantAssistant(input) {
      const { body } = input as { body: { staffId: string; grants: Grant[] } };
      asked.push({ staffId: body.staffId, grants: body.grants });
      if (body.grants.some((grant) => refuses.includes(grant))) return { refusal: { code: 'FORBIDDEN' } };
      grants[body.staffId] = body.grants;
      return { seq: 12 };
    },
  });
  render(
    <WorldContext value={world}>
      <TeamSheet slug="potato-day" onClose={() => undefined} />
    </WorldContext>,
  );
  return asked;
}
const personOf = async (name: string) => within(await screen.findByRole('group', { name }));

test('[A1] a switch counts at once, of this person alone, with all that they may do', async () => {
  const asked = aTeam();
  const first = await personOf('Bai');
  expect(screen.getByText(/Duan Lihua and operators can do everything/)).toBeVisible();
  expect(first.getAllByRole('checkbox')).toHaveLength(7);
  await userEvent.click(first.getByRole('checkbox', { name: /Pin products/ }));
  await userEvent.click(first.getByRole('checkbox', { name: /Flash sales/ }));
  await userEvent.click((await personOf('Lan')).getByRole('checkbox', { name: /Stock/ }));
  await waitFor(() =>
    expect(asked).toEqual([
      { staffId: bai, grants: ['pin'] },
      { staffId: bai, grants: ['pin', 'flash'] },
      { staffId: lan, grants: [] },
    ]),
  );
  await screen.findByText('Assistant · Pin products · Flash sales');
  await screen.findByText('Host of other streams · No permissions here');
});

test('[A1] a switch that was refused goes back, with the reason', async () => {
  aTeam(['pin']);
  const pin = (await personOf('Bai')).getByRole('checkbox', { name: /Pin products/ });
  await userEvent.click(pin);
  await screen.findByText(/You don’t have permission to do this/);
  await waitFor(() => expect(pin).not.toBeChecked());
});

test('[A1] an assistant whom nobody has added reads whom to ask, and finds the stream once somebody did', async () => {
  const listed = {
    streamId: bai,
    slug: 'potato-day',
    title: 'Potato day',
    hostName: 'Duan Lihua',
    ...{ status: 'LIVE', currency: 'CNY', scheduledAtMs: 0, liveStartMs: 0, endedAtMs: null },
    rehearsalOf: null,
  };
  let mine: object[] = [];
  const world = deskWorld(fakeConsole(), {
    me: () => ({ ...anOperator, staff: { ...anOperator.staff, role: 'assistant' } }),
    myStreams: () => ({ streams: mine, usualCurrency: 'CNY' }),
    streams: () => ({ streams: [listed] }),
  });
  await world.me.ensure();
  render(
    <WorldContext value={world}>
      <StreamsScreen />
    </WorldContext>,
  );
  await screen.findByText('No host has added you yet.');
  expect(screen.queryByText(/Schedule your first/)).toBeNull();
  await screen.findByText(/Host: Duan Lihua/);
  mine = [listed];
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
  expect(await screen.findByRole('link', { name: /Potato day/ })).toHaveAttribute(
    'href',
    '/console/potato-day',
  );
  expect(screen.queryByRole('button', { name: /Team of/ })).toBeNull();
});
