#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { Command } from 'commander';

// What the market writes is for its own user: the file holds orders, the folder the secret.
process.umask(0o077);
// Settings of the folder it is started in; what the environment sets already goes before them.
if (existsSync('.env')) process.loadEnvFile('.env');

/** `fairday <command>`: each command is loaded only when it runs. */
const program = new Command('fairday').description(
  'Selling on a livestream, with one ledger behind every number.',
);

program
  .command('serve')
  .description('open the market: pages, sockets and HTTP on one port')
  .action(async () => (await import('./cli/serve.ts')).serve());

program
  .command('demo')
  .description('show a market at work: goods, a live stream, a scripted host and a crowd')
  .option('--port <port>', 'the port to listen on', '3000')
  .option('--viewers <count>', 'how many viewers watch', '40')
  .option('--minutes <count>', 'stop by itself after so many minutes')
  .option('--dev', 'in memory, for the pages that vite serves')
  .action(async (options) => (await import('./dev/demo.ts')).demo(options));

program
  .command('import')
  .description('take goods from a CSV file into the catalogue, all or none')
  .argument('<file>', 'a Shopify product export, or our own columns')
  .requiredOption('--currency <code>', 'the currency of the prices, for instance CNY')
  .option('--json', 'print one machine-readable object at the end')
  .action(async (file, options) => (await import('./cli/import.ts')).importFile(file, options));

const user = program.command('user').description('members of staff');
user
  .command('add')
  .description('add a member of staff; prints a one-time link to sign in by')
  .argument('<email>')
  .requiredOption('--name <name>', 'as viewers and colleagues see it')
  .requiredOption('--role <role>', 'operator, host, assistant, producer, analyst or packer')
  .option('--password <password>', 'at least 10 characters; without it only the link signs in')
  .action(async (email, options) => (await import('./cli/user.ts')).addUser(email, options));

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`fairday: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
