import { connect, createServer, type Server, type Socket } from 'node:net';
import { BackEndProxy } from '../../src/conformance/back-end/back-end-proxy.js';
import { until } from '../adapter-rig.js';

/** A back end that says `one`, `two` and `three`, each when it is asked. */
let backEnd: Server;
let proxy: BackEndProxy;
let callers: Caller[];

class Caller {
  heard = '';
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => (this.heard += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  static async open(): Promise<Caller> {
    const socket = connect({ host: '127.0.0.1', port: proxy.port });
    const caller = new Caller(socket);
    callers.push(caller);
    await new Promise((resolve) => socket.once('connect', resolve));
    return caller;
  }

  /** Asks, and waits until `condition` holds of what was heard. */
  async ask(word: string, condition: () => boolean): Promise<void> {
    this.socket.write(word);
    await until(() => Promise.resolve(condition()));
  }
}

beforeEach(async () => {
  callers = [];
  backEnd = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(bytes));
  });
  await new Promise<void>((resolve) => backEnd.listen(0, '127.0.0.1', () => resolve()));
  const address = backEnd.address();
  if (address === null || typeof address === 'string') throw new TypeError('a server without a port');
  proxy = await BackEndProxy.listen(
    { host: '127.0.0.1', port: 0 },
    { host: '127.0.0.1', port: address.port },
  );
});

afterEach(async () => {
  for (const { socket } of callers) socket.destroy();
  await proxy.close();
  await new Promise<void>((resolve) => backEnd.close(() => resolve()));
});

test('untouched, what is asked and answered passes as it is', async () => {
  const caller = await Caller.open();
  await caller.ask('one', () => caller.heard === 'one');
});

test('cut, connections end and new ones do, until it is healed', async () => {
  const caller = await Caller.open();
  await caller.ask('one', () => caller.heard === 'one');
  await proxy.strike('cut');
  await until(() => Promise.resolve(caller.isClosed));
  const another = await Caller.open();
  await until(() => Promise.resolve(another.isClosed));
  await proxy.heal();
  const last = await Caller.open();
  await last.ask('two', () => last.heard === 'two');
});

test('hung, nothing is heard on old connections and on new ones, and neither outlives the healing', async () => {
  const old = await Caller.open();
  await old.ask('one', () => old.heard === 'one');
  await proxy.strike('hung');
  const fresh = await Caller.open();
  for (const caller of [old, fresh]) caller.socket.write('two');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([old.heard, fresh.heard, old.isClosed, fresh.isClosed]).toEqual(['one', '', false, false]);
  await proxy.heal();
  await until(() => Promise.resolve(old.isClosed && fresh.isClosed));
});

test('garbled, replies are noise of the same length, and line ends stay', async () => {
  await proxy.strike('garbled');
  const caller = await Caller.open();
  await caller.ask('ONE 1\n', () => caller.heard.length === 6);
  expect(caller.heard).not.toMatch(/[A-Z1]/);
  expect(caller.heard).toMatch(/^... .\n$/);
});

test('struck at the second reply, the first passes and the second does not', async () => {
  proxy.strikeAt('cut', 2);
  const caller = await Caller.open();
  await caller.ask('one', () => caller.heard === 'one');
  expect(proxy.hasStruck).toBe(false);
  await caller.ask('two', () => caller.isClosed);
  expect(caller.heard).toBe('one');
  expect(proxy.hasStruck).toBe(true);
});

describe('a held search', () => {
  const texts = [Buffer.from('number-1')];

  test('is told from other connections by its text, and its replies come when it is released', async () => {
    const [search, other] = [await Caller.open(), await Caller.open()];
    const held = proxy.holdSearch(1, texts);
    await other.ask('number-2', () => other.heard === 'number-2');
    expect([held.isSeen, held.isHeld]).toEqual([false, false]);
    await search.ask('number-1', () => held.isHeld);
    expect(search.heard).toBe('');
    held.release();
    await until(() => Promise.resolve(search.heard === 'number-1'));
  });

  test('shows no mark while nobody cancels, whatever else goes on', async () => {
    const [search, other] = [await Caller.open(), await Caller.open()];
    const held = proxy.holdSearch(1, texts);
    await search.ask('number-1', () => held.isHeld);
    held.watchForCancel();
    await other.ask('select 1', () => other.heard === 'select 1');
    expect(held.cancelMark).toBeUndefined();
  });

  test.each([
    ['closed', (search: Caller) => search.socket.destroy()],
    ['spoke', (search: Caller) => search.socket.write('stop')],
  ])('is %s on its own connection', async (mark, cancel) => {
    const search = await Caller.open();
    const held = proxy.holdSearch(1, texts);
    await search.ask('number-1', () => held.isHeld);
    held.watchForCancel();
    cancel(search);
    await until(() => Promise.resolve(held.cancelMark === mark));
  });

  test('is cancelled over another one', async () => {
    const [search, other] = [await Caller.open(), await Caller.open()];
    const held = proxy.holdSearch(1, texts);
    await search.ask('number-1', () => held.isHeld);
    held.watchForCancel();
    await other.ask('select pg_cancel_backend(7)', () => held.cancelMark === 'cancel_request');
  });
});
