import type { Secrets } from '../../ports/secrets.ts';

/** A join ticket proves when a viewer joined a stream (F5). Each node with the secret can verify it. */
export function makeTicket(
  secrets: Pick<Secrets, 'sign'>,
  joined: { streamId: string; viewerId: string; joinedAtMs: number },
): string {
  return `${joined.joinedAtMs}.${secrets.sign('ticket', subject(joined))}`;
}

/** @returns when the viewer joined, or null if the ticket is not this viewer's for this stream */
export function readTicket(
  secrets: Pick<Secrets, 'isSigned'>,
  ticket: string,
  viewer: { streamId: string; viewerIds: readonly string[] },
): number | null {
  const match = /^(\d{1,13})\.([A-Za-z0-9_-]{43})$/.exec(ticket);
  if (!match) return null;
  const joinedAtMs = Number(match[1]);
  const isTrue = viewer.viewerIds.some((viewerId) =>
    secrets.isSigned('ticket', subject({ streamId: viewer.streamId, viewerId, joinedAtMs }), match[2]!),
  );
  return isTrue ? joinedAtMs : null;
}

function subject(joined: { streamId: string; viewerId: string; joinedAtMs: number }): string {
  return `${joined.streamId} ${joined.viewerId} ${joined.joinedAtMs}`;
}
