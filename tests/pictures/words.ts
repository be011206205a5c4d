import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Language, languages } from './studio.ts';

const client = join(import.meta.dirname, '../../client');

/** A language is called by its own name everywhere. */
const LANGUAGES = ['English', '中文', '简体中文'];

/** What stands in the catalogues in one language and is said otherwise in the other. */
export async function foreignWords(): Promise<Record<Language, string[]>> {
  const foreign: Record<Language, Set<string>> = { en: new Set(), 'zh-CN': new Set() };
  const own: Record<Language, Set<string>> = { en: new Set(), 'zh-CN': new Set() };
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => join(client, path))
    .filter((path) => /\bcatalogue\(\{/.test(readFileSync(path, 'utf8')));
  for (const file of files) {
    for (const held of Object.values(await import(file))) {
      if (typeof held !== 'object' || held === null || !('en' in held) || !('zh-CN' in held)) continue;
      collect(held.en, own.en);
      collect(held['zh-CN'], own['zh-CN']);
    }
  }
  for (const name of LANGUAGES) for (const language of languages) own[language].add(name);
  for (const words of own.en) if (!own['zh-CN'].has(words)) foreign['zh-CN'].add(words);
  for (const words of own['zh-CN']) if (!own.en.has(words)) foreign.en.add(words);
  return { en: [...foreign.en], 'zh-CN': [...foreign['zh-CN']] };
}

/** Texts as they stand; what is put together of parts is not gathered. */
function collect(of: unknown, into: Set<string>): void {
  if (typeof of === 'string' && of.trim().length > 1) into.add(of.trim());
  else if (typeof of === 'object' && of !== null) for (const part of Object.values(of)) collect(part, into);
}

/** Raw codes, ids, and values that nobody put into words. */
const RAW = String.raw`\b[A-Z]{2,}(?:_[A-Z]+)+\b|\bundefined\b|\bNaN\b|\bnull\b|\[object|Invalid Date|\b[0-9a-f]{8}-[0-9a-f]{4}-|^[a-z]+(?:_[a-z]+)+$`;

/** Texts and labels on a page in the other language than its own, or in none. @param foreign of this page's language */
export async function strangeWordsOn(page: Page, foreign: readonly string[]): Promise<string[]> {
  const found = await page.evaluate(
    ([known, pattern]) => {
      const others = new Set(known);
      const raw = new RegExp(pattern);
      const said = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest('script, style, code, [lang]:not(html)')) continue;
        said.add(node.textContent?.trim() ?? '');
      }
      for (const each of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        if (each.closest('[lang]:not(html)')) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          said.add(each.getAttribute(name)?.trim() ?? '');
        }
      }
      return [...said].filter((words) => others.has(words) || raw.test(words));
    },
    [foreign, RAW] as const,
  );
  return found.map((words) => `said in no language of this page: ${words.slice(0, 80)}`);
}
