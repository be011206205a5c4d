import type { NextFunction, Request, Response } from 'express';

/** Forbids framing of a page. */
export function framedByNobody(_: Request, response: Response, next: NextFunction): void {
  allowFraming(response, "'none'");
  response.set('X-Frame-Options', 'DENY');
  next();
}

/** Allows framing by any page (`*`), or by these origins and our own. */
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
