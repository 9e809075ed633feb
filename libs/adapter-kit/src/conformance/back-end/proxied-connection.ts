import { connect, type Socket } from 'node:net';
import type { HostPort } from './host-port.js';

/** Who decides what becomes of a piece of a reply. */
export interface ReplyGate {
  readonly onRequest: (connection: ProxiedConnection, bytes: Buffer) => void;
  readonly onReply: (connection: ProxiedConnection) => ReplyFate;
  readonly onClosedByAdapter: (connection: ProxiedConnection) => void;
  readonly onGone: (connection: ProxiedConnection) => void;
}

/** `pass` it on, `drop` it, `keep` it for later, or pass it on as `noise`. */
export type ReplyFate = 'pass' | 'drop' | 'keep' | 'noise';

/**
 * Letters, digits and whatever lies above them are mangled; lower bytes stay, and with them line ends and the high bytes
 * of lengths: a reader that waited for a message of a gigabyte would only look hung.
 */
const LOWEST_MANGLED = 0x30;
const NOISE_MASK = 0x5a;

/** One connection of the adapter to its back end, with the suite in the middle. */
export class ProxiedConnection {
  private readonly backEnd: Socket;
  private readonly kept: Buffer[] = [];
  private isMute = false;

  constructor(
    private readonly adapter: Socket,
    upstream: HostPort,
    private readonly gate: ReplyGate,
  ) {
    this.backEnd = connect({ host: upstream.host, port: upstream.port });
    adapter.on('data', (bytes: Buffer) => {
      gate.onRequest(this, bytes);
      if (!this.isMute) forward(adapter, this.backEnd, bytes);
    });
    this.backEnd.on('data', (bytes: Buffer) => this.deliver(bytes, gate.onReply(this)));
    for (const socket of [adapter, this.backEnd]) {
      socket.on('error', () => undefined);
      // Pieces are to arrive as they were sent, and none is to wait for the next.
      socket.setNoDelay(true);
    }
    adapter.on('end', () => gate.onClosedByAdapter(this));
    adapter.on('close', () => {
      gate.onClosedByAdapter(this);
      this.backEnd.destroy();
      gate.onGone(this);
    });
    // What is withheld is withheld to the end: a back end that hangs up meanwhile is not heard of, either.
    this.backEnd.on('close', () => {
      if (!this.isMute && this.kept.length === 0) adapter.destroy();
    });
  }

  /** Nothing passes any more, either way; the connection stays open. */
  mute(): void {
    this.isMute = true;
  }

  /**
   * Ends the connection as the kernel does for a killed process. Not by resetAndDestroy: on a socket whose other side
   * hung up just then, Node 24 leaks the handle and spins at its exit.
   */
  cut(): void {
    this.isMute = true;
    this.adapter.destroy();
    this.backEnd.destroy();
  }

  release(): void {
    for (const bytes of this.kept.splice(0)) this.adapter.write(bytes);
    if (this.backEnd.destroyed) this.adapter.destroy();
  }

  private deliver(bytes: Buffer, fate: ReplyFate): void {
    switch (fate) {
      case 'pass':
        forward(this.backEnd, this.adapter, bytes);
        return;
      case 'noise':
        forward(this.backEnd, this.adapter, noiseOf(bytes));
        return;
      case 'keep':
        this.kept.push(bytes);
        return;
      case 'drop':
        return;
    }
  }
}

function noiseOf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte < LOWEST_MANGLED ? byte : byte ^ NOISE_MASK)));
}

/** With back-pressure: a slow reader must not fill this process. */
function forward(from: Socket, to: Socket, bytes: Buffer): void {
  if (to.destroyed || to.write(bytes)) return;
  from.pause();
  to.once('drain', () => from.resume());
}
