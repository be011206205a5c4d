import type { Request, Response } from 'express';
import { carriedCookies, cookieLine, cookieName, oldCookieEnds } from '../cookies.ts';

/** The cookies of one request, and what its answer says of each: the last word counts, and is the only one. */
export class CookieJar {
  readonly #carried: string | undefined;
  readonly #response: Pick<Response, 'setHeader'>;
  readonly #isSecure: boolean;
  readonly #lines = new Map<string, string>();

  constructor(request: Pick<Request, 'headers'>, response: Pick<Response, 'setHeader'>, isSecure: boolean) {
    this.#carried = request.headers.cookie;
    this.#response = response;
    this.#isSecure = isSecure;
  }

  /** The values that the request carries of a cookie, those under its old name too. */
  carried(name: string): ReturnType<typeof carriedCookies> {
    return carriedCookies(this.#carried, name, { secure: this.#isSecure });
  }

  /** True if the answer says something of a cookie already. */
  isSaid(name: string): boolean {
    return this.#lines.has(cookieName(name, this.#isSecure));
  }

  set(name: string, value: string, maxAgeSeconds: number): void {
    const line = cookieLine(name, value, { maxAgeSeconds, secure: this.#isSecure });
    this.#say(cookieName(name, this.#isSecure), line);
    this.retire(name);
  }

  /** A cookie of before there was a guarded name is thrown away, once its value stands under that. */
  retire(name: string): void {
    if (this.carried(name).some(({ isOld }) => isOld)) this.#say(name, oldCookieEnds(name));
  }

  #say(name: string, line: string): void {
    this.#lines.set(name, line);
    this.#response.setHeader('Set-Cookie', [...this.#lines.values()]);
  }
}
