import * as z from 'zod/mini';
import { capabilities } from '../../../../shared/contract/capabilities.ts';
import { composed } from '../../../../shared/contract/capability.ts';
import * as consoles from '../../../../shared/contract/console.ts';
import * as consoleFrame from '../../../../shared/contract/console-frame.ts';
import * as liveView from '../../../../shared/contract/live-view.ts';
import * as moment from '../../../../shared/contract/moment.ts';
import * as desk from '../../../../shared/contract/packing.ts';
import * as privateView from '../../../../shared/contract/private-view.ts';
import * as sales from '../../../../shared/contract/sales.ts';
import * as settlement from '../../../../shared/contract/settlement.ts';
import * as webhook from '../../../../shared/contract/webhook.ts';

/** Whose exported objects have a name of their own in the documents: the name of the export, in capitals. */
const MODULES: readonly Readonly<Record<string, unknown>>[] = [
  composed(capabilities, 'named'),
  consoles,
  consoleFrame,
  desk,
  liveView,
  moment,
  privateView,
  sales,
  settlement,
  webhook,
];

/** The schemas that stand once in a document, by the name that it refers to them with. */
export const namedSchemas: Readonly<Record<string, z.ZodMiniType>> = allNamed();

/** Told to zod as well, which then refers to them wherever they are part of another. */
function allNamed(): Record<string, z.ZodMiniType> {
  const named: Record<string, z.ZodMiniType> = {};
  for (const module of MODULES) {
    // Sorted: what imports a module decides in which order its exports come.
    for (const [exported, value] of Object.entries(module).sort(byName)) {
      if (!isRecord(value)) continue;
      const id = exported.charAt(0).toUpperCase() + exported.slice(1);
      if (id in named) throw new Error(`Two schemas are called ${id}.`);
      named[id] = value;
      z.globalRegistry.add(value, { ...z.globalRegistry.get(value), id });
    }
  }
  return named;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** An object, or one of several: what a reader calls by a name. */
function isRecord(value: unknown): value is z.ZodMiniType {
  return value instanceof z.ZodMiniObject || value instanceof z.ZodMiniUnion;
}
