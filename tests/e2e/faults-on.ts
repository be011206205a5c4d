import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Pictures of every page looked at go here when SHOTS is set. */
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/**
 * What is wrong with a page, a line each: axe's serious and critical issues, and whatever makes it wider than its screen.
 * @param rules of axe's; all of them if none are named
 */
export async function faultsOn(page: Page, name: string, rules?: string[]): Promise<string[]> {
  return [...(await issuesOn(page, name, rules)), ...(await overflowOn(page, name))];
}

/** One serious or critical issue a line: rule, place, and why. */
async function issuesOn(page: Page, name: string, rules?: string[]): Promise<string[]> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  const axe = new AxeBuilder({ page });
  const { violations, passes } = await (rules ? axe.withRules(rules) : axe).analyze();
  expect(passes.length, `${name} was looked at`).toBeGreaterThan(rules ? 0 : 5);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${name}: ${id} at ${target}: ${help}`));
}

/** No page may be wider than its screen. */
export async function overflowOn(page: Page, name: string): Promise<string[]> {
  const extra = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return extra > 0 ? [`${name}: ${extra} px wider than the screen`] : [];
}

/** A thumb's width: what is tapped measures at least so many pixels either way. */
const THUMB_PX = 48;

/** Buttons, links and fields that are smaller than a thumb; links inside of sentences are read, not aimed at. */
export async function smallTargetsOn(page: Page, name: string): Promise<string[]> {
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
  return small.map((what) => `${name}: too small for a thumb: ${what}`);
}
