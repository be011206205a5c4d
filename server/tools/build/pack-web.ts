import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { builtDocs, writeDocs } from '../docs/write-docs.ts';

/** What packs well; pictures, sound and fonts are packed already. */
const PACKABLE = /\.(?:js|css|html|svg|json|txt)$/;
/** A smaller file fits into the first packets as it is. */
const LEAST_BYTES = 1_024;
/** Quality 9 takes a second for all files; 11 would take ten, for 8 % less. */
const BROTLI_QUALITY = 9;
const GZIP_LEVEL = 9;

/**
 * Makes a built `web` folder ready to be served as it lies there: the API's documents and the page that reads them join
 * it under their addresses, and each text file gets its packed forms beside it, `page.js.br` and `page.js.gz`
 * (gateway/http/pages/packed-files.ts sends them). So no stranger can make the server pack anything.
 * @param root the checkout, where node_modules/ is
 */
export async function packWeb(webDir: string, root: string): Promise<void> {
  const reader = join(root, 'node_modules', 'swagger-ui-dist');
  await put(join(webDir, 'api', 'docs'), [
    join(reader, 'swagger-ui.css'),
    join(reader, 'swagger-ui-bundle.js'),
  ]);
  await writeDocs(webDir, builtDocs());
  const names = await readdir(webDir, { recursive: true });
  await Promise.all(names.filter((name) => PACKABLE.test(name)).map((name) => pack(join(webDir, name))));
}

async function put(folder: string, files: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map((file) => copyFile(file, join(folder, basename(file)))));
}

async function pack(file: string): Promise<void> {
  const { size } = await stat(file);
  const bytes = size < LEAST_BYTES ? null : await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  await keep(`${file}.br`, size, bytes && (await promisify(brotliCompress)(bytes, { params })));
  await keep(`${file}.gz`, size, bytes && (await promisify(gzip)(bytes, { level: GZIP_LEVEL })));
}

/** Keeps a packed form if it is the smaller one; an older form of another file never stays. */
async function keep(file: string, size: number, packed: Buffer | null): Promise<void> {
  if (packed && packed.length < size) await writeFile(file, packed);
  else await rm(file, { force: true });
}
