/** Starts the stopping program tied to itself by a link, lets it write to our output, and waits to be killed. */
import { spawn } from 'node:child_process';

const [program = '', link = ''] = process.argv.slice(2);
const stdio =
  link === 'ipc'
    ? (['ignore', 'inherit', 'inherit', 'ipc'] as const)
    : (['pipe', 'inherit', 'inherit'] as const);
spawn(process.execPath, [program, link], { stdio: [...stdio] });
