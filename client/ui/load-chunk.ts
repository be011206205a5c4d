import { wordsCome } from '../i18n/language.ts';

const MOST_TRIES = 4;
const FIRST_WAIT_MS = 700;

/** Loads a chunk of the page and its words; on a weak line it is asked for again, each time after twice the wait. */
export async function loadChunk<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let tries = 1; ; tries += 1) {
    try {
      const module = await load();
      await wordsCome();
      return module;
    } catch (fault) {
      if (tries === MOST_TRIES) throw fault;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (tries - 1)));
    }
  }
}
