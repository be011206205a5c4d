import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** `NODE_ID` holds 32 characters, and the path of a socket little more. */
const MAX_MACHINE = 16;
const MADE_UP = /^[0-9a-f]{8}$/;

/** A name for a server whose settings give it none: its machine's, so that people know where it is, and 8 hex digits. */
export function madeUpNodeId(machine = hostname()): string {
  return `${nameOf(machine)}-${randomBytes(4).toString('hex')}`;
}

/** Whether a server of this machine made this name up for itself: nobody will ever have it again. */
export function isMadeUpHere(nodeId: string, machine = hostname()): boolean {
  const prefix = `${nameOf(machine)}-`;
  return nodeId.startsWith(prefix) && MADE_UP.test(nodeId.slice(prefix.length));
}

function nameOf(machine: string): string {
  const [first = ''] = machine.toLowerCase().split('.');
  const kept = first.replace(/[^a-z0-9-]/g, '').replace(/^-+/, '');
  return kept.slice(0, MAX_MACHINE) || 'node';
}
