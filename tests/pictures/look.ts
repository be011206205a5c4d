import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { rooms } from './all.ts';
import { contactSheet, type Tile } from './contact-sheet.ts';
import { takeGuide } from './guide.ts';
import { lookAt, type Theme, themes } from './look-at.ts';
import { onPhones, type Screen, type Size, sizes } from './screens.ts';
import { type Language, languages, openStudio } from './studio.ts';
import { foreignWords } from './words.ts';

/**
 * Takes a picture of every screen in each size, language and theme, tiles those of a room into contact sheets, and says
 * what machines find wrong: `npm run look -- --help`. It ends with 1 if anything is.
 */
const program = new Command('look')
  .argument('<folder>', 'where the pictures go')
  .argument('[part]', 'only screens with this in their name', '')
  .addOption(many('--sizes <names...>', 'only these sizes', Object.keys(sizes)))
  .addOption(many('--languages <names...>', 'only these languages', languages))
  .addOption(many('--themes <names...>', 'only these themes', themes))
  .option('--room <name>', `only this room: ${Object.keys(rooms).join(', ')}`)
  .option('--no-pictures', 'say only what is wrong')
  .option('--guide', 'take the pictures of docs/start/ instead, as small files')
  .parse();
const [folder, part] = program.processedArgs as [string, string];
const wanted = program.opts<{
  sizes: Size[];
  languages: Language[];
  themes: Theme[];
  room?: string;
  pictures: boolean;
  guide?: boolean;
}>();
if (wanted.guide) {
  await takeGuide(folder);
  process.exit();
}
mkdirSync(folder, { recursive: true });

/** Pictures of what is held in a hand, and of wider screens. */
type Tiles = Record<'hand' | 'wide', Tile[]>;

function many(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).default([...choices]);
}

const chosen = Object.entries(rooms)
  .filter(([room]) => wanted.room === undefined || room === wanted.room)
  .map(([room, screens]) => [room, screens.filter(({ name }) => name.includes(part))] as const)
  .filter(([, screens]) => screens.length > 0);
if (chosen.length === 0) program.error('No screen is called that.');
const studio = await openStudio(chosen.flatMap(([, screens]) => screens.map(({ stage }) => stage)));
const foreign = await foreignWords();
let count = 0;
try {
  for (const [room, screens] of chosen) {
    const tiles: Tiles = { hand: [], wide: [] };
    for (const screen of screens) {
      // Two pages at a time: while one settles, the other is read.
      const seen = await Promise.all(wanted.languages.map((language) => look(screen, language)));
      for (const { hand, wide } of seen) {
        tiles.hand.push(...hand);
        tiles.wide.push(...wide);
      }
    }
    await lay(`${room}-phones`, tiles.hand, { perSheet: 10, columns: 5, widthPx: 300, mostPx: 1_000 });
    await lay(`${room}-wide`, tiles.wide, { perSheet: 6, columns: 2, widthPx: 760, mostPx: 700 });
  }
} finally {
  await studio.close();
}
process.exitCode = count > 0 ? 1 : 0;

async function look(screen: Screen, language: Language): Promise<Tiles> {
  const tiles: Tiles = { hand: [], wide: [] };
  const faults = await lookAt(studio, screen, language, {
    ...{ sizes: wanted.sizes, themes: wanted.themes, foreign },
    onView: async (page, { size, theme }) => {
      if (!wanted.pictures) return;
      const title = `${screen.name} ${size} ${language} ${theme}`;
      const file = join(folder, `${title.replaceAll(' ', '-')}.png`);
      await page.screenshot({ path: file, fullPage: screen.isWhole ?? false });
      tiles[onPhones.includes(size) ? 'hand' : 'wide'].push({ title, file });
    },
  });
  for (const line of faults) console.error(line);
  count += faults.length;
  return tiles;
}

async function lay(
  name: string,
  tiles: readonly Tile[],
  { perSheet, ...form }: { perSheet: number; columns: number; widthPx: number; mostPx: number },
) {
  for (let at = 0; at < tiles.length; at += perSheet) {
    const file = join(folder, `sheet-${name}-${at / perSheet + 1}.png`);
    await contactSheet(tiles.slice(at, at + perSheet), file, form);
  }
}
