import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { answerRefusal } from './answer.ts';

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
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;
const start = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n`;

/** The two contract files, and a page to read one of them with; all of it from this server. */
export function serveApiDocs(app: Express, docsDir: string): void {
  for (const name of ['openapi.json', 'asyncapi.json']) {
    const file = join(docsDir, name);
    app.get(`/${name}`, (_, response) => {
      if (existsSync(file)) response.set('Cache-Control', 'no-cache').sendFile(file);
      else answerRefusal(response, { code: 'NOT_FOUND' });
    });
  }
  app.get('/api/docs', (_, response) => {
    response.type('html').send(page);
  });
  app.get('/api/docs/start.js', (_, response) => {
    response.type('js').send(start);
  });
  app.get(['/api/docs/swagger-ui.css', '/api/docs/swagger-ui-bundle.js'], async (request, response, next) => {
    const { absolutePath } = (await import('swagger-ui-dist')).default;
    express.static(absolutePath(), { index: false })(
      Object.assign(request, { url: request.url.replace('/api/docs', '') }),
      response,
      next,
    );
  });
}
