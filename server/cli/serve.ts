import { hasOperator } from '../application/account/has-operator.ts';
import { readConfig } from '../config.ts';
import { serveControl } from '../control/serve-control.ts';
import { openMarket } from '../main.ts';
import { processSteps, SHUTDOWN_MS, takeSteps } from '../shutdown.ts';
import { firstOperatorCommand } from './first-operator.ts';
import { supervisor } from './tell-supervisor.ts';

/** Whether somebody reads what is said; else a program does, line by line as JSON. */
const isTerminal = process.stdout.isTTY === true;

/** Opens the market and keeps it open until SIGINT or SIGTERM. */
export async function serve(options: { giveUpSealedData?: boolean } = {}): Promise<void> {
  const config = readConfig(process.env);
  // Before anything is started that could speak in its place.
  const tell = supervisor(process.env, (why) => market.log.warn({ why }, 'systemd cannot be told'));
  const market = await openMarket(config, { ...options, isRead: isTerminal });
  const control = await serveControl(config, { ...market, stop: () => process.kill(process.pid, 'SIGTERM') });
  // Before anybody hears that it is open: who hears it may tell it to stop.
  untilStopped(() =>
    takeSteps(processSteps, {
      supervisor: () => tell('STOPPING=1', 'Fairday stops'),
      control: () => control.close(),
      market: async () => {
        market.log.info('fairday stops: nobody new is let in, what is queued is finished');
        await market.close();
        market.log.info('fairday has stopped');
      },
      exit: () => process.exit(0),
    }),
  );
  const isOpen = `Fairday is open at ${config.publicOrigin ?? `http://${config.host}:${market.port}`}`;
  say(isOpen);
  tell('READY=1', isOpen);
  const { directory, clock } = market.app.deps;
  if (!(await hasOperator(directory, clock.nowMs()))) {
    const command = firstOperatorCommand(process.argv[1] ?? '', process.cwd());
    say(`Nobody can sign in yet. In another terminal, let in the first operator: ${command}`);
  }
}

/** Said whatever LOG_LEVEL is: a sentence for a person, a line of the log for a program. */
function say(text: string): void {
  const line = isTerminal ? text : JSON.stringify({ level: 30, time: new Date().toISOString(), msg: text });
  process.stdout.write(`${line}\n`);
}

/** Closes once, at the first signal; a second signal, or too long a closing, ends the process. */
export function untilStopped(close: () => Promise<void>): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
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
