import { wordsCome } from '../i18n/language.ts';

const QUICK_TRIES = 4;
const FIRST_WAIT_MS = 700;
const LONGEST_WAIT_MS = 10_000;

/**
 * Loads a chunk of the page and its words. On a weak line it is asked for again, each time after twice the wait, and at
 * once when the device says that it is online. After the quick tries it is given up only while the market answers
 * otherwise: then the chunk is gone, as after an update, and a page loaded anew has another. Without a line it goes on.
 */
export async function loadChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let tries = 1; ; tries += 1) {
    const isLast = tries >= QUICK_TRIES && (await marketAnswers());
    try {
      const module = await load();
      await wordsCome();
      return module;
    } catch (fault) {
      if (isLast) throw fault;
      await lineOrWait(Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS));
    }
  }
}

/** A page, or that there is none: a balancer that stands alone and a limit are no answer. */
function marketAnswers(): Promise<boolean> {
  return fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok, status }) => ok || status === 404,
    () => false,
  );
}

function lineOrWait(waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(go, waitMs);
    addEventListener('online', go);
    function go() {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    }
  });
}
