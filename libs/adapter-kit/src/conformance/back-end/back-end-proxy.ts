import { createServer, type Server, type Socket } from 'node:net';
import type { BackEndControl, CancelMark, Fault, HeldSearch, SearchProxy } from './back-end-control.js';
import { isCancelCommand } from './cancel-commands.js';
import type { HostPort } from './host-port.js';
import { ProxiedConnection, type ReplyFate, type ReplyGate } from './proxied-connection.js';

interface ArmedFault {
  readonly fault: Fault;
  repliesLeft: number;
}

/**
 * A TCP proxy between the adapter and its back end, whatever protocol they speak. It counts pieces of replies as they
 * arrive; a piece is no message, so tests step through several of them.
 */
export class BackEndProxy implements BackEndControl, SearchProxy, ReplyGate {
  private readonly connections = new Set<ProxiedConnection>();
  private standing: Fault | undefined;
  private armed: ArmedFault | undefined;
  private held: HeldConnection | undefined;
  hasStruck = false;

  private constructor(
    private readonly server: Server,
    private readonly upstream: HostPort,
  ) {
    server.on('connection', (socket) => this.accept(socket));
  }

  /** Listens; `port` 0 takes a free one. Rejects when the port is taken. */
  static async listen(at: HostPort, upstream: HostPort): Promise<BackEndProxy> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at.port, at.host, () => resolve());
    });
    return new BackEndProxy(server, upstream);
  }

  get proxy(): SearchProxy {
    return this;
  }

  /** Where the adapter connects to in place of its back end. */
  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new TypeError('a proxy without a port');
    return address.port;
  }

  strike(fault: Fault): Promise<void> {
    this.standing = fault;
    this.hasStruck = true;
    for (const connection of this.connections) {
      if (fault === 'cut') connection.cut();
      if (fault === 'hung') connection.mute();
    }
    return Promise.resolve();
  }

  strikeAt(fault: Fault, reply: number): void {
    this.hasStruck = false;
    this.armed = { fault, repliesLeft: reply };
  }

  holdSearch(reply: number, texts: readonly Buffer[]): HeldSearch {
    this.held?.release();
    this.held = new HeldConnection(reply, texts);
    return this.held;
  }

  heal(): Promise<void> {
    this.held?.release();
    this.held = undefined;
    this.armed = undefined;
    // A stream that lost or mangled bytes cannot be mended; its reader has to see it end.
    if (this.standing !== undefined) for (const connection of this.connections) connection.cut();
    this.standing = undefined;
    this.hasStruck = false;
    return Promise.resolve();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const connection of this.connections) connection.cut();
    await closed;
  }

  onRequest(connection: ProxiedConnection, bytes: Buffer): void {
    this.held?.onRequest(connection, bytes);
  }

  onReply(connection: ProxiedConnection): ReplyFate {
    if (this.armed !== undefined) {
      this.armed.repliesLeft -= 1;
      if (this.armed.repliesLeft <= 0) {
        const { fault } = this.armed;
        this.armed = undefined;
        void this.strike(fault);
      }
    }
    if (this.standing === 'garbled') return 'noise';
    if (this.standing !== undefined) return 'drop';
    return this.held?.keepsReplyOf(connection) === true ? 'keep' : 'pass';
  }

  onClosedByAdapter(connection: ProxiedConnection): void {
    this.held?.onClosedByAdapter(connection);
  }

  onGone(connection: ProxiedConnection): void {
    this.connections.delete(connection);
  }

  private accept(socket: Socket): void {
    const connection = new ProxiedConnection(socket, this.upstream, this);
    this.connections.add(connection);
    if (this.standing === 'cut') connection.cut();
    if (this.standing === 'hung') connection.mute();
  }
}

/** The one connection whose replies are withheld, and what the adapter did after it was told to stop. */
class HeldConnection implements HeldSearch {
  private readonly replies = new Map<ProxiedConnection, number>();
  private connection: ProxiedConnection | undefined;
  private isWatching = false;
  private isReleased = false;
  cancelMark: CancelMark | undefined;

  constructor(
    private readonly reply: number,
    private readonly texts: readonly Buffer[],
  ) {}

  get isSeen(): boolean {
    return this.replies.size > 0;
  }

  get isHeld(): boolean {
    return this.connection !== undefined;
  }

  watchForCancel(): void {
    this.isWatching = true;
  }

  release(): void {
    this.isReleased = true;
    this.connection?.release();
  }

  onRequest(connection: ProxiedConnection, bytes: Buffer): void {
    const isSearch = this.texts.length === 0 || this.texts.some((text) => bytes.includes(text));
    if (isSearch && !this.replies.has(connection)) this.replies.set(connection, 0);
    if (!this.isWatching) return;
    if (isCancelCommand(bytes)) this.note('cancel_request');
    else if (connection === this.connection) this.note('spoke');
  }

  onClosedByAdapter(connection: ProxiedConnection): void {
    if (this.isWatching && connection === this.connection) this.note('closed');
  }

  keepsReplyOf(connection: ProxiedConnection): boolean {
    if (this.isReleased) return false;
    const before = this.replies.get(connection);
    if (before === undefined) return false;
    this.replies.set(connection, before + 1);
    if (this.connection === undefined && before + 1 >= this.reply) this.connection = connection;
    return connection === this.connection;
  }

  private note(mark: CancelMark): void {
    if (!this.isReleased) this.cancelMark ??= mark;
  }
}
