import { ReviewDesk } from '@dianda/adapter-kit';
import { DiandaError } from '@dianda/inquiry';
import { exitOnConfigurationFault, requireSupportedNode } from '@dianda/service-kit';
import { readReviewerConfig } from './config.js';
import { parseOrder, runOrder, USAGE } from './review-command.js';

/** The reviewer's program: `node review.js list`, `release`, `return`, `ask`. Exits with 2 for a wrong order. */
requireSupportedNode();
const order = parseOrder(process.argv.slice(2));
if (order === undefined) {
  process.stderr.write(USAGE);
  process.exit(2);
}
const config = readConfig();
const desk = new ReviewDesk({
  url: config.journalUrl,
  keyFile: config.journalKeyFile,
  connectTimeoutMs: config.connectTimeoutMs,
});
try {
  process.stdout.write(await runOrder(desk, order, config.reviewer));
} catch (error) {
  if (!(error instanceof DiandaError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await desk.close();
}

function readConfig(): ReturnType<typeof readReviewerConfig> {
  try {
    return readReviewerConfig();
  } catch (error) {
    return exitOnConfigurationFault(error);
  }
}
