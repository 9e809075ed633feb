import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What the pocket agency's register holds under one number. */
export interface PocketRow {
  readonly name: string;
  readonly records: number;
  readonly thirdPerson?: string;
  readonly conduct?: 'refused' | 'clarification' | 'deferred' | 'partial';
}

/** Between two lines, so that each arrives as a piece of its own. */
const LINE_MS = 4;
const RECORDS_A_LINE = 5;

/**
 * An agency's register as a TCP server: it greets, reads `FIND <number>`, and answers `HELD <row as JSON>` or `NONE`,
 * then the records' names by fives, then `END`.
 */
export class PocketBackEnd {
  /** Numbers that were searched for, in order. */
  readonly searches: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly rows: ReadonlyMap<string, PocketRow>,
  ) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async start(rows: ReadonlyMap<string, PocketRow>): Promise<PocketBackEnd> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return new PocketBackEnd(server, rows);
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new TypeError('a server without a port');
    return address.port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    socket.write('HELLO\n');
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes.toString('utf8').split('\n').filter(Boolean)) {
        void this.answer(socket, line.replace('FIND ', ''));
      }
    });
  }

  private async answer(socket: Socket, number: string): Promise<void> {
    this.searches.push(number);
    const row = this.rows.get(number);
    const lines = row === undefined ? ['NONE'] : [`HELD ${JSON.stringify(row)}`];
    for (let from = 1; from <= (row?.records ?? 0); from += RECORDS_A_LINE) {
      const count = Math.min(RECORDS_A_LINE, (row?.records ?? 0) - from + 1);
      lines.push(`ROWS ${Array.from({ length: count }, (_, index) => from + index).join(' ')}`);
    }
    for (const line of [...lines, 'END']) {
      await delay(LINE_MS);
      if (socket.destroyed) return;
      socket.write(`${line}\n`);
    }
  }
}
