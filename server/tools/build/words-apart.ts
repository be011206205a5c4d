import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ESTree, Plugin } from 'vite';

const LANGUAGES = ['en', 'zh-CN'] as const;
type Language = (typeof LANGUAGES)[number];

/** A catalogue as sources have it; the module of the catalogues themselves is none. */
const DECLARED = /^export const (\w+) = catalogue\b/gm;
const LANGUAGE_MODULE = /[\\/]i18n[\\/]language\.ts$/;
/** One language of a module of words: its own source without the other language. */
const WORDS = '?words=';
/** All words of one language that come together: `\0words-viewer-en`. */
const PACK = '\0words-';
const OURS = /\?words=|^\0words-/;

/**
 * The words without which a buyer's first load shows nothing come as one file. Everything else comes with the folder of
 * its screen, or by the first word of its name in `i18n/` and in the folder of a capability.
 */
const FIRST = /^(?:i18n\/common|screens\/buyer\/viewer\/words|ui\/stock-words)\.ts$/;
/** What a viewer reads beside the first picture: not with what carts and sheets say, which nobody has opened yet. */
const EARLY = /^screens\/buyer\/viewer\/(?:allowance-words|video\/words)\.ts$/;
/** What the desk says in sheets, which are opened later than the desk. */
const SHEETS = /^i18n\/console-(?:details|forms|keys|shipping)\.ts$/;
/** What is said of the shop over weeks, which the pages of one stream need not. */
const OVER_TIME = /^i18n\/insights-over-time\.ts$/;
/** What stands round every page of staff, and what each says of streams and of what was refused, without what the desk says. */
const STAFF =
  /^(?:i18n\/(?:console-streams|office-shell)|screens\/staff\/console\/host-(?:only-sentences|sentence))\.ts$/;

/**
 * Builds each module of words as one file for each language, so that a phone loads the language that it shows and no
 * other. The sources stay as they are: a catalogue holds both, side by side, and whoever runs it without a build has both.
 *
 * A module keeps its exports; its catalogues become `wordsApart` of two loaders, and two copies of it hold one language
 * each, from which the build drops what that language does not use. Such copies are packed together by `packOf`.
 * @param client the folder of the pages' sources
 */
export function wordsApart(client: string): Plugin {
  const packs = new Map<string, { path: string; names: string[] }[]>();
  return {
    name: 'words-apart',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      packs.clear();
      for (const path of modulesOfWords(client)) {
        const names = [...readFileSync(path, 'utf8').matchAll(DECLARED)].map((match) => match[1]!);
        const pack = packOf(relative(client, path).split(sep).join('/'));
        packs.set(pack, [...(packs.get(pack) ?? []), { path, names }]);
      }
    },
    resolveId: { filter: { id: OURS }, handler: (id) => id },
    load: {
      filter: { id: OURS },
      handler(id) {
        if (id.includes(WORDS)) {
          const [path] = id.split(WORDS);
          return { code: readFileSync(path!, 'utf8'), moduleType: 'ts' };
        }
        const [, pack, language] = /^(.*?)-(en|zh-CN)$/.exec(id.slice(PACK.length))!;
        const lines = packs
          .get(pack!)!
          .map(
            ({ path, names }) =>
              `export { ${names.join(', ')} } from ${JSON.stringify(path + WORDS + language)};`,
          );
        return { code: lines.join('\n'), moduleType: 'js' };
      },
    },
    transform: {
      filter: { id: /\.ts(?:\?words=|$)/, code: /\bcatalogue\b/ },
      handler(code, id) {
        const [path = '', language] = id.split(WORDS) as [string, Language | undefined];
        if (!path.startsWith(client) || LANGUAGE_MODULE.test(path)) return null;
        const found = cataloguesIn(this.parse(code, { lang: 'ts' }));
        if (found.length === 0) return null;
        const pack = packOf(relative(client, path).split(sep).join('/'));
        let after = code;
        for (const { name, start, end, of } of found.toReversed()) {
          const put = language ? `(${code.slice(...of[language])})` : loaders(pack, name);
          after = after.slice(0, start) + put + after.slice(end);
        }
        if (language) return { code: after, map: null };
        const from = JSON.stringify(join(client, 'i18n', 'language.ts'));
        return { code: `import { wordsApart } from ${from};\n${after}`, map: null };
      },
    },
  };
}

/** Which pack a module of words belongs to, by its path below the client. */
export function packOf(path: string): string {
  if (FIRST.test(path)) return 'first';
  if (EARLY.test(path)) return 'early';
  if (SHEETS.test(path)) return 'sheets';
  if (STAFF.test(path)) return 'staff';
  if (OVER_TIME.test(path)) return 'over-time';
  // What a viewer is told of a refused tap comes by itself, without what only forms say.
  if (path === 'ui/sentences.ts') return 'sentences';
  // What capabilities say when they refuse is asked for together, with the sentences of `ui/`.
  if (/^market\/.*-sentences\.ts$/.test(path)) return 'ui';
  const [room, folder = '', file = ''] = path.replace(/^screens\/(?:buyer|staff)\//, 'screens/').split('/');
  const named = room === 'i18n' ? folder : room === 'market' ? file : null;
  return named !== null ? /^[a-z]+/.exec(named)![0] : room === 'screens' ? folder : room!;
}

function modulesOfWords(client: string): string[] {
  return readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => join(client, path))
    .filter((path) => !LANGUAGE_MODULE.test(path) && readFileSync(path, 'utf8').search(DECLARED) >= 0);
}

/** A catalogue of which each language is asked for when it is needed. */
function loaders(pack: string, name: string): string {
  const each = LANGUAGES.map((language) => {
    const file = JSON.stringify(`${PACK}${pack}-${language}`);
    return `'${language}': () => import(${file}).then((words) => words.${name})`;
  });
  return `wordsApart({ ${each.join(', ')} })`;
}

interface Declared {
  name: string;
  /** Where the call of `catalogue` begins and ends. */
  start: number;
  end: number;
  /** Where each language's words begin and end. */
  of: Record<Language, [start: number, end: number]>;
}

/** The catalogues that a module exports. */
function cataloguesIn(program: ESTree.Program): Declared[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return [];
    if (statement.declaration?.type !== 'VariableDeclaration') return [];
    return statement.declaration.declarations.flatMap(({ id, init }) => {
      if (id.type !== 'Identifier' || init?.type !== 'CallExpression') return [];
      if (init.callee.type !== 'Identifier' || init.callee.name !== 'catalogue') return [];
      const [both] = init.arguments;
      if (both?.type !== 'ObjectExpression') throw new Error(`${id.name}: both languages stand in the call.`);
      return [{ name: id.name, start: init.start, end: init.end, of: languagesOf(id.name, both) }];
    });
  });
}

function languagesOf(name: string, both: ESTree.ObjectExpression): Declared['of'] {
  const placeOf = (language: Language): [number, number] => {
    for (const part of both.properties) {
      if (part.type !== 'Property') continue;
      const key =
        part.key.type === 'Identifier' ? part.key.name : part.key.type === 'Literal' && part.key.value;
      // A short form has its key for a value; an `as` or `satisfies` is part of the value.
      if (key === language) return [part.value.start, part.value.end];
    }
    throw new Error(`${name} has no ${language}.`);
  };
  return { en: placeOf('en'), 'zh-CN': placeOf('zh-CN') };
}
