import type { DeviceStorage } from '../connection/device-storage.ts';
import { type Language, languageFor, setLanguage } from '../i18n/language.ts';

const LANGUAGE = 'fairday.language';
const THEME = 'fairday.theme';
const TELLS = 'fairday.tells-shown';
export type Theme = 'light' | 'dark';

/** Puts the kept choices into force before the first paint: language from the browser, colours from the system. */
export function applyKeptSettings(keep: DeviceStorage): void {
  const kept = keep.read(LANGUAGE);
  setLanguage(kept === 'en' || kept === 'zh-CN' ? kept : languageFor(navigator.languages));
  const theme = keep.read(THEME);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

export function chooseLanguage(keep: DeviceStorage, language: Language): void {
  keep.write(LANGUAGE, language);
  setLanguage(language);
}

/**
 * Whether this device says which goods it has shown: as its user chose, and without a choice not where the browser asks
 * not to be followed (Do Not Track, Global Privacy Control).
 */
export function tellsExposure(keep: DeviceStorage): boolean {
  const kept = keep.read(TELLS);
  if (kept !== null) return kept === 'yes';
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return doNotTrack !== '1' && globalPrivacyControl !== true;
}

export function chooseTelling(keep: DeviceStorage, isOn: boolean): void {
  keep.write(TELLS, isOn ? 'yes' : 'no');
}

/** The colours in force: the choice of this device, else the system's. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(keep: DeviceStorage, theme: Theme): void {
  keep.write(THEME, theme);
  document.documentElement.dataset.theme = theme;
}
