import type { NextFunction, Request, Response } from 'express';

/** A page that stands alone in its window. */
export function framedByNobody(_: Request, response: Response, next: NextFunction): void {
  allowFraming(response, "'none'");
  response.set('X-Frame-Options', 'DENY');
  next();
}

/** Pages that may be framed by others: `*`, or those of these origins besides our own. */
export function framableBy(origins: '*' | readonly string[]) {
  const ancestors = origins === '*' ? '*' : ["'self'", ...origins].join(' ');
  return (_: Request, response: Response, next: NextFunction): void => {
    allowFraming(response, ancestors);
    response.removeHeader('X-Frame-Options');
    response.removeHeader('Cross-Origin-Opener-Policy');
    next();
  };
}

function allowFraming(response: Response, ancestors: string): void {
  const policy = response.getHeader('Content-Security-Policy');
  if (typeof policy !== 'string') return;
  response.setHeader(
    'Content-Security-Policy',
    policy.replace("frame-ancestors 'self'", `frame-ancestors ${ancestors}`),
  );
}
