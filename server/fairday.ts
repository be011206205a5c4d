#!/usr/bin/env node
// The program's entry asks for the version before it imports anything: on an older Node most of what follows would fail
// with an error that nobody could read.
const { isGoodNode, tooOldLine } = await import('./launcher/floor.mjs');
if (!isGoodNode(process.versions.node)) {
  process.stderr.write(`${tooOldLine(process.versions.node)}\n`);
  process.exit(1);
}
// What one start compiled the next one need not.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
await import('./cli.ts');
