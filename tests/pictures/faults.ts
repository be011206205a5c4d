import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** One serious or critical issue of axe's a line. @param rules of axe's; all of them if none are named */
export async function issuesOn(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations, passes } = await (rules ? axe.withRules(rules) : axe).analyze();
  if (passes.length <= (rules ? 0 : 5)) return ['axe looked at nothing'];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} at ${target}: ${help}`));
}

/** No page may be wider than its screen. */
export async function overflowOn(page: Page): Promise<string[]> {
  const extra = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return extra > 0 ? [`${extra} px wider than the screen`] : [];
}

/** A thumb's width: what is tapped measures at least so many pixels either way. */
const THUMB_PX = 48;

/** Buttons, links and fields that are smaller than a thumb; links inside of sentences are read, not aimed at. */
export async function smallTargetsOn(page: Page): Promise<string[]> {
  const small = await page.evaluate((least) => {
    const found: string[] = [];
    for (const each of document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')) {
      // A field is tapped on its label, where one is wrapped around it.
      const target = each.closest('label') ?? each;
      const { width, height } = target.getBoundingClientRect();
      const isThere = width > 1 && height > 1 && each.checkVisibility();
      const isInText = each.tagName === 'A' && getComputedStyle(each).display === 'inline';
      // Half a pixel is rounding.
      if (isThere && !isInText && (width < least - 0.5 || height < least - 0.5)) {
        const words = each.textContent || each.getAttribute('aria-label') || each.tagName;
        found.push(
          `${words.trim().slice(0, 30)} ${Math.round(width)} × ${Math.round(height)} (${each.className})`,
        );
      }
    }
    return [...new Set(found)];
  }, THUMB_PX);
  return small.map((what) => `too small for a thumb: ${what}`);
}

/**
 * Words that a reader cannot see whole and cannot get at: beyond the edge of the screen or of their button, outside of
 * anything that scrolls, and not shortened on purpose with an ellipsis.
 */
export async function cutWordsOn(page: Page): Promise<string[]> {
  const cut = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const home = node.parentElement;
      if (words === '' || !home?.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      if (home.closest('.unseen, canvas, script, style, option, title')) continue;
      range.selectNodeContents(node);
      const { left, right, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      let [from, to] = [0, innerWidth];
      let isFree = true;
      for (let box: Element | null = home; box && box !== document.body && isFree; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (
          style.textOverflow === 'ellipsis' ||
          /auto|scroll/.test(style.overflowX) ||
          style.webkitLineClamp !== 'none'
        ) {
          isFree = false;
        }
        const edges = box.getBoundingClientRect();
        const clips = style.overflowX !== 'visible' || box.matches('button, .button, .pill');
        if (clips && style.display !== 'inline')
          [from, to] = [Math.max(from, edges.left), Math.min(to, edges.right)];
        if (style.position === 'fixed') break;
      }
      if (isFree && (left < from - 1 || right > to + 1)) found.push(words.slice(0, 60));
    }
    return [...new Set(found)];
  });
  return cut.map((words) => `cut off: ${words}`);
}
