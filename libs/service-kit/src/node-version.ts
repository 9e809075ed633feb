/**
 * The oldest Node this software runs on: 24.9, the first in which argon2id and the module loading
 * that our tests and tools rely on are all there. The same floor stands in package.json (`engines`).
 */
export const OLDEST_NODE = { major: 24, minor: 9 } as const;

/** Says what is wrong with a Node version (such as `20.20.2`) and what to do; undefined when it will do. */
export function nodeVersionFault(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isNewEnough =
    major > OLDEST_NODE.major || (major === OLDEST_NODE.major && minor >= OLDEST_NODE.minor);
  if (isNewEnough) return undefined;
  return [
    `This program needs Node.js ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer; it was started with ${version}.`,
    `Start it through npm (npm start, npm run ...): "npm ci" puts a fitting Node into node_modules/.bin and npm uses it.`,
    `Without npm, put node_modules/.bin first on PATH, or install Node.js 24 LTS.`,
  ].join('\n');
}

/**
 * Ends the process with code 1 and a clear word on standard error when Node is too old.
 *
 * Call it first in `main.ts` and load the rest of the app by `await import(...)` after it: a static
 * import is linked before any line runs, and a missing export of an old Node would be told as a
 * syntax error instead. This library itself links on Node 20.
 */
export function requireSupportedNode(): void {
  const fault = nodeVersionFault(process.versions.node);
  if (fault === undefined) return;
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
