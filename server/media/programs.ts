import type { Refusal } from '../../shared/contract/refusals.ts';
import type { Result } from '../../shared/values/result.ts';

export type ProgramKind = 'whip' | 'whep';

/** The answer to a program's offer. */
export interface Opened {
  /** An unguessable id: with it a player's session can be ended. */
  sessionId: string;
  answer: string;
  etag: string;
}

/** Programs that speak WebRTC over HTTP: they publish (WHIP, RFC 9725) or play (WHEP). */
export interface Programs {
  /** Publishes an offer, in place of another program. A broadcasting console has priority. */
  publish(slug: string, key: string | null, label: string, offer: string): Promise<Result<Opened, Refusal>>;
  /** Plays what is on the air of a public stream. @param address of the client; '' has no limit */
  play(slug: string, address: string, offer: string): Promise<Result<Opened, Refusal>>;
  /** Finds a session, for a publisher under its key. The ETag names its present ICE. */
  find(where: SessionName): Promise<Result<{ etag: string }, Refusal>>;
  /** Restarts ICE. @returns new credentials, as an SDP fragment */
  restart(where: SessionName): Promise<Result<{ fragment: string; etag: string }, Refusal>>;
  end(where: SessionName): Promise<Result<null, Refusal>>;
}

export interface SessionName {
  kind: ProgramKind;
  slug: string;
  sessionId: string;
  key: string | null;
}
