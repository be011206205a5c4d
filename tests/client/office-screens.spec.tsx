import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { HealthScreen } from '../../client/screens/staff/admin/HealthScreen.tsx';
import { PeopleScreen } from '../../client/screens/staff/admin/PeopleScreen.tsx';
import { SecurityScreen } from '../../client/screens/staff/admin/SecurityScreen.tsx';
import { SettingsScreen } from '../../client/screens/staff/admin/SettingsScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { HealthView } from '../../shared/contract/office.ts';
import { streams } from './desk-harness/floors.ts';
import {
  illHealth,
  officeDesk,
  securityPage,
  settings,
  staffList,
  wellHealth,
} from './desk-harness/office.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

interface RemoteValue {
  body?: Record<string, unknown>;
  params?: Record<string, unknown>;
}

/** The people of the office; what is asked about them is noted, and answered as the test says. */
async function people(answers: Parameters<typeof deskWorld>[1] = {}) {
  const asked: [string, RemoteValue][] = [];
  const noted = Object.entries({ ...officeDesk('full'), ...answers }).map(([name, answer]) => [
    name,
    (input: RemoteValue) => {
      if (name !== 'staff') asked.push([name, input]);
      return answer(input);
    },
  ]);
  render(
    <WorldContext value={deskWorld(fakeConsole(), Object.fromEntries(noted))}>
      <PeopleScreen />
    </WorldContext>,
  );
  await screen.findByRole('heading', { name: 'Team' });
  return { asked, user: userEvent.setup() };
}
const row = async (name: RegExp) => (await screen.findByRole('button', { name })).closest('tr')!;
/** Opens what can be done about somebody. */
async function card(name: RegExp) {
  await userEvent.click(within(await row(name)).getByRole('button'));
  return screen.getByRole('dialog', { name });
}

test('[A1] each person says what they are, where they are signed in, and since when they are switched off', async () => {
  await people();
  expect(await row(/Amei/)).toHaveTextContent(/You.*Operator.*signed in on 2 devices/);
  expect(await row(/Wang Fang/)).toHaveTextContent(/Packer.*Deactivated/);
  const fang = await card(/Wang Fang/);
  expect(fang).toHaveTextContent(/Packer/);
  expect(fang).toHaveTextContent(/Deactivated since/);
  expect(
    within(fang)
      .getAllByRole('button')
      .flatMap((button) => button.textContent || []),
  ).toEqual(['Reactivate']);
  await userEvent.click(within(fang).getByRole('button', { name: 'Close' }));
  const farmer = await card(/Li Guoqiang/);
  expect(within(farmer).queryByRole('button', { name: 'Change role' })).toBeNull();
  expect(screen.getByText('Amei changed the role of Wang Fang: Host → Packer')).toBeVisible();
  expect(screen.getByText('The command line invited Amei (Operator)')).toBeVisible();
});

