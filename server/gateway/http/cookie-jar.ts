import type { Request, Response } from 'express';
import { carriedCookies, cookieLine, cookieName, oldCookieEnds } from '../visitors/cookies.ts';

/** The cookies of one request and its answer; the last line of a cookie replaces earlier ones. */
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

  /** The request's values of a cookie, including those under the old name. */
  carried(name: string): ReturnType<typeof carriedCookies> {
    return carriedCookies(this.#carried, name, { secure: this.#isSecure });
  }

  /** True if the answer sets the cookie already. */
  isSaid(name: string): boolean {
    return this.#lines.has(cookieName(name, this.#isSecure));
  }

  set(name: string, value: string, maxAgeSeconds: number): void {
    const line = cookieLine(name, value, { maxAgeSeconds, secure: this.#isSecure });
    this.#say(cookieName(name, this.#isSecure), line);
    this.retire(name);
  }

  /** Deletes the plain cookie once its value has the guarded name. */
  retire(name: string): void {
    if (this.carried(name).some(({ isOld }) => isOld)) this.#say(name, oldCookieEnds(name));
  }

  #say(name: string, line: string): void {
    this.#lines.set(name, line);
    this.#response.setHeader('Set-Cookie', [...this.#lines.values()]);
  }
}
