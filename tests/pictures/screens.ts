import type { Page } from 'playwright-core';

/** The sizes that screens are looked at in, in CSS pixels; the first two are held in a hand. */
export const sizes = {
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
export const onPhones: readonly Size[] = ['small', 'phone'];

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
  return screens.map((screen) => ({ ...screen, stage, name: `${prefix}${screen.name}` }));
}
