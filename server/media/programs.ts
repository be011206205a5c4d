import type { Refusal } from '../../shared/contract/refusals.ts';
import type { Result } from '../../shared/values/result.ts';

export type ProgramKind = 'whip' | 'whep';

/** What a program gets for its offer. */
export interface Opened {
  /** Unguessable: who knows it may end a player's session. */
  sessionId: string;
  answer: string;
  etag: string;
}

/** Programs that speak WebRTC over HTTP: they publish (WHIP, RFC 9725) or play (WHEP). */
export interface Programs {
  /** Publishes all of an offer, in the place of another program; a console that broadcasts goes before it. */
  publish(slug: string, key: string | null, label: string, offer: string): Promise<Result<Opened, Refusal>>;
  /** Plays what is on the air of a public stream. @param address where it asks from; '' is not limited */
  play(slug: string, address: string, offer: string): Promise<Result<Opened, Refusal>>;
  /** A session that is there and, for one that publishes, whose key this is. Its ETag names its present ICE. */
  find(where: SessionName): Promise<Result<{ etag: string }, Refusal>>;
  /** New ICE credentials, as an SDP fragment. */
  restart(where: SessionName): Promise<Result<{ fragment: string; etag: string }, Refusal>>;
  end(where: SessionName): Promise<Result<null, Refusal>>;
}

export interface SessionName {
  kind: ProgramKind;
  slug: string;
  sessionId: string;
  key: string | null;
}
