import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Express } from 'express';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { documentPace } from '../limits/document-pace.ts';
import { answerRefusal } from './answer.ts';
import { sendPacked } from './pages/packed-files.ts';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fairday API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/start.js"></script>
<script src="/api/docs/swagger-ui-bundle.js"></script>
</body>
</html>
`;
/** Who works here reads the page inside of their shell (`client/stores/staff-here.ts`); others read it as it is. */
const start = `
let isStaffHere = false;
try {
  isStaffHere = localStorage.getItem('fairday.staff-here') !== null;
} catch {}
if (isStaffHere && window.top === window) location.replace('/admin/api' + location.hash);
else
  addEventListener('DOMContentLoaded', () => {
    window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
  });
`;

/**
 * Serves the two contract files and a page that shows them, without third parties. The build packs them; without one
 * they are missing.
 */
export function serveApiDocs(
  app: Express,
  { config, clock }: { config: Pick<Config, 'webDir' | 'limits'>; clock: Pick<Clock, 'nowMs' | 'at'> },
): void {
  const { webDir, limits } = config;
  const paced = documentPace(limits, clock);
  for (const name of ['openapi.json', 'asyncapi.json']) {
    app.get(`/${name}`, paced, (request, response) => {
      const file = join(webDir, name);
      if (existsSync(file)) sendPacked(request, response.set('Cache-Control', 'no-cache'), file);
      else answerRefusal(response, { code: 'NOT_FOUND' });
    });
  }
  app.get('/api/docs', paced, (_, response) => {
    response.type('html').send(page);
  });
  app.get('/api/docs/start.js', paced, (_, response) => {
    response.type('js').send(start);
  });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    app.get(`/api/docs/${name}`, paced, async (request, response) => {
      const built = join(webDir, 'api', 'docs', name);
      const { absolutePath } = (await import('swagger-ui-dist')).default;
      sendPacked(request, response, existsSync(built) ? built : join(absolutePath(), name));
    });
  }
}
