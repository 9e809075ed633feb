/** Jest's globalTeardown: ends what servers.setup.ts started; it runs after failed tests too. */
export default async function stopServers(): Promise<void> {
  await globalThis.diandaStopTestServers?.();
}
