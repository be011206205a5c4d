import type { RefusalReply } from '../../../../shared/contract/refusals.ts';

/** A request over HTTP was refused, or not answered. */
export class DoorClosed extends Error {}

/**
 * The market's HTTP door, used as an outside tool would: JSON and a bearer token, no cookies kept.
 * @param patienceMs how long an answer may take
 */
export function openDoor(url: string, patienceMs = 10_000) {
  async function ask<Reply>(path: string, init: RequestInit, token: string | null): Promise<Reply> {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(`${url}/api/v1${path}`, {
      ...init,
      headers,
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) {
      const refusal = (await response.json().catch(() => null)) as RefusalReply | null;
      throw new DoorClosed(`${path} was refused: ${refusal?.code ?? response.status}`);
    }
    return (await response.json()) as Reply;
  }
  return {
    url,
    get: <Reply>(path: string, token: string | null) => ask<Reply>(path, {}, token),
    post: <Reply>(path: string, body: object, token: string | null) =>
      ask<Reply>(
        path,
        { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
        token,
      ),
    /** Signs in by a one-time link's token. @returns the session, as a bearer token */
    async signIn(linkToken: string): Promise<string> {
      const response = await fetch(`${url}/api/v1/sign-in/link`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token: linkToken }),
      });
      await response.arrayBuffer();
      const session = /fairday_staff=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
      if (!session) throw new DoorClosed(`The link did not sign in: ${response.status}`);
      return session;
    },
    /** Presses a button of the sandbox's payment page. */
    async pay(payUrl: string, choice: string): Promise<void> {
      const response = await fetch(`${url}${payUrl}`, {
        method: 'POST',
        body: new URLSearchParams({ choice }),
        redirect: 'manual',
        signal: AbortSignal.timeout(patienceMs),
      });
      await response.arrayBuffer();
    },
  };
}

export type Door = ReturnType<typeof openDoor>;
