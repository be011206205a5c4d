import type { Request, Response } from 'express';
import type { PreviewLanguage } from './link-preview.ts';

/** The language of a page's head, or null without a preference. Readers of neither get English. The answer depends on it. */
export function readIn(request: Request, response: Response): PreviewLanguage | null {
  response.vary('Accept-Language');
  const [first] = request.acceptsLanguages();
  if (first === undefined || first === '*') return null;
  return request.acceptsLanguages('en', 'zh') === 'zh' ? 'zh-CN' : 'en';
}
