import { act, render } from '@testing-library/react';
import { Profiler } from 'react';
import { expect } from 'vitest';
import { ConsoleScreen } from '../../client/screens/staff/console/ConsoleScreen.tsx';
import { ConsoleSheets } from '../../client/screens/staff/console/sheets-later.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { isPartComing } from '../../client/ui/part.tsx';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import { deskWorld } from './desk-world.ts';
import { aWelcome, type FakeConsole } from './fake-console.ts';

/**
 * Opens the console of a stream whose floor is this, and lets it be welcomed.
 * @param onRender told each time that something of it was drawn
 */
export async function openConsole(
  wire: FakeConsole,
  floor: ConsoleFrame,
  routes: Parameters<typeof deskWorld>[1] = {},
  more: Parameters<typeof aWelcome>[1] = {},
  onRender: () => void = () => {},
): Promise<void> {
  const world = deskWorld(wire, routes);
  // As for somebody whose hand has been on the desk.
  ConsoleSheets.fetch();
  await expect.poll(isPartComing).toBe(false);
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <Profiler id="desk" onRender={onRender}>
          <ConsoleScreen slug="potato-day" />
        </Profiler>
      </ServerTime>
    </WorldContext>,
  );
  await expect.poll(() => wire.isOpen()).toBe(true);
  act(() => {
    wire.say.onWelcome(aWelcome(floor, { nowMs: Date.now(), ...more }));
    wire.say.onLink('connected');
  });
}
