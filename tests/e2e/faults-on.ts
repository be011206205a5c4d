import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import * as faults from '../pictures/faults.ts';

/** Pictures of every page looked at go here when SHOTS is set. */
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/**
 * What is wrong with a page, a line each: axe's serious and critical issues, and whatever makes it wider than its screen.
 * @param rules of axe's; all of them if none are named
 */
export async function faultsOn(page: Page, name: string, rules?: string[]): Promise<string[]> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  return [...named(name, await faults.issuesOn(page, rules)), ...(await overflowOn(page, name))];
}

/** No page may be wider than its screen. */
export async function overflowOn(page: Page, name: string): Promise<string[]> {
  return named(name, await faults.overflowOn(page));
}

/** Buttons, links and fields that are smaller than a thumb. */
export async function smallTargetsOn(page: Page, name: string): Promise<string[]> {
  return named(name, await faults.smallTargetsOn(page));
}

function named(name: string, lines: readonly string[]): string[] {
  return lines.map((line) => `${name}: ${line}`);
}
