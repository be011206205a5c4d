import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';

// What a page shows a moment later is waited for longer than a loaded machine takes.
configure({ asyncUtilTimeout: 10_000 });

// jsdom draws nothing: it knows neither media queries nor modal dialogs, what lies where, nor moves.
if (typeof window !== 'undefined') {
  window.matchMedia ??= (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener() {},
      removeEventListener() {},
    }) as unknown as MediaQueryList;
  window.scrollTo = () => {};
  Element.prototype.scrollIntoView ??= () => {};
  document.elementFromPoint ??= () => null;
  Element.prototype.animate ??= () => ({ finished: Promise.resolve(), cancel() {} }) as unknown as Animation;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
}

beforeEach(() => setLanguage('en'));
afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
// A sheet that was open when a file's last test ended steps back in the history after it: the page stays until it has.
afterAll(async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
});
