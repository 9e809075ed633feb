import type { Language } from '@dianda/inquiry';
import { en } from './words-en.js';
import { zhCn } from './words-zh-cn.js';

/** Everything that `npm start` says to people, in one language. */
export interface InstallationWords {
  readonly firstStart: (home: string) => string;
  readonly laterStart: (home: string) => string;
  readonly ready: (part: string) => string;
  readonly died: (part: string, detail: string) => string;
  readonly restarting: (part: string, seconds: string) => string;
  readonly upgrade: (migrations: number, backupFolder: string) => string;
  readonly portStillTaken: (port: number) => string;
  readonly casePushed: (caseNumber: string) => string;
  readonly running: string;
  readonly api: string;
  readonly docs: string;
  readonly health: string;
  readonly accounts: string;
  readonly logs: string;
  /** Before a program's name and the page of its metrics, whose port is another at each start. */
  readonly metrics: string;
  readonly howToEnd: string;
  readonly ending: string;
  readonly ended: (home: string) => string;
  readonly refusals: {
    readonly alreadyRuns: (home: string, pid: number) => string;
    readonly portTaken: (port: number) => string;
    readonly portForbidden: (port: number) => string;
    readonly redisMissing: string;
  };
  readonly administratorMade: (file: string) => string;
  /** In the first administrator's file. */
  readonly administratorNote: string;
  /** In the file of accounts. */
  readonly accountsNote: string;
}

const byLanguage: Readonly<Record<Language, InstallationWords>> = { 'zh-CN': zhCn, en };

export function installationWords(language: Language): InstallationWords {
  return byLanguage[language];
}
