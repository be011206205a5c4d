#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { version } from './lib/version.ts';

// What the market writes is for its own user: the file holds orders, the folder the secret.
process.umask(0o077);
// Settings of the folder it is started in; what the environment sets already goes before them.
if (existsSync('.env')) {
  try {
    process.loadEnvFile('.env');
  } catch {
    // Without them the defaults would open another market.
    process.stderr.write(
      `fairday: ${resolve('.env')} cannot be read: run this as the user whom the server runs as, or make it readable.\n`,
    );
    process.exit(1);
  }
}

/** `fairday <command>`: each command is loaded only when it runs. */
const program = new Command('fairday')
  .description('Selling on a livestream, with one ledger behind every number.')
  .version(version);

program
  .command('serve')
  .description('open the market: pages, sockets and HTTP on one port')
  .option('--give-up-sealed-data', 'go on with another secret, and lose the addresses that it does not open')
  .option('--build', 'first build the pages, if their sources have changed')
  .action(async (options) => {
    if (options.build) {
      needCheckout('serve --build');
      await (await import('./tools/build/build-pages.ts')).buildPages(sayAside);
    }
    await (await import('./cli/serve.ts')).serve(options);
  });

program
  .command('demo')
  .description('show a market at work: goods, a live stream, a scripted host and a crowd')
  .option('--port <port>', 'the port to listen on', '3000')
  .option('--viewers <count>', 'how many viewers watch', '160')
  .option(
    '--size <size>',
    'how much of a past: market, or county with 40 streams and 10,000 buyers, which opens in minutes',
  )
  .option('--minutes <count>', 'stop by itself after so many minutes')
  .option('--build-worker', 'first build the media worker if there is none; takes about a minute')
  .option('--build', 'build the pages meanwhile, if their sources have changed')
  .option('--photos <folder>', 'photos in place of drawings, named <SKU>-1.jpg to <SKU>-6.jpg')
  .option('--dev', 'in memory, for the pages that vite serves')
  .action(async (options) => {
    needCheckout('demo');
    await (await import('./tools/demo/demo.ts')).demo(options);
  });

program
  .command('import')
  .description('take goods from a CSV file into the catalogue, all or none')
  .argument('<file>', 'a Shopify product export, or our own columns')
  .requiredOption('--currency <code>', 'the currency of the prices, for instance CNY')
  .option('--photos <folder>', 'photos of the goods in it, named <SKU>-1.jpg to <SKU>-6.jpg')
  .option('--json', 'print one machine-readable object at the end')
  .action(async (file, options) => (await import('./cli/import.ts')).importFile(file, options));

program
  .command('verify')
  .description(
    'look through the books of a stream, or of all: hashes, sums, prices, limits, keys, and every table',
  )
  .argument('<stream>', 'its id or its name in addresses, or: all')
  .option('--json', 'print one machine-readable object')
  .action(async (stream, options) => (await import('./cli/verify.ts')).verify(stream, options));

program
  .command('rebuild')
  .description(
    'make every row and snapshot of a stream, or of all, again from the log alone; with the server stopped',
  )
  .argument('<stream>', 'its id or its name in addresses, or: all')
  .option('--json', 'print one machine-readable object')
  .action(async (stream, options) => (await import('./cli/rebuild.ts')).rebuild(stream, options));

program
  .command('recompute')
  .description(
    'count every number of a stream’s report anew from its raw log, or of all, and name the first that differs',
  )
  .argument('<stream>', 'its id or its name in addresses, or: all')
  .option('--json', 'print one machine-readable object')
  .action(async (stream, options) => (await import('./cli/recompute.ts')).recompute(stream, options));

program
  .command('replay')
  .description(
    'print a stream as it was at an instant, from its log alone: lineup, prices, timers, stock, orders',
  )
  .argument('<stream>', 'its id or its name in addresses')
  .requiredOption('--at <when>', 'a time with its zone, or the number of a fact')
  .option('--buyer <id>', 'print the cart of this buyer as well')
  .option('--json', 'print one machine-readable object')
  .action(async (stream, options) => (await import('./cli/replay.ts')).replay(stream, options));

program
  .command('backup')
  .description('copy the market while it sells on: into one new file, or with pictures into a dated folder')
  .argument('[file]', 'a file that is not there yet')
  .option('--to <folder>', 'make one more backup in this folder of backups')
  .option('--keep <count>', 'with --to: remove all but so many of this market; 0 or absent: remove none')
  .option('--json', 'print one machine-readable object')
  .action(async (file, options) => (await import('./cli/backup.ts')).backup(file, options));

