import { AccessTokens } from './access-tokens.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { CourtSystem } from './court-system.ts';
import { Dianda } from './dianda.ts';
import { patientFetch } from './patient-fetch.ts';
import { RefusedError } from './refused-error.ts';
import { ToldInquiries } from './told-inquiries.ts';
import { WebhookReceiver } from './webhook-receiver.ts';
import { wordsOf } from './words.ts';

class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(config: Config): Promise<void> {
  const { gatewayUrl, clientId, clientKeyFile: keyFile, tokenAudience: audience, language } = config;
  const words = wordsOf(language);
  const told = new ToldInquiries();
  const count = { taken: 0, refused: 0 };
  const receiver = new WebhookReceiver(config.webhookSecret, {
    received: (message) => {
      count.taken += 1;
      told.take(message);
      say(words.told(message.type, message.caseNumber, message.number));
    },
    refused: () => {
      count.refused += 1;
      say(words.webhookRefused);
    },
  });
  const listener = {
    limited: (seconds: number) => say(words.limited(seconds)),
    cut: (method: string, path: string) => say(words.cut(method, path)),
    renewed: () => say(words.renewed),
  };
  const tokens = new AccessTokens(
    gatewayUrl,
    { clientId, keyFile, audience },
    patientFetch(undefined, listener),
  );
  const dianda = new Dianda(gatewayUrl, language, patientFetch(tokens, listener));
  await receiver.listen(config.receiver);
  say(words.listening(`http://${config.receiver.host}:${config.receiver.port}/`));
  const wait = new AbortController();
  const timer = setTimeout(
    () => wait.abort(new GaveUp(words.gaveUp(config.waitSeconds))),
    config.waitSeconds * 1000,
  );
  try {
    await new CourtSystem({ dianda, told, words, outFolder: config.outFolder, say }).run(wait.signal);
    say(words.summary(count.taken, count.refused, told.outOfOrder));
  } finally {
    clearTimeout(timer);
    receiver.close();
  }
}

try {
  await run(readConfig(process.argv.slice(2)));
} catch (error) {
  const isTold = error instanceof ConfigError || error instanceof RefusedError || error instanceof GaveUp;
  const text =
    error instanceof Error ? (isTold ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
