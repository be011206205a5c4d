import type { Express, Request, Response } from 'express';
import { id } from '../../../../shared/values/ids.ts';
import { typedReference } from '../../../../shared/values/reference.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { Application } from '../../../application/application.ts';
import { LATE, within } from '../../../lib/deadline.ts';
import type { PublicStreams } from '../streams/public-streams.ts';
import { type FirstPages, sendMade, withFirstView } from './first-view/first-page.ts';
import { pageStyles } from './first-view/page-styles.ts';
import { type HomeView, renderHome } from './first-view/render-home.ts';
import { type PlainPage, renderPlain } from './first-view/render-page.ts';
import type { PreviewLanguage } from './link-preview.ts';
import { readIn } from './read-in.ts';

/** How long the first page waits for its streams, in ms; after that it is drawn without them. */
const HOME_WAIT_MS = SECOND / 2;

const plainPages: readonly [string, PlainPage][] = [
  ['/orders', 'orders'],
  ['/orders/find', 'find'],
  ['/cart', 'cart'],
  ['/about', 'about'],
  ['/orders/:orderId', 'order'],
];

/** What the first page shows: its streams, and who sells. */
export function homeOf(
  listed: Pick<PublicStreams, 'list'>,
  application: Pick<Application, 'aboutShop'>,
): () => Promise<HomeView> {
  return async () => {
    const [streams, { about }] = await Promise.all([listed.list(), application.aboutShop()]);
    return { streams, shop: about };
  };
}

/**
 * Serves the first page with its streams, and buyers' plain pages with their title, drawn before the scripts run. Plain
 * pages are the same for everybody.
 */
export function serveDrawn(
  app: Express,
  {
    home,
    pageText,
    pages,
    stall,
    show,
  }: {
    /** Absent: the first page is drawn without its streams. */
    home?: () => Promise<HomeView>;
    /** The built index.html; null: there is none. */
    pageText: () => Promise<string | null>;
    pages: FirstPages;
    stall: () => string | null;
    show: (request: Request, response: Response) => void;
  },
): void {
  const drawn =
    (name: string, draw: (language: PreviewLanguage) => string | Promise<string>) =>
    async (request: Request, response: Response) => {
      const language = readIn(request, response) ?? 'en';
      const made = await pages
        .of(`${name} ${language}`, async () => {
          const text = await pageText();
          return text && withFirstView(text, await draw(language), { styles: pageStyles });
        })
        .catch(() => null);
      if (made) sendMade(request, response, made);
      else show(request, response);
    };
  const homeNow = async (): Promise<HomeView> => {
    const unknown = { streams: [], shop: null };
    if (!home) return unknown;
    const known = await within(
      HOME_WAIT_MS,
      home().catch(() => unknown),
    );
    return known === LATE ? unknown : known;
  };
  app.get(
    '/',
    drawn('/', async (language) => renderHome(await homeNow(), language, stall())),
  );
  for (const [path, page] of plainPages) {
    const showPage = drawn(page, (language) => renderPlain(page, language));
    app.get(path, (request, response, next) => {
      const { orderId } = request.params;
      const isNamed =
        orderId === undefined || [id, typedReference].some((form) => form.safeParse(orderId).success);
      if (isNamed) return showPage(request, response);
      next();
    });
  }
}
