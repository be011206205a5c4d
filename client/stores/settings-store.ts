import type { Keep } from '../connection/keep.ts';
import { type Language, languageFor, setLanguage } from '../i18n/language.ts';

const LANGUAGE = 'fairday.language';
const THEME = 'fairday.theme';
export type Theme = 'light' | 'dark';

/** Puts the kept choices into force before the first paint: language from the browser, colours from the system. */
export function applyKeptSettings(keep: Keep): void {
  const kept = keep.read(LANGUAGE);
  setLanguage(kept === 'en' || kept === 'zh-CN' ? kept : languageFor(navigator.languages));
  const theme = keep.read(THEME);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

export function chooseLanguage(keep: Keep, language: Language): void {
  keep.write(LANGUAGE, language);
  setLanguage(language);
}

/** The colours in force: the choice of this device, else the system's. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(keep: Keep, theme: Theme): void {
  keep.write(THEME, theme);
  document.documentElement.dataset.theme = theme;
}
