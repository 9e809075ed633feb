import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export type Language = 'zh-CN' | 'en';

export interface Config {
  /** `http://127.0.0.1:3000`, without a path. */
  readonly gatewayUrl: string;
  readonly clientId: string;
  /** The client's private key, PKCS #8 PEM. */
  readonly clientKeyFile: string;
  /** What assertions are made out to: the gateway's `TOKEN_AUDIENCE`. */
  readonly tokenAudience: string;
  /** `whsec_…`, from a file: an environment is seen by too many. */
  readonly webhookSecret: string;
  /** Where webhooks are received. */
  readonly receiver: { readonly host: string; readonly port: number };
  /** How long a report may take before this program gives up. */
  readonly waitSeconds: number;
  /** Where reports are written. */
  readonly outFolder: string;
  readonly language: Language;
}

/** Told as it stands: what is missing or wrong in the environment, all of it at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment, and `--lang zh-CN|en`. Throws ConfigError. */
export function readConfig(args: readonly string[], environment = process.env): Config {
  const faults: string[] = [];
  const required = (name: string): string => {
    const value = environment[name] ?? '';
    if (value === '') faults.push(`${name} is not set`);
    return value;
  };
  const wholeNumber = (name: string, fallback: number): number => {
    const value = environment[name] ?? String(fallback);
    if (!/^\d{1,6}$/.test(value)) faults.push(`${name} is no whole number`);
    return Number(value);
  };
  const config: Config = {
    gatewayUrl: (environment['DIANDA_URL'] ?? 'http://127.0.0.1:3000').replace(/\/$/, ''),
    clientId: required('CLIENT_ID'),
    clientKeyFile: required('CLIENT_KEY_FILE'),
    tokenAudience: environment['TOKEN_AUDIENCE'] ?? 'urn:dianda:gateway',
    webhookSecret: textOf(required('WEBHOOK_SECRET_FILE'), faults),
    receiver: {
      host: environment['RECEIVER_HOST'] ?? '127.0.0.1',
      port: wholeNumber('RECEIVER_PORT', 8090),
    },
    waitSeconds: wholeNumber('WAIT_SECONDS', 300),
    outFolder: environment['OUT_FOLDER'] ?? 'reports',
    language: languageOf(args, faults),
  };
  if (!URL.canParse(config.gatewayUrl)) faults.push('DIANDA_URL is no URL');
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return config;
}

function textOf(file: string, faults: string[]): string {
  try {
    return file === '' ? '' : readFileSync(file, 'utf8').trim();
  } catch {
    faults.push(`${file} cannot be read`);
    return '';
  }
}

function languageOf(args: readonly string[], faults: string[]): Language {
  try {
    const { lang } = parseArgs({ args: [...args], options: { lang: { type: 'string' } } }).values;
    if (lang === undefined || lang === 'zh-CN') return 'zh-CN';
    if (lang === 'en') return 'en';
  } catch {
    // Told below.
  }
  faults.push('the only option is --lang zh-CN or --lang en');
  return 'zh-CN';
}
