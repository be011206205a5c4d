import { spawn } from 'node:child_process';

/** What systemd is told of a service of `Type=notify`. */
export type ServiceState = 'READY=1' | 'STOPPING=1';

/**
 * Who tells systemd how this service stands; nobody where it did not start this process or does not want to know.
 * Node has no socket of the kind that it listens at, so systemd's own program speaks. There is no watchdog: each of its
 * beats would be one more process, and what it would find out `/healthz` says as well.
 * @param environment `NOTIFY_SOCKET` is taken out of it, so that no other child speaks for the service
 * @param onNote told why systemd could not be told
 */
export function supervisor(
  environment: NodeJS.ProcessEnv,
  onNote: (why: string) => void,
): (state: ServiceState, status: string) => void {
  const { NOTIFY_SOCKET } = environment;
  delete environment.NOTIFY_SOCKET;
  if (!NOTIFY_SOCKET) return () => {};
  return (state, status) => {
    const telling = spawn('systemd-notify', [state, `STATUS=${status}`], {
      env: { ...environment, NOTIFY_SOCKET },
      stdio: 'ignore',
    });
    telling.on('error', ({ message }) => onNote(message));
    telling.on('exit', (code) => code !== 0 && onNote(`systemd-notify ended with ${code}`));
  };
}
