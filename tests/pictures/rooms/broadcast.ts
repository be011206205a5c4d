import type { Page } from 'playwright-core';
import { after, inTurn, onPhones, type Screen, screensOf, tap } from '../screens.ts';
import { tab } from './console.ts';

const at = (scene: string) => `/console/potato-day?scene=${scene}`;
/** A tab in a hand; on the desk behind the monitor. */
const toCamera = async (page: Page) => {
  const monitor = page.locator('.monitor-open');
  if (await monitor.isVisible()) return monitor.click();
  await tab(3)(page);
};
const setUp = inTurn(toCamera, tap('.broadcast > header .button'), after(500));
/** On the air, until the way up has been measured. */
const goUp = inTurn(setUp, tap('.broadcast-body > .button.primary'), after(6_500));
const openMany = inTurn(toCamera, (page) => page.locator('.program-key > summary').last().click());

/** The host's camera, and what stands around it. */
export const broadcast: Screen[] = screensOf('staff', 'broadcast-', [
  { name: 'off', path: at('airoff'), act: toCamera, isDaily: true },
  { name: 'preview', path: at('airoff'), act: setUp },
  { name: 'up', path: at('air'), act: goUp },
  { name: 'weak', path: at('airweak'), act: goUp },
  { name: 'elsewhere', path: at('airother'), act: goUp },
  { name: 'away', path: at('airaway'), act: toCamera },
  { name: 'records', path: at('airrecord'), act: goUp },
  { name: 'many', path: at('airrecord'), act: openMany },
  { name: 'full', path: at('airfull'), act: openMany },
  { name: 'piped', path: at('airpiped'), sizes: onPhones, act: goUp },
  { name: 'denied', path: at('airdenied'), sizes: onPhones, act: setUp },
  { name: 'no-line', path: at('airnone'), sizes: onPhones, act: goUp },
  { name: 'planned', path: at('airplanned'), sizes: onPhones, act: goUp },
  {
    name: 'slate',
    path: at('air'),
    sizes: onPhones,
    act: inTurn(goUp, (page) => page.locator('.turn-button').last().click(), tap('.turn-button'), after(500)),
  },
  {
    name: 'key',
    path: at('airkey'),
    act: inTurn(toCamera, tap('.program-key > summary'), tap('.program-key .button', 1)),
  },
]);
