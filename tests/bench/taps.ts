import type { Page } from 'playwright-core';
import { pause } from './numbers.ts';

/** What a thumb does, and by what a frame shows that it was heard. */
export interface Tap {
  name: string;
  /** What is tapped. */
  on: string;
  /** Of what was not there before, or had another text: the answer. */
  shows: string;
  /** Brings the page back to where the next tap of this kind begins. */
  back?: (page: Page) => Promise<void>;
}

/** A processor this much slower than this machine's. */
export const SLOWER = 4;
/** What a tap set going has ended after this. */
const REST_MS = 300;
const WAIT_MS = 10_000;

const close = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached', timeout: WAIT_MS });
};

/** What somebody who buys taps, in the order of an evening. */
export const taps: readonly Tap[] = [
  { name: 'add to cart, pinned card', on: '.add-pinned', shows: '.pinned .add-one' },
  { name: 'open the shop', on: '.bottom-bar .bar-button', shows: 'dialog.shop', back: close },
  { name: 'open a product', on: '.pinned .good-picture', shows: 'dialog.product', back: close },
  { name: 'open the cart', on: '.cart-strip .cart-summary', shows: 'dialog.cart .stepper', back: close },
];

/** The same within the open cart. */
export const cartTaps: readonly Tap[] = [
  { name: 'plus in the cart', on: '.stepper button:last-of-type', shows: 'dialog.cart .stepper' },
  { name: 'minus in the cart', on: '.stepper button:first-of-type', shows: 'dialog.cart .stepper' },
];

/** Slows the page's processor down; what is measured before is measured at full speed. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/**
 * From the moment that the browser got a tap until the frame with its answer is painted: the time in which a finger
 * hears nothing. The browser's own count, from a tap to the next frame whatever is in it, stands beside it.
 * @returns ms of each
 */
export async function tapTimes(
  page: Page,
  tap: Tap,
  times: number,
): Promise<{ answer: number; event: number }[]> {
  const measured: { answer: number; event: number }[] = [];
  for (let n = 0; n < times; n += 1) {
    await page.locator(tap.on).first().waitFor({ timeout: WAIT_MS });
    const { on, shows } = tap;
    const heard = page.evaluate(untilAnswered, { on, shows });
    // Both go to the page in order: what listens is there before the tap is.
    await page.locator(tap.on).first().tap({ timeout: WAIT_MS });
    measured.push(await heard);
    await pause(REST_MS);
    await tap.back?.(page);
    await pause(REST_MS);
  }
  return measured;
}

/** Runs in the page: nothing from here but what it is given. */
function untilAnswered({
  on,
  shows,
}: {
  on: string;
  shows: string;
}): Promise<{ answer: number; event: number }> {
  const state = () =>
    [...document.querySelectorAll(shows)].map((each) => `${each.className} ${each.textContent}`).join('|');
  return new Promise((resolve) => {
    let event = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ((entry as PerformanceEntry & { interactionId?: number }).interactionId) {
          event = Math.max(event, entry.duration);
        }
      }
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    addEventListener(
      'pointerup',
      ({ timeStamp, target }) => {
        if (!(target instanceof Element) || !target.closest(on)) return;
        const before = state();
        const look = () => {
          if (state() === before) {
            requestAnimationFrame(look);
            return;
          }
          // A task that was asked for in a frame runs once that frame is painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            const answer = performance.now() - timeStamp;
            setTimeout(() => {
              observer.disconnect();
              resolve({ answer, event });
            }, 300);
          };
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}
