import { connect } from 'node:net';
import { DiandaError } from '@dianda/inquiry';
import type { PocketRow } from './pocket-back-end.js';

/** What the pocket register said about one number. */
export interface PocketFindings {
  /** Undefined when it holds nobody under the number. */
  readonly row: PocketRow | undefined;
  readonly recordIds: readonly string[];
  /** Whether it came to the end of what it had to say. */
  readonly isWhole: boolean;
}

/** Searches one number on a connection of its own, which closes when `signal` is aborted. Throws errors of the agency. */
export function searchPocket(
  port: number,
  number: string,
  signal: AbortSignal,
  onPart: (part: PocketFindings) => void,
): Promise<PocketFindings> {
  return new Promise((resolve, reject) => {
    let text = '';
    let part: PocketFindings = { row: undefined, recordIds: [], isWhole: false };
    let isOver = false;
    const socket = connect({ host: '127.0.0.1', port });
    const end = (error?: DiandaError): void => {
      if (isOver) return;
      isOver = true;
      socket.destroy();
      if (error === undefined) resolve(part);
      else reject(error);
    };
    const unreachable = (): void =>
      end(DiandaError.unavailable('REGISTRY_UNAVAILABLE', { origin: 'agency', retryAfterMs: 1_000 }));
    signal.addEventListener('abort', () => {
      end(DiandaError.timeout('REGISTRY_TIMEOUT', { origin: 'agency' }));
    });
    socket.on('error', unreachable);
    socket.on('close', unreachable);
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      // Noise need not hold a line feed at all.
      if (text.length > 4_096 || text.includes('\uFFFD')) lines.push(text);
      for (const line of lines) {
        const next = read(line, part);
        if (next === undefined) {
          end(DiandaError.internal('REGISTRY_ROW_UNREADABLE', { origin: 'agency' }));
          return;
        }
        part = next;
        onPart(part);
        if (line === 'HELLO') socket.write(`FIND ${number}\n`);
        if (part.isWhole) end();
      }
    });
  });
}

/** The findings with one more line; undefined when the line is no line of the register's. */
function read(line: string, part: PocketFindings): PocketFindings | undefined {
  const [word, rest] = [line.slice(0, 4), line.slice(5)];
  switch (word) {
    case 'HELL':
    case 'NONE':
      return part;
    case 'HELD':
      return { ...part, row: JSON.parse(rest) as PocketRow };
    case 'ROWS':
      return { ...part, recordIds: [...part.recordIds, ...rest.split(' ')] };
    case 'END':
      return { ...part, isWhole: true };
    default:
      return undefined;
  }
}
