import { after, inTurn, onPhones, type Screen, screensOf, tap, usualSizes } from '../screens.ts';

const at = (scene: string, more = '') => `/s/potato-day?scene=${scene}${more}`;
/** Until what comes has been counted once. */
const afterSample = after(2_600);
const openQuality = inTurn(afterSample, (page) => page.locator('.video-bar > .video-button').last().click());
const withSideways = [...usualSizes, 'sideways'] as const;

/** The viewer while the host broadcasts. */
export const video: Screen[] = screensOf('buyers', 'video-', [
  { name: 'on', path: at('video'), sizes: withSideways, act: afterSample },
  { name: 'upright', path: at('video', '&upright=1'), sizes: withSideways, act: tap('.video-button.unmute') },
  { name: 'drawn', path: at('videodrawn'), sizes: withSideways, act: afterSample },
  { name: 'weak', path: at('videoweak'), act: afterSample },
  { name: 'steady', path: at('videosteady'), act: after(5_000) },
  ...['sound', 'words', 'spent', 'away', 'cameraoff', 'three'].map((name) => ({
    ...{ name, path: at(`video${name}`), sizes: onPhones, act: afterSample },
  })),
  { name: 'quality', path: at('videolimit'), act: openQuality },
  { name: 'ways', path: at('videoways'), sizes: onPhones, act: openQuality },
  { name: 'ways-steady', path: at('videosteady'), sizes: onPhones, act: openQuality },
]);
