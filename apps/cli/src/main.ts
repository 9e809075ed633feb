import { requireSupportedNode } from '@dianda/service-kit';

requireSupportedNode();
const { runCli } = await import('./run-cli.js');
process.exitCode = await runCli(process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
