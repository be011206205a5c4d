import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { ReleaseSheet } from '../../client/market/newcomers/ReleaseSheet.tsx';
import { useCashAlerts } from '../../client/screens/staff/console/alerts/use-cash-alerts.ts';
import { type ConsoleSheet, HostContext } from '../../client/screens/staff/console/host-context.ts';
import { createHostStore } from '../../client/stores/host/host-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { CashChoice, CashView } from '../../shared/market/newcomers/contract.ts';
import { deskWorld } from './desk-world.ts';
import { aConsoleFrame, aWelcome, fakeConsole } from './fake-console.ts';

const attacker = { kind: 'network', tag: 'a-network' } as const;
const attack: CashView = {
  upTo: 900,
  orders: 625,
  items: [{ itemNumber: 7, orders: 625, brief: 600, units: 2_500 }],
  networks: [
    { tag: 'another', orders: 5, brief: 0, units: 5 },
    { tag: 'a-network', orders: 620, brief: 600, units: 2_480 },
  ],
  recent: [
    { minutes: 5, sinceMs: 1_000, orders: 625, brief: 600 },
    { minutes: 15, sinceMs: 500, orders: 625, brief: 625 },
  ],
  bars: [],
  alarms: [{ of: attacker, sinceMs: 2_000 }],
  open: [],
};

function Desk({
  world,
  host,
}: {
  world: ReturnType<typeof deskWorld>;
  host: ReturnType<typeof createHostStore>;
}) {
  const [isOpen, setOpen] = useState(false);
  const show = ({ kind }: ConsoleSheet) => setOpen(kind === 'release');
  return (
    <WorldContext value={world}>
      <HostContext value={{ host, broadcast: null as never, show }}>
        <Alarms />
        {isOpen && <ReleaseSheet onClose={() => setOpen(false)} />}
      </HostContext>
    </WorldContext>
  );
}

function Alarms() {
  return useCashAlerts().map(({ key, text, remedy, onDismiss }) => (
    <p key={key}>
      <span>{text}</span>
      {remedy && (
        <button type="button" onClick={remedy.run}>
          {remedy.name}
        </button>
      )}
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </p>
  ));
}

test('[H8] from the alarm an attack is released in two taps, slice by slice, up to what was previewed', async () => {
  const released: { of: CashChoice; upTo: number; key: string }[] = [];
  let view = attack;
  const line = fakeConsole();
  const world = deskWorld(line, {
    newcomersCash: () => view,
    releaseCash(input) {
      const { body } = input as { body: (typeof released)[number] };
      released.push(body);
      const left = released.length === 1 ? 120 : 0;
      if (left === 0) {
        const bars = [{ seq: 901, of: attacker, sinceMs: 3_000 }];
        view = {
          ...attack,
          orders: 5,
          networks: [attack.networks[0]!],
          items: [],
          recent: [],
          alarms: [],
          bars,
        };
      }
      return { seq: 901, released: left === 0 ? 120 : 500, left };
    },
    allowCash(input) {
      expect(input).toMatchObject({ body: { bar: 901 } });
      view = { ...view, bars: [] };
      return { seq: 902, version: 902, undoUntilMs: null };
    },
  });
  const host = createHostStore('potato-day', world);
  host.open();
  render(<Desk world={world} host={host} />);
  expect(screen.queryByText(/20 cash orders/)).toBeNull();
  await waitFor(() => expect(line.isOpen()).toBe(true));
  act(() => line.say.onWelcome(aWelcome(aConsoleFrame(900, { cashAlarms: attack.alarms }))));
  expect(await screen.findByText('20 cash orders from one network within a minute')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Review and release' }));
  expect(await screen.findByRole('radio', { name: /Network 2/ })).toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'Release 620 orders' }));
  expect(await screen.findByText('620 orders released. Every buyer is told.')).toBeInTheDocument();
  expect(released.map(({ of, upTo }) => [of, upTo])).toEqual([
    [attacker, 900],
    [attacker, 900],
  ]);
  expect(new Set(released.map(({ key }) => key)).size).toBe(2);
  // A second tap on the same place finds no button: what is left nobody has chosen.
  expect(screen.queryByRole('button', { name: /^Release \d/ })).toBeNull();
  expect(screen.getByRole('radio', { name: /Network 1/ })).not.toBeChecked();
  // Told in a frame, the alarm is over.
  act(() => line.say.onFrame(aConsoleFrame(901)));
  expect(screen.queryByText(/20 cash orders/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Allow again' }));
  expect(screen.queryByText('Cash paused for new buyers')).toBeNull();
  host.close();
});

test('[H8] the preview says how many had only just come, and the shop may release those alone', async () => {
  const released: object[] = [];
  const line = fakeConsole();
  const world = deskWorld(line, {
    newcomersCash: () => attack,
    releaseCash(input) {
      released.push((input as { body: object }).body);
      return { seq: 901, released: 600, left: 0 };
    },
  });
  const host = createHostStore('potato-day', world);
  host.open();
  render(<Desk world={world} host={host} />);
  await waitFor(() => expect(line.isOpen()).toBe(true));
  act(() => line.say.onWelcome(aWelcome(aConsoleFrame(900, { cashAlarms: attack.alarms }))));
  await userEvent.click(await screen.findByRole('button', { name: 'Review and release' }));
  await userEvent.click(
    await screen.findByRole('checkbox', { name: /Only guests who watched less than a minute.*600 orders/ }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Release 600 orders' }));
  expect(await screen.findByText('600 orders released. Every buyer is told.')).toBeInTheDocument();
  expect(released).toMatchObject([{ of: attacker, upTo: 900, onlyBrief: true }]);
  // Where it tells nobody from the others it is a sentence.
  await userEvent.click(screen.getByRole('radio', { name: /Network 1/ }));
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(screen.getByText(/^All of these guests watched for a minute or more/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('radio', { name: /Last 15 minutes/ }));
  expect(screen.getByText(/^All from guests who watched less than a minute/)).toBeInTheDocument();
  host.close();
});

test('[H8] an alarm that was dismissed stays so; the next one of the same network is told', async () => {
  const line = fakeConsole();
  const world = deskWorld(line, {});
  const host = createHostStore('potato-day', world);
  host.open();
  render(<Desk world={world} host={host} />);
  await waitFor(() => expect(line.isOpen()).toBe(true));
  const told = (to: number, sinceMs: number) =>
    act(() => line.say.onFrame(aConsoleFrame(to, { cashAlarms: [{ of: attacker, sinceMs }] })));
  act(() => line.say.onWelcome(aWelcome(aConsoleFrame(900))));
  told(901, 1_000);
  await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByText(/20 cash orders/)).toBeNull();
  told(902, 1_000);
  expect(screen.queryByText(/20 cash orders/)).toBeNull();
  told(903, 9_000);
  expect(await screen.findByText('20 cash orders from one network within a minute')).toBeInTheDocument();
});
