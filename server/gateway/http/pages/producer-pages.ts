import type { Express, Request, Response } from 'express';
import { id } from '../../../../shared/values/ids.ts';
import type { Config } from '../../../config.ts';
import { pagesOrigin } from '../../visitors/origin.ts';
import type { PublicProducerOf } from '../producers/public-producer.ts';
import { type FirstPages, sendMade, withFirstView } from './first-view/first-page.ts';
import { profileStyles } from './first-view/profile-styles.ts';
import { profilePreview, renderProfile } from './first-view/render-profile.ts';
import { languageOf, withPreview } from './link-preview.ts';
import { readIn } from './read-in.ts';

/** Serves a producer's page (B10) with a link preview and a first view: portrait, words and products before its scripts run. */
export function serveProducers(
  app: Express,
  {
    config,
    publicProducer,
    pageText,
    pages,
    show,
  }: {
    config: Pick<Config, 'mode' | 'publicOrigin' | 'embedOrigins'>;
    /** Absent: producers have no pages. */
    publicProducer?: PublicProducerOf;
    /** The built index.html; null: there is none. */
    pageText: () => Promise<string | null>;
    pages: FirstPages;
    show: (request: Request, response: Response, status?: number) => void;
  },
): void {
  if (!publicProducer) return;
  app.get('/p/:producerId', async (request, response, next) => {
    const producerId = id.safeParse(request.params.producerId);
    if (!producerId.success) return next();
    // The status 404 is for programs; the page shows it in words. A silent store proves nothing.
    const producer = await publicProducer(producerId.data).catch(() => undefined);
    if (!producer) return show(request, response, producer === null ? 404 : 200);
    const language = readIn(request, response) ?? languageOf(producer.producer);
    const origin = config.mode === 'demo' ? pagesOrigin(config, request) : config.publicOrigin;
    const made = await pages
      .of(`${request.path} ${language} ${origin}`, async () => {
        const text = await pageText();
        if (!text) return null;
        const drawn = withFirstView(text, renderProfile(producer, language), { styles: profileStyles });
        return withPreview(drawn, profilePreview(producer, language), request.path, origin);
      })
      .catch(() => null);
    if (made) sendMade(request, response, made);
    else show(request, response);
  });
}
