import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The folder of package.json. */
export const root = resolve(import.meta.dirname, '../..');

export interface Source {
  /** Path from the top of the repository. */
  path: string;
  text: string;
  /** What it imports from this repository, as paths from the top. */
  imports: string[];
}

/** Every TypeScript file below the named folders, with its imports. */
export function sources(...folders: string[]): Source[] {
  return folders
    .flatMap((folder) => filesBelow(join(root, folder)))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const path = relative(root, file);
      return { path, text, imports: importsOf(file, text) };
    });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'));
}

function importsOf(file: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => relative(root, join(dirname(file), specifier)));
}