test('[A1] somebody is let in by a link that is shown once; a taken address is said at its field', async () => {
  let turn = 0;
  const { asked, user } = await people({
    invite: () => {
      turn += 1;
      return turn === 1
        ? { refusal: { code: 'BAD_REQUEST', field: 'email' } }
        : { staffId: staffList.members[0]!.staffId, token: 'a-token-of-one-use' };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Invite teammate' }));
  const sheet = screen.getByRole('dialog');
  await user.click(within(sheet).getByRole('button', { name: 'Create invite link' }));
  expect(within(sheet).getByText('Required.')).toBeVisible();
  await user.type(within(sheet).getByLabelText('Name'), 'Mei');
  await user.type(within(sheet).getByLabelText('Email'), 'mei@example.org');
  await user.selectOptions(within(sheet).getByLabelText('Role'), 'Packer');
  expect(within(sheet).getByText('Packs the orders of every stream.')).toBeVisible();
  await user.click(within(sheet).getByRole('button', { name: 'Create invite link' }));
  expect(await within(sheet).findByText('An account already uses this email.')).toBeVisible();
  await user.type(within(sheet).getByLabelText('Email'), '.cn');
  await user.click(within(sheet).getByRole('button', { name: 'Create invite link' }));
  const link = await within(sheet).findByLabelText('Sign-in link');
  expect(link).toHaveValue(`${location.origin}/sign-in/link#a-token-of-one-use`);
  expect(screen.getByRole('dialog')).toBe(sheet);
  expect(asked.at(-1)).toEqual([
    'invite',
    { body: { key: expect.any(String), name: 'Mei', email: 'mei@example.org.cn', role: 'packer' } },
  ]);
  await user.click(within(sheet).getByRole('button', { name: 'Done' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('[A1] an assistant who was invited is let in on a stream in the same sheet, what is on first', async () => {
  const { staffId } = staffList.members[0]!;
  const [live] = streams.filter(({ status }) => status === 'LIVE');
  const coming = { ...live!, streamId: staffId, slug: 'tea', title: 'Tea', status: 'SCHEDULED' };
  let grants: string[] = [];
  const { asked, user } = await people({
    invite: () => ({ staffId, token: 'a-token-of-one-use' }),
    myStreams: () => ({ streams: [coming, live], usualCurrency: 'CNY' }),
    streamTeam: () => ({
      hostName: 'Mei',
      people: [{ staffId, name: 'Bai', role: 'assistant', grants }],
    }),
    grantAssistant: (input) => {
      ({ grants } = (input as { body: { grants: string[] } }).body);
      return { seq: 1 };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Invite teammate' }));
  const sheet = within(screen.getByRole('dialog'));
  fireEvent.change(sheet.getByLabelText('Name'), { target: { value: 'Bai' } });
  fireEvent.change(sheet.getByLabelText('Email'), { target: { value: 'bai@example.org' } });
  await user.selectOptions(sheet.getByLabelText('Role'), 'Assistant');
  await user.click(sheet.getByRole('button', { name: 'Create invite link' }));
  const [first] = await sheet.findAllByRole('group', { name: /^Let Bai help on / });
  await user.click(within(first!).getByRole('checkbox', { name: /Pin products/ }));
  await waitFor(() =>
    expect(asked.find(([name]) => name === 'grantAssistant')?.[1]).toMatchObject({
      params: { slug: live!.slug },
      body: { staffId, grants: ['pin'] },
    }),
  );
  expect(sheet.getByLabelText('Sign-in link')).toBeVisible();
});

test('[A1] somebody has a name in both languages, at the invite and later', async () => {
  const { asked, user } = await people({
    invite: () => ({ staffId: staffList.members[0]!.staffId, token: 'a-token-of-one-use' }),
    nameMember: () => staffList,
  });
  await user.click(await screen.findByRole('button', { name: 'Invite teammate' }));
  const sheet = screen.getByRole('dialog');
  await user.type(within(sheet).getByLabelText('Name'), '杨文海');
  await user.type(within(sheet).getByLabelText('English name'), ' Yang Wenhai ');
  await user.type(within(sheet).getByLabelText('Email'), 'yang@example.org');
  await user.click(within(sheet).getByRole('button', { name: 'Create invite link' }));
  await within(sheet).findByLabelText('Sign-in link');
  expect(asked.at(-1)?.[1].body).toMatchObject({ name: '杨文海', nameEn: 'Yang Wenhai' });
  await user.click(within(sheet).getByRole('button', { name: 'Done' }));
  await user.click(within(await card(/Yang/)).getByRole('button', { name: 'Change name' }));
  const names = screen.getByRole('dialog');
  await user.clear(within(names).getByLabelText('Name'));
  await user.click(within(names).getByRole('button', { name: 'Change' }));
  expect(within(names).getByText('Required.')).toBeVisible();
  await user.type(within(names).getByLabelText('Name'), '杨秀英');
  await user.type(within(names).getByLabelText('English name'), 'Yang Xiuying');
  await user.click(within(names).getByRole('button', { name: 'Change' }));
  const { staffId } = staffList.members.find(({ name }) => name.startsWith('Yang'))!;
  expect(asked.at(-1)).toEqual([
    'nameMember',
    { params: { staffId }, body: { name: '杨秀英', nameEn: 'Yang Xiuying' } },
  ]);
});

test('[A1] switching off takes two taps; the last operator is told why they stay', async () => {
  const { asked, user } = await people();
  const yang = await card(/Yang/);
  await user.click(within(yang).getByRole('button', { name: 'Deactivate' }));
  expect(asked).toEqual([]);
  await user.click(within(yang).getByRole('button', { name: 'Deactivate and sign out everywhere' }));
  const { staffId } = staffList.members.find(({ name }) => name.startsWith('Yang'))!;
  expect(asked).toEqual([['switchMember', { params: { staffId }, body: { isOn: false } }]]);
  await user.click(within(yang).getByRole('button', { name: 'Close' }));
  await user.click(within(await card(/Amei/)).getByRole('button', { name: 'Change role' }));
  const sheet = screen.getByRole('dialog');
  await user.selectOptions(within(sheet).getByLabelText('Role'), 'Host');
  await user.click(within(sheet).getByRole('button', { name: 'Change' }));
  expect(await within(sheet).findByText(/This is the last operator/)).toBeVisible();
  expect(asked.at(-1)?.[1].body).toEqual({ role: 'host' });
});

test('the team is found by name or address, narrowed and sorted, and the address keeps it', async () => {
  history.replaceState(null, '', '/admin/people');
  const { user } = await people();
  await screen.findByText('4 people');
  const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
  await user.click(screen.getByRole('button', { name: 'Name' }));
  expect(names().map((name) => name.slice(0, 2))).toEqual(['Am', 'Li', 'Wa', 'Ya']);
  await user.click(screen.getByRole('button', { name: /^Name/ }));
  expect(screen.getByRole('columnheader', { name: /^Name/ })).toHaveAttribute('aria-sort', 'descending');
  expect(names()[0]).toMatch(/^Yang/);
  await user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'potato-co');
  expect(names()).toEqual([expect.stringContaining('Li Guoqiang')]);
  expect(location.search).toBe('?q=potato-co&sort=-name');
  await user.selectOptions(screen.getByLabelText('Show'), 'Packer');
  expect(screen.getByText('Nothing matches.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await user.selectOptions(screen.getByLabelText('Show'), 'Deactivated');
  expect(names()).toEqual([expect.stringContaining('Wang Fang')]);
  history.replaceState(null, '', '/');
});

test('[A1] a new link is made after it was said what it does to the older ones', async () => {
  const { asked, user } = await people();
  await user.click(within(await card(/Yang/)).getByRole('button', { name: 'New link' }));
  const sheet = screen.getByRole('dialog');
  expect(within(sheet).getByText(/Earlier unused links stop working/)).toBeVisible();
  expect(asked).toEqual([]);
  await user.click(within(sheet).getByRole('button', { name: 'Create invite link' }));
  expect(await within(sheet).findByLabelText('Sign-in link')).toHaveValue(
    `${location.origin}/sign-in/link#Yx3kq-Rw7s2_vPzT9LmNbQ4cJdH8fGaE5uKiXoZtSyM`,
  );
});

test('[A1] who is no operator is told whose office this is', async () => {
  await people({ staff: () => ({ refusal: { code: 'FORBIDDEN' } }) });
  expect(await screen.findByText('Only operators can see and change the team.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Invite teammate' })).toBeNull();
});

test('settings say what the server runs with; of a secret only that it is set', async () => {
  render(
    <WorldContext value={deskWorld(fakeConsole(), officeDesk('full'))}>
      <SettingsScreen />
    </WorldContext>,
  );
  const store = (await screen.findByText('Database')).closest('div')!;
  expect(store).toHaveTextContent('DATABASE_URL');
  expect(store).toHaveTextContent('postgres://db.county-market.example:5432/fairday');
  expect(screen.getByText('AUTH_SECRET').closest('div')).toHaveTextContent('set, hidden');
  expect(screen.getByText('METRICS_TOKEN').closest('div')).toHaveTextContent('not set');
  expect(document.querySelectorAll('dt')).toHaveLength(settings.length);
  const doors = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  for (const place of ['/admin/settlement', '/admin/goods', '/console', '/admin/webhooks', '/admin/people']) {
    expect(doors).toContain(place);
  }
});

describe('health', () => {
  function show(health: () => unknown) {
    render(
      <WorldContext value={deskWorld(fakeConsole(), { health })}>
        <HealthScreen />
      </WorldContext>,
    );
  }
  const lines = async () => {
    await screen.findByText(/^Updated/);
    return screen.getAllByRole('listitem').map((line) => line.textContent);
  };

  test('a market that is well says so, line by line', async () => {
    show(() => wellHealth);
    const said = await lines();
    expect(said.every((line) => line.startsWith('OK:'))).toBe(true);
    expect(said.join('\n')).toMatch(/the database is answering.*agree.*Settlement with producers: all done/s);
    expect(said.join('\n')).toContain('152 GB of 500 GB disk space free.');
  });

  test('webhooks are spoken of where there are any', async () => {
    show(() => wellHealth);
    expect((await lines()).join('\n')).toContain('OK:Webhooks are being delivered.');
    cleanup();
    show(() => ({ ...wellHealth, webhooks: [] }));
    expect((await lines()).join('\n')).not.toContain('Webhook');
  });

  test('what is switched off on purpose needs nobody', async () => {
    show(() => ({ ...wellHealth, media: { video: 'switched_off', hls: 'switched_off' } }));
    const said = (await lines()).filter((line) => line.includes('turned off on this server'));
    expect(said.map((line) => line.split(':')[0])).toEqual(['OK', 'OK']);
  });

  test('the only server is not called by a name', async () => {
    show(() => ({ ...wellHealth, nodeId: 'main', nodes: [] }));
    expect((await lines()).join()).toMatch(/The server has been running since/);
    expect(document.body).not.toHaveTextContent('main');
  });

  test('one of several is', async () => {
    show(() => ({ ...wellHealth, nodeId: 'one', nodes: [{ nodeId: 'two', heardAtMs: wellHealth.asOfMs }] }));
    expect((await lines()).join()).toMatch(/This is one, running since/);
  });

  test('what wants somebody is said with what to do, and where', async () => {
    show(() => illHealth);
    const said = (await lines()).filter((line) => line.startsWith('Needs attention:'));
    for (const part of [
      'Nothing can be sold',
      '2 unexpected errors since then',
      'The audit found one contradiction',
      'Refunds to buyers: failing since',
      '3 order lines are overdue',
      'Only 1.2 GB of 40 GB',
      'A file beside the database was deleted',
      'Live video is not installed on this server.',
      'ffmpeg is not installed on this server.',
      'three: not seen since',
      'Webhook to https://books.example: failing since',
      'Webhook to https://old.example: turned off, it answered that it is gone.',
    ]) {
      expect(
        said.filter((line) => line.includes(part)),
        part,
      ).toHaveLength(1);
    }
    expect(screen.getByText('Settlement with producers: in progress for 3 streams.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Settlement' })).toHaveAttribute(
      'href',
      '/admin/settlement?show=overdue',
    );
    for (const link of screen.getAllByRole('link', { name: 'Webhooks' })) {
      expect(link).toHaveAttribute('href', '/admin/webhooks');
    }
    expect(document.body).not.toHaveTextContent('Webhooks are being delivered');
    expect((await lines()).slice(0, said.length)).toEqual(said);
  });

  test('the last backup is said with where it lies; one that is old, and none at all, need somebody', async () => {
    const where = '/srv/backups/2026-12-01';
    const said = async (backup: HealthView['backup']) => {
      cleanup();
      show(() => ({ ...wellHealth, ...(backup !== undefined && { backup }) }));
      return (await lines()).filter((line) => /backup/i.test(line));
    };
    expect(await said(undefined)).toEqual([]);
    const atMs = wellHealth.asOfMs - 20 * 3_600_000;
    expect(await said({ atMs, where })).toEqual([expect.stringMatching(/^OK:Last backup .*\/srv\/backups/)]);
    expect(await said({ atMs: atMs - 48 * 3_600_000, where })).toEqual([
      expect.stringMatching(/^Needs attention:The last backup is of .* make a new one\.$/),
    ]);
    expect(await said(null)).toEqual([expect.stringMatching(/^Needs attention:No backup yet\./)]);
  });

  test('[C45] a server that lost its database must not be stopped, one that lost the log must', async () => {
    show(() => ({ ...wellHealth, lostFiles: ['database', 'wal', 'shm'] }));
    const said = (await lines()).filter((line) => line.startsWith('Needs attention:'));
    expect(said).toEqual([expect.stringMatching(/The database file was deleted.*Don’t stop it/)]);
  });

  test('[T7] how far the clock is off is said in hours or minutes, with what to do in each case', async () => {
    const clock = async (logsMs: number, machineMs: number | null) => {
      cleanup();
      show(() => ({ ...wellHealth, clock: { logsMs, machineMs } }));
      const marked = () => screen.queryAllByText(/时钟|clock/).map((line) => line.closest('li')?.textContent);
      await waitFor(() => expect(marked()).toHaveLength(1));
      return marked()[0];
    };
    expect(await clock(900, -900)).toBe('OK:The server’s clock is right.');
    // The log was written by a clock that was ahead: this one may well be right.
    expect(await clock(6_981_736, 0)).toMatch(
      /is 116 minutes behind its streams.*If it is right, it was ahead at an earlier start/,
    );
    expect(await clock(1_001, null)).toMatch(/is 1 second behind its streams/);
    expect(await clock(0, 49 * 3_600_000)).toMatch(/is 2 days behind the machine’s.*Restart the server/);
    expect(await clock(-8_000_000, 0)).toMatch(/is 2 hours ahead/);
    setLanguage('zh-CN');
    expect(await clock(6_981_736, 0)).toMatch(/服务器时钟比直播记录慢 116 分钟，/);
    expect(await clock(0, 61_000)).toMatch(/比系统时间慢 61 秒：/);
  });

  test('without an answer the older one stays in view, and is called older', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let asked = 0;
    show(() => {
      asked += 1;
      return asked === 1 ? wellHealth : undefined;
    });
    await screen.findByText(/^Updated/);
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(await screen.findByText(/isn’t answering/)).toBeVisible();
    expect(screen.getByText(/the database is answering/)).toBeVisible();
    vi.useRealTimers();
  });
});

describe('the security log', () => {
  type Question = { query: Record<string, unknown> };
  async function log(answer: (question: Question) => unknown = () => securityPage) {
    const asked: Question['query'][] = [];
    const securityLog = (question: Question) => {
      asked.push(question.query);
      return answer(question);
    };
    render(
      <WorldContext value={deskWorld(fakeConsole(), { securityLog } as never)}>
        <SecurityScreen />
      </WorldContext>,
    );
    await screen.findByRole('heading', { name: 'Security log' });
    return { asked, user: userEvent.setup() };
  }
  const lines = () => screen.getAllByRole('listitem').map((line) => line.textContent);

  test('each entry says who did what, how often and from where, in both languages', async () => {
    await log();
    await waitFor(() => expect(lines()).toHaveLength(12));
    const [guessed, locked, exported, viewed, refused, stranger] = lines();
    expect(guessed).toMatch(
      /Wrong password for an unknown account \(Q3xk.*482 times · from 203\.0\.113\.0\/24$/,
    );
    expect(locked).toMatch(/Too many attempts for Yang Xiuying/);
    expect(exported).toMatch(/Wang Fang exported taobao\.csv \(potato-day, 1,204 rows\).*device 3f9a02$/);
    expect(viewed).toMatch(/Wang Fang viewed the packing list \(potato-day, 40 rows\)3 times/);
    expect(refused).toMatch(/Wang Fang was denied access: GET \/office\/staff/);
    expect(stranger).toMatch(/Someone not signed in was denied access: GET \/packing/);
    act(() => setLanguage('zh-CN'));
    expect(lines()[2]).toMatch(/王芳 导出了 potato-day 的 taobao\.csv，1,204 条来自/);
    act(() => setLanguage('en'));
  });

  test('it is read by type and period, a page after the other; a choice begins at the newest', async () => {
    const { asked, user } = await log(({ query }) =>
      query.after === undefined
        ? securityPage
        : { ...securityPage, entries: securityPage.entries.slice(0, 2), next: null },
    );
    await waitFor(() => expect(lines()).toHaveLength(12));
    expect(asked[0]).toEqual({ sinceMs: expect.any(Number) });
    await user.click(screen.getByRole('button', { name: 'Older' }));
    await waitFor(() => expect(lines()).toHaveLength(2));
    expect(asked[1]).toMatchObject({ after: securityPage.next });
    expect(screen.queryByRole('button', { name: 'Older' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Newer' }));
    await waitFor(() => expect(lines()).toHaveLength(12));
    await user.click(screen.getByRole('button', { name: 'Older' }));
    await waitFor(() => expect(lines()).toHaveLength(2));
    await user.selectOptions(screen.getByLabelText('Type'), 'Data exported');
    await waitFor(() => expect(lines()).toHaveLength(12));
    expect(asked.at(-1)).toEqual({ kind: 'data_exported', sinceMs: expect.any(Number) });
    await user.selectOptions(screen.getByLabelText('Period'), 'Everything kept');
    await waitFor(() => expect(asked.at(-1)).toEqual({ kind: 'data_exported' }));
    await user.selectOptions(screen.getByLabelText('Done by'), 'Wang Fang');
    const staffId = securityPage.people[0]!.staffId;
    await waitFor(() => expect(asked.at(-1)).toEqual({ kind: 'data_exported', staffId }));
    const csv = screen.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
    expect(csv).toMatch(/\/office\/security\.csv\?/);
    expect(csv).toContain(`staffId=${staffId}`);
  });

  test('with nothing to say it says so, and to whom it is not open it says that', async () => {
    await log(() => ({ entries: [], next: null, people: [] }));
    expect(await screen.findByText('No entries of this type in this period.')).toBeVisible();
    await log(() => ({ refusal: { code: 'FORBIDDEN' } }));
    expect(await screen.findByText('Only operators can see the security log.')).toBeVisible();
  });
});
