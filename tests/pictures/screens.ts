import type { Page } from 'playwright-core';

/** The sizes that screens are looked at in, in CSS pixels; the first four are held in a hand, the first by who reads at 200 %. */
export const sizes = {
  large: [390, 844],
  tiny: [320, 568],
  small: [360, 640],
  phone: [390, 844],
  sideways: [844, 390],
  tablet: [820, 1180],
  desktop: [1440, 900],
  frame: [720, 405],
  obs: [1920, 1080],
} as const satisfies Record<string, readonly [width: number, height: number]>;
export type Size = keyof typeof sizes;

/** What a screen is looked at in unless it says otherwise. */
export const usualSizes: readonly Size[] = ['small', 'phone', 'tablet', 'desktop'];
/** What a buyer may hold: the narrowest phone, and letters of twice the size (WCAG 1.4.4, 1.4.10). */
const buyersSizes: readonly Size[] = ['large', 'tiny', ...usualSizes];
export const onPhones: readonly Size[] = ['large', 'tiny', 'small', 'phone'];
/** The letters of a browser, in px: as they come, and at 200 %. */
export const textPx = (size: Size): number => (size === 'large' ? 32 : 16);

/** A screen in one of its states, on a fake connection. */
export interface Screen {
  name: string;
  /** Which of the two pages shows it: that of buyers (`tests/client/harness`) or that of staff (`desk-harness`). */
  stage: 'buyers' | 'staff';
  path: string;
  sizes?: readonly Size[];
  /** Its picture goes down to the end of the page. */
  isWhole?: boolean;
  /** What a thumb does first. */
  act?(page: Page): Promise<void>;
  /** What comes by itself while somebody looks; nothing that can be tapped may move for it. */
  happens?(page: Page): Promise<void>;
  /** The whole test looks at it too, not the command alone. */
  isDaily?: boolean;
}

export const tap =
  (place: string, nth = 0) =>
  (page: Page): Promise<void> =>
    page.locator(place).nth(nth).click();

export const press =
  (...keys: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** One act after another. */
export const inTurn =
  (...acts: ((page: Page) => Promise<void>)[]) =>
  async (page: Page): Promise<void> => {
    for (const act of acts) await act(page);
  };

/** Lets something come that no element tells of: a measurement of the picture, a total. */
export const after =
  (ms: number) =>
  (page: Page): Promise<void> =>
    page.waitForTimeout(ms);

/** Screens of one page and, if a prefix is given, of one name. */
export function screensOf(
  stage: Screen['stage'],
  prefix: string,
  screens: readonly Omit<Screen, 'stage'>[],
): Screen[] {
  const usual = stage === 'buyers' ? { sizes: buyersSizes } : {};
  return screens.map((screen) => ({ ...usual, ...screen, stage, name: `${prefix}${screen.name}` }));
}
