import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';

/** The packed forms of a file by the build, smallest first: beside `page.js` lie `page.js.br` and `page.js.gz`. */
const forms = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const;
type Form = (typeof forms)[number];
type Options = NonNullable<Parameters<typeof express.static>[1]>;

/** Paths that the build can produce; any other path is left to Express. */
const PLAIN_PATH = /^(?:\/[\w-][\w.-]*)+$/;

/**
 * Serves a folder's files, each in the smallest built form that the client accepts. Nothing is packed here. A packed
 * form has no address of its own.
 */
export function packedStatic(folder: string, options: Options): RequestHandler {
  const serve = express.static(folder, {
    ...options,
    setHeaders: sayForm,
  });
  return (request, response, next) => {
    const { path, url } = request;
    if (formOf(path)) return next();
    const form = PLAIN_PATH.test(path) ? chosen(request, response, join(folder, path)) : null;
    if (!form) return serve(request, response, next);
    request.url = path + form.ending;
    serve(request, response, (fault) => {
      request.url = url;
      next(fault);
    });
  };
}

/** Sends one existing file, in the smallest form that its client accepts. */
export function sendPacked(request: Request, response: Response, file: string): void {
  const form = chosen(request, response, file);
  const sent = file + (form?.ending ?? '');
  sayForm(response, sent);
  response.sendFile(sent);
}

/** The form to send, or null for the file itself. `Vary` reports the choice to caches. */
function chosen(request: Request, response: Response, file: string): Form | null {
  const kept = forms.filter(({ ending }) => existsSync(file + ending));
  if (kept.length === 0) return null;
  response.vary('Accept-Encoding');
  return kept.find(({ coding }) => request.acceptsEncodings(coding) === coding) ?? null;
}

/** Sets the type of a packed file's content. */
function sayForm(response: Pick<ServerResponse, 'setHeader'>, file: string): void {
  const form = formOf(file);
  if (!form) return;
  response.setHeader('Content-Encoding', form.coding);
  response.setHeader('Content-Type', typeOf(file.slice(0, -form.ending.length)));
}

function formOf(file: string): Form | null {
  return forms.find(({ ending }) => file.endsWith(ending)) ?? null;
}

/** The types of the files that the build packs (server/tools/build/pack-web.ts). */
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

function typeOf(file: string): string {
  return types[extname(file)] ?? 'application/octet-stream';
}
