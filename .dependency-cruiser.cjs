/** Who may import whom (design: data flows one way; a lib exists if two apps need it or it is the core). */
const lib = (name) => `^libs/${name}/`;
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: '\\.(spec|medium|smoke|system)\\.ts$|/test/' },
  to: { path: '^(libs|apps)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle has no first thing to read and nothing that can be tested alone.',
      from: { pathNot: '^libs/wire/src/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only(
      'identifiers-stands-alone',
      lib('identifiers'),
      [],
      'Also runs in the browser; knows nothing of inquiries.',
    ),
    only(
      'trust-stands-alone',
      lib('trust'),
      [],
      'Signatures and envelopes must be readable without the product.',
    ),
    only('service-kit-stands-alone', lib('service-kit'), [], 'Running a service knows nothing of inquiries.'),
    only(
      'inquiry-is-the-core',
      lib('inquiry'),
      [lib('identifiers')],
      'The core is pure: it knows identifiers and nothing else.',
    ),
    only(
      'wire-translates',
      lib('wire'),
      [lib('inquiry'), lib('identifiers')],
      'Wire is the only translation between proto and core.',
    ),
    only(
      'queue-is-a-doorbell',
      lib('queue'),
      [lib('inquiry')],
      'The queue carries leg ids behind the core’s port.',
    ),
    only(
      'storage-behind-ports',
      lib('storage'),
      [lib('inquiry'), lib('identifiers'), lib('trust')],
      'Storage fulfils the core’s ports and encrypts.',
    ),
    only(
      'adapter-kit-serves-adapters',
      lib('adapter-kit'),
      [lib('inquiry'), lib('identifiers'), lib('wire'), lib('trust'), lib('service-kit')],
      'Everything an adapter needs, nothing of the court’s side.',
    ),
    only(
      'adapters-are-thin',
      '^apps/adapter-[^/]+/',
      [lib('adapter-kit'), lib('inquiry'), lib('identifiers'), lib('service-kit')],
      'An agency’s code is its search and its code tables; the kit does the rest.',
    ),
    {
      name: 'apps-never-import-apps',
      severity: 'error',
      comment: 'Apps are security contexts; they meet in storage, queue and on the wire.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      comment: 'Data and dependencies flow one way. The stack starts apps as processes, not as modules.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'examples-are-outsiders',
      severity: 'error',
      comment: 'An example is copied out of the repository; it knows what an outsider knows.',
      from: { path: '^examples/' },
      to: { path: '^(apps|libs)/' },
    },
    {
      name: 'gateway-never-speaks-grpc',
      severity: 'error',
      comment: 'Only the dispatcher holds agency certificates; the gateway faces people.',
      from: { path: '^apps/gateway/' },
      to: { path: ['^libs/(wire|adapter-kit|queue)/', 'node_modules/@grpc/'] },
    },
    {
      name: 'grpc-at-the-wire',
      severity: 'error',
      comment: 'gRPC lives in wire, adapter-kit, the dispatcher and the stack’s fake agencies.',
      from: { path: '^(libs|apps)/', pathNot: '^libs/(wire|adapter-kit|stack)/|^apps/dispatcher/' },
      to: { path: 'node_modules/@grpc/' },
    },
    {
      name: 'typeorm-in-storage',
      severity: 'error',
      comment: 'One place for the schema; everyone else sees ports.',
      from: { path: '^(libs|apps)/', pathNot: '^libs/storage/' },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'bullmq-in-queue',
      severity: 'error',
      comment: 'The queue can be replaced behind its port; so can the Redis that counts requests.',
      from: { path: '^(libs|apps)/', pathNot: '^libs/queue/|^libs/storage/src/limits/' },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'pg-where-databases-are',
      severity: 'error',
      comment:
        'Dianda’s database through storage and queue, registries and journals through adapter-kit, clusters through stack.',
      from: {
        path: '^(libs|apps)/',
        pathNot: '^libs/(storage|queue|adapter-kit|stack)/|^apps/adapter-[^/]+/|/test/',
      },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'core-has-no-framework',
      severity: 'error',
      comment:
        'The core and the identifiers have no framework and no I/O; the core hashes with node:crypto and reckons time zones with luxon, whose clock it does not read; nothing else.',
      from: { path: '^libs/(inquiry|identifiers)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '^crypto$|node_modules/(@types/)?luxon/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing fails at run time.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
