import type { Language } from '../i18n/language.ts';

/**
 * Tells a demo in which language its pages are read by now: what its people say reads in it. Nobody reads the answer, so it is
 * ended: a browser keeps one that nobody reads open, and the page is never done loading.
 */
export function tellDemoLanguage(language: Language): void {
  fetch(`/api/v1/demo?language=${language}`)
    .then(({ body }) => body?.cancel())
    .catch(() => undefined);
}
