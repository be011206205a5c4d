import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { DemoScreen } from '../../client/screens/demo/DemoScreen.tsx';
import { createDemoStore } from '../../client/stores/demo-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { DemoView } from '../../shared/contract/demo.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

/** The end of Friday, 4 December 2026, in the shop's zone. */
const FRIDAY = Date.UTC(2026, 11, 4, 16);
const view: DemoView = {
  ...{ nowMs: FRIDAY - 3 * 86_400_000, isMoving: false, isStuck: false },
  figures: {
    currency: 'CNY',
    shown: { itemNumber: 6, name: '核桃', nameEn: 'Walnuts' },
    ...{ soldMinor: 2_030_020, paidOrders: 405, asking: 33, parcels: 2, toPack: 24, late: 3, claims: 1 },
    due: { untilMs: FRIDAY, minor: 512_000 },
    producer: null,
  },
};
const posted: { path: string; body: unknown }[] = [];
/** What a jump answers. */
let jump: () => Response;

beforeEach(() => {
  setLanguage('en');
  posted.length = 0;
  jump = () => Response.json({ address: '/sign-in/link?to=%2Foffice#token' });
  location.hash = `#${'k'.repeat(43)}`;
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (init?.method !== 'POST') return Response.json(view);
    posted.push({ path, body: JSON.parse(String(init.body)) });
    return jump();
  });
});
afterEach(() => void vi.unstubAllGlobals());

function open() {
  const world = deskWorld(fakeConsole(), {});
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <DemoScreen />
      </ServerTime>
    </WorldContext>,
  );
}

test('each role says what waits behind it', async () => {
  open();
  expect(await screen.findByRole('button', { name: /^Packer/ })).toHaveTextContent('24 to pack');
  const said = {
    Viewer: 'Now: No. 6 Walnuts',
    'Returning buyer': '2 parcels',
    Host: '¥20,300.20 sold tonight',
    Assistant: '33 requests to see a product',
    Analyst: '405 orders tonight',
    Producer: 'Nothing due this week',
    Admin: '¥5,120.00 due Friday',
  };
  for (const [role, words] of Object.entries(said)) {
    expect(screen.getByRole('button', { name: new RegExp(`^${role}`) })).toHaveTextContent(words);
  }
});

test('a jump is asked for by its name; where nothing is in that state, the page says so', async () => {
  open();
  const claim = await screen.findByRole('button', { name: /^A claim that waits for an answer\s*1$/ });
  jump = () =>
    Response.json({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }, { status: 404 });
  await userEvent.click(claim);
  await screen.findByText('Nothing is in that state right now. Skip a week and try again.');
  expect(posted.at(-1)).toEqual({ path: '/api/v1/demo/jump', body: { key: 'k'.repeat(43), to: 'claim' } });
  expect(claim).toBeEnabled();
});

test('a role that was tapped before the console opened is not signed out again by the console', async () => {
  const world = deskWorld(fakeConsole(), {});
  const demo = createDemoStore(world, location.hash);
  expect(await demo.enter('analyst')).toBe('/sign-in/link?to=%2Foffice#token');
  expect(await demo.openConsole()).toBeNull();
  expect(posted.map(({ body }) => (body as { role?: string }).role)).toEqual(['analyst']);
});

test('where nobody was led, the console still opens', async () => {
  const world = deskWorld(fakeConsole(), {});
  const demo = createDemoStore(world, location.hash);
  jump = () =>
    Response.json({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }, { status: 404 });
  expect(await demo.enter('analyst')).toBeNull();
  await demo.openConsole();
  expect(posted.map(({ body }) => (body as { role?: string }).role)).toEqual(['analyst', 'host']);
});

test('starting over asks once: nothing is lost by one tap', async () => {
  open();
  const start = await screen.findByRole('button', { name: 'Start over' });
  const asked = () => posted.filter(({ path }) => path === '/api/v1/demo/start-over').length;
  await userEvent.click(start);
  expect(start).toHaveAccessibleDescription(/Everything done in this demo will be lost/);
  expect([asked(), start.textContent]).toEqual([0, 'Yes, start over']);
  await userEvent.click(screen.getByRole('button', { name: 'No' }));
  expect(start).toHaveTextContent(/^Start over$/);
  await userEvent.click(start);
  await userEvent.tab();
  await userEvent.tab();
  expect(start).toHaveTextContent(/^Start over$/);
  await userEvent.click(start);
  await userEvent.click(start);
  await vi.waitFor(() => expect(asked()).toBe(1));
});

test('while it starts over a line moves, the seconds are counted, and neither button asks again', async () => {
  open();
  const start = await screen.findByRole('button', { name: 'Start over' });
  await vi.waitFor(() => expect(screen.getByRole('button', { name: '+7 days' })).toBeEnabled());
  jump = () => new Promise<Response>(() => {}) as unknown as Response;
  await userEvent.click(start);
  await userEvent.click(start);
  expect(await screen.findByRole('progressbar', { name: 'Starting over…' })).toBeVisible();
  expect(start).toHaveTextContent(/^Starting over…$/);
  expect(start).toHaveAttribute('aria-busy', 'true');
  await userEvent.click(start);
  await userEvent.click(screen.getByRole('button', { name: '+7 days' }));
  expect(posted.filter(({ path }) => !path.endsWith('/enter'))).toHaveLength(1);
  await screen.findByText('1 s', {}, { timeout: 3_000 });
});
