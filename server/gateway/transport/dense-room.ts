import type { DenseMember } from './dense-member.ts';
import type { Encoded } from './encoded.ts';

interface Outgoing {
  encoded: Encoded;
  /** Grows with each broadcast of a room: a member moved by a leave is not served twice. */
  turn: number;
}

/** The members of a room in an array, and the broadcasts that are on their way to them. */
export class DenseRoom {
  readonly members: DenseMember[] = [];
  readonly places = new Map<string, number>();
  readonly queue: Outgoing[] = [];
  turn = 0;
  /** When the broadcast that is being served began, and how long the one before took. */
  beganMs = 0;
  tookMs = 0;
  /** Index of the next member to serve of `queue[0]`, counting down. */
  next = -1;
  isPumping = false;

  add(member: DenseMember): void {
    if (this.places.has(member.id)) return;
    this.places.set(member.id, this.members.length);
    // Who joins while a broadcast runs has just been given a newer snapshot: it is past the serving point.
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
