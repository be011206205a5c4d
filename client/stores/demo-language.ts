import type { Language } from '../i18n/language.ts';

/** Tells a demo in which language its pages are read by now: what its people say reads in it. Nothing waits for the answer. */
export function tellDemoLanguage(language: Language): void {
  fetch(`/api/v1/demo?language=${language}`).catch(() => undefined);
}
