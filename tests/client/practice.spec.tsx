import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { App } from '../../client/App.tsx';
import { setLanguage } from '../../client/i18n/language.ts';
import { NewStreamSheet } from '../../client/screens/staff/console/NewStreamSheet.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { goByZone, pageZone } from '../../client/ui/time-words.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';
import { aGuest } from './fake-world.ts';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

afterEach(() => {
  history.replaceState(null, '', '/');
  act(() => setLanguage('en'));
});

async function aPage(path: string, of: Partial<MeView>) {
  history.replaceState(null, '', path);
  const world = deskWorld(fakeConsole(), {
    me: () => ({ ...anOperator, ...of }),
    myStreams: () => ({ streams: [] }),
    streams: () => ({ streams: [] }),
  });
  render(<App world={world} />);
  await act(() => world.me.ensure());
}

test('while practice payments are on for everybody, a quiet word in the head of staff’s pages says so', async () => {
  for (const path of ['/console', '/admin', '/admin/settlement', '/packing', '/insights', '/producer']) {
    await aPage(path, { practice: 'everybody' });
    expect(await screen.findByTitle('Test payments are on. No money moves.')).toHaveTextContent(
      'Test payments',
    );
    act(() => setLanguage('zh-CN'));
    expect(screen.getByTitle('测试付款已开启，不会真的扣款。')).toHaveTextContent('测试付款');
    act(() => setLanguage('en'));
    cleanup();
  }
});

test('nobody reads it where they are for this machine alone; buyers and broadcasts never do', async () => {
  await aPage('/console', { practice: 'this_machine' });
  await screen.findByRole('button', { name: 'Account of Amei' });
  expect(screen.queryByTitle(/Test payments are on/)).toBeNull();
  cleanup();
  for (const path of ['/orders', '/overlay/potato-day']) {
    await aPage(path, { practice: 'everybody', staff: null, pages: [] });
    expect(screen.queryByTitle(/Test payments are on/)).toBeNull();
    cleanup();
  }
});

test('in a demo it is the way back to its first page, for buyers too', async () => {
  await aPage('/packing', { practice: 'everybody', isDemo: true });
  expect(await screen.findByRole('link', { name: /^Demo/ })).toHaveAttribute('href', '/demo');
  cleanup();
  await aPage('/orders', { practice: 'everybody', isDemo: true, staff: null, pages: [] });
  expect(await screen.findByRole('link', { name: /^Demo/ })).toHaveAttribute('href', '/demo');
});

test('a demo’s first page, which asks for nobody, goes by the market’s zone all the same', async () => {
  document.documentElement.dataset.demo = '';
  try {
    const world = deskWorld(fakeConsole(), {
      me: () => ({ ...anOperator, staff: null, pages: [], isDemo: true, timeZone: 'Pacific/Auckland' }),
      streams: () => ({ streams: [] }),
    });
    render(<App world={world} />);
    await waitFor(() => expect(pageZone()).toBe('Pacific/Auckland'));
  } finally {
    delete document.documentElement.dataset.demo;
    goByZone(null);
  }
});

test('the form of a new stream offers practice payments only where they work', async () => {
  for (const practice of ['this_machine', 'off'] as const) {
    const world = deskWorld(fakeConsole(), { me: () => ({ ...anOperator, practice }) });
    await world.me.ensure();
    const { unmount } = render(
      <WorldContext value={world}>
        <NewStreamSheet
          onCreate={() => new Promise(() => {})}
          onCopy={() => new Promise(() => {})}
          acts={{ save: () => new Promise(() => {}), remove: () => new Promise(() => {}) }}
          onClose={() => {}}
        />
      </WorldContext>,
    );
    expect(screen.getByText('Pay on delivery')).toBeInTheDocument();
    expect(screen.queryAllByText('Test payments')).toHaveLength(practice === 'off' ? 0 : 1);
    unmount();
  }
});

test('a buyer for whom practice payments do not work is not offered them; with nothing else they are told', async () => {
  const lines = [aHeldLine(7, 2, 1_990, EIGHT + 5 * MINUTE)];
  const routes = { me: () => ({ ...aGuest, practice: 'off' as const }) };
  const goods = [['o', [7]] as ['o', number[]], aGood(7, { listPriceMinor: 1_990 }), aShelf(7), aPin(7)];
  await aStage([aStream(), ...goods], { lines, routes });
  await userEvent.click(screen.getByRole('button', { name: /^Checkout ¥/ }));
  expect(await screen.findByRole('button', { name: 'Place order · ¥39.80' })).toBeInTheDocument();
  // One way alone is no choice.
  expect(screen.queryByRole('radio')).toBeNull();
  expect(screen.queryByText(/Test mode/)).toBeNull();
  cleanup();
  await aStage([aStream({ payments: ['sandbox'] }), ...goods], { lines, routes });
  await userEvent.click(screen.getByRole('button', { name: /^Checkout ¥/ }));
  expect(await screen.findByText(/only takes test payments/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Pay|Place/ })).toBeNull();
});
