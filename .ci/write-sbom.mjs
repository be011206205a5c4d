import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes what is installed, with versions and licences, to dist/sbom.cdx.json (CycloneDX), and looks whether it can be
 * right: a file that parses and names every package that package.json asks for.
 */
const FILE = 'dist/sbom.cdx.json';
const ARGS = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const MAX_BYTES = 64 * 1_024 * 1_024;

const written = run('npm', ARGS);
// Debian's npm 9 has no such command.
const isUnknown = written.status !== 0 && /Unknown command/i.test(written.stdout + written.stderr);
const { status, stdout, stderr } = isUnknown ? run('npx', ['--yes', 'npm@11', ...ARGS]) : written;
if (status !== 0) fail(`npm sbom ended with ${status}:\n${stderr}`);

const sbom = JSON.parse(stdout);
const names = new Set((sbom.components ?? []).map(({ name }) => name));
const pkg = JSON.parse(readFileSync('package.json', 'utf8'));
const missing = Object.keys({ ...pkg.dependencies, ...pkg.devDependencies }).filter(
  (name) => !names.has(name),
);
if (sbom.bomFormat !== 'CycloneDX') fail('it is no CycloneDX document');
if (missing.length > 0) fail(`it does not name ${missing.join(', ')}`);
// npm calls it by its folder.
sbom.metadata.component.name = pkg.name;
mkdirSync('dist', { recursive: true });
writeFileSync(FILE, `${JSON.stringify(sbom, null, 2)}\n`);
process.stdout.write(`SBOM: ${names.size} packages, ${FILE}\n`);

function run(command, args) {
  return spawnSync(command, args, { encoding: 'utf8', maxBuffer: MAX_BYTES });
}

function fail(why) {
  process.stderr.write(`SBOM: ${why}\n`);
  process.exit(1);
}
