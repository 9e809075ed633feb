import { registerHooks } from 'node:module';

/** Outside of jest's own module system our imports of `.js` must find the `.ts` files that Node runs directly. */
export function resolveTypeScriptImports(): void {
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
}

/**
 * Jest's globalSetup for the projects that run on real parts: one PostgreSQL cluster and one Redis for the whole run.
 * Jest runs it once however many projects name it, and not at all when only unit tests are selected.
 */
export default async function startServers(): Promise<void> {
  resolveTypeScriptImports();
  const { startTestServers } = await import('./test-servers.js');
  await startTestServers();
}
