import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** One serious or critical issue of axe's a line. @param rules of axe's; all of them if none are named */
export async function issuesOn(page: Page, rules?: string[]): Promise<string[]> {
  // Frames of other origins are put together in a page of their own. Ours have none, so axe runs where it looks: that
  // spares a page, and axe loaded into it, for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);
  const { violations, passes, incomplete } = await (rules ? axe.withRules(rules) : axe).analyze();
  // A rule that threw has looked at no element, though other rules did.
  const failed = incomplete.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ none }) => none.some((check) => check.id === 'error-occurred'))
      .map(({ target, none }) => `axe broke off ${id} at ${target}: ${none[0]?.data?.message}`),
  );
  if (passes.length <= (rules ? 0 : 5)) return ['axe looked at nothing', ...failed];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} at ${target}: ${help}`))
    .concat(failed);
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

/** What a mouse needs. */
export const POINTER_PX = 36;

/** Buttons, links and fields that are smaller than a thumb, or than what is named; links inside of sentences are read, not aimed at. */
export async function smallTargetsOn(page: Page, least = THUMB_PX): Promise<string[]> {
  const small = await page.evaluate((least) => {
    const found: string[] = [];
    // A cell of a table is an offset parent although nothing is placed by it: what is placed goes up to what has a position.
    const placeOf = (inside: Element): Element | null => {
      const { parentElement } = inside;
      const isPlace = !parentElement || getComputedStyle(parentElement).position !== 'static';
      return isPlace ? parentElement : placeOf(parentElement);
    };
    for (const each of document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')) {
      // A field is tapped on its label, where one is wrapped around it; what covers all of its row is tapped there.
      const { position, top, right, bottom, left } = getComputedStyle(each, '::after');
      const coversRow = position === 'absolute' && [top, right, bottom, left].every((side) => side === '0px');
      const target = each.closest('label') ?? ((coversRow && placeOf(each)) || each);
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
  }, least);
  return small.map((what) => `too small for a ${least < THUMB_PX ? 'mouse' : 'thumb'}: ${what}`);
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

/**
 * Words that their own box shortens, with an ellipsis or without: its name is read nowhere else. A placeholder that is wider
 * than its field counts as well.
 */
export async function shortenedWordsOn(page: Page): Promise<string[]> {
  const shortened = await page.evaluate(() => {
    const found: string[] = [];
    const isSeen = (each: Element) =>
      each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !each.closest('.unseen');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      if (words === '' || !node.parentElement || !isSeen(node.parentElement)) continue;
      // The nearest box that is no part of a line: a button or a chip lays out its words by itself.
      let box: Element | null = node.parentElement;
      while (box && getComputedStyle(box).display === 'inline') box = box.parentElement;
      if (!box || box.matches('canvas, script, style, option, title, svg')) continue;
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(box);
      const isWide = /hidden|clip/.test(overflowX) && box.scrollWidth > box.clientWidth + 1;
      const isHigh =
        webkitLineClamp !== 'none' && overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 4;
      if (isWide || isHigh) found.push(words.slice(0, 60));
    }
    const ink = document.createElement('canvas').getContext('2d')!;
    for (const field of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
      if (field.value !== '' || !isSeen(field)) continue;
      const { font, letterSpacing, paddingLeft, paddingRight } = getComputedStyle(field);
      Object.assign(ink, { font, letterSpacing });
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      if (ink.measureText(field.placeholder).width > room + 1) found.push(field.placeholder.slice(0, 60));
    }
    return [...new Set(found)];
  });
  return shortened.map((words) => `shortened by its own box: ${words}`);
}

/** A Latin word of so many letters has room on any line; a longer one may be broken. */
const MOST_LETTERS = 14;

/** Words that go on in the next line: `Mount` `ain`. Chinese may be broken anywhere. */
export async function brokenWordsOn(page: Page): Promise<string[]> {
  const broken = await page.evaluate((most) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const home = node.parentElement;
      if (!home?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (home.closest('.unseen, canvas, script, style, option, title, svg, code')) continue;
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[A-Za-z]{2,}/g)) {
        if (word.length > most) continue;
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) found.push(word);
      }
    }
    return [...new Set(found)];
  }, MOST_LETTERS);
  return broken.map((word) => `broken inside: ${word}`);
}

/** A list with lines shows at least one of them whole, however little room its scroll area was left with. */
export async function thinListsOn(page: Page): Promise<string[]> {
  const thin = await page.evaluate(() => {
    const found: string[] = [];
    for (const list of document.querySelectorAll<HTMLElement>('ul, ol')) {
      const line = [...list.children].find(
        (each) => each.matches('li') && each.checkVisibility() && each.getBoundingClientRect().height > 0,
      );
      if (!line || list.closest('.unseen')) continue;
      const { height } = line.getBoundingClientRect();
      for (
        let box: Element | null = line.parentElement;
        box && box !== document.body;
        box = box.parentElement
      ) {
        if (getComputedStyle(box).overflowY === 'visible') continue;
        // A pixel is rounding; what is higher than the screen can never be seen whole.
        if (box.clientHeight < Math.min(height, innerHeight / 2) - 1) {
          found.push(
            `${box.clientHeight} px for lines of ${Math.round(height)} px (${list.className || list.tagName})`,
          );
        }
      }
    }
    return [...new Set(found)];
  });
  return thin.map((what) => `a list with lines shows none: ${what}`);
}

/**
 * Words that lie across the upper or lower edge of a box that cuts them and cannot be scrolled, or below it without an
 * ellipsis to tell of them. Where a box scrolls, its edge may lie anywhere: the reader moves it.
 */
export async function slicedWordsOn(page: Page): Promise<string[]> {
  const sliced = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const home = node.parentElement;
      if (words === '' || !home?.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      if (home.closest('.unseen, canvas, script, style, option, title, svg')) continue;
      range.selectNodeContents(node);
      let lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      for (let box: Element | null = home; box && box !== document.documentElement; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.position === 'fixed' && style.overflowY === 'visible') break;
        if (style.overflowY === 'visible' || style.display === 'inline') continue;
        if (/auto|scroll/.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1) break;
        const { top, bottom } = box.getBoundingClientRect();
        const isClamped = style.webkitLineClamp !== 'none';
        const isCut = lines.some((line) => {
          const shown = Math.min(line.bottom, bottom) - Math.max(line.top, top);
          // A font's own height may stand out of its line by a fifth; a letter begins below that.
          if (shown >= 0.75 * line.height) return false;
          return shown > 0.1 * line.height || !isClamped;
        });
        if (isCut) found.push(words.slice(0, 60));
        if (isCut || style.position === 'fixed') break;
        // What an ellipsis stands for is not drawn: no edge further out cuts it.
        if (isClamped) lines = lines.filter((line) => line.top < bottom - 0.5 * line.height);
      }
    }
    return [...new Set(found)];
  });
  return sliced.map((words) => `sliced at an edge: ${words}`);
}

/** What can be tapped in a page and where it is, before something happens by itself. */
const TAPPABLE = 'button:enabled, a[href], input:enabled, select:enabled, summary';

/**
 * Whatever can be tapped stays where it is while things happen that nobody at this screen asked for: a thumb may be on
 * its way to it.
 * @param happens a pin, a notice, an offer
 */
export async function movedTargetsOn(page: Page, happens: () => Promise<void>): Promise<string[]> {
  await page.evaluate((what) => {
    const boxes = new Map<Element, DOMRect>();
    for (const each of document.querySelectorAll(what)) {
      const box = each.getBoundingClientRect();
      const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      // What lies under something else is not aimed at.
      if (found && (each.contains(found) || found.contains(each))) boxes.set(each, box);
    }
    Object.assign(window, { tappableBefore: boxes });
  }, TAPPABLE);
  await happens();
  await page.waitForTimeout(600);
  const moved = await page.evaluate((what) => {
    const { tappableBefore } = window as unknown as { tappableBefore: Map<Element, DOMRect> };
    return [...tappableBefore].flatMap(([each, before]) => {
      if (!each.isConnected || !each.matches(what)) return [];
      const { left, top } = each.getBoundingClientRect();
      const [right, down] = [Math.round(left - before.left), Math.round(top - before.top)];
      const name = each.getAttribute('aria-label') ?? each.textContent?.trim() ?? each.tagName;
      return Math.abs(right) > 1 || Math.abs(down) > 1
        ? [`${name.slice(0, 40)} by ${right}, ${down} px`]
        : [];
    });
  }, TAPPABLE);
  return moved.map((what) => `moved under the pointer: ${what}`);
}
