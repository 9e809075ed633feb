// The agencies of the bench, in a process of their own so that what they use counts for nobody else.
import { AgencyServer } from '../fakes/agency-server.js';
import { SlowAgency } from '../fakes/conducts.js';
import { ensureTrustFiles } from '../constellation/trust-files.js';
import { agencyDelayMs, benchAgency, benchSlugs } from './bench-agencies.js';

const [trustFolder] = process.argv.slice(2);
if (trustFolder === undefined) throw new TypeError('name the trust folder');
const trust = await ensureTrustFiles(trustFolder, benchSlugs);
const servers = await Promise.all(
  [...trust.agencies].map(([slug, own]) =>
    AgencyServer.start(benchAgency(slug, own), new SlowAgency(agencyDelayMs), { remembers: false }),
  ),
);
process.send?.(servers.map((server) => server.row));
process.on('disconnect', () => {
  for (const server of servers) server.stop();
});
