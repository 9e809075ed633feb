import { registerHooks } from 'node:module';

/**
 * Jest's globalSetup for the projects that run on real parts: one PostgreSQL cluster and one Redis for the whole run.
 * Jest runs it once however many projects name it, and not at all when only unit tests are selected.
 */
export default async function startServers(): Promise<void> {
  // Jest maps our `.js` imports to `.ts` inside tests only; this module runs outside of them.
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
        return next(`${specifier.slice(0, -3)}.ts`, context);
      }
    },
  });
  const { startTestServers } = await import('./test-servers.js');
  await startTestServers();
}
