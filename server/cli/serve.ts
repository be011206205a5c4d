import { readConfig } from '../config.ts';
import { openMarket } from '../main.ts';

/** How long a server that was told to stop may take before it is ended. */
const STOP_MS = 10_000;

/** Opens the market and keeps it open until SIGINT or SIGTERM. */
export async function serve(options: { giveUpSealedData?: boolean } = {}): Promise<void> {
  const config = readConfig(process.env);
  const market = await openMarket(config, options);
  process.stdout.write(
    `Fairday is open at ${config.publicOrigin ?? `http://${config.host}:${market.port}`}\n`,
  );
  untilStopped(() => market.close());
}

/** Closes once, at the first signal; a second signal, or too long a closing, ends the process. */
export function untilStopped(close: () => Promise<void>): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`fairday: could not close cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
