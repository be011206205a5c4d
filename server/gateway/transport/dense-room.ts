import type { DenseMember } from './dense-member.ts';
import type { Encoded } from './encoded.ts';

interface Outgoing {
  encoded: Encoded;
  /** The number of the broadcast in its room, so that a member moved by a leave is not served twice. */
  turn: number;
}

/** The members of a room in an array, and its queue of broadcasts. */
export class DenseRoom {
  readonly members: DenseMember[] = [];
  readonly places = new Map<string, number>();
  readonly queue: Outgoing[] = [];
  turn = 0;
  /** The start of the running broadcast, and the duration of the last one, in ms. */
  beganMs = 0;
  tookMs = 0;
  /** Index of the next member to serve with `queue[0]`, counting down. */
  next = -1;
  isPumping = false;

  add(member: DenseMember): void {
    if (this.places.has(member.id)) return;
    this.places.set(member.id, this.members.length);
    // A newcomer has a newer snapshot, so the running broadcast passes it.
    this.members.push({ ...member, servedTurn: 0 });
  }

  remove(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.places.delete(id);
    const last = this.members.pop();
    if (!last || last.id === id) return;
    this.members[place] = last;
    this.places.set(last.id, place);
  }
}