program
  .command('restore')
  .description(
    'put a backup in the market’s place, and list what is known to be missing; with all servers stopped',
  )
  .argument('<backup>', 'what `backup` wrote, a file or a folder')
  .option('--dry-run', 'print what would be lost, and change nothing')
  .option('--yes', 'whatever would be lost, do not ask')
  .option('--give-up-sealed-data', 'lose the addresses that this secret does not open')
  .option('--json', 'print one machine-readable object')
  .action(async (path, options) => (await import('./cli/restore.ts')).restore(path, options));

program
  .command('erase-words')
  .description('destroy for good what the buyer of an order wrote and photographed, of all their orders')
  .argument('<order>', 'its reference, such as 12-1085')
  .action(async (reference) => (await import('./cli/erase-words.ts')).eraseWords(reference));

const user = program.command('user').description('members of staff');
user
  .command('add')
  .description('add a member of staff; prints a one-time link to sign in by')
  .argument('<email>')
  .requiredOption('--name <name>', 'as viewers and colleagues see it')
  .requiredOption('--role <role>', 'operator, host, assistant, producer, analyst or packer')
  .option('--password <password>', 'at least 10 characters; without it only the link signs in')
  .option('--producer <name>', 'whom somebody of the role producer works for')
  .action(async (email, options) => (await import('./cli/user.ts')).addUser(email, options));
user
  .command('list')
  .description('who works here, and who is signed in')
  .option('--json', 'print one machine-readable object')
  .action(async (options) => (await import('./cli/user.ts')).listUsers(options));
user
  .command('link')
  .description('print a new one-time link for somebody who works here; older ones end')
  .argument('<email>')
  .action(async (email) => (await import('./cli/user.ts')).linkUser(email));
user
  .command('password')
  .description('set a password, read from standard input; signs out everywhere')
  .argument('<email>')
  .action(async (email) => (await import('./cli/user.ts')).setUserPassword(email));
for (const [name, isOn, about] of [
  ['off', false, 'sign somebody out everywhere, and let them in no more'],
  ['on', true, 'let somebody in again'],
] as const) {
  user
    .command(name)
    .description(about)
    .argument('<email>')
    .action(async (email) => (await import('./cli/user.ts')).switchUser(email, isOn));
}

program
  .command('status')
  .description('which servers of this machine have the market open')
  .option('--json', 'print one machine-readable object')
  .action(async (options) => (await import('./cli/servers.ts')).status(options));

program
  .command('drain')
  .description('tell a server to let nobody new in, to finish what is queued, and to end')
  .option('--node <id>', 'which, of several')
  .action(async (options) => (await import('./cli/servers.ts')).drain(options));

program
  .command('load')
  .description('drive a crowd at a server and judge from its journals and the SQL that nothing was lost')
  .option('--url <url>', 'a running server; without it one is started on a folder of its own')
  .option('--slug <slug>', 'with --url: a live stream to order on')
  .option('--link <token>', 'with --url: a one-time sign-in token of a host; a stream is made')
  .option('--database <url>', 'sqlite:<file> or postgres://…: where the server keeps, and the verdict reads')
  .option('--nodes <count>', 'so many servers over PostgreSQL and Redis behind a balancer; 3 for node-kills')
  .option(
    '--scenario <name>',
    'steady, drop, storm, slow-readers, overload, weak-network or node-kills',
    'steady',
  )
  .option('--viewers <count>', 'how many watch', '200')
  .option('--buyers <count>', 'how many of them order; as many as the orders need')
  .option('--orders <rate>', 'orders a second, at random moments', '100')
  .option('--for <time>', 'how long: 60s, 10m', '30s')
  .option('--warm-up <time>', 'orders before anything is counted; 0 for none')
  .option('--lines <count>', 'different items in an order; 3, in a drop 1')
  .option('--items <count>', 'items that are sold; 30, in a drop 1')
  .option('--units <count>', 'units of each item; a million, in a drop 10000')
  .option('--frames <rate>', 'acts of the host a second, each told at once', '2')
  .option('--capacity <rate>', 'for overload: what the server can take; else it is found out')
  .option(
    '--patient',
    'buyers try again as a page does; so they do in drop, storm, weak-network and node-kills',
  )
  .option('--limits', 'servers of its own keep their limits on what a stranger may cost')
  .option('--seed <number>', 'repeats the schedule and the carts', '1')
  .option('--keep <folder>', 'a new folder for the journals and the database')
  .option('--json', 'print one machine-readable object at the end')
  .action(async (options) => {
    needCheckout('load');
    await (await import('./cli/load.ts')).load(options);
  });

/** Beside standard output, which may be a log that a program reads. */
function sayAside(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The container image is built without `tools/`: the shows, the measurements and what builds it. */
function needCheckout(command: string): void {
  if (existsSync(new URL('./tools/demo', import.meta.url))) return;
  throw new Error(`this build holds the server alone, without \`${command}\`: run it from a checkout.`);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`fairday: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  // What a command had opened when it failed does not keep the process.
  setTimeout(() => process.exit(), 1_000).unref();
});
