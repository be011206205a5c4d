import type { Page } from 'playwright-core';
import {
  brokenWordsOn,
  cutWordsOn,
  issuesOn,
  movedTargetsOn,
  overflowOn,
  POINTER_PX,
  shortenedWordsOn,
  slicedWordsOn,
  smallTargetsOn,
  thinListsOn,
} from './faults.ts';
import { onPhones, type Screen, type Size, sizes, textPx, usualSizes } from './screens.ts';
import type { Language, Studio } from './studio.ts';
import { strangeWordsOn } from './words.ts';

/** What moves for longer moves for ever. */
const MOST_MOTION_MS = 1_000;
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Where a screen is looked at. */
export interface View {
  language: Language;
  size: Size;
  theme: Theme;
}

export interface Looking {
  /** Of all sizes that a screen has, those that are looked at. */
  sizes: readonly Size[];
  themes: readonly Theme[];
  /** Words of the other language. */
  foreign: Record<Language, readonly string[]>;
  /** Axe's rules; all of them if none are named. */
  rules?: string[];
  /** Is given each view to take a picture of it. */
  onView?(page: Page, view: View): Promise<void>;
}

/**
 * Looks at a screen in one language, in every size and theme, and says what is wrong with it, a line each. A page is
 * opened once for the sizes of a hand and once for the wider ones, because a thumb gets to a state in another way there.
 */
export async function lookAt(
  studio: Studio,
  screen: Screen,
  language: Language,
  looking: Looking,
): Promise<string[]> {
  const faults = new Set<string>();
  const wanted = (screen.sizes ?? usualSizes).filter((size) => looking.sizes.includes(size));
  const held = wanted.filter((size) => onPhones.includes(size));
  const wide = wanted.filter((size) => !onPhones.includes(size));
  for (const group of [held, wide].filter(({ length }) => length > 0)) {
    const where = (more: string) => (line: string) =>
      faults.add(`${screen.name}, ${language}${more}: ${line}`);
    let page: Page | undefined;
    try {
      page = await studio.open(screen, language, group.at(-1)!, where(''));
      await lookInSizes(page, group, { screen, language, looking, where });
    } catch (fault) {
      where(`, ${group.at(-1)}`)(fault instanceof Error ? fault.message.split('\n', 1)[0]! : String(fault));
    } finally {
      await page?.context().close();
    }
  }
  return [...faults];
}

/** A page in other colours is painted part by part; a picture too early shows words of before on the ground of now. */
async function drawn(page: Page): Promise<void> {
  const frames = () =>
    page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  await frames();
  await page.waitForTimeout(150);
  // On a busy machine a change of colours may still be on its way, and what is half dark is pale.
  await page.evaluate(
    (mostMs) =>
      Promise.race([
        Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
        new Promise((done) => setTimeout(done, mostMs)),
      ]),
    MOST_MOTION_MS,
  );
  await frames();
}

async function lookInSizes(
  page: Page,
  group: readonly Size[],
  {
    screen,
    language,
    looking,
    where,
  }: {
    screen: Screen;
    language: Language;
    looking: Looking;
    where: (more: string) => (line: string) => void;
  },
): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  for (const size of [...group].reverse()) {
    const [width, height] = sizes[size];
    await page.setViewportSize({ width, height });
    await browser.send('Page.setFontSizes', { fontSizes: { standard: textPx(size) } });
    for (const theme of looking.themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await drawn(page);
      await looking.onView?.(page, { language, size, theme });
      // Colours are the same in every size of a group.
      if (size === group.at(-1)) {
        (await issuesOn(page, looking.rules)).forEach(where(`, ${size}, ${theme}`));
      }
    }
    (await overflowOn(page)).forEach(where(`, ${size}`));
    (await cutWordsOn(page)).forEach(where(`, ${size}`));
    if (size === 'large' || size === 'tiny') {
      (await brokenWordsOn(page)).forEach(where(`, ${size}`));
      (await shortenedWordsOn(page)).forEach(where(`, ${size}`));
    }
    (await slicedWordsOn(page)).forEach(where(`, ${size}`));
    (await thinListsOn(page)).forEach(where(`, ${size}`));
    if (onPhones.includes(size)) (await smallTargetsOn(page)).forEach(where(`, ${size}`));
    else if (size === 'desktop') (await smallTargetsOn(page, POINTER_PX)).forEach(where(`, ${size}`));
  }
  (await strangeWordsOn(page, looking.foreign[language])).forEach(where(''));
  if (screen.happens) {
    (await movedTargetsOn(page, () => screen.happens!(page))).forEach(where(`, ${group[0]}`));
  }
}
