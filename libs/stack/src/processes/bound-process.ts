import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';

/** The operating-system account a server runs under. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

export interface BoundProcessOptions {
  /** What people call it in messages. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly account?: ServerAccount | undefined;
  /** stdout and stderr are appended here. */
  readonly logPath: string;
  /** What the process gets when it is to end in order, from `end()` or from the death of this process. */
  readonly endSignal: 'SIGTERM' | 'SIGINT';
  /**
   * Standard input: a text that is then closed, `held` for a pipe that stays open as long as we live (by which a
   * child notices our death), or nothing.
   */
  readonly input?: { readonly text: string } | 'held';
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process that we end by its pid and that does not outlive us. */
export interface BoundProcess {
  readonly name: string;
  readonly pid: number;
  readonly logPath: string;
  /** Settles when the process is gone; never rejects. */
  readonly exited: Promise<ProcessExit>;
  readonly running: () => boolean;
  /** Sends a signal, e.g. SIGKILL, SIGSTOP or SIGCONT for a fault test; answers false when it is gone. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
  /** Ends it in order, and by SIGKILL when it is still there after `graceMs`. */
  readonly end: (graceMs: number) => Promise<ProcessExit>;
}

/** What runs now, so that a sudden `process.exit` leaves nothing behind that still writes. */
const runningChildren = new Set<ChildProcess>();
let killsOnExit = false;

function killOnExit(child: ChildProcess): void {
  runningChildren.add(child);
  child.once('exit', () => runningChildren.delete(child));
  if (killsOnExit) return;
  killsOnExit = true;
  // Ahead of listeners that remove folders, so that these are written no more.
  process.prependListener('exit', () => {
    for (const each of runningChildren) each.kill('SIGKILL');
  });
}

/** util-linux; asks the kernel to signal the child when its parent dies, however it dies. */
const setpriv = '/usr/bin/setpriv';

function commandLine(options: BoundProcessOptions): {
  program: string;
  args: string[];
  account?: ServerAccount;
} {
  const { program, args, account } = options;
  if (!existsSync(setpriv)) {
    return { program, args: [...args], ...(account === undefined ? {} : { account }) };
  }
  const identity =
    account === undefined ? [] : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const bound = [`--pdeathsig=${options.endSignal.slice(3)}`, ...identity, '--', program, ...args];
  return { program: setpriv, args: bound };
}

function started(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new Error(`${name} cannot be started`, { cause }));
    });
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

/**
 * Starts a program in a session of its own, so that Ctrl-C in a terminal reaches only us and everything ends in
 * our order.
 */
export async function startBoundProcess(options: BoundProcessOptions): Promise<BoundProcess> {
  const { name, logPath } = options;
  const { program, args, account } = commandLine(options);
  const log = openSync(logPath, 'a', 0o640);
  const child = spawn(program, args, {
    ...account,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...options.env },
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', log, log],
  });
  closeSync(log);
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  killOnExit(child);
  const pid = await started(child, name);
  // A child that dies while we write is reported by its exit.
  child.stdin?.on('error', () => undefined);
  if (typeof options.input === 'object') child.stdin?.end(options.input.text);

  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const end = async (graceMs: number): Promise<ProcessExit> => {
    if (running()) {
      child.kill(options.endSignal);
      // A stopped process takes no signal but SIGKILL until it goes on.
      child.kill('SIGCONT');
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    const exit = await exited;
    clearTimeout(timer);
    return exit;
  };
  return { name, pid, logPath, exited, running, signal: (signal) => running() && child.kill(signal), end };
}
