import { requireSupportedNode } from '@dianda/service-kit';

requireSupportedNode();
const { runConformance } = await import('./program.js');
process.exitCode = await runConformance(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
