import type { InstallationWords } from './words.js';

export const en: InstallationWords = {
  firstStart: (home) => `first start: databases, keys, certificates and sample data are made in ${home}`,
  laterStart: (home) => `starting with what ${home} holds`,
  ready: (part) => `ready ${part}`,
  died: (part, detail) => `ended unexpectedly: ${part}: ${detail}`,
  restarting: (part, seconds) => `${part} is started again in ${seconds} s`,
  upgrade: (migrations, backupFolder) =>
    `a new version: the database is brought up to date (${migrations} migrations), and an older version cannot start on it then. A backup from before goes to ${backupFolder}; the way back is npm run dianda -- restore with the old version`,
  portStillTaken: (port) => `the last run did not end in order; waiting for port ${port}`,
  casePushed: (caseNumber) => `the sample case ${caseNumber} is pushed`,
  running: 'Dianda is running',
  api: 'API',
  docs: 'API docs',
  health: 'health',
  accounts: 'sample accounts',
  logs: 'logs',
  metrics: 'metrics of',
  howToEnd: 'Ctrl-C ends it; everything is kept for the next npm start',
  ending: 'ending, one after the other…',
  ended: (home) => `ended; everything is kept in ${home}`,
  refusals: {
    alreadyRuns: (home, pid) =>
      `Dianda already runs in ${home}, as process ${pid}. End that one first, or name another folder by DIANDA_HOME.`,
    portTaken: (port) =>
      `Port ${port} is taken by another program. End that one, or choose another port, for example PORT=3100 npm start.`,
    portForbidden: (port) =>
      `This user may not listen on port ${port}. Choose one above 1024, for example PORT=3100 npm start.`,
    redisMissing:
      'redis-server is not installed. Install it (Debian: apt-get install redis-server), or leave out --with-redis: it is not needed.',
  },
  administratorMade: (file) => `the first administrator is made; its one-time password lies in ${file}`,
  administratorNote:
    'One-time password of the first administrator: change it at the first sign-in (POST /api/v1/sessions/password), then delete this file.',
  accountsNote:
    'Sample accounts with the first passwords that the first start made; for trying out. A password changed later is not changed here.',
};
