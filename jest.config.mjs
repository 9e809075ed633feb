// Two sizes of test, told apart by file name: `*.spec.ts` are unit tests (no process, no socket),
// `*.medium.ts` run on real parts (PostgreSQL, Redis, gRPC sockets); those called or in a folder called `conformance`
// hold a whole adapter to the contract and are a project of their own. System tests live in libs/stack/test.
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^@dianda/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.dianda'],
};

// Real PostgreSQL and Redis for every project but the unit one. Jest runs one module's setup once a run.
const onServers = {
  // Ends a test that hangs; how long a slow machine takes is not what tests are about.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/libs/stack/test/servers.setup.ts',
  globalTeardown: '<rootDir>/libs/stack/test/servers.teardown.ts',
};

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/libs/*/{src,test}/**/*.spec.ts', '<rootDir>/apps/*/{src,test}/**/*.spec.ts'],
    },
    {
      ...shared,
      ...onServers,
      displayName: 'medium',
      // Those of the project after this one.
      testPathIgnorePatterns: ['/node_modules/', '/test/conformance[./]'],
      testMatch: ['<rootDir>/libs/*/{src,test}/**/*.medium.ts', '<rootDir>/apps/*/{src,test}/**/*.medium.ts'],
    },
    {
      ...shared,
      ...onServers,
      displayName: 'conformance',
      testMatch: [
        '<rootDir>/libs/adapter-kit/test/conformance/*.medium.ts',
        '<rootDir>/apps/*/test/conformance.medium.ts',
      ],
    },
    { ...shared, ...onServers, displayName: 'smoke', testMatch: ['<rootDir>/libs/stack/test/**/*.smoke.ts'] },
    {
      ...shared,
      ...onServers,
      displayName: 'system',
      testMatch: ['<rootDir>/libs/stack/test/**/*.system.ts'],
    },
  ],
};
