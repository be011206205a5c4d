import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { DemoWay } from '../../client/screens/DemoWay.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  setLanguage('en');
});

test('each page of a demo tells in which language it is read, so that its chat follows', async () => {
  const told = vi.fn(async (_: string) => new Response());
  vi.stubGlobal('fetch', told);
  render(
    <WorldContext value={fakeWorld(fakeLive())}>
      <DemoWay />
    </WorldContext>,
  );
  expect(screen.getByRole('link')).toHaveAttribute('href', '/demo');
  act(() => setLanguage('zh-CN'));
  await vi.waitFor(() =>
    expect(told.mock.calls.map(([address]) => address)).toEqual([
      '/api/v1/demo?language=en',
      '/api/v1/demo?language=zh-CN',
    ]),
  );
});
